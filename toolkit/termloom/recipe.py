"""The recipe: corpus → memory, glossary, report.

The only place that knows the order of the stages.
"""

import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from . import decisions as decision_log
from . import manifest as manifests
from .alignment import align_all
from .data import curated as shipped_glossary
from .encoders import Encoder, Encoding, load
from .errors import InputError
from .files import write_atomically
from .formats import Options, csv, tbx, tbx2, tmx, xlsx
from .interchange import Glossary, read_glossaries
from .manifest import Manifest
from .model import Candidate, Concept, Document, Header, Row, Segment, TermPair
from .reading import read
from .report import Text, render
from .segmenting import segment
from .signature import signature
from .tags import LANGUAGES
from .terms.decisions import Decision, decided, drops, outdated
from .terms.unite import united
from .terms.weave import weave
from .versions import Aligned, Pair

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, of how much (0: not known)."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, before it is written."""

    header: Header
    texts: tuple[Text, ...]
    memories: Mapping[Pair, tuple[Row, ...]]
    """Language pair → rows of that pair's own alignment."""
    concepts: tuple[Concept, ...]
    candidates: tuple[Candidate, ...]
    """Best first within a language, languages in the usual order."""
    pairs: tuple[TermPair, ...]
    """Best first."""
    clashes: tuple[str, ...]
    outdated: tuple[str, ...] = ()
    """Sentences on decisions that nothing in the texts answers to any more."""
    unused: tuple[str, ...] = ()
    """Sentences on what of the glossaries is not used."""


def build(
    manifest: Path | None = None,
    *,
    encoder: str = "e5",
    curated: bool = True,
    glossaries: Sequence[Path] = (),
    decisions: Path | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Built:
    """Reads, aligns and weaves the texts of a manifest, by default the shipped ones.

    ``glossaries`` are files in any format that holds concepts; what they say comes
    before the shipped glossary, which ``curated=False`` leaves out. ``decisions`` is
    the log of what people decided about earlier builds. Raises `InputError` and its
    kinds for what can't be read, `MissingModel` without the encoder.
    """
    corpus = manifests.load(manifest) if manifest else manifests.shipped()
    documents = list(_documents(corpus, progress))
    known = _Watched(load(encoder), progress, sum(_sizes(documents)))
    texts, memories = _aligned(corpus, documents, known, progress)
    before, unused = known_concepts(glossaries, curated=curated)
    log = decision_log.read(decisions) if decisions else []
    glossary = decided(before, log)
    progress("extracting and pairing terms", 0, 0)
    woven = weave(
        glossary,
        segments=_by_language(documents),
        memories=memories,
        encoder=known,
        drops=drops(log),
    )
    return Built(
        header=_header(corpus, documents, known.signature, [*glossary, *drops(log)]),
        texts=texts,
        memories=memories,
        concepts=woven.concepts,
        candidates=woven.candidates,
        pairs=woven.pairs,
        clashes=woven.clashes,
        outdated=tuple(outdated(log, before, woven.concepts, woven.refused)),
        unused=unused,
    )


def known_concepts(glossaries: Sequence[Path], *, curated: bool) -> Glossary:
    """The concepts of a user's glossaries and, behind them, of the shipped one."""
    own = read_glossaries(glossaries)
    shipped = shipped_glossary() if curated else ()
    return Glossary(united([*own.concepts, *shipped]), own.notes)


def deliverables(built: Built) -> Iterator[tuple[str, bytes]]:
    """File name → content, of everything that a build writes."""
    rows = [row for text in built.texts for row in text.rows]
    header = built.header
    held = tuple(t for t in header.languages if any(t in row.cells for row in rows))
    memory = replace(header, languages=held or header.languages)
    yield "memory.tmx", _joined(tmx.write_rows, rows, memory)
    for pair, own in built.memories.items():
        title = f"{header.title}: {' – '.join(pair)}"
        of_pair = replace(header, title=title, languages=pair, source_language=pair[0])
        yield f"memory.{'_'.join(pair)}.tmx", _joined(tmx.write_rows, own, of_pair)
    yield "memory.xlsx", _joined(xlsx.write_rows, rows, memory)
    yield "memory.csv", _joined(csv.write_rows, rows, memory)
    yield "glossary.xlsx", _joined(xlsx.write_concepts, built.concepts, header)
    yield "glossary.tbx", _joined(tbx.write_concepts, built.concepts, header)
    yield "glossary.v2.tbx", _joined(tbx2.write_concepts, built.concepts, header)
    yield "glossary.csv", _joined(csv.write_concepts, built.concepts, header)
    yield "candidates.csv", b"".join(csv.write_candidates(built.candidates, Options()))
    yield "pairs.csv", b"".join(csv.write_pairs(built.pairs, Options()))
    page = render(header, built.texts, built.concepts, built.clashes, built.outdated)
    yield "report.html", page.encode()
    yield "SIGNATURE", f"{header.signature}\n".encode()


def write(built: Built, directory: Path) -> list[str]:
    """Writes all files of a build; gives their names.

    Everything is made before the first file is written. Raises `UnwritableError`.
    """
    files = dict(deliverables(built))
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"can't make the directory ({error.strerror}); choose another with -o",
            place=str(directory),
        ) from error
    for name, content in files.items():
        write_atomically(directory / name, [content], force=True)
    return list(files)


def differing(built: Built, directory: Path) -> list[str]:
    """The files that are missing in a directory or differ from what a build makes."""
    return [
        name
        for name, content in deliverables(built)
        if not (directory / name).is_file()
        or (directory / name).read_bytes() != content
    ]


_Read = tuple[manifests.Text, dict[str, Document], dict[str, tuple[Segment, ...]]]


def _documents(corpus: Manifest, progress: Progress) -> Iterator[_Read]:
    """Each text with its documents and segments, in the usual order of languages."""
    total = sum(len(text.versions) for text in corpus.texts)
    done = 0
    for text in corpus.texts:
        documents = {}
        for tag in sorted(text.versions, key=LANGUAGES.index):
            version = text.versions[tag]
            progress("reading", done, total)
            documents[tag] = read(
                version.path,
                tag,
                format=version.format,
                encoding=version.encoding,
                id=text.id,
            )
            done += 1
        segments = {tag: segment(document) for tag, document in documents.items()}
        yield text, documents, segments


def _sizes(documents: Iterable[_Read]) -> Iterator[int]:
    for _, _, segments in documents:
        yield from map(len, segments.values())


class _Watched:
    """An encoder that says how far it is."""

    def __init__(self, encoder: Encoder, progress: Progress, total: int) -> None:
        self.signature = encoder.signature
        self._encoder, self._progress, self._total = encoder, progress, total
        self._done = 0

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        for encoding in self._encoder.encode(texts):
            self._done = min(self._done + 1, self._total)
            self._progress("encoding", self._done, self._total)
            yield encoding


def _aligned(
    corpus: Manifest, documents: Sequence[_Read], encoder: Encoder, progress: Progress
) -> tuple[tuple[Text, ...], dict[Pair, tuple[Row, ...]]]:
    texts: list[Text] = []
    memories: dict[Pair, tuple[Row, ...]] = {}
    for number, (text, versions, segments) in enumerate(documents):
        progress("aligning", number, len(documents))
        found = Aligned(text.id, segments, align_all(segments, encoder=encoder))
        for pair, alignment in found.alignments.items():
            if alignment.translation:
                memories[pair] = memories.get(pair, ()) + found.memory(pair)
        rows = () if found.doubts else found.rows()
        sizes = {tag: len(own) for tag, own in segments.items()}
        title = text.title or text.id
        texts.append(Text(text.id, title, versions, sizes, rows, found.doubts))
    order = [p for p in combinations(LANGUAGES, 2) if p in memories]
    return tuple(texts), {pair: memories[pair] for pair in order}


def _by_language(documents: Iterable[_Read]) -> dict[str, list[Segment]]:
    """All segments of each language, over all texts."""
    found: dict[str, list[Segment]] = {}
    for _, _, segments in documents:
        for tag, own in segments.items():
            found.setdefault(tag, []).extend(own)
    return {tag: found[tag] for tag in LANGUAGES if tag in found}


def _header(
    corpus: Manifest,
    documents: Sequence[_Read],
    encoder: str,
    glossary: Sequence[Concept | Decision],
) -> Header:
    languages = tuple(_by_language(documents))
    inputs = {
        f"{text.id}/{tag}": document.text.encode()
        for text, versions, _ in documents
        for tag, document in versions.items()
    }
    inputs["glossary"] = repr(glossary).encode()
    dates = [text.date for text in corpus.texts if text.date]
    date = f"{max(dates):%Y%m%d}T000000Z" if dates else "20000101T000000Z"
    titles = [text.title for text in corpus.texts]
    return Header(
        title=titles[0] if len(titles) == 1 else f"{len(titles)} texts",
        languages=languages,
        source_language=languages[0],
        signature=signature({"encoder": encoder}, inputs),
        date=os.environ.get("TERMLOOM_DATE", date),
    )


def _joined(
    writer: Callable[..., Iterator[bytes]], data: Sequence[object], header: Header
) -> bytes:
    stream = io.BytesIO()
    stream.writelines(writer(data, header, Options()))
    return stream.getvalue()
