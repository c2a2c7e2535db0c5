"""The list of accepted issues: a line each, known again by its fingerprint."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..checks import Finding
from ..errors import InputError
from ..files import opened

_HEAD = "fingerprint\tplace\tmessage"


def write(findings: Iterable[Finding]) -> Iterator[str]:
    """The lines of the list, ends included; people may delete some of them."""
    yield f"{_HEAD}\n"
    for finding in findings:
        message = " ".join(finding.message.split())
        yield f"{finding.fingerprint}\t{finding.silence}\t{message}\n"


def read(path: Path) -> frozenset[str]:
    """The fingerprints of a list. Raises `InputError` for what is no such list."""
    with opened(path) as file:
        lines = file.read().decode("utf-8-sig", "replace").splitlines()
    if not lines or lines[0] != _HEAD:
        raise InputError(
            "no list of accepted issues; make one with --write-baseline",
            place=str(path),
        )
    return frozenset(line.partition("\t")[0] for line in lines[1:] if line.strip())
