"""How a file of the index is made and read: numbers, rows, and the script that carries them (FORMAT.md)."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Sequence

from duizhao.errors import DuizhaoError

FORMAT = 1
"""Goes up with every change of the files that an older reader would misread."""

# A file of the index, from its first to its last character: duizhaoSearch("1","i3","5f0c…","eJx…");
_SCRIPT = re.compile(r'duizhaoSearch\("(\d+)","(\w+)","(\w*)","([A-Za-z0-9+/=]*)"\);\n')

Row = tuple[str, bytes]
"""A key and what stands under it."""


def packed(data: bytes) -> bytes:
    """Data compressed (zlib, which ends with a checksum)."""
    return zlib.compress(data, 9)


def script(name: str, stamp: str, data: bytes) -> bytes:
    """Compressed data as a script: pages opened from a disk may load scripts and nothing else."""
    return f'duizhaoSearch("{FORMAT}","{name}","{stamp}","{base64.b64encode(data).decode()}");\n'.encode()


def unpacked(file: bytes, name: str, stamp: str | None) -> bytes:
    """The data in a script. ``stamp`` is that of the manifest; None for the manifest itself.

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
        return zlib.decompress(base64.b64decode(found[4], validate=True))
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
    """How many numbers, the first, and how far each of the others is from the one before."""
    varints((len(numbers),), into)
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

    def list(self) -> list[int]:
        """The next list that ``deltas`` wrote."""
        found, value = [], 0
        for _ in range(self.one()):
            value += self.one()
            found.append(value)
        return found


def table(rows: Sequence[Row]) -> bytes:
    """Rows as one piece: their number, the keys as lines, the lengths of what stands under them, all that."""
    keys = "\n".join(key for key, _ in rows).encode()
    data = bytearray()
    varints((len(rows), len(keys), *(len(value) for _, value in rows)), data)
    return bytes(data) + keys + b"".join(value for _, value in rows)


def rows(data: bytes) -> tuple[list[str], list[bytes]]:
    """The keys and what stands under each, as ``table`` wrote them."""
    numbers = Numbers(data)
    count, length = numbers.one(), numbers.one()
    lengths = [numbers.one() for _ in range(count)]
    keys = data[numbers.at : numbers.at + length].decode().split("\n") if count else []
    at, values = numbers.at + length, []
    for one in lengths:
        values.append(data[at : at + one])
        at += one
    return keys, values
