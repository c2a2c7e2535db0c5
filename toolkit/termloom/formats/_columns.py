"""Which column of somebody's table holds what, told by its header."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .. import tags
from ..errors import FormatError
from . import Options, _words

_ROLES = {
    "id": "id|key|no|number|tuid|entry|entry id|entry number|segment id|concept|"
    "concept id|conceptid|entryid|unit id|stt|编号|編號|序号",
    "language": "language|lang|locale|language code|ngôn ngữ|语言|語言",
    "term": "term|form|designation|thuật ngữ|术语|術語",
    "kind": "kind|term type|termtype|type",
    "status": "status|usage status|usage|administrative status|term status|"
    "trạng thái|状态|狀態",
    "score": "score",
    "count": "count|occurrences|frequency",
    "domain": "domain|subject|subject field|field|category|topic|lĩnh vực|领域|領域",
    "definition": "definition|def|meaning|định nghĩa|定义|定義",
    "context": "context|example|ví dụ|例句|上下文",
    "note": "note|notes|comment|comments|remark|remarks|description|ghi chú|备注|備註",
    "flags": "flags|flag",
    "document": "document|document id|file|file name|filename|doc",
    "agreed": "agreed|nato agreed",
    "source": "source|source text|source segment|source term|original|src|nguồn",
    "target": "target|target text|target segment|target term|translation|tgt|đích",
    "source_language": "source language|source lang|srclang|src lang",
    "target_language": "target language|target lang|trglang|tgt lang",
    "term_note": "term note",
    "concept_note": "concept note",
    "concept_source": "concept source",
}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words.split("|")}
_FILLERS = re.compile(
    r"(?i)\b(term|text|source|target|translation|segment|src|tgt|preferred)\b"
)
_HUMP = re.compile("(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a table are (0-based)."""

    names: tuple[str, ...]
    """The header's cells; empty for a table without one."""
    roles: dict[str, int]
    texts: dict[str, int]
    """Language tag → its column."""
    others: tuple[int, ...]

    @property
    def is_by_term(self) -> bool:
        """Whether each line is one term that says its language."""
        return {"term", "language"} <= self.roles.keys()

    @property
    def is_by_pair(self) -> bool:
        """Whether each line says the languages of its source and target."""
        sides = {"source", "target", "source_language", "target_language"}
        return sides <= self.roles.keys()

    @property
    def is_glossary(self) -> bool:
        """Whether the table speaks of concepts rather than of sentences."""
        telling = {"domain", "definition", "kind", "status", "agreed", "term"}
        return self.is_by_term or bool(telling & self.roles.keys())

    @property
    def is_known(self) -> bool:
        """Whether it is clear which language each text is in."""
        return self.is_by_term or self.is_by_pair or bool(self.texts)

    def column(self, tag: str) -> int:
        """Where a translation into a language stands; -1 where that is not one cell."""
        usual = self.roles["target"] if self.is_by_pair else -1
        return self.texts.get(tag, usual)


def layout(first: Sequence[str], options: Options) -> Layout:
    """The layout that the first line of a table tells, or the user.

    Where no header is recognised and ``options.languages`` names languages, they
    are those of the first columns and the first line holds data. Where nothing
    tells, the layout is not ``is_known``.
    """
    roles: dict[str, int] = {}
    texts: dict[str, int] = {}
    others: list[int] = []
    for column, name in enumerate(first):
        role, tag = _role(name), _language(name)
        if role and role not in roles:
            roles[role] = column
        elif tag and not role and (free := _free(tag, name, texts)):
            texts[free] = column
        else:
            others.append(column)
    if "target" not in roles and "source" in roles and texts:
        roles.pop("target", None)
    if {"source", "target"} <= roles.keys() and len(options.languages) == 2:
        columns = (roles.pop("source"), roles.pop("target"))
        texts = dict(zip(options.languages, columns, strict=True)) | texts
    found = Layout(tuple(first), roles, texts, tuple(others))
    if roles or texts:
        return found
    columns_named = min(len(options.languages), len(first))
    bare = dict(zip(options.languages[:columns_named], range(len(first)), strict=False))
    return Layout((), {}, bare, tuple(range(columns_named, len(first))))


def _free(tag: str, name: str, taken: Mapping[str, int]) -> str:
    """The tag, or the code of a second variety of a language: ``en``, ``en-GB``."""
    own = tags.spelt(name) if _words.tag(name) else tag
    return next((each for each in (tag, own) if each not in taken), "")


def demand(found: Layout, place: str) -> Layout:
    """The layout, if it is known. Raises `FormatError` with the remedy."""
    if found.is_known:
        return found
    shown = ", ".join(f'"{name}"' for name in found.names) or "the columns"
    raise FormatError(
        f"can't tell the languages of {shown}; name them in order: --langs en,vi, "
        f"or behind the name of a glossary: {place}:en,vi",
        place=place,
    )


def _role(name: str) -> str | None:
    apart = _HUMP.sub(" ", re.sub(r"[_\-.:#]+", " ", name))
    plain = " ".join(apart.casefold().split())
    return _ROLE_OF.get(plain)


def _language(name: str) -> str | None:
    if not name.strip() or len(name) > 60:
        return None
    bare = _FILLERS.sub(" ", re.sub(r"[_:]+", " ", name)).strip()
    return (_words.language(bare) if bare else None) or _words.language(name)
