"""The first column of a bilingual table: names in Chinese with the English in brackets, whole or in pieces.

A copy that prints column after column has such a name whole: 服务文化(Service culture). One that reads across the
lines has it in pieces, a line of the narrow column each, between the lines of the other columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from duizhao.text import chinese
from duizhao.text.chars import PAGE
from duizhao.text.runs import Run
from duizhao.text.english import splitter

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
_LETTERS = re.compile(r"[A-Za-z]+")  # a stretch of letters: "excellenceterm"
# Where a sentence of the column before a name ends: "。", ";", a line or page.
_ENDED = re.compile(rf"[。；;！!？?\n{PAGE}]\s*")

NEAR = 12
"""Runs within which all pieces of a name stand."""
WIDEST = 20
"""Letters in a line of the first column at most."""


def known_titles(text: str, scripts: Sequence[Run]) -> list[tuple[str, str]]:
    """The names that stand whole in the text: (Chinese, English)."""
    return [_name(text, f.pieces) for f in _whole(text, scripts)]


def find_factors(text: str, scripts: Sequence[Run], titles: Sequence[tuple[str, str]]) -> list[Factor]:
    """The names of the first column, in order.

    ``titles`` are names known from elsewhere. A name in pieces that none of them is is put together from the
    widths of the column and from what reads as words on both sides.
    """
    found = list(_whole(text, scripts))
    taken = {f.start for f in found}
    for title in dict.fromkeys([*titles, *(_name(text, f.pieces) for f in found)]):
        for factor in _pieced(text, scripts, title):
            if factor.start not in taken:
                taken.add(factor.start)
                found.append(factor)
    found += [f for f in _guessed(text, scripts, found) if f.start not in taken]
    return sorted(found, key=lambda f: f.start)


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
    for before, run in zip(scripts, scripts[1:], strict=False):
        found = _WHOLE.match(text, run.start, run.end) if run.script == "en" else None
        if not found or _ends_in_label(found[1]):
            continue
        start = _sentence_start(text, before)
        if before.end - start <= 40:
            yield Factor(start, ((start, before.end), (found.start(), found.end())))


def _ends_in_label(name: str) -> bool:
    """Whether the bracket closes a label, not the name: "(Operationala)" is "(Operational" and "a)"."""
    words = splitter().split(_LETTERS.findall(name)[-1])
    return name[-1].isdigit() or len(words[-1]) == 1


def _sentence_start(text: str, run: Run) -> int:
    ends = [m.end() for m in _ENDED.finditer(text, run.start, run.end) if m.end() < run.end]
    return ends[-1] if ends else run.start


# -- names in pieces, known from elsewhere


def _pieced(text: str, scripts: Sequence[Run], title: tuple[str, str]) -> Iterator[Factor]:
    zh, en = title[0], _bounds(title[1])
    done = -1
    for n, run in enumerate(scripts):
        if run.script != "zh" or run.start < done or n + 1 == len(scripts):
            continue
        for length in range(min(len(zh), WIDEST), 1, -1):
            if not text.endswith(zh[:length], run.start, run.end):
                continue
            piece = (run.end - length, run.end)
            rest = _rest(text, scripts, n, run.end, zh, length, length, en)
            if rest is not None:
                yield Factor(piece[0], (piece, *rest))
                done = rest[-1][1]
                break


def _bounds(name: str) -> tuple[str, frozenset[int]]:
    """An English name without spaces and the offsets in it at which a word ends, also where it is glued."""
    glued, ends = "", set()
    for part in re.findall(r"[A-Za-z]+|[^A-Za-z\s]+", name):
        for word in splitter().split(part) if part.isalpha() else [part]:
            glued += word
            ends.add(len(glued))
    return glued, frozenset(ends)


def _rest(
    text: str, scripts: Sequence[Run], n: int, at: int, zh: str, done: int, width: int, en: tuple[str, frozenset[int]]
) -> Pieces | None:
    """The further pieces of a name of which ``done`` Chinese characters have been found; None where they are not."""
    if done == len(zh):
        return _rest_english(text, scripts, n, at, en)
    for m in range(n, min(n + 4, len(scripts))):
        run = scripts[m]
        if run.script != "zh":
            continue
        for place, length in _places(text, run, max(at, run.start), zh[done:], width):
            rest = _rest(text, scripts, m, place + length, zh, done + length, width, en)
            if rest is not None:
                return ((place, place + length), *rest)
    return None


def _places(text: str, run: Run, at: int, rest: str, width: int) -> Iterator[tuple[int, int]]:
    """Where the next Chinese piece may stand in a run: at its end, or, where it is a full line, inside it."""
    for length in range(min(width, len(rest)), 0, -1):
        if run.end - length >= at and text.endswith(rest[:length], run.start, run.end):
            yield run.end - length, length
    length = min(width, len(rest))
    inside = text.find(rest[:length], at, run.end)
    if inside >= 0 and length > 1:
        yield inside, length


def _rest_english(text: str, scripts: Sequence[Run], n: int, at: int, name: tuple[str, frozenset[int]]) -> Pieces | None:
    """The pieces of an English name in brackets: each the start of a run, as many words of it as stand there."""
    for m in range(n, min(n + 4, len(scripts))):
        run = scripts[m]
        if run.script == "en" and run.start >= at and text[run.start] == "(":
            return _words(text, [r for r in scripts[m : m + NEAR] if r.script == "en"], name, 0, run.start + 1)
    return None


def _words(text: str, chain: Sequence[Run], name: tuple[str, frozenset[int]], done: int, at: int) -> Pieces | None:
    """The pieces from offset ``done`` of the name on; a piece ends with a word, else where a long word was broken."""
    if not chain:
        return None
    run, glued = chain[0], name[0]
    places = _places_of(text, run, at)
    size = 0
    while size < len(places) and done + size < len(glued) and text[places[size]] == glued[done + size]:
        size += 1
    if done + size == len(glued):
        closing = re.compile(r"\s?\)").match(text, places[size - 1] + 1 if size else at, run.end)
        return ((run.start, closing.end()),) if closing else None
    whole = [k for k in range(size, 0, -1) if done + k in name[1]]
    for k in [*whole, *([size] if size not in whole and size > 2 else [])]:
        rest = _words(text, chain[1:], name, done + k, chain[1].start if len(chain) > 1 else 0)
        if rest is not None:
            return ((run.start, places[k - 1] + 1), *rest)
    return None


def _places_of(text: str, run: Run, at: int) -> list[int]:
    """The places of a run's first characters that are no space."""
    return [p for p in range(at, min(run.end, at + 80)) if not text[p].isspace()]


# -- names in pieces that nothing else shows


def _guessed(text: str, scripts: Sequence[Run], found: Sequence[Factor]) -> Iterator[Factor]:
    taken = {p for f in found for a, b in f.pieces for p in range(a, b)}
    width = _width(text, scripts, found)
    for n, run in enumerate(scripts[1:], 1):
        opening = _OPENING.match(text, run.start, run.end) if run.script == "en" else None
        if not opening or run.start in taken:
            continue
        english = _guess_english(text, scripts, n)
        chinese_pieces = _guess_chinese(text, scripts, n, width) if english else None
        if english and chinese_pieces:
            yield Factor(chinese_pieces[0][0], (*chinese_pieces, *english))


def _width(text: str, scripts: Sequence[Run], found: Sequence[Factor]) -> int:
    """Characters in a full line of the first column: as the first piece of a name shows, else of the table."""
    pieced = [f.pieces[0] for f in found if len(f.pieces) > 2]
    first = pieced[0] if pieced else (scripts[0].start, scripts[0].end)
    return len(text[first[0] : first[1]].strip(PAGE + " \n"))


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
    return bool(found) and not _ends_in_label(found.group()[:-1].strip() or "a")


def _options(text: str, run: Run, last: bool) -> list[int]:
    """Where the piece at the start of a run may end: after each of its first words that the column is wide enough for."""
    if last:
        found = _LAST_PIECE.match(text, run.start, run.end)
        return [found.end()] if found else []
    start = run.start + (text[run.start] == "(")
    letters = _LETTERS.match(text, start, run.end)
    ends, at = [], start
    for word in splitter().split(letters.group()[: 4 * WIDEST]) if letters else []:
        if at > start and word[0].isupper() or at + len(word) - start > WIDEST:
            break  # a capital inside begins the next column's line
        at += len(word)
        ends.append(at)
    return ends[:4]


def _reads(text: str, chain: Sequence[Run], ends: Sequence[int]) -> float:
    name = "".join(_only_letters(text[run.start : end]) for run, end in zip(chain, ends, strict=False))
    others = sum(
        splitter().score(_only_letters(text[end : min(run.end, end + 24)])) for run, end in zip(chain, ends, strict=False)
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
    whole = sum(chinese.score(text[max(run.start, a - 12) : run.end]) for run, (a, _) in zip(lines, pieces, strict=True))
    return chinese.score(name) + kept - whole
