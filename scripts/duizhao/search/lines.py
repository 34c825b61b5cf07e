"""The texts of a record as phrases are looked for in them, and the places that a reader is shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from duizhao.search.tokens import is_paired, joined, runs

Place = tuple[int, int]
"""Characters of a text, the last not included."""

TRAILING = 3
"""Letters that inflection may add to a term's last word."""

WINDOW = {"zh": 90, "en": 200}
"""Characters of a snippet."""


class Line:
    """A text with its runs joined, and the way back."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = runs(text)
        self.line = joined(found)
        self._starts: list[int] = []
        self._origins: list[int] = []
        at = 0
        for run in found:
            at = self.line.index(run.text, at)
            self._starts.append(at)
            self._origins.append(run.start)
            at += len(run.text)

    def find(self, phrase: str, *, inside: bool = False, inflected: bool = False) -> Iterator[Place]:
        """Where a phrase stands in the line: at the borders of words, or ``inside`` words too, or with an ending."""
        at = self.line.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            if inflected:
                end = self._ending(end)
            if inside or (_border(self.line, at) and _border(self.line, end)):
                yield at, end
            at = self.line.find(phrase, at + 1)

    def _ending(self, end: int) -> int:
        far = end
        while far < len(self.line) and not _border(self.line, far):
            far += 1
        return far if far - end <= TRAILING else end

    def seen(self, place: Place) -> str:
        """A place of the line as it is printed."""
        start, end = self.original(place)
        return self.text[start:end]

    def original(self, place: Place) -> Place:
        """A place of the line in the text."""
        return self._back(place[0]), self._back(place[1] - 1) + 1

    def _back(self, at: int) -> int:
        run = bisect_right(self._starts, at) - 1
        return self._origins[run] + at - self._starts[run]


def _border(line: str, at: int) -> bool:
    """Whether no word of letters or digits goes on here."""
    if at in (0, len(line)):
        return True
    before, after = line[at - 1], line[at]
    return before == " " or after == " " or is_paired(before) or is_paired(after)


def joined_places(places: Iterable[Place]) -> list[list[int]]:
    """Places in order, those that touch or overlap as one."""
    found: list[list[int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    return found


def snippet(text: str, marks: list[list[int]], language: str) -> tuple[str, list[list[int]]]:
    """As much of a text as is shown, around its first mark, with the marks in it."""
    size = WINDOW[language]
    if len(text) <= size:
        return text, marks
    first = marks[0][0] if marks else 0
    start = max(0, min(first - size // 3, len(text) - size))
    if start and language == "en":
        start = text.rfind(" ", 0, start) + 1
    end = min(len(text), start + size)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    inside = [[a + shift, min(b, end) + shift] for a, b in marks if a >= start and a < end]
    return before + text[start:end] + after, inside
