"""Edits as a reader is told of them: with the word in which they stand, and those of one run of letters as one.

A space that was put in says nothing by itself: "" became " ". "serviceexcellence" became "service excellence" does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duizhao.model import Edit

REACH = 24
"""How many characters of a word are shown beside an edit."""

WIDE = "\u2e80"
"""The first character of the scripts that are written without spaces between words, and of their punctuation."""

LONGEST = 60
"""A run of letters that is longer than this is told in pieces."""


def in_words(text: str, edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits of one repair of ``text``, in ascending order, those that only put something in or take it out with
    the word round them. What they do to the text stays the same.
    """
    for number, group in _groups(text, edits):
        if not _is_bare(group[0]):
            yield group[0]
            continue
        before = edits[number - 1].end if number else 0
        after = edits[number + len(group)].start if number + len(group) < len(edits) else len(text)
        yield _widened(text, group, _left(text, group[0].start, before), _right(text, group[-1].end, after))


def _groups(text: str, edits: Sequence[Edit]) -> Iterator[tuple[int, list[Edit]]]:
    """Edits that stand in one run of letters, each group with the place of its first edit in the list."""
    number = 0
    while number < len(edits):
        group = [edits[number]]
        while number + len(group) < len(edits) and _goes_on(text, group, edits[number + len(group)]):
            group.append(edits[number + len(group)])
        yield number, group
        number += len(group)


def _goes_on(text: str, group: Sequence[Edit], edit: Edit) -> bool:
    if edit.end - group[0].start > LONGEST or not (_is_bare(group[-1]) and _is_bare(edit)):
        return False
    return all(_in_word(char) for char in text[group[-1].end : edit.start])


def _is_bare(edit: Edit) -> bool:
    """Whether the edit shows only one side, or none that can be seen."""
    return edit.origin is None and not (edit.before.strip() and edit.after.strip())


def _in_word(char: str) -> bool:
    return char < WIDE and not char.isspace()


def _left(text: str, at: int, stop: int) -> int:
    """Where the word before ``at`` begins; a Chinese character is a word by itself."""
    start = at
    while start > max(stop, at - REACH) and _in_word(text[start - 1]):
        start -= 1
    beside = start == at and at > stop and not text[at - 1].isspace()
    return at - 1 if beside else start


def _right(text: str, at: int, stop: int) -> int:
    end = at
    while end < min(stop, at + REACH) and _in_word(text[end]):
        end += 1
    return end


def _widened(text: str, group: Sequence[Edit], start: int, end: int) -> Edit:
    after, at = "", start
    for edit in group:
        after += text[at : edit.start] + edit.after
        at = edit.end
    after += text[at:end]
    return Edit(start, end, text[start:end], after, group[0].repair, group[0].why)
