"""Reads the files of an index: each at most once, and only those that a query needs."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from typing import Any

from duizhao.errors import DuizhaoError
from duizhao.search.index import MANIFEST
from duizhao.search.shards import FORMAT, Numbers, rows, unpacked

Fetch = Callable[[str], bytes]
"""Gives the bytes of a file of the index by its name ("i3.js")."""


class Hits:
    """Where a key stands: the records with it in a title, and those with it in a text, by segments if many."""

    def __init__(self, index: Index, key: str, value: bytes) -> None:
        numbers = Numbers(value)
        self.split = bool(numbers.one())
        self.titles = numbers.list()
        self._index, self._key = index, key
        self._texts = [] if self.split else numbers.list()

    def texts(self, segment: int) -> list[int]:
        """The records of a segment with the key in a text."""
        size = self._index.segment
        if not self.split:
            low, high = segment * size, (segment + 1) * size
            return [record for record in self._texts if low <= record < high]
        value = self._index.row(f"{self._key}\t#{segment:03d}")
        return Numbers(value).list() if value else []


class Index:
    """An index, opened. ``fetch`` is asked for each file once."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._held: dict[str, Any] = {}
        told = json.loads(unpacked(fetch(f"{MANIFEST}.js"), MANIFEST, None))
        if told.get("format") != FORMAT:
            raise DuizhaoError("The search index is of another version: build the site again.")
        self._stamp = _stamp(fetch(f"{MANIFEST}.js"))
        self.records: int = told["records"]
        self.segment: int = told["segment"]
        self._texts: int = told["texts"]
        self._terms: int = told["terms"]
        self._starts: list[str] = told["starts"]

    @property
    def segments(self) -> range:
        """The numbers of the segments."""
        return range(-(-self.records // self.segment))

    def _data(self, name: str) -> bytes:
        return unpacked(self._fetch(f"{name}.js"), name, self._stamp)

    def _json(self, name: str) -> Any:
        if name not in self._held:
            self._held[name] = json.loads(self._data(name))
        return self._held[name]

    def rows(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        """The rows whose keys begin so, in order."""
        at = max(bisect_right(self._starts, prefix) - 1, 0)
        while at < len(self._starts) and (at == 0 or self._starts[at] <= prefix or self._starts[at].startswith(prefix)):
            keys, values = self._shard(at)
            for key, value in zip(keys, values, strict=True):
                if key.startswith(prefix):
                    yield key, value
            at += 1

    def _shard(self, number: int) -> tuple[list[str], list[bytes]]:
        name = f"i{number}"
        if name not in self._held:
            self._held[name] = rows(self._data(name))
        found: tuple[list[str], list[bytes]] = self._held[name]
        return found

    def row(self, key: str) -> bytes | None:
        """What stands under a key."""
        keys, values = self._shard(max(bisect_right(self._starts, key) - 1, 0))
        at = bisect_right(keys, key) - 1
        return values[at] if at >= 0 and keys[at] == key else None

    def hits(self, key: str) -> Hits | None:
        """Where a key stands."""
        value = self.row(key)
        return Hits(self, key, value) if value else None

    def tails(self, prefix: str) -> list[str]:
        """What follows the prefix in the keys that begin with it."""
        return [key[len(prefix) :] for key, _ in self.rows(prefix)]

    def text(self, record: int) -> list[str]:
        """The texts of a record: id, address, label, four titles, four texts."""
        found: list[str] = self._json(self.text_file(record))[1][record % self._texts]
        return [*found, *[""] * (11 - len(found))]

    def text_file(self, record: int) -> str:
        """The name of the file with a record's texts."""
        return f"t{record // self._texts}"

    def facts(self, segment: int) -> list[Any]:
        """Documents, elements and kinds of a segment's records, as ``meta.Facts`` wrote them."""
        found: list[Any] = self._json(f"m{segment}")
        return found

    def concept(self, number: int) -> list[Any]:
        """A concept: its id, then its terms (language, text, status)."""
        found: list[Any] = self._json(f"c{number // self._terms}")[number % self._terms]
        return found

    def extras(self) -> tuple[bytes, dict[str, list[str]]]:
        """The filter of known words, and the readings of characters."""
        if "y" not in self._held:
            data = self._data("y")
            readings: dict[str, list[str]] = {}
            for line in data[FILTER:].decode().split("\n"):
                syllable = "".join(char for char in line if char.isascii())
                for char in line[len(syllable) :]:
                    readings.setdefault(char, []).append(syllable)
            self._held["y"] = data[:FILTER], readings
        found: tuple[bytes, dict[str, list[str]]] = self._held["y"]
        return found


FILTER = (1 << 19) // 8
"""Bytes of the filter of known words."""


def _stamp(file: bytes) -> str:
    return file.decode("ascii", "replace").split('"')[5]


def union(lists: Iterable[list[int]]) -> list[int]:
    """All numbers of ascending lists, each once."""
    given = [one for one in lists if one]
    if len(given) < 2:
        return given[0] if given else []
    return list(dict.fromkeys(merge(*given)))


def common(lists: Iterable[list[int]]) -> list[int]:
    """The numbers that are in every list."""
    given = sorted(lists, key=len)
    found = given[0] if given else []
    for other in given[1:]:
        held = set(other)
        found = [one for one in found if one in held]
    return found
