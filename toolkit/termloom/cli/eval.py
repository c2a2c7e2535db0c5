"""``termloom eval``: measure a stage against gold data."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ..evaluate.alignment import Score, Sure

app = typer.Typer(
    help="Measure how good termloom is on data with known answers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def segmentation(
    gold: Annotated[
        list[Path],
        typer.Argument(
            help="Files with one sentence a line, words split by spaces; _ joins the "
            "syllables of a Vietnamese word; an empty line ends a paragraph."
        ),
    ],
    lang: Annotated[str, typer.Option(help="en, zh-Hans, zh-Hant or vi.")],
    tokenizer: Annotated[
        str, typer.Option(help="For Chinese: rjieba, hanlp, hanlp:MODEL or auto.")
    ] = "",
    per_paragraph: Annotated[
        int, typer.Option(help="Put so many sentences into a paragraph.", min=2)
    ] = 5,
) -> None:
    """Sentence borders and words: precision, recall and F1.

    The sentences of a file are put together to paragraphs and split again. Ends of
    paragraphs are not counted as borders: they are given.
    """
    from .. import tags
    from ..evaluate import segmentation as measure
    from ..languages import tokeniser

    tag = tags.parse(lang)
    tokenise = tokeniser(tag, tokenizer)
    typer.echo(f"{'file':<40} {'':<9} {'precision':>9} {'recall':>9} {'F1':>9}")
    for path in gold:
        lines = measure.read_lines(path)
        paragraphs = list(measure.read(lines, tag, per_paragraph=per_paragraph))
        scores = measure.score(paragraphs, tag, tokenise)
        for name, score in scores._asdict().items():
            numbers = (score.precision, score.recall, score.f1)
            shown = " ".join(f"{number:>9.4f}" for number in numbers)
            typer.echo(f"{path.name:<40} {name:<9} {shown}")


@app.command()
def spans(
    gold: Annotated[
        list[Path],
        typer.Argument(
            help="Tables with source_language, target_language, source, target, "
            "start, end, answers, divided by tabs."
        ),
    ],
    pairs: Annotated[
        Path,
        typer.Option(help="A table with source and target: the texts for statistics."),
    ],
    encoder: Annotated[
        str, typer.Option(help="e5, e5-fast, or a sentence-transformers model.")
    ] = "e5",
) -> None:
    """Counterparts of given terms in sentence pairs: found first, or overlapping.

    Exact leaves case and punctuation aside. Overlap takes a longer or shorter stretch
    as well if one holds the other and has at least half its length.
    """
    from ..encoders import load
    from ..evaluate import spans as measure

    texts = measure.read_pairs(pairs)
    engine = load(encoder)
    typer.echo(
        f"{'file':<40} {'languages':<16} {'items':>6} {'exact':>6} {'overlap':>7}"
    )
    for path in gold:
        for (source, target), items in measure.read_gold(path).items():
            found = measure.evaluate(items, texts, source, target, engine)
            shares = (found.exact / found.items, found.overlap / found.items)
            name = f"{source}–{target}"
            numbers = f"{found.items:>6} {shares[0]:>6.3f} {shares[1]:>7.3f}"
            typer.echo(f"{path.name:<40} {name:<16} {numbers}")


@app.command()
def terms(
    gold: Annotated[
        Path,
        typer.Argument(
            help="A list of terms, one a line: of one language, or two divided by a "
            "tab; right forms of one term divided by |."
        ),
    ],
    found: Annotated[
        Path,
        typer.Option(help="candidates.csv or pairs.csv of a build, best first."),
    ],
    lang: Annotated[
        str, typer.Option(help="The languages of the list: en, or en,zh-Hant.")
    ],
) -> None:
    """Term candidates or pairs: precision and recall of the best so many.

    No hand-made list holds every term, so the precision is a lower bound.
    """
    from ..evaluate import terms as measure
    from .langs import parsed

    entries = measure.read_gold(gold)
    proposals = measure.read_found(found, parsed(lang))
    typer.echo(f"{'best':>6} {'in list':>8} {'precision':>9} {'recall':>7}")
    for cut in (*measure.CUTS, len(proposals)):
        best = measure.score(proposals, entries, cut)
        shares = f"{best.precision:>9.3f} {best.recall:>7.3f}"
        typer.echo(f"{best.cut:>6} {best.hits:>8} {shares}")


@app.command()
def alignment(
    gold: Annotated[
        list[Path],
        typer.Argument(
            help="Folders with src.txt, tgt.txt (a segment a line) and gold.txt (a "
            "bead a line: [0, 1]:[0])."
        ),
    ],
    langs: Annotated[str, typer.Option(help="Their two languages: en,zh-Hans.")],
    encoder: Annotated[
        str,
        typer.Option(help="e5, e5-fast, none, or a sentence-transformers model."),
    ] = "e5",
    curve: Annotated[
        bool,
        typer.Option("--curve", help="Also how many beads of each score are right."),
    ] = False,
) -> None:
    """Beads: precision, recall and F1, exact (strict) and overlapping (lax).

    The usual scorer's rules: beads without a counterpart count for precision only.
    """
    from ..encoders import load
    from ..evaluate import alignment as measure
    from .langs import parsed

    languages = measure.two(parsed(langs), langs)
    engine = load(encoder)
    typer.echo(
        f"{'document':<40} {'beads':>6} {'P':>7} {'R':>7} {'F1':>7} {'lax F1':>7}"
    )
    total = measure.Score()
    beads: list[Sure] = []
    for folder in gold:
        found = measure.folder(folder, languages, engine)
        total = total.plus(found.score)
        beads += found.beads
        typer.echo(_alignment_line(folder.name, found.score))
    if len(gold) > 1:
        typer.echo(_alignment_line("all", total))
    if curve:
        typer.echo(f"\n{'score':<12} {'beads':>6} {'right':>7}")
        for start, stop, count, right in measure.curve(beads):
            typer.echo(f"{start:.2f}–{stop:.2f}    {count:>6} {right:>7.4f}")


def _alignment_line(name: str, score: "Score") -> str:
    strict = score.strict
    numbers = (strict.precision, strict.recall, strict.f1, score.lax.f1)
    shown = " ".join(f"{number:>7.4f}" for number in numbers)
    return f"{name:<40} {strict.found:>6} {shown}"
