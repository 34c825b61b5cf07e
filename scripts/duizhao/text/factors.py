"""The first column of a bilingual table: names in Chinese with the English in brackets, whole or in pieces.

A copy that prints column after column has such a name whole: 服务文化(Service culture). One that reads across the
lines has it in pieces, a line of the narrow column each, between the lines of the other columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, product

from duizhao.text import chinese
from duizhao.text.chars import PAGE
from duizhao.text.english import splitter
from duizhao.text.runs import Run

Pieces = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """A name of the first column: where its row starts, and the places of its pieces in order."""

    start: int
    pieces: Pieces


# An English name in brackets at the start of a run: "(Service culture)"; it begins like a title, unlike "(e.g. …)".
_WHOLE = re.compile(r"\(\s?([A-Z]\s?[a-z][^()]{2,120})\)")
# The start of such a name where it is in pieces: "(Service" + text of the next column.
_OPENING = re.compile(r"\(\s?(?=[A-Z]\s?[a-z])")
# The last piece of such a name: "strategy)"; group 1 are its letters.
_LAST_PIECE = re.compile(r"[\sA-Za-z\-]{1,40}?\)")
_CLOSING = re.compile(r"\s?\)")  # the bracket that closes a name: " )"
_LETTERS = re.compile(r"[A-Za-z]+")  # a stretch of letters: "excellenceterm"
# Where a sentence of the column before a name ends: "。", ";", a line or page.
_ENDED = re.compile(rf"[。；;！!？?\n{PAGE}]\s*")

NEAR = 12
"""Runs within which all pieces of a name stand."""
WIDEST = 20
"""Letters in a line of the first column at most."""
MOST = 200
"""Names with one beginning, and names that nothing else shows: a table has some dozens of either at most."""
STEPS = 2000
"""Steps of one search for the pieces of a name: sound tables need some dozens."""

Title = tuple[str, str]
"""A name: Chinese, English."""


def known_titles(text: str, scripts: Sequence[Run]) -> list[Title]:
    """The names that stand whole in the text: (Chinese, English)."""
    return [_name(text, f.pieces) for f in _whole(text, scripts)]


def find_factors(text: str, scripts: Sequence[Run], titles: Sequence[Title]) -> list[Factor]:
    """The names of the first column, in order.

    ``titles`` are names known from elsewhere. A name in pieces that none of them is is put together from the
    widths of the column and from what reads as words on both sides.
    """
    found = list(_whole(text, scripts))
    known = dict.fromkeys([*titles, *(_name(text, f.pieces) for f in found)])
    found += _apart(_pieced(text, scripts, list(known)), found)
    found += _apart(_guessed(text, scripts, found), found)
    return sorted(found, key=lambda f: f.start)


def _apart(new: Iterable[Factor], found: Sequence[Factor]) -> list[Factor]:
    """Those of the new names that share no character with another: no character stands in two cells."""
    taken = {p for f in found for a, b in f.pieces for p in range(a, b)}
    out = []
    for factor in new:
        places = {p for a, b in factor.pieces for p in range(a, b)}
        if taken.isdisjoint(places):
            taken |= places
            out.append(factor)
    return out


def _name(text: str, pieces: Pieces) -> tuple[str, str]:
    whole = "".join(text[a:b] for a, b in pieces).replace(PAGE, "")
    zh, _, en = whole.partition("(")
    return zh.strip(), " ".join(en.rstrip(") ").split())


def broken_words(text: str, pieces: Pieces) -> set[int]:
    """The pieces, by their number, that begin in the middle of an English word: a narrow column broke it."""
    letters = ["".join(c for c in text[a:b] if not c.isspace()) for a, b in pieces]
    first = next((n for n, piece in enumerate(letters) if piece.startswith("(")), len(letters))
    ends = _bounds("".join(letters[first:]).strip("()"))[1]
    out, done = set(), -1
    for n in range(first, len(letters)):
        if n > first and done not in ends:
            out.add(n)
        done += len(letters[n])
    return out


# -- whole names


def _whole(text: str, scripts: Sequence[Run]) -> Iterator[Factor]:
    for before, run in pairwise(scripts):
        found = _WHOLE.match(text, run.start, run.end) if run.script == "en" else None
        if not found or _ends_in_label(found[1]):
            continue
        start = _sentence_start(text, before)
        if before.end - start <= 40:
            yield Factor(start, ((start, before.end), (found.start(), found.end())))


def _ends_in_label(name: str) -> bool:
    """Whether the bracket closes a label, not the name: "(Operationala)" is "(Operational" and "a)"."""
    letters = _LETTERS.findall(name)
    return name[-1].isdigit() or not letters or len(splitter().split(letters[-1])[-1]) == 1


def _sentence_start(text: str, run: Run) -> int:
    ends = [m.end() for m in _ENDED.finditer(text, run.start, run.end) if m.end() < run.end]
    return ends[-1] if ends else run.start


# -- names in pieces, known from elsewhere


def _pieced(text: str, scripts: Sequence[Run], titles: Sequence[Title]) -> list[Factor]:
    """Where the titles stand in pieces, title by title; each title's places do not overlap."""
    done = dict.fromkeys(titles, -1)
    out: dict[Title, list[Factor]] = {title: [] for title in titles}
    bounds = {title: _bounds(title[1]) for title in titles}
    for n, length, title in _beginnings(text, scripts, titles):
        end = scripts[n].end
        if scripts[n].start < done[title]:
            continue
        rest = _Search(text, scripts, title[0], length, bounds[title]).rest(n, end, length)
        if rest is not None:
            out[title].append(Factor(end - length, ((end - length, end), *rest)))
            done[title] = max(end, rest[-1][1])
    return [factor for factors in out.values() for factor in factors]


def _beginnings(text: str, scripts: Sequence[Run], titles: Sequence[Title]) -> Iterator[tuple[int, int, Title]]:
    """The Chinese runs, by their number, that end as a title begins, and in how many characters; the longest first."""
    begin: dict[str, list[Title]] = {}
    for title in titles:
        for length in range(2, min(len(title[0]), WIDEST) + 1):
            begin.setdefault(title[0][:length], []).append(title)
    for n, run in enumerate(scripts[:-1]):
        if run.script != "zh":
            continue
        for length in range(min(run.end - run.start, WIDEST), 1, -1):
            for title in begin.get(text[run.end - length : run.end], [])[:MOST]:
                yield n, length, title


def _bounds(name: str) -> tuple[str, frozenset[int]]:
    """An English name without spaces and the offsets in it at which a word ends, also where it is glued."""
    glued, ends = "", set()
    for part in re.findall(r"[A-Za-z]+|[^A-Za-z\s]+", name):
        for word in splitter().split(part) if part.isalpha() else [part]:
            glued += word
            ends.add(len(glued))
    return glued, frozenset(ends)


class _Search:
    """The search for the further pieces of one name, ``width`` characters wide, that gives up after ``STEPS``."""

    def __init__(self, text: str, scripts: Sequence[Run], zh: str, width: int, en: tuple[str, frozenset[int]]) -> None:
        self.text, self.scripts, self.zh, self.width = text, scripts, zh, width
        self.glued, self.ends = en
        self.steps = STEPS

    def rest(self, n: int, at: int, done: int) -> Pieces | None:
        """The further pieces of a name of which ``done`` Chinese characters have been found, else None."""
        if done == len(self.zh):
            return self._english(n, at)
        for m in range(n, min(n + 4, len(self.scripts))):
            for place, length in self._places(self.scripts[m], at, done):
                rest = self.rest(m, place + length, done + length)
                if rest is not None:
                    return ((place, place + length), *rest)
        return None

    def _places(self, run: Run, at: int, done: int) -> Iterator[tuple[int, int]]:
        """Where the next Chinese piece may stand in a run: at its end, or, where it is a full line, inside it."""
        self.steps -= 1
        if run.script != "zh" or self.steps < 0:
            return
        at, most = max(at, run.start), min(self.width, len(self.zh) - done)
        for length in range(most, 0, -1):
            if run.end - length >= at and self.text.endswith(self.zh[done : done + length], run.start, run.end):
                yield run.end - length, length
        inside = self.text.find(self.zh[done : done + most], at, run.end)
        if inside >= 0 and most > 1:
            yield inside, most

    def _english(self, n: int, at: int) -> Pieces | None:
        """The pieces of an English name in brackets: each the start of a run, as many words of it as stand there."""
        for m in range(n, min(n + 4, len(self.scripts))):
            run = self.scripts[m]
            if run.script == "en" and run.start >= at and self.text[run.start] == "(":
                return self._words([r for r in self.scripts[m : m + NEAR] if r.script == "en"], 0, run.start + 1)
        return None

    def _words(self, chain: Sequence[Run], done: int, at: int) -> Pieces | None:
        """The pieces from offset ``done`` of the name on; each ends with a word or where a long one broke."""
        self.steps -= 1
        if not chain or self.steps < 0:
            return None
        run, places = chain[0], _places_of(self.text, chain[0], at)
        size = self._same(places, done)
        if done + size == len(self.glued):
            closing = _CLOSING.match(self.text, places[size - 1] + 1 if size else at, run.end)
            return ((run.start, closing.end()),) if closing else None
        whole = [k for k in range(size, 0, -1) if done + k in self.ends]
        for k in [*whole, *([size] if size not in whole and size > 2 else [])]:
            rest = self._words(chain[1:], done + k, chain[1].start if len(chain) > 1 else 0)
            if rest is not None:
                return ((run.start, places[k - 1] + 1), *rest)
        return None

    def _same(self, places: Sequence[int], done: int) -> int:
        """How many characters at the places are those of the name from offset ``done`` on."""
        size = 0
        while size < len(places) and self.glued[done + size : done + size + 1] == self.text[places[size]]:
            size += 1
        return size


def _places_of(text: str, run: Run, at: int) -> list[int]:
    """The places of a run's first characters that are no space."""
    return [p for p in range(at, min(run.end, at + 80)) if not text[p].isspace()]


# -- names in pieces that nothing else shows


def _guessed(text: str, scripts: Sequence[Run], found: Sequence[Factor]) -> Iterator[Factor]:
    taken = {a for f in found for a, _ in f.pieces}
    width = _width(text, scripts, found)
    openings = (
        n for n, run in enumerate(scripts) if n and run.script == "en" and _OPENING.match(text, run.start, run.end)
    )
    for n in islice((n for n in openings if scripts[n].start not in taken), MOST):
        english = _guess_english(text, scripts, n)
        chinese_pieces = _guess_chinese(text, scripts, n, width) if english else None
        if english and chinese_pieces:
            yield Factor(chinese_pieces[0][0], (*chinese_pieces, *english))


def _width(text: str, scripts: Sequence[Run], found: Sequence[Factor]) -> int:
    """Characters in a full line of the first column: as the first piece of a name shows, else of the table."""
    pieced = [f.pieces[0] for f in found if len(f.pieces) > 2]
    first = pieced[0] if pieced else (scripts[0].start, scripts[0].end)
    return min(len(text[first[0] : first[1]].strip(PAGE + " \n")), WIDEST)


def _guess_english(text: str, scripts: Sequence[Run], n: int) -> Pieces | None:
    """The pieces from "(Word" on to the one that closes the bracket, cut where both sides read best."""
    chain = [run for run in scripts[n : n + NEAR] if run.script == "en"]
    closing = next((k for k, run in enumerate(chain[1:], 1) if _closes(text, run)), None)
    if closing is None:
        return None
    options = [_options(text, run, last=k == closing) for k, run in enumerate(chain[: closing + 1])]
    if closing > 5 or not all(options):
        return None
    best = max(product(*options), key=lambda ends: _reads(text, chain, ends))
    return tuple((run.start, end) for run, end in zip(chain, best, strict=False))


def _closes(text: str, run: Run) -> bool:
    found = _LAST_PIECE.match(text, run.start, run.end)
    return found is not None and not _ends_in_label(found.group()[:-1].strip() or "a")


def _options(text: str, run: Run, last: bool) -> list[int]:
    """Where the piece at the start of a run may end: after each first word that the column is wide enough for."""
    if last:
        found = _LAST_PIECE.match(text, run.start, run.end)
        return [found.end()] if found else []
    start = run.start + (text[run.start] == "(")
    letters = _LETTERS.match(text, start, run.end)
    ends, at = [], start
    for word in splitter().split(letters.group()[: 4 * WIDEST]) if letters else []:
        if (at > start and word[0].isupper()) or at + len(word) - start > WIDEST:
            break  # a capital inside begins the next column's line
        at += len(word)
        ends.append(at)
    return ends[:4]


def _reads(text: str, chain: Sequence[Run], ends: Sequence[int]) -> float:
    name = "".join(_only_letters(text[run.start : end]) for run, end in zip(chain, ends, strict=False))
    others = sum(
        splitter().score(_only_letters(text[end : min(run.end, end + 24)]))
        for run, end in zip(chain, ends, strict=False)
    )
    return splitter().score(name) + others


def _only_letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())


def _guess_chinese(text: str, scripts: Sequence[Run], n: int, width: int) -> Pieces | None:
    """The Chinese pieces before the bracket at run ``n``: full lines but the last, cut where both sides read best.

    The last piece stands in the line of the bracket or in the line above it.
    """
    before = [run for run in scripts[max(0, n - 11) : n] if run.script == "zh"]
    best: tuple[float, Pieces] | None = None
    for above, count, last in product((0, 1), range(1, 5), range(1, width + 1)):
        lines = before[len(before) - count - above : len(before) - above]
        sizes = [width] * (count - 1) + [last]
        if len(lines) < count or any(run.end - run.start < size for run, size in zip(lines, sizes, strict=False)):
            continue
        pieces = tuple((run.end - size, run.end) for run, size in zip(lines, sizes, strict=True))
        score = _reads_chinese(text, lines, pieces)
        if best is None or score > best[0]:
            best = (score, pieces)
    return best[1] if best else None


def _reads_chinese(text: str, lines: Sequence[Run], pieces: Pieces) -> float:
    name = "".join(text[a:b] for a, b in pieces)
    kept = sum(chinese.score(text[max(run.start, a - 12) : a]) for run, (a, _) in zip(lines, pieces, strict=True))
    whole = sum(
        chinese.score(text[max(run.start, a - 12) : run.end]) for run, (a, _) in zip(lines, pieces, strict=True)
    )
    return chinese.score(name) + kept - whole
