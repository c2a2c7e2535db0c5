"""Progress on a terminal, plain lines elsewhere, nothing when told to be quiet."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, of how much (0: not known)."""


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """A `Progress` for the length of a command; it writes to stderr."""
    if quiet:
        yield lambda stage, done, total: None
    elif sys.stderr.isatty():
        with _bars() as shown:
            yield shown
    else:
        yield _Lines()


class _Lines:
    """One line a stage, for log files."""

    def __init__(self) -> None:
        self._stage = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self._stage = stage
            typer.echo(f"{stage} …", err=True)


@contextmanager
def _bars() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, int] = {}

        def shown(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total or None)
            bars.update(bars.task_ids[tasks[stage]], completed=done)

        yield shown
