"""The directory on this machine for what can be made anew: models, vectors."""

import os
import sys
from pathlib import Path

from .errors import InputError

VARIABLE = "TERMLOOM_CACHE"


def directory(*parts: str) -> Path:
    """A directory below the user's cache, made if need be.

    ``$TERMLOOM_CACHE`` if set, else the platform's usual place. Raises `InputError`
    where it can't be made or written.
    """
    path = _root().joinpath(*parts)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"can't make the cache directory ({error.strerror}); set {VARIABLE} to a "
            "directory that you may write",
            place=str(path),
        ) from error
    if not os.access(path, os.W_OK):
        raise InputError(
            f"can't write the cache directory; set {VARIABLE} to one that you may",
            place=str(path),
        )
    return path


def _root() -> Path:
    if chosen := os.environ.get(VARIABLE):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "termloom"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "termloom"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "termloom"
