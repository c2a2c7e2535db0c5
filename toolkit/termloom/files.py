"""Files on disk: the only place where formats meet paths."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from . import formats
from .errors import InputError, UnwritableError
from .formats import Format

_SEEK_AHEAD = formats.HEAD


def write_atomically(
    path: str | Path, chunks: Iterable[bytes | str], *, force: bool = False
) -> int:
    """Writes a file whole or not at all; gives the number of bytes.

    The content goes to a new file in the same directory, which takes the name at
    the end. An existing file, and a link to one, is only replaced with ``force``;
    a link is then replaced itself, never what it leads to. Raises `InputError` and
    `UnwritableError`; any error leaves what was there before.
    """
    path = Path(path)
    check_target(path, force=force)
    handle, temporary = _temporary(path)
    try:
        with os.fdopen(handle, "wb") as file:
            size = 0
            for chunk in chunks:
                size += file.write(chunk.encode() if isinstance(chunk, str) else chunk)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except OSError as error:
        raise UnwritableError(
            f"can't write ({error.strerror}); free space or choose another place",
            place=str(path),
        ) from error
    finally:
        Path(temporary).unlink(missing_ok=True)
    return size


def check_target(path: str | Path, *, force: bool = False) -> None:
    """Raises `InputError` where `write_atomically` would not begin: ask before work."""
    path = Path(path)
    if path.is_dir():
        raise InputError("is a directory; name a file in it", place=str(path))
    if not path.parent.is_dir():
        raise InputError(
            f'no directory "{path.parent}"; make it first', place=str(path)
        )
    if (path.exists() or path.is_symlink()) and not force:
        raise InputError(
            "exists already; choose another name, or replace it with --force",
            place=str(path),
        )


def _temporary(path: Path) -> tuple[int, str]:
    try:
        return tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    except OSError as error:
        raise UnwritableError(
            f'no writing into "{path.parent}" ({error.strerror}); choose another place',
            place=str(path),
        ) from error


def _mode(path: Path) -> int:
    """The rights of the file that is replaced, else those of any new file."""
    if path.exists() and not path.is_symlink():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def opened(path: str | Path) -> Iterator[BinaryIO]:
    """A file to read. Raises `InputError` for what is missing or no file."""
    path = Path(path)
    if path.is_dir():
        raise InputError("is a directory; name a file in it", place=str(path))
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise InputError("no such file", place=str(path)) from None
    except OSError as error:
        raise InputError(
            f"can't read it ({error.strerror})", place=str(path)
        ) from error
    with file:
        yield file


def format_for(path: str | Path, name: str | None = None) -> Format:
    """The format of a file on disk: as told, else by name and content."""
    if name:
        return formats.named(name)
    with opened(path) as file:
        return formats.detect(str(path), file.read(_SEEK_AHEAD))


def format_to_write(path: str | Path, name: str | None = None) -> Format:
    """The format that a file is to have: as told, else by its name."""
    if name:
        return formats.named(name)
    likely = formats.by_suffix(Path(path).name)
    if likely:
        return likely[0]
    known = sorted({suffix for each in formats.formats() for suffix in each.suffixes})
    raise InputError(
        f"the name tells no format; end it with one of {', '.join(known)}, or say --to",
        place=str(path),
    )
