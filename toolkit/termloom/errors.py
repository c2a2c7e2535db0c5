"""Everything that termloom raises on purpose.

TermloomError
├── InputError          a file, option or value that can't be used
│   ├── EncodingError   bytes whose character encoding can't be told
│   ├── FormatError     a file that breaks the rules of its format
│   └── ManifestError   a manifest that names something wrong or missing
├── UnwritableError     data that an output format can't hold
├── MissingExtra        an optional package that is not installed
└── MissingModel        a model that is not on this machine

A message begins with the place, quotes the value and ends with the way out:
``corpus.toml:12: no file "a.txt"; name a file relative to the manifest``.
"""


class TermloomError(Exception):
    """Base of all errors that termloom raises on purpose."""

    def __init__(self, message: str, *, place: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message)


class InputError(TermloomError):
    """A file, option or value that can't be used."""


class EncodingError(InputError):
    """Bytes whose character encoding can't be told."""


class FormatError(InputError):
    """A file that breaks the rules of its format."""


class ManifestError(InputError):
    """A manifest that names something wrong or missing."""


class UnwritableError(TermloomError):
    """Data that an output format can't hold."""


class MissingExtra(TermloomError):
    """An optional package that is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f'"{package}" is not installed; run: pip install "termloom[{extra}]"'
        )


class MissingModel(TermloomError):
    """A model that is not on this machine."""
