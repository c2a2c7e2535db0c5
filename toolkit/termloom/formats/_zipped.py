"""Packages (XLSX, DOCX) that unpack to far more than they seem to hold."""

from zipfile import ZipInfo

from ..errors import FormatError

_MOST_BYTES = 2_000_000_000
_MOST_RATIO = 200
_SMALL = 50_000_000


def check_size(parts: list[ZipInfo], place: str) -> None:
    """Raises `FormatError` for a package that was made to swell."""
    full = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if full > _MOST_BYTES or (full > _SMALL and full > _MOST_RATIO * packed):
        raise FormatError(
            f"unpacks to {full:,} bytes, {full // packed} times its size; refused",
            place=place,
        )
