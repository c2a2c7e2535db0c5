"""Notes: places where a text itself says that two forms name one thing.

``Integrated Air and Missile Defence (IAMD)``, ``IAMD（注：一体化防空反导）``,
``马克·吕特(Mark Rutte)``. The form in front of a bracket has no left border; it is
found by evidence: initials (after Schwartz and Hearst 2003), quotation marks, the
classes of the words, capitals, the number of words, and whether it stands
elsewhere in the texts.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .. import tags
from ..model import Evidence, Kind, Place, Segment, Span
from .phrases import grammar, tokens

_BRACKETS = re.compile(r"\s?[(（]([^()（）]{2,80})[)）]")
_ACRONYM = re.compile(
    r"(?=[^a-z]*[A-Z][^A-Z]*[A-Z])[A-Z][A-Za-z0-9&]{1,9}(?:[-/][A-Z0-9]{1,6})?"
)
_LATIN = re.compile(
    r"[A-Z][A-Za-z.’'-]*(?: (?:of|and|the|for|to|in|on|de|[A-Z&][\w.’'-]*"
    r"|[a-z][a-z-]{2,}))*"
)
_ASCII_BEFORE = re.compile(r"[A-Za-z][A-Za-z0-9&/’'-]*$")
_MARK = re.compile(
    r"\s*(?:注|译注|译者注|编者注|註|即|又称|又稱|简称|簡稱|缩写为|縮寫為|也就是|亦称|英文[:：]?"
    r"|gọi tắt là|viết tắt(?: là)?|tức là|tức|hay còn gọi là|còn gọi là"
    r"|hereinafter|hereafter|also known as|known as|abbreviated(?: as)?|or)[:：]?\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,，;；、/]\s*")
_NO_FORM = re.compile(r"^(?:见|見|指|参见|參見|详见|see\b|xem\b|cf\b)|前文|上文|下同")
_QUOTES = {"」": "「", "』": "『", "》": "《", "”": "“", "’": "‘", '"': '"', "»": "«"}
_STOPS = frozenset("。！？!?；;：:…，")
_TITLES = re.compile(
    r"^(?:.*(?:总统|總統|首相|总理|總理|国务卿|國務卿|秘书长|秘書長|部长|部長|主席|州长|州長|将军|將軍"
    r"|上将|大使|发言人|發言人|议员|議員|教授|先生|女士|司令|外长|外長|防长|总裁|主任|书记|国王|女王))"
)
_NAME_DOT = re.compile(r"[·・•]")
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True)
class Note:
    """Two forms of one thing, as a text gives them."""

    language: str
    """Of the text."""
    form: str
    """In the language of the text."""
    other_language: str
    other: str
    """An acronym, the form in another language, or a second form in this one."""
    kind: Kind
    """What ``other`` is."""
    score: float
    """0 to 1."""
    place: Place
    """Where ``form`` stands."""
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)


def notes(segments: Iterable[Segment], tag: str) -> list[Note]:
    """The notes in segments of one language, in order.

    Raises `InputError` for a language that is not ours.
    """
    segments = list(segments)
    corpus = "\n".join(segment.text for segment in segments)
    known: dict[str, int] = {}

    def count(form: str) -> int:
        if form not in known:
            known[form] = corpus.count(form)
        return known[form]

    return [note for segment in segments for note in _of_segment(segment, tag, count)]


def _of_segment(
    segment: Segment, tag: str, count: Callable[[str], int]
) -> Iterator[Note]:
    for match in _BRACKETS.finditer(segment.text):
        inside, marked = _unmarked(match.group(1))
        before = segment.text[: match.start()]
        if not before.strip() or before[-1] in _STOPS or _NO_FORM.search(inside):
            continue
        acronym = _ACRONYM.fullmatch(_last_word(before))
        if acronym and not _ACRONYM.fullmatch(inside):
            yield from _expanded(segment, tag, acronym.group(), inside, match, marked)
            continue
        for item in _items(inside):
            note = _described(segment, tag, match.start(), item, count)
            if note is not None:
                yield note


def _unmarked(inside: str) -> tuple[str, bool]:
    mark = _MARK.match(inside)
    if mark and mark.end():
        again = _MARK.match(inside, mark.end())
        return inside[again.end() if again else mark.end() :].strip(), True
    return inside.strip(), False


def _last_word(before: str) -> str:
    match = _ASCII_BEFORE.search(before)
    return match.group() if match else ""


def _items(inside: str) -> list[str]:
    """The designations in a bracket: ``NATO Response Force, NRF`` holds two."""
    whole = inside.strip(' .,，。“”"「」《》')
    if _ACRONYM.fullmatch(whole) or _LATIN.fullmatch(whole):
        return [whole]
    parts = [part.strip(' .。“”"「」《》') for part in _SPLIT.split(inside)]
    latin = [p for p in parts if _ACRONYM.fullmatch(p) or _LATIN.fullmatch(p)]
    return latin or [whole]


def _expanded(
    segment: Segment,
    tag: str,
    acronym: str,
    inside: str,
    match: re.Match[str],
    marked: bool,
) -> Iterator[Note]:
    """``IAMD（注：一体化防空反导）``: the bracket says what the letters stand for."""
    form = _SPLIT.split(inside, maxsplit=1)[0] if marked else inside
    form = form.strip(' .。“”"「」《》')
    start = segment.text.find(form, match.start())
    if not _is_designation(form, tag) or start < 0:
        return
    initials = _long_form(form, acronym) == form
    score = 0.95 if marked or initials else 0.8
    reason = "note" if marked else "initials" if initials else "bracket"
    place = Place(segment.document, segment.index, Span(start, start + len(form)))
    other = tags.LANGUAGES[0]
    spoken = other if form.isascii() else tag
    yield Note(
        spoken,
        form,
        other,
        acronym,
        Kind.ACRONYM,
        score,
        place,
        (Evidence(reason, score, match.group().strip()),),
    )


def _is_designation(form: str, tag: str) -> bool:
    """Whether a bracket's content can be a name and no sentence or figure."""
    if not 2 <= len(form) <= 60 or not form[0].isalpha() or form.isdigit():
        return False
    if tags.is_chinese(tag) and not form.isascii():
        return len(form) <= 24 and "。" not in form and not form.endswith("的")
    words = form.split()
    if form.isascii() and tag != "en" and len(words) == 1:
        return len(form) > 2
    return len(words) >= 2


def _described(
    segment: Segment, tag: str, at: int, item: str, count: Callable[[str], int]
) -> Note | None:
    """The form in front of a bracket at ``at`` that ``item`` names again."""
    kind, other_language = _sort(item, tag)
    if kind is None:
        return None
    found = _left(segment.text, tag, at, item, kind, count)
    if found is None:
        return None
    span, score, evidence = found
    form = segment.text[slice(*span)]
    if form.casefold() == item.casefold():
        return None
    spoken = "en" if tag != "en" and form.isascii() and " " in form else tag
    place = Place(segment.document, segment.index, span)
    return Note(spoken, form, other_language, item, kind, score, place, tuple(evidence))


def _sort(item: str, tag: str) -> tuple[Kind | None, str]:
    """What a bracket's item is, and in which language."""
    if _ACRONYM.fullmatch(item):
        return Kind.ACRONYM, "en"
    if tag != "en" and item.isascii() and _LATIN.fullmatch(item) and len(item) > 3:
        return Kind.FULL, "en"
    if tags.is_chinese(tag) and _is_phrase(item, tag):
        return Kind.VARIANT, tag
    if tag == "vi" and not item.isascii() and item[:1].isupper() and " " in item:
        return Kind.VARIANT, tag
    return None, tag


def _is_phrase(item: str, tag: str) -> bool:
    if not re.fullmatch(r"[\u3400-\u9fff·-]{2,12}", item):
        return False
    rules = grammar(tag)
    spans = tokens(tag, item)
    letters = rules.classes(item, spans)
    whole = rules.is_simple(letters) or rules.is_compound(letters)
    whole = whole and not rules.is_weak(item)
    return whole and rules.may_end(item[slice(*spans[-1])])


_Left = tuple[Span, float, list[Evidence]]


def _left(
    text: str,
    tag: str,
    at: int,
    item: str,
    kind: Kind,
    count: Callable[[str], int],
) -> _Left | None:
    """Where the form that ends at ``at`` begins, how sure that is, and why."""
    quoted = _quoted(text, at)
    if quoted:
        return quoted, 0.95, [Evidence("quoted", 0.95)]
    if kind is Kind.ACRONYM:
        clause = text[max(0, at - 150) : at]
        long = _long_form(clause, item)
        if long.replace("’", "'").isascii() and " " in long:
            return Span(at - len(long), at), 0.95, [Evidence("initials", 0.95, item)]
    if tags.is_chinese(tag) and kind is Kind.FULL:
        name = _person(text, tag, at)
        if name:
            return name, 0.9, [Evidence("name", 0.9, item)]
    if tag == "en":
        return None
    return _by_evidence(text, tag, at, item, kind, count)


def _quoted(text: str, at: int) -> Span | None:
    """What the quotation marks hold that close just before, or are still open."""
    if not at:
        return None
    opening = _QUOTES.get(text[at - 1])
    if opening:
        start = text.rfind(opening, 0, at - 1)
        return Span(start + 1, at - 1) if start >= 0 and start + 1 < at - 1 else None
    start = max(text.rfind(mark, 0, at) for mark in "「『《“")
    closed = max(text.rfind(mark, 0, at) for mark in "」』》”")
    inner = text[start + 1 : at]
    whole = 2 <= len(inner) <= 40 and not set(inner) & _STOPS and "," not in inner
    return Span(start + 1, at) if start > closed and start >= 0 and whole else None


def _long_form(text: str, acronym: str) -> str:
    """The words at the end of a text whose initials make up an acronym."""
    letters = re.sub(r"s$", "", acronym).replace("-", "").replace("/", "").casefold()
    words = [m.start() for m in re.finditer(r"(?<![A-Za-z’'])[A-Za-z]", text)]
    at, position = len(letters) - 1, len(text)
    while at >= 0 and position > 0:
        position -= 1
        if text[position].casefold() != letters[at]:
            continue
        if at == 0 and position not in words:
            continue
        at -= 1
    if at >= 0 or position not in words:
        return ""
    form = text[position:]
    limit = min(len(letters) + 5, 2 * len(letters))
    return form if len(form.split()) <= limit and not set(form) & set(".;:()") else ""


def _person(text: str, tag: str, at: int) -> Span | None:
    """A foreign name in Chinese letters, without the title before it."""
    spans = [s for s in tokens(tag, text[:at]) if s.stop > at - 30]
    dots = [s.start for s in spans if _NAME_DOT.fullmatch(text[slice(*s)])]
    if not dots:
        return None
    chain = re.search(r"[\u3400-\u9fff]+(?:[·・•][\u3400-\u9fff]+)+$", text[:at])
    if chain is None:
        return None
    first = _NAME_DOT.search(text, chain.start())
    if first is None:
        return None
    start = max((s.start for s in spans if s.start < first.start()), default=at)
    title = _TITLES.match(text[start : first.start()])
    return Span(start + (title.end() if title else 0), at)


def _by_evidence(
    text: str,
    tag: str,
    at: int,
    item: str,
    kind: Kind,
    count: Callable[[str], int],
) -> _Left | None:
    spans = [s for s in tokens(tag, text) if s.stop <= at]
    letters = grammar(tag).classes(text, spans)
    first = _clause(text, spans, letters)
    size = _size(item, kind)
    best: _Left | None = None
    for start in range(first, len(spans)):
        evidence = _weighed(text, tag, spans, letters, start, size, count)
        score = sum(e.value for e in evidence)
        if evidence and (best is None or score > best[1]):
            best = Span(spans[start].start, spans[-1].stop), score, evidence
    if best is None or (best[1] < 0.2 and kind is not Kind.ACRONYM):
        return None
    return best[0], min(0.9, max(0.3, 0.5 + best[1] / 6)), best[2]


def _clause(text: str, spans: Sequence[Span], letters: str) -> int:
    """The first token that the form may begin with."""
    first = max(0, len(spans) - _MOST_WORDS)
    for at in range(len(spans) - 1, first - 1, -1):
        mark = text[slice(*spans[at])]
        if mark in _STOPS or mark in "()（）“”「」《》•\n" or mark == ".":
            return at + 1
        listed = (
            0 < at < len(spans) - 1
            and text[spans[at + 1].start].isupper()
            and text[spans[at - 1].start].isupper()
        )
        if mark == "," and not listed:
            return at + 1
    return first


def _size(item: str, kind: Kind) -> float:
    """How many words the form is likely to have."""
    if kind is Kind.ACRONYM:
        return float(sum(c.isalpha() for c in item.rstrip("s")))
    if item.isascii():
        return float(len([w for w in item.split() if w[0].isupper()]) or 1)
    return max(1.0, len(item) / 2)


def _weighed(
    text: str,
    tag: str,
    spans: Sequence[Span],
    letters: str,
    start: int,
    size: float,
    count: Callable[[str], int],
) -> list[Evidence]:
    """The reasons for and against a form that begins with token ``start``."""
    rules = grammar(tag)
    own = letters[start:]
    first = text[slice(*spans[start])]
    if own[0] not in "NPKAB" or (not rules.may_begin(first) and not first[0].isupper()):
        return []
    content = sum(c in "NPKAB" for c in own)
    if content < (2 if size >= 2 and not tags.is_chinese(tag) else 1):
        return []
    border = _border(text, tag, spans, letters, start)
    evidence = [Evidence("length", -0.5 * abs(content - size))]
    evidence.append(Evidence("border", border))
    if rules.is_simple(own) or rules.is_compound(own):
        evidence.append(Evidence("phrase", 0.7))
    if "C" in own and "," not in own and content > size:
        evidence.append(Evidence("joined", -0.4))
    broken = sum(c in "VFXRU" for c in own)
    if broken:
        evidence.append(Evidence("broken", -0.5 * broken))
    if tag == "vi":
        evidence.extend(_capitals(text, spans, start))
    form = text[spans[start].start : spans[-1].stop]
    if count(form) > 1:
        evidence.append(Evidence("repeated", 0.3 + 0.05 * len(own)))
    return evidence


def _border(
    text: str, tag: str, spans: Sequence[Span], letters: str, start: int
) -> float:
    """How well the token before sets a form apart."""
    before = letters[start - 1] if start else "X"
    if tag == "vi" and start > 1 and before in "C,":
        return -0.8 if text[spans[start - 2].start].isupper() else 0.2
    if before == "C" or (tag == "vi" and before in "OI"):
        return 0.2
    return 0.8 if before in "XVFOILDRU" else -0.4


def _capitals(text: str, spans: Sequence[Span], start: int) -> Iterator[Evidence]:
    """Vietnamese writes the first word of a name large."""
    own = [text[s.start].isupper() for s in spans[start:]]
    before = not start or text[spans[start - 1].start].isupper()
    if own[0] and not before:
        yield Evidence("capital", 1.0)
    elif any(own[1:]) and not own[0]:
        yield Evidence("capital", -0.7)
