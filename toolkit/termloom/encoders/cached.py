"""Encodings kept on disk, so that a second run costs almost nothing."""

import hashlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np

from ..cache import directory
from . import Encoder, Encoding

LIMIT = 2 * 1024**3
"""Bytes that the file may hold; beyond it the entries used longest ago go."""
_CHUNK = 512
_SCHEMA = """
CREATE TABLE IF NOT EXISTS encodings (
    key BLOB PRIMARY KEY, used INTEGER NOT NULL, width INTEGER NOT NULL,
    weight REAL NOT NULL, vector BLOB NOT NULL, states BLOB NOT NULL,
    spans BLOB NOT NULL, information BLOB NOT NULL
) WITHOUT ROWID
"""
_Entry = tuple[bytes, int, int, float, bytes, bytes, bytes, bytes]


class Cached:
    """An encoder behind an SQLite file: two processes may use it at once.

    An entry's key is made of the encoder's signature and the text, so another version
    of either never meets old vectors.
    """

    def __init__(
        self, encoder: Encoder, path: Path | None = None, *, limit: int = LIMIT
    ) -> None:
        self.signature = encoder.signature
        self._encoder, self._limit = encoder, limit
        self._path = path or directory("vectors") / "encodings.sqlite"
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(_SCHEMA)
            self._shrink(connection)

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """One encoding a text, in order; what is not on disk is made and kept."""
        stream = iter(texts)
        with closing(self._connect()) as connection:
            while chunk := list(islice(stream, _CHUNK)):
                keys = {text: self._key(text) for text in chunk}
                found = _find(connection, list(keys.values()))
                missing = [text for text, key in keys.items() if key not in found]
                for text, made in zip(
                    missing, self._encoder.encode(missing), strict=True
                ):
                    found[keys[text]] = made
                _keep(connection, {keys[text]: found[keys[text]] for text in missing})
                yield from (found[keys[text]] for text in chunk)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=60)

    def _key(self, text: str) -> bytes:
        content = f"{self.signature}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(content).digest()[:16]

    def _shrink(self, connection: sqlite3.Connection) -> None:
        size = self._path.stat().st_size
        if size <= self._limit:
            return
        (count,) = connection.execute("SELECT count(*) FROM encodings").fetchone()
        surplus = count - int(count * 0.8 * self._limit / size)
        connection.execute(
            "DELETE FROM encodings WHERE key IN "
            "(SELECT key FROM encodings ORDER BY used LIMIT ?)",
            (surplus,),
        )
        connection.commit()
        connection.execute("VACUUM")


def _find(
    connection: sqlite3.Connection, keys: Sequence[bytes]
) -> dict[bytes, Encoding]:
    marks = ",".join("?" * len(keys))
    rows = connection.execute(
        f"SELECT * FROM encodings WHERE key IN ({marks})", keys
    ).fetchall()
    return {row[0]: _decoded(row) for row in rows}


def _keep(connection: sqlite3.Connection, made: dict[bytes, Encoding]) -> None:
    now = int(time.time())
    rows = [_encoded(key, now, encoding) for key, encoding in made.items()]
    connection.executemany(
        "INSERT OR REPLACE INTO encodings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows
    )
    connection.commit()


def _encoded(key: bytes, now: int, made: Encoding) -> _Entry:
    arrays = (made.vector, made.states, made.spans, made.information)
    vector, states, spans, information = (a.tobytes() for a in arrays)
    width = made.states.shape[1]
    return key, now, width, made.weight, vector, states, spans, information


def _decoded(row: _Entry) -> Encoding:
    _, _, width, weight, vector, states, spans, information = row
    known = np.frombuffer(information, np.float32)
    return Encoding(
        vector=np.frombuffer(vector, np.float32),
        weight=weight,
        states=np.frombuffer(states, np.float16).reshape(len(known), width),
        spans=np.frombuffer(spans, np.int32).reshape(-1, 2),
        information=known,
    )
