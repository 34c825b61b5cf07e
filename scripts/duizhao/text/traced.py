"""Text that knows where each of its characters stood in the copy."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

from duizhao.model import Edit
from duizhao.text.chars import lines

NEW = -1
"""Origin of a character that no character of the copy became."""


class Traced:
    """A string and, for each character, its position in the decoded copy (``NEW`` where it has none).

    Immutable. Slices and sums keep the origins, so that a node's text can say which characters of which copy
    it holds, and the audit can say where every character went.
    """

    __slots__ = ("origin", "text")

    def __init__(self, text: str, origin: Sequence[int] | None = None) -> None:
        self.text = text
        self.origin: array[int] = array("q", range(len(text)) if origin is None else origin)
        if len(self.origin) != len(text):
            raise ValueError(f"{len(text)} characters with {len(self.origin)} origins")

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Traced({self.text!r})"

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __getitem__(self, key: slice) -> Traced:
        return Traced(self.text[key], self.origin[key])

    def __add__(self, other: Traced | str) -> Traced:
        right = other if isinstance(other, Traced) else new(other)
        return Traced(self.text + right.text, self.origin + right.origin)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Traced) and self.text == other.text and self.origin == other.origin

    def __hash__(self) -> int:
        return hash(self.text)

    def strip(self, chars: str | None = None) -> Traced:
        """Without white space (or ``chars``) at both ends."""
        start = len(self.text) - len(self.text.lstrip(chars))
        return self[start : max(start, len(self.text.rstrip(chars)))]

    def lines(self) -> Iterator[Traced]:
        """Its lines, empty ones too."""
        return (self[at : at + len(line)] for at, line in lines(self.text))

    def positions(self) -> list[int]:
        """The positions in the copy that this text holds, new characters left out."""
        return [i for i in self.origin if i != NEW]


Pass = tuple[Traced, tuple[Edit, ...]]
"""The text that a repair was given and its edits."""


def new(text: str) -> Traced:
    """Text that stands in no copy."""
    return Traced(text, [NEW] * len(text))


def join(parts: Iterable[Traced], separator: str = "") -> Traced:
    """The parts with ``separator`` (a new text) between them."""
    chunks: list[str] = []
    origin: array[int] = array("q")
    for n, part in enumerate(parts):
        if n and separator:
            chunks.append(separator)
            origin.extend([NEW] * len(separator))
        chunks.append(part.text)
        origin.extend(part.origin)
    return Traced("".join(chunks), origin)


def replay(text: Traced, edits: Sequence[Edit]) -> Traced:
    """The text after the edits of one repair, which stand in ascending order without overlap.

    A character of ``after`` takes the origin that the edit names, else that of the character in the same place
    of ``before``; what ``after`` has beyond the length of ``before`` is new.

    Raises:
        ValueError: edits overlap, or an edit's ``before`` is not what stands there.
    """
    chunks: list[str] = []
    origin: array[int] = array("q")
    at = 0
    for edit in edits:
        if edit.start < at:
            raise ValueError(f"edit at {edit.start} overlaps the one before it: {edit.repair}")
        if text.text[edit.start : edit.end] != edit.before:
            raise ValueError(f"edit at {edit.start} does not fit the text: {edit.repair}")
        chunks += (text.text[at : edit.start], edit.after)
        origin.extend(text.origin[at : edit.start])
        origin.extend(_origins(text, edit))
        at = edit.end
    chunks.append(text.text[at:])
    origin.extend(text.origin[at:])
    return Traced("".join(chunks), origin)


def _origins(text: Traced, edit: Edit) -> list[int]:
    if edit.origin is not None:
        return [NEW if i == NEW else text.origin[i] for i in edit.origin]
    same = min(len(edit.after), edit.end - edit.start)
    return [*text.origin[edit.start : edit.start + same], *[NEW] * (len(edit.after) - same)]
