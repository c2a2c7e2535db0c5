"""A file that keeps what can be made anew: key → bytes, up to a size."""

import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (
    key BLOB PRIMARY KEY, made INTEGER NOT NULL, content BLOB NOT NULL
)
"""
_AT_ONCE = 500
"""Keys in one question: older SQLite takes 999."""
_PAGE = 32768
"""Bytes that a new file is read by: entries of 30 KB come three times as fast."""


class Store:
    """An SQLite file: two processes may use it at once.

    Beyond ``limit`` bytes the oldest entries go when the store is opened next.
    """

    def __init__(self, path: Path, *, limit: int) -> None:
        self._path, self._limit = path, limit
        with closing(self._connect()) as connection:
            connection.execute(f"PRAGMA page_size={_PAGE}")
            # Does not wait its turn; who is in its way sets the mode, which stays.
            with suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(_SCHEMA)
            self._shrink(connection)

    def find(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is there of the things with these keys."""
        found: dict[bytes, bytes] = {}
        with closing(self._connect()) as connection:
            for first in range(0, len(keys), _AT_ONCE):
                asked = keys[first : first + _AT_ONCE]
                marks = ",".join("?" * len(asked))
                query = f"SELECT key, content FROM kept WHERE key IN ({marks})"
                found.update(connection.execute(query, asked))
        return found

    def keep(self, made: Mapping[bytes, bytes]) -> None:
        """Put things in; one with the same key is replaced."""
        now = int(time.time())
        rows = [(key, now, content) for key, content in made.items()]
        with closing(self._connect()) as connection:
            connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
            connection.commit()

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=60)

    def _shrink(self, connection: sqlite3.Connection) -> None:
        size = self._path.stat().st_size
        if size <= self._limit:
            return
        (count,) = connection.execute("SELECT count(*) FROM kept").fetchone()
        surplus = count - int(count * 0.8 * self._limit / size)
        connection.execute(
            "DELETE FROM kept WHERE key IN "
            "(SELECT key FROM kept ORDER BY made LIMIT ?)",
            (surplus,),
        )
        connection.commit()
        connection.execute("VACUUM")
