"""Enumeration labels that stand glued to English: "strategya)Service", "excellence;2)managers".

A helper of the repair `glued_english`. A label is one small letter or a number of one or two digits with a closing
bracket after it. The same signs close a bracket ("(see annex a)"), make a plural ("benchmark(s)") or end a word
("(of the data)"); what is open, what the word is without the letter and which label came before decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duizhao.repairs.english_signs import letters_before
from duizhao.text.words import Splitter

# A label with its bracket, full-width or not: "a)", "12)", "c）". Group 1 is the letter or the number.
_LABEL = re.compile(r"([a-z]|(?<!\d)\d{1,2})[)）]")
# What may come right after a label: nothing, a word, a quote or an opening bracket.
_AFTER = re.compile(r"$|[A-Za-z“‘\"(]")
# An abbreviation that only looks like a label after a full stop: "i.e)" or "e.g)".
_INITIALS = re.compile(r"(?:^|[^A-Za-z])[A-Za-z]\.$")
# A word that has a number after it, which is no label: "(seeTable2)".
_NUMBERED = re.compile(
    r"(?:table|figure|fig|clause|annex|chapter|section|part|step|level|phase|note|item|type|class|in|of|to)$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[ivx]{2,5}")  # a number in small Roman letters: "iii" before the bracket of "iii)"
# What ends the stretch in which brackets pair off, going back: Chinese, a line end, a table cell's end.
_BREAK = re.compile(r"[\n\f\x1e\x1f\u2e80-\u9fff\uff01-\uff08\uff0a-\uffee]")
_REACH = 400
"""Characters in which an opening bracket is looked for."""
UNEXPECTED = 3.0
INSIDE = 6.0
"""What (log10) it costs to read a word's last letter as a label that is not the next one, or inside a bracket."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label's place in its stretch. ``begins_line``: it stands glued to English, from which a line end parts it."""

    start: int
    end: int
    begins_line: bool


class Labels:
    """Reads the labels of a text in order; each letter makes the same and the next one likelier."""

    def __init__(self, text: str, splitter: Splitter) -> None:
        self._text = text
        self._splitter = splitter
        self._last = ""
        self._number = 0

    def of(self, start: int, stretch: str) -> Iterator[Label]:
        """The labels of a stretch without white space that stands at ``start``."""
        for found in _LABEL.finditer(stretch):
            at = found.start()
            if _AFTER.match(stretch, found.end()) and self._is_label(found[1], stretch, at, start):
                self._note(found[1])
                yield Label(at, found.end(), at > 0)

    def _note(self, mark: str) -> None:
        if mark.isdigit():
            self._number = int(mark)
        else:
            self._last = mark

    def _is_label(self, mark: str, stretch: str, at: int, start: int) -> bool:
        before = stretch[at - 1 : at] if at else ""
        if not before:
            return True
        if before in ";:.!?":
            return not _INITIALS.search(stretch[max(0, at - 3) : at])
        if mark.isdigit():
            return (before.islower() or before in ')）,”’"%°') and self._counts(int(mark), stretch, at, start)
        if before in ')）,”’"%°':
            return not self._open(start + at) or self._expected(mark)
        return before.islower() and self._ends_word(letters_before(stretch, at), mark, self._open(start + at))

    def _counts(self, number: int, stretch: str, at: int, start: int) -> bool:
        """Whether a number glued to a word is a label, no part of a code ("io1)").

        No bracket is open, or it is the next number: "(specific, relevant3)".
        """
        word = letters_before(stretch, at)
        if word and not (len(word) > 2 and all(map(self._splitter.is_word, self._splitter.split(word)))):
            return False
        if not self._open(start + at):
            return True
        return number - self._number in (0, 1) and not _NUMBERED.search(stretch[max(0, at - 10) : at])

    def _ends_word(self, word: str, letter: str, inside: bool) -> bool:
        """Whether ``word`` is complete without the letter that follows it: "based on" + "e)", not "strateg" + "y)"."""
        splitter, whole = self._splitter, word + letter
        if _ROMAN.fullmatch(whole):
            return False
        if splitter.is_word(whole):
            return not inside and letter != "s" and self._expected(letter) and splitter.is_word(word)
        if len(splitter.split(whole)[-1]) == 1:
            return True
        cost = 0.0 if self._expected(letter) else INSIDE if inside else UNEXPECTED
        return splitter.score(word) - cost > splitter.score(whole)

    def _expected(self, letter: str) -> bool:
        """Whether a list can go on with ``letter``: "a", the last letter again (the other language), or the next."""
        return letter == "a" or (bool(self._last) and ord(letter) - ord(self._last) in (0, 1))

    def _open(self, at: int) -> bool:
        """Whether a bracket is open at ``at``, within the English that stands there."""
        depth = 0
        line = _BREAK.split(self._text[max(0, at - _REACH) : at])[-1]
        for sign in line:
            depth = depth + 1 if sign == "(" else max(0, depth - 1) if sign in ")）" else depth
        return depth > 0
