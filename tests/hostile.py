"""Text that breaks file formats, and rows and concepts made of it."""

from collections.abc import Callable, Iterable

from hypothesis import strategies as st

from termloom.errors import InputError
from termloom.formats import Losses, Options, named
from termloom.formats._clean import storable
from termloom.model import Concept, Header, Kind, Row, Status, Term

LANGUAGES = ("en", "zh-Hans", "zh-Hant", "vi")
HEADER = Header(
    "A test", LANGUAGES, "en", "termloom test | settings=none", "20240711T120000Z"
)
TEXTS = (
    "=1+1",
    "+a",
    "-b",
    "@SUM(1)",
    "\t=x",
    "\r=y",
    "＝HYPERLINK",
    "#N/A",
    "0012",
    "-5",
    "a\x00b\x0bc\x1f\x7f\x85d\x9f",
    "#MeToo",
    "e\u0302\u0323 o\u031b\u0300",
    "\u200frtl\u200e \u202eabc\u202c",
    "\ud83dhalf",
    "non\ufffe\uffff\ufdd0\U0001ffffcharacters",
    "𝔸𠀀😀",
    "_x0041_ and _x000D_",
    "line\nbreak\tand tab\r\nend",
    "<b>&amp; \"q\" 'a' ]]>",
    "",
    "   ",
    "  outer  ",
    "'=quoted",
    "''=twice",
    "\ufeffbom\ufeffinside",
    "a\u2028b\u2029c",
    "word\u00adsoft\u200bzero",
    "1;2",
    "a|b",
    "TRUE",
    "1e5",
    "2024-01-01",
    '""',
    "%s {0} ⟦a⟧",
    "\u3000全角\u3000",
)
any_text = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.sampled_from(TEXTS),
    st.text("=+-@'\t\r\n \"<>&;,|#_x0041", max_size=8),
)
scores = st.one_of(st.none(), st.integers(0, 10_000).map(lambda n: n / 10_000))
names = st.text("abcdefgh-0123456789", min_size=1, max_size=8).filter(str.strip)


@st.composite
def row_lists(draw: st.DrawFn, text: st.SearchStrategy[str] = any_text) -> list[Row]:
    """Rows with ids of their own, in two to four languages."""
    found = []
    for name in draw(st.lists(names, max_size=4, unique=True)):
        tags = draw(st.lists(st.sampled_from(LANGUAGES), min_size=2, unique=True))
        found.append(
            Row(
                name,
                {tag: draw(text) for tag in LANGUAGES if tag in tags},
                score=draw(scores),
                document=draw(names),
                flags=tuple(draw(st.lists(names, max_size=2))),
                note=draw(text),
            )
        )
    return found


@st.composite
def concept_lists(draw: st.DrawFn) -> list[Concept]:
    """Concepts with ids of their own and at least one term."""
    found = []
    for name in draw(st.lists(names, max_size=3, unique=True)):
        terms = [
            Term(
                tag,
                draw(any_text),
                kind=draw(st.sampled_from(Kind)),
                status=draw(st.sampled_from(Status)),
            )
            for tag in LANGUAGES
            for _ in range(draw(st.integers(0, 2)))
        ]
        found.append(Concept(name, tuple(terms), domain=draw(any_text)))
    return found


def kept(text: str) -> str:
    """The text as any of our files can hold it."""
    return storable(text, Losses(), "", "")


def one_line(text: str) -> str:
    """A term as any of our files can hold it."""
    return " ".join(kept(text).split())


def refusal(read: Callable[[bytes], object], data: bytes) -> str:
    """What a user is told of data that can't be read; empty where they were read."""
    try:
        read(data)
    except InputError as error:
        return str(error)
    return ""


def written(
    name: str,
    records: Iterable[Row | Concept],
    options: Options,
    header: Header = HEADER,
) -> bytes:
    """A file of a format with these rows or concepts."""
    found = named(name)
    records = list(records)
    as_concepts = not found.write_rows or any(isinstance(r, Concept) for r in records)
    write = found.write_concepts if as_concepts else found.write_rows
    assert write is not None
    return b"".join(write(records, header, options))  # type: ignore[arg-type]
