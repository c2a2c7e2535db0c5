"""Files are written whole or not at all."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from termloom.errors import InputError, UnwritableError
from termloom.files import format_for, format_to_write, opened, write_atomically


def test_text_and_bytes_are_written_as_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert write_atomically(path, ["đ", b"x"]) == 3
    assert path.read_bytes() == "đx".encode()


def broken() -> Iterator[bytes]:
    yield b"half"
    raise UnwritableError("stop")


def test_an_error_on_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError):
        write_atomically(tmp_path / "a.txt", broken())
    assert list(tmp_path.iterdir()) == []


def test_an_error_on_the_way_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(UnwritableError):
        write_atomically(path, broken(), force=True)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), UnwritableError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_a_full_disk_and_an_impatient_user_leave_the_old_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: BaseException,
    told: type[BaseException],
) -> None:
    def fail(handle: int) -> None:
        raise trouble

    path = tmp_path / "a.txt"
    path.write_text("old")
    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(told):
        write_atomically(path, ["new"], force=True)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.txt", "old")]


def test_an_existing_file_is_only_replaced_by_force(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(InputError, match="--force"):
        write_atomically(path, ["new"])
    assert path.read_text() == "old"
    write_atomically(path, ["new"], force=True)
    assert path.read_text() == "new"


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    with pytest.raises(InputError, match="--force"):
        write_atomically(link, ["new"])
    write_atomically(link, ["new"], force=True)
    assert target.read_text() == "old"
    assert not link.is_symlink()
    assert link.read_text() == "new"


def test_a_link_to_nowhere_is_respected(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "missing")
    with pytest.raises(InputError, match="--force"):
        write_atomically(link, ["new"])


def test_the_rights_of_a_new_file_are_the_usual_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    mask = os.umask(0o022)
    try:
        write_atomically(path, ["x"])
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o644


def test_the_rights_of_a_replaced_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, ["new"], force=True)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("name", "says"), [("missing/a.txt", "no directory"), (".", "is a directory")]
)
def test_places_that_can_not_be_written_are_told(
    tmp_path: Path, name: str, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        write_atomically(tmp_path / name, ["x"])


def test_long_names_are_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 240 + ".txt")
    write_atomically(path, ["x"])
    assert path.exists()


def test_a_missing_file_is_told_with_its_name(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match=r"a\.tmx: no such file"),
        opened(tmp_path / "a.tmx"),
    ):
        pass


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a directory"):
        format_for(tmp_path)


def test_a_file_without_an_ending_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "memory"
    path.write_text('<?xml version="1.0"?>\n<!-- x --><tmx version="1.4">')
    assert format_for(path).name == "tmx"
    assert format_for(path, "csv").name == "csv"


def test_the_ending_tells_the_format_to_write() -> None:
    assert format_to_write("x/y.TBX").name == "tbx"
    assert format_to_write("y.tbx", "tbx2").name == "tbx2"
    with pytest.raises(InputError, match=r"y\.zip.*\.tmx"):
        format_to_write("y.zip")
