"""Reads the files of an index: each at most once, and only those that a query needs."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import islice, takewhile
from typing import Any

from duizhao.errors import DuizhaoError
from duizhao.search.index import MANIFEST
from duizhao.search.meta import placed
from duizhao.search.readings import by_character, part, passes
from duizhao.search.shards import FORMAT, records, rows, unpacked

Fetch = Callable[[str], bytes]
"""Gives the bytes of a file of the index by its name ("i3.js")."""


class Hits:
    """Where a key stands: the records with it in a title, and those with it in a text, by segments if many."""

    def __init__(self, index: Index, key: str, head: int, value: bytes) -> None:
        self._index, self._key = index, key
        self.titles, self._texts, self.split = records(head, value)

    def texts(self, segment: int) -> list[int]:
        """The records of a segment with the key in a text."""
        size = self._index.segment
        if not self.split:
            low, high = segment * size, (segment + 1) * size
            return [record for record in self._texts if low <= record < high]
        entry = self._index.entry(f"{self._key}\t#{segment:03d}")
        return records(*entry)[1] if entry else []


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

    def _data(self, name: str, before: bytes | None = None) -> bytes:
        return unpacked(self._fetch(f"{name}.js"), name, self._stamp, before)

    def _once(self, name: str, read: Callable[[bytes], Any]) -> Any:
        if name not in self._held:
            self._held[name] = read(self._data(name))
        return self._held[name]

    def keys(self, prefix: str) -> Iterator[str]:
        """The keys that begin so, in order."""
        at = max(bisect_right(self._starts, prefix) - 1, 0)
        while at < len(self._starts) and (at == 0 or self._starts[at] <= prefix or self._starts[at].startswith(prefix)):
            keys = self._shard(at)[0]
            yield from takewhile(lambda key: key.startswith(prefix), islice(keys, bisect_left(keys, prefix), None))
            at += 1

    def _shard(self, number: int) -> tuple[list[str], list[int], list[bytes]]:
        found: tuple[list[str], list[int], list[bytes]] = self._once(f"i{number}", rows)
        return found

    def entry(self, key: str) -> tuple[int, bytes] | None:
        """How many records stand under a key, and which (``shards.records`` reads it)."""
        keys, heads, values = self._shard(max(bisect_right(self._starts, key) - 1, 0))
        at = bisect_right(keys, key) - 1
        return (heads[at], values[at]) if at >= 0 and keys[at] == key else None

    def row(self, key: str) -> bytes | None:
        """What stands under a key."""
        entry = self.entry(key)
        return entry[1] if entry else None

    def hits(self, key: str) -> Hits | None:
        """Where a key stands."""
        entry = self.entry(key)
        return Hits(self, key, *entry) if entry and entry[0] else None

    def tails(self, prefix: str) -> list[str]:
        """What follows the prefix in the keys that begin with it."""
        return [key[len(prefix) :] for key in self.keys(prefix)]

    def text(self, record: int) -> list[str]:
        """The texts of a record: id, address, label, four titles, four texts."""
        name = self.text_file(record)
        if name not in self._held:
            self._held[name] = json.loads(self._data(name, self._once("d", bytes)))
        found: list[str] = self._held[name][1][record % self._texts]
        return [*found, *[""] * (11 - len(found))]

    def text_file(self, record: int) -> str:
        """The name of the file with a record's texts."""
        return f"t{record // self._texts}"

    def facts(self, segment: int) -> list[Any]:
        """Documents, elements and kinds of a segment's records, as ``meta.placed`` reads them."""
        found: list[Any] = self._once(f"m{segment}", placed)
        return found

    def concept(self, number: int) -> list[Any]:
        """A concept: its id, then its terms (language, text, status)."""
        found: list[Any] = self._once(f"c{number // self._terms}", json.loads)[number % self._terms]
        return found

    def readings(self) -> dict[str, list[str]]:
        """How characters are read."""
        found: dict[str, list[str]] = self._once("y", by_character)
        return found

    def knows(self, word: str) -> bool:
        """Whether a word is so common that it is no typing error."""
        return passes(self._once(f"w{part(word)}", bytes), word)


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
