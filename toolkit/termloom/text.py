"""Normalising and folding text without losing the way back.

Every rewriting gives a `Mapped`: the new text and a map of offsets to the text
it was made from. Normalising happens once, at the door; folds make keys for
matching and are never shown to anybody.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from operator import le, sub

from .model import Mapped, OffsetMap, Span

Edit = tuple[int, int, str]
"""Put a string in place of ``text[start:stop]``."""

as_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
"""A pair as a span in half the time of ``Span(*pair)``, for the inner loops."""

_NEWLINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, to be put into a character class."""
_HAN = re.compile(f"[{HAN}]")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»「」『』〝〞", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘", "-"),
    }
)
_SPARE_SPACES = re.compile("^ +| ++$| +(?= )")
_LONGEST_CLUSTER = 32
MAY_JOIN = re.compile(
    "[\u0300-\u1dff\u20d0-\u20ff\u2cef-\u2dff\u302a-\u309a\ua66f-\uabff\ufb1e"
    "\ufe00-\ufe2f\U00010000-\U0010ffff]"
)
"""Where marks and letters that join the one before lie, among others."""


def rewrite(text: str, edits: Iterable[Edit]) -> Mapped:
    """The text with edits made; they must be sorted and must not overlap.

    What old and new have in common at the front maps one to one. The rest of the
    new stands for the rest of the old; an ending that is cut off belongs to what
    is left of its word (``missiles`` → ``missile`` covers all eight letters).
    """
    edits = list(edits)
    if not edits:
        return Mapped(text, OffsetMap.identity(len(text)))
    pieces: list[str] = []
    starts, stops = array("l"), array("l")
    at = 0
    for start, stop, new in edits:
        pieces += text[at:start], new
        same = start + _common_prefix(text, start, stop, new)
        starts.extend(range(at, same))
        stops.extend(range(at + 1, same + 1))
        rest = len(new) - (same - start)
        if rest:
            starts.extend([same] * rest)
            stops.extend([stop] * rest)
        elif same > start:
            stops[-1] = stop
        at = stop
    pieces.append(text[at:])
    starts.extend(range(at, len(text)))
    stops.extend(range(at + 1, len(text) + 1))
    return Mapped("".join(pieces), OffsetMap(starts, stops, len(text)))


def follow(mapped: Mapped, edits: Iterable[Edit]) -> Mapped:
    """As `rewrite`, on top of earlier rewriting."""
    return _behind(mapped, rewrite(mapped.text, edits))


def _behind(mapped: Mapped, done: Mapped) -> Mapped:
    """What was made of a rewritten text, with the way back through both."""
    text, later = done
    earlier = mapped.offsets
    if isinstance(later.starts, range):
        return mapped
    if isinstance(earlier.starts, range):
        return done
    starts = array("l", map(earlier.starts.__getitem__, later.starts))
    stops = array("l", (earlier.stops[stop - 1] for stop in later.stops))
    return Mapped(text, OffsetMap(starts, stops, earlier.length))


def _common_prefix(text: str, start: int, stop: int, new: str) -> int:
    limit = min(stop - start, len(new))
    for size in range(limit):
        if text[start + size] != new[size]:
            return size
    return limit


def substitute(
    mapped: Mapped, pattern: re.Pattern[str], new: str | Callable[[str], str]
) -> Mapped:
    """One more rewriting on top of ``mapped``: each match gives way to ``new``."""
    edits: list[Edit] = []
    for match in pattern.finditer(mapped.text):
        old = match.group()
        put = new if isinstance(new, str) else new(old)
        if put != old:
            edits.append((*match.span(), put))
    if not edits:
        return mapped
    return follow(mapped, edits)


def unchanged(text: str) -> Mapped:
    """A text as it is, with its identity map."""
    return Mapped(text, OffsetMap.identity(len(text)))


def normalise(raw: str) -> Mapped:
    r"""The text as the rest of termloom wants it.

    NFC; ``\n`` for every kind of line end; no control characters, surrogates or
    other code points that XML can't hold. Takes time linear in the length.
    """
    mapped = substitute(unchanged(raw), _NEWLINE, "\n")
    return compose(substitute(mapped, _CONTROL, ""))


def compose(mapped: Mapped) -> Mapped:
    """NFC, with offsets that lead back to whole clusters of base and marks."""
    if unicodedata.is_normalized("NFC", mapped.text):
        return mapped
    done = _composed_at_once(mapped.text)
    if done:
        return _behind(mapped, done)
    return substitute(mapped, _clusters(mapped.text), _compose_cluster)


def _composed_at_once(text: str) -> Mapped | None:
    """The usual case, in a fifth of the time: each cluster becomes one character."""
    joined = _marks_in(text)
    starts = array("l", (at for at, c in enumerate(text) if c not in joined))
    stops = starts[1:]
    stops.append(len(text))
    if max(map(sub, stops, starts), default=0) > _LONGEST_CLUSTER:
        return None
    composed = unicodedata.normalize("NFC", text)
    if len(composed) != len(starts):
        return None
    return Mapped(composed, OffsetMap(starts, stops, len(text)))


def on_composed(text: str, find: Callable[[str], list[Span]]) -> list[Span]:
    """What is found in the composed text, as spans of the text as it is."""
    if unicodedata.is_normalized("NFC", text):
        return _with_marks(find(text), text)
    composed = compose(unchanged(text))
    return way_back(find(composed.text), composed)


def way_back(spans: list[Span], mapped: Mapped) -> list[Span]:
    """Spans in order led back; those that share a cluster become one."""
    spans = _with_marks(spans, mapped.text)
    offsets = mapped.offsets
    if isinstance(offsets.starts, range):
        return spans
    starts = [offsets.starts[start] for start, _ in spans]
    stops = [offsets.stops[stop - 1] for _, stop in spans]
    led = list(map(as_span, zip(starts, stops, strict=True)))
    if all(map(le, stops, starts[1:])):
        return led
    done: list[Span] = []
    for span in led:
        if done and span.start < done[-1].stop:
            span = Span(done.pop().start, span.stop)
        done.append(span)
    return done


def _with_marks(spans: list[Span], text: str) -> list[Span]:
    """The spans with marks put to what they stand on, so that none begins with one."""
    if not MAY_JOIN.search(text) or not _marks_in(text):
        return spans
    done: list[Span] = []
    for span in spans:
        if done and done[-1].stop == span.start and _joins(text[span.start]):
            span = Span(done.pop().start, span.stop)
        done.append(span)
    return done


def _marks(text: str) -> str:
    """The characters of the text that may join the one before, for a class."""
    return "".join(map(re.escape, sorted(_marks_in(text))))


def _marks_in(text: str) -> set[str]:
    return set(filter(_joins, set(text)))


@cache
def _joins(character: str) -> bool:
    """Marks, and the Korean letters that close a syllable."""
    is_mark = unicodedata.category(character).startswith("M")
    return is_mark or "\u1160" <= character <= "\u11ff"


def _clusters(text: str) -> re.Pattern[str]:
    marks = _marks(text)
    alone = "".join(
        re.escape(c) for c in sorted(set(text)) if unicodedata.normalize("NFC", c) != c
    )
    options = [f".[{marks}]+"] * bool(marks) + [f"[{alone}]"] * bool(alone)
    return re.compile("|".join(options), re.DOTALL)


def _compose_cluster(cluster: str) -> str:
    if len(cluster) > _LONGEST_CLUSTER:
        cluster = "".join(_in_canonical_order(cluster))
    return unicodedata.normalize("NFC", cluster)


def _in_canonical_order(cluster: str) -> Iterator[str]:
    run: list[str] = []
    for character in "".join(unicodedata.normalize("NFD", c) for c in cluster):
        if unicodedata.combining(character):
            run.append(character)
            continue
        yield from sorted(run, key=unicodedata.combining)
        yield character
        run.clear()
    yield from sorted(run, key=unicodedata.combining)


class CharacterFold(dict[int, str]):
    """Character → its form in a key, worked out when first met.

    Case, width, compatibility forms, quotes, dashes and spaces give way to one
    form each; what can't be seen, to nothing. ``further`` maps on from there.
    """

    def __init__(self, further: Callable[[str], str] = str) -> None:
        self._further = further
        self.resized: set[str] = set()
        """Characters met so far that don't fold to exactly one character."""

    def __missing__(self, code: int) -> str:
        folded, before = chr(code), ""
        while folded != before:
            before = folded
            folded = "".join(self._further(c) for c in _plain(folded))
        self[code] = folded
        if len(folded) != 1:
            self.resized.add(chr(code))
        return folded

    def fold(self, mapped: Mapped) -> Mapped:
        """The text with each character folded."""
        folded = mapped.text.translate(self)
        if self.resized.isdisjoint(mapped.text):
            return compose(Mapped(folded, mapped.offsets))
        edits = [
            (at, at + 1, self[ord(character)])
            for at, character in enumerate(mapped.text)
            if character in self.resized
        ]
        text, offsets = compose(follow(mapped, edits))
        return compose(Mapped(text.translate(self), offsets))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)
    seen = (" " if c.isspace() else c for c in text if not _INVISIBLE.match(c))
    return unicodedata.normalize("NFC", "".join(seen))


def squeeze(mapped: Mapped) -> Mapped:
    """Without spaces at the ends and without doubled ones."""
    if "  " in mapped.text or mapped.text[:1] == " " or mapped.text[-1:] == " ":
        return substitute(mapped, _SPARE_SPACES, "")
    return mapped


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one."""
    return _HAN.match(character) is not None


def is_word(character: str) -> bool:
    """Whether a character is a letter, a digit or a mark on a letter."""
    return character.isalnum() or (character > "\u02ff" and _joins(character))


def is_word_edge(text: str, offset: int) -> bool:
    """Whether no word of an alphabetic script runs on across the offset.

    Nor a number: no word begins with the decimals of *3.5%*.
    """
    if offset <= 0 or offset >= len(text):
        return True
    before, behind = text[offset - 1], text[offset]
    if before in ".,":
        return not (behind.isdecimal() and text[offset - 2 : offset - 1].isdecimal())
    return not (is_word(before) and is_word(behind))


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends (empty, at its start, if none)."""
    start, stop = span
    kept = text[start:stop].lstrip()
    if not kept:
        return Span(start, start)
    start = stop - len(kept)
    return Span(start, start + len(kept.rstrip()))
