"""How a file of the index is made and read: numbers, rows, and the script that carries them (FORMAT.md)."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from duizhao.errors import DuizhaoError

FORMAT = 1
"""Goes up with every change of the files that an older reader would misread."""

# A file of the index, from its first to its last character: duizhaoSearch("1","i3","5f0c…","eJx…");
_SCRIPT = re.compile(r'duizhaoSearch\("(\d+)","(\w+)","(\w*)","([A-Za-z0-9+/=]*)"\);\n')

Row = tuple[str, int, bytes]
"""A key, how many records stand under it, and which (``row`` makes it)."""


def packed(data: bytes) -> bytes:
    """Data compressed (zlib, which ends with a checksum)."""
    return zlib.compress(data, 9)


def stored(data: bytes) -> bytes:
    """The beginning of a zlib stream, with data as it is in it: what was compressed after that data follows it."""
    size = len(data)
    return b"\x78\x9c\x00" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + data


def script(name: str, stamp: str, data: bytes) -> bytes:
    """Compressed data as a script: pages opened from a disk may load scripts and nothing else."""
    return f'duizhaoSearch("{FORMAT}","{name}","{stamp}","{base64.b64encode(data).decode()}");\n'.encode()


def unpacked(file: bytes, name: str, stamp: str | None, before: bytes | None = None) -> bytes:
    """The data in a script. ``stamp`` is that of the manifest; None for the manifest itself. ``before``: what was
    compressed before it, a dictionary.

    Raises DuizhaoError where the file is of another format or build, or damaged.
    """
    found = _SCRIPT.fullmatch(file.decode("ascii", "replace"))
    if not found or found[2] != name:
        raise DuizhaoError(f"The search index is damaged ({name}.js): build the site again.")
    if found[1] != str(FORMAT):
        raise DuizhaoError(f"The search index has format {found[1]}, not {FORMAT}: build the site again.")
    if stamp is not None and found[3] != stamp:
        raise DuizhaoError(f"The search index is of two builds ({name}.js): build the site again.")
    try:
        data = base64.b64decode(found[4], validate=True)
        if before is None:
            return zlib.decompress(data)
        return zlib.decompress(stored(before) + data)[len(before) :]
    except (zlib.error, ValueError) as error:
        raise DuizhaoError(f"The search index is damaged ({name}.js): build the site again.") from error


def varints(numbers: Iterable[int], into: bytearray) -> None:
    """Numbers of seven bits a byte, the last byte of each below 128."""
    for number in numbers:
        rest = number
        while rest > 127:
            into.append(rest & 127 | 128)
            rest >>= 7
        into.append(rest)


def deltas(numbers: Sequence[int], into: bytearray) -> None:
    """The first number, and how far each of the others is from the one before."""
    before = 0
    for number in numbers:
        step, before = number - before, number
        if step < 128:
            into.append(step)
        else:
            varints((step,), into)


class Numbers:
    """Reads numbers from bytes, in order."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def one(self) -> int:
        """The next number."""
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    def some(self, count: int) -> list[int]:
        """So many numbers."""
        return [self.one() for _ in range(count)]

    def ascending(self, count: int) -> list[int]:
        """So many numbers that ``deltas`` wrote."""
        return list(accumulate(self.some(count)))


def row(key: str, titles: Sequence[int] = (), texts: Sequence[int] = (), *, split: bool = False) -> Row:
    """A row: records with the key in a title and in a text; ``split``: those in a text are elsewhere."""
    value = bytearray()
    more = bool(titles or split)
    if more:
        varints((len(titles) << 1 | split,), value)
    deltas(titles, value)
    deltas(texts, value)
    return key, len(texts) << 1 | more, bytes(value)


def records(head: int, value: bytes) -> tuple[list[int], list[int], bool]:
    """What ``row`` was made of."""
    numbers = Numbers(value)
    more = numbers.one() if head & 1 else 0
    return numbers.ascending(more >> 1), numbers.ascending(head >> 1), bool(more & 1)


def table(rows: Sequence[Row]) -> bytes:
    """Rows as one piece, column by column, which compresses best. Of a key only what differs from the one before."""
    same = [0, *(shared(one[0], other[0]) for one, other in pairwise(rows))][: len(rows)]
    keys = "\n".join(one[0][size:] for one, size in zip(rows, same, strict=True)).encode()
    data = bytearray()
    varints((len(rows), len(keys), *(one[1] for one in rows), *same), data)
    return bytes(data) + keys + b"".join(one[2] for one in rows)


def shared(one: str, other: str) -> int:
    """How many characters two keys have in common at their beginning."""
    size = min(len(one), len(other))
    return next((at for at in range(size) if one[at] != other[at]), size)


def rows(data: bytes) -> tuple[list[str], list[int], list[bytes]]:
    """Keys, counts and values, as ``table`` wrote them."""
    numbers = Numbers(data)
    count, length = numbers.one(), numbers.one()
    heads, same = numbers.some(count), numbers.some(count)
    at = numbers.at + length
    keys: list[str] = []
    ends = data[numbers.at : at].decode().split("\n") if count else []
    for size, end in zip(same, ends, strict=True):
        keys.append(keys[-1][:size] + end if size else end)
    return keys, heads, list(_values(heads, data, at))


def _values(heads: Sequence[int], data: bytes, at: int) -> Iterator[bytes]:
    """A value ends with the last of its numbers."""
    ends = [n + 1 for n in range(at, len(data)) if data[n] < 128]
    seen = 0
    for head in heads:
        start = at
        if head & 1:
            seen += 1 + (Numbers(data, at).one() >> 1)
        seen += head >> 1
        at = ends[seen - 1] if seen else at
        yield data[start:at]
