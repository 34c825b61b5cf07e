"""The outline inside a cell of an annex table: groups, items "a)", practices "1)".

Source: GB/T 1.1—2020, 7.5 (lists are labelled a), b) and, below, 1), 2)).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from duizhao.text.labels import ENTRY, ITEM
from duizhao.text.traced import Traced

LONGEST_ENGLISH, LONGEST_CHINESE = 110, 40
"""Characters of a group's heading at most: what is longer holds the end of the entry before it."""

LONGEST_GAP = 400
"""Entries in succession at most of which one language has lost the labels."""

Path = tuple[int, str, int]
"""Group (from 1), item letter ("" where there is none), practice number (0 where there is none)."""

# Where a sentence or an entry of a list ends: "。", "; ", a full stop that no small letter or digit follows.
_END = re.compile(r"[。；;！？!?]\s*|\.(?=[\s”’)]*(?:\n|$|[A-Z]|[a-z0-9]{1,2}[)）]))[\s”’)]*")
# The start of a line that can be a heading's: a capital or a Chinese character: "\nLeadership", "\n领导".
_LINE = re.compile(r"\n(?=[A-Z\u4e00-\u9fff])")
# How a lead, a list and a heading end: "may be:", "to do.\n", "Kinds of visitors\n".
_LEAD_END = re.compile(r"[:：]\s*")
_STOP = re.compile(r"[.。](?=\s*[A-Z\u4e00-\u9fff\n])\s*")
_LINE_END = re.compile(r"\n\s*")
# Where one entry of a list ends and the next begins although its label is lost: after ";".
_NEXT = re.compile(r"[;；]\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled piece of a cell: its path, its label as printed ("" where lost), the text, lines kept."""

    path: Path
    label: str
    text: Traced
    matter: tuple[int, ...] = ()
    restored: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    letter: str
    number: int


def outline(cell: Traced) -> list[Entry]:
    """The entries of one language's cell, in order. A group has a path (n, "", 0) and its heading and lead as text."""
    marks = list(_marks(cell.text))
    entries: list[Entry] = []
    group, letter, at = 0, "", 0
    for mark in marks:
        opens = _opens_group(mark, entries)
        if opens and not entries and _NEXT.search(cell.text, 0, mark.start):
            # A list whose labels are all lost stands before the first label: it is a group of its own.
            group = 1
            entries.append(Entry((group, "", 0), "", Traced("", [])))
        cut = _group_start(cell.text, at, mark.start, first=not entries) if opens else mark.start
        if not entries and not opens:
            group = 1
            entries.append(Entry((group, "", 0), "", Traced("", [])))
        _fill(entries, cell[at:cut])
        if opens and (cut < mark.start or not entries):
            group += 1
            letter = ""
            entries.append(Entry((group, "", 0), "", cell[cut : mark.start]))
        letter = mark.letter or ("" if opens else letter)
        path = (max(group, 1), letter, mark.number)
        label = cell[mark.start : mark.end]
        entries.append(Entry(path, _written(mark), Traced("", []), tuple(label.positions())))
        at = mark.end
    _fill(entries, cell[at:])
    return entries if marks else _unlabelled(cell)


def _unlabelled(cell: Traced) -> list[Entry]:
    return [Entry((1, "", 0), "", cell)] if cell.text.strip() else []


def _written(mark: _Mark) -> str:
    return f"{mark.letter})" if mark.letter else f"{mark.number})"


def _fill(entries: list[Entry], text: Traced) -> None:
    if entries and text.text:
        entries[-1] = replace(entries[-1], text=entries[-1].text + text)


def _opens_group(mark: _Mark, entries: list[Entry]) -> bool:
    """A new group begins before "a)", and before a "1)" that follows another list without an item between."""
    if mark.letter:
        return mark.letter == "a"
    if mark.number != 1:
        return False
    return not entries or entries[-1].path[2] > 0


def _group_start(text: str, start: int, end: int, first: bool) -> int:
    """Where the heading of a group begins that ends at ``end``: after the last sentence, else on a line of its own."""
    if first:
        return start
    last = start + len(text[start:end].rstrip())
    ends = [m.end() for m in _END.finditer(text, start, end) if m.end() < last]
    after = ends[-1] if ends else start
    tail = text[after:end]
    if ends and len(tail) <= (LONGEST_ENGLISH if tail.isascii() else LONGEST_CHINESE) and not _closes_bracket(tail):
        return after
    lines = [after + m.end() for m in _LINE.finditer(tail) if after + m.end() < last]
    return lines[-1] if lines else (after if ends else end)


def _closes_bracket(tail: str) -> bool:
    """Whether the tail begins with the rest of an entry: it closes a bracket that it does not open."""
    first = tail.find(")")
    return first >= 0 and "(" not in tail[:first] and "\n" in tail[first:]


def _marks(text: str) -> Iterator[_Mark]:
    """The labels that count up: items a, b, c … (anew from a in each group), entries 1, 2, 3 … (anew in each item)."""
    found = sorted([*ITEM.finditer(text), *ENTRY.finditer(text)], key=lambda m: m.start())
    letter, number = "`", 0
    for match in found:
        label = match["label"]
        if label.isdigit():
            if int(label) in (1, number + 1, number + 2) and _stands_free(text, match):
                number = int(label)
                yield _Mark(match.start(), match.end(), "", number)
        elif _continues(label, letter, match.start() == 0 or text[match.start() - 1] == "\n") and _is_item(text, match):
            letter, number = label, 0
            yield _Mark(match.start(), match.end(), label, 0)


def _continues(label: str, letter: str, starts_line: bool) -> bool:
    """The next letter, the same again (a misprint), or one further on; on a line of its own several may be lost."""
    return label == "a" or 0 <= ord(label) - ord(letter) <= (8 if starts_line else 2)


def _stands_free(text: str, match: re.Match[str]) -> bool:
    """A number label begins a line or follows a sign or a Chinese character: not "level 2)" or "(type 1)"."""
    before = text[max(0, match.start() - 2) : match.start()]
    return (
        not before
        or (before[-1] in "\n;；。.:：,，)） " and not re.search(r"[A-Za-z0-9] $", before))
        or not before[-1].isascii()
    )


def _is_item(text: str, match: re.Match[str]) -> bool:
    if match["close"]:
        before = text[match.start() - 1 : match.start()]
        return not before.isascii() or not before.isalnum()
    # A letter without its bracket is a label only where a line or an entry begins: ":a领导力".
    return match["label"] == "a" and bool(
        re.search(r"(?:^|[:：。；;\n])\s*$", text[max(0, match.start() - 3) : match.start()])
    )


def adopt(entries: list[Entry], other: list[Entry]) -> list[Entry]:
    """The entries with those that stand under a group put under its first item, where that item's label is lost.

    It is lost if the other language has the same practices under an item that this one lacks and none under the
    group. The item's heading is then the group's second line.
    """
    have, known = {e.path for e in entries}, {e.path for e in other}
    items: dict[int, str] = {}
    for each in other:
        if each.path[1]:
            items.setdefault(each.path[0], each.path[1])
    out: list[Entry] = []
    for entry in entries:
        group, letter, number = entry.path
        first = items.get(group, "") if not letter else ""
        moved = first and (group, first, 0) not in have and (group, "", 1) in have and (group, "", 1) not in known
        if moved and number:
            out.append(replace(entry, path=(group, first, number)))
        elif moved and (line := _LINE_END.search(entry.text.text.rstrip())):
            out.append(replace(entry, text=entry.text[: line.end()]))
            out.append(Entry((group, first, 0), f"{first})", entry.text[line.end() :], restored=True))
        else:
            out.append(entry)
    return out


def pour(entries: list[Entry], other: list[Entry]) -> list[Entry]:
    """The entries with those cut up that hold several whose labels a copy has lost altogether.

    The other language's outline says which entries follow and how each ends: a heading with its line, a lead with
    ":", a practice with ";", the last one of its list with a full stop. Where the text does not keep to that it is
    left as it is.
    """
    out: list[Entry] = []
    first = {e.path: n for n, e in reversed([*enumerate(other)])}
    have = Counter(e.path for e in entries)
    at = 0
    while at < len(entries):
        entry, at = entries[at], at + 1
        units, orphans = _missing(first.get(entry.path), have, islice(entries, at, at + LONGEST_GAP), other)
        poured = _poured(entry, units) if len(units) > 1 else []
        if poured:
            last = poured[-1].path
            poured += [replace(e, path=(*last[:2], e.path[2])) for e in orphans]
            have.subtract(e.path for e in (entry, *orphans))
            have.update(e.path for e in poured)
            at += len(orphans)
        out += poured or [entry]
    return out


def _missing(
    at: int | None, have: Mapping[Path, int], rest: Iterable[Entry], other: Sequence[Entry]
) -> tuple[list[Entry], list[Entry]]:
    """The entries of the other language from ``at`` on that an entry holds, and those behind it whose label is left.

    Such an orphan shows its number but stands, the labels between being lost, under the wrong item.
    """
    if at is None:
        return [], []
    missing = list(takewhile(lambda e: not have.get(e.path), other[at + 1 : at + 1 + LONGEST_GAP]))
    letter = missing[-1].path[1] if missing else ""
    orphans = list(takewhile(lambda e: e.path[2] > 1 and e.path[1] != letter, rest)) if missing else []
    shown = [e.path[2] for e in orphans]
    if not orphans or [e.path[2] for e in missing[-len(orphans) :]] != shown:
        return [other[at], *missing], []
    return [other[at], *missing[: -len(orphans)]], orphans


def _poured(entry: Entry, units: list[Entry]) -> list[Entry]:
    out: list[Entry] = []
    at = 0
    for n, unit in enumerate(units):
        if n + 1 == len(units):
            end = len(entry.text)
        else:
            found = _unit_end(unit, units[n + 1]).search(entry.text.text, at)
            if not found:
                return []
            end = found.end()
        piece = replace(unit, text=entry.text[at:end], matter=(), restored=True)
        out.append(replace(entry, text=piece.text) if not n else piece)
        at = end
    return out


def _unit_end(unit: Entry, following: Entry) -> re.Pattern[str]:
    if following.path[2] and not unit.path[2]:
        return _LEAD_END
    if following.path[2]:
        return _NEXT
    return _STOP if unit.path[2] else _LINE_END


def restore(entries: list[Entry], other: list[Entry]) -> list[Entry]:
    """The entries with those split that hold a further one whose label is lost.

    A label is known to be lost where the numbers of a list leave one out, or where the other language's list of
    the same item has more entries. The text before the gap is split after its first ";".
    """
    return list(_restored(entries, {e.path: e for e in other}))


def _restored(entries: list[Entry], known: dict[Path, Entry]) -> Iterator[Entry]:
    have = {e.path for e in entries}
    most: dict[tuple[int, str], int] = {}
    for group, letter, number in have:
        most[group, letter] = max(number, most.get((group, letter), 0))
    for first in entries:
        entry, at = first, 0
        whole, stop = first.text, len(first.text.text.rstrip())
        while (following := (*entry.path[:2], entry.path[2] + 1)) not in have:
            wanted = following in known or most[entry.path[:2]] > following[2]
            if not (wanted or _both_go_on(replace(entry, text=whole[at:]), known)):
                break
            cut = _cut(entry, whole.text, at, stop)
            if cut is None:
                break
            yield replace(entry, text=whole[at:cut])
            at = cut
            entry = Entry(following, f"{following[2]})", whole[at:at], restored=True)
        yield replace(entry, text=whole[at:])


def _both_go_on(entry: Entry, known: Mapping[Path, Entry]) -> bool:
    """Whether in both languages a second entry follows a ";", one of them on a line of its own: both lost its label."""
    other = known.get(entry.path)
    if not entry.path[2] or not other:
        return False
    texts = [e.text.text.rstrip() for e in (entry, other)]
    return all(_NEXT.search(t, 0, len(t) - 1) for t in texts) and any(re.search(r"[;；]\n", t) for t in texts)


def _cut(entry: Entry, text: str, start: int, stop: int) -> int | None:
    """Where an entry whose label is lost begins: after ";", for the first entry of a list after the lead's ":"."""
    pattern = _NEXT if entry.path[2] else _LEAD_END
    found = pattern.search(text, start)
    return found.end() if found and found.end() < stop else None
