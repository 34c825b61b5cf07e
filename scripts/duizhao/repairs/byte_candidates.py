"""What a damaged piece of text can have been, token by token: the steps of ``byte_search``.

A window of the copy is read from left to right as the bytes that made it. Where bytes are unknown (swallowed,
replaced, vanished) all are tried; a candidate is what the bytes so far make.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from duizhao.repairs.gbk_process import LEADS, LOST, TRAILS, char_of, is_gbk
from duizhao.repairs.likelihood import Copy, dictionary, simple
from duizhao.repairs.pinyin_marks import READING, reads
from duizhao.text.chars import is_han
from duizhao.text.scripts import is_simplified_form, is_traditional_form

# A bracketed reading with its brackets in ASCII, as the sites write it: (shù).
MARK = re.compile(READING.replace("[(（]", r"\(").replace("[)）]", r"\)"))

# What is left of a mark whose bracket was swallowed, right after the question mark: shù).
TAIL = re.compile(READING[READING.index("(?P") :])

ASK = "?"

# What a run is read by: a row of question marks, one, a mark, or any one character: ???? | ? | (shù) | 墓.
_TOKEN = re.compile(rf"\?{{4,}}|\?|{MARK.pattern.replace('(?P<reading>', '(?:')}|.", re.DOTALL)

# Where a run begins: "??" (not more, that is a blank to be filled in), or one before the rest of a mark: ?shù).
START = re.compile(rf"(?<!\?)\?\?\??(?!\?)|\?(?={TAIL.pattern})")

_BEFORE, _AFTER = 10, 90
"""Tokens of a window before a run's first ``?`` and after it. A shift ends at the first trail byte below 80 or the
first sign, which in running text comes within some ten characters."""


@dataclass(frozen=True)
class Window:
    """A piece of the copy as tokens. ``starts`` has one more entry: where the last token ends. ``first`` is the token
    with which the damage begins, ``ends`` says whether the copy ends with the window.
    """

    tokens: tuple[str, ...]
    starts: tuple[int, ...]
    first: int
    ends: bool

    def text(self, a: int, b: int) -> str:
        """Tokens ``a`` to ``b`` as they stand in the copy."""
        return "".join(self.tokens[a:b])

    def tail(self, at: int) -> re.Match[str] | None:
        """The rest of a mark after the question mark at ``at``."""
        return TAIL.match(self.text(at + 1, at + 15)) if self.tokens[at] == ASK else None

    def signs(self, at: int) -> tuple[bytes, ...]:
        """What a half character can have swallowed at the question mark at ``at``."""
        return (b",", b"\n", b"") if self.ends and at + 1 == len(self.tokens) else (b",", b"\n")


def window_at(text: str, floor: int, at: int) -> Window:
    """The window around the ``?`` at ``at``; it begins at ``floor`` or later, never inside a mark."""
    before = _readable(reversed(list(_TOKEN.finditer(text, max(floor, at - 90), at))), _BEFORE)[::-1]
    after = _readable(_TOKEN.finditer(text, at, at + 6 * _AFTER), _AFTER)
    both = [*before, *after]
    starts = (*(token.start() for token in both), both[-1].end())
    return Window(tuple(token.group() for token in both), starts, len(before), starts[-1] == len(text))


def _readable(tokens: Iterable[re.Match[str]], most: int) -> list[re.Match[str]]:
    """The first tokens, up to one that GBK cannot write (no byte process has passed there) or a row of question
    marks (a blank to be filled in).
    """
    return list(islice(takewhile(lambda token: is_gbk(token.group()) and "??" not in token.group(), tokens), most))


class Step(NamedTuple):
    """A place where a character of the copy and one of the sound text begin together, and the score up to there."""

    token: int
    out: int
    score: float


class Candidate(NamedTuple):
    """What a window can have been, up to some token.

    ``out`` is the sound text so far, ``lead`` the first byte of a character whose second is to come (or none),
    ``last`` the last two bytes; ``steps`` where copy and sound text were in step.
    """

    out: str = ""
    lead: bytes = b""
    last: bytes = b""
    score: float = 0.0
    vanished: int = 0
    marks: tuple[tuple[str, str], ...] = ()
    steps: tuple[Step, ...] = (Step(0, 0, 0.0),)

    @property
    def before(self) -> str:
        """The last character, or a space where there is none."""
        return self.out[-1:] or " "


def _push(copy: Copy, state: Candidate, data: bytes) -> Candidate | None:
    """The candidate with more bytes of the sound text, None where they make no character."""
    out, lead, score, before = state.out, state.lead, state.score, state.before
    for byte in data:
        unit = lead + bytes((byte,))
        if not lead and byte in LEADS:
            lead = unit
            continue
        char = char_of(unit) if len(unit) == 1 or byte in TRAILS else ""
        if not char:
            return None
        score += copy.score(before, char)
        out, lead, before = out + char, b"", char
    return Candidate(out, lead, (state.last + data)[-2:], score, state.vanished, state.marks, state.steps)


def _grow(copy: Copy, state: Candidate, data: bytes) -> list[Candidate]:
    grown = _push(copy, state, data)
    return [grown] if grown else []


def following(copy: Copy, window: Window, at: int, state: Candidate) -> Iterator[tuple[int, Candidate]]:
    """How a candidate can go on with the token at ``at``: how many tokens it takes, and what it becomes."""
    token, following = window.tokens[at], window.tokens[at + 1 : at + 2]
    if token == ASK and at >= window.first:
        tail = window.tail(at)
        if tail:
            yield from ((len(tail.group()) + 1, s) for s in _parted(copy, state, tail["reading"]))
        if following == (ASK,):
            yield from ((2, s) for s in _replaced(copy, state))
        yield from ((1, s) for s in _swallowed(copy, window, at, state))
    elif len(token) > 1 and (marked := _marked(copy, state, token[1:-1])):
        yield 1, marked
    else:
        yield from ((1, s) for s in _grow(copy, state, token.encode("gbk")))


_LEADS = tuple(bytes((lead,)) for lead in LEADS)

_NEW_MARK = -3.0
"""What it costs to take a character for marked that the copy shows marked nowhere else."""


def _marked(copy: Copy, state: Candidate, reading: str) -> Candidate | None:
    """The candidate after a mark of the pair that its last two bytes make; None where they are not read so."""
    char = char_of(state.last) if len(state.last) == 2 else ""
    if len(char) != 1:
        return None
    if copy.marks.get(char) == reading:
        return state._replace(marks=(*state.marks, (char, reading)))
    if not is_traditional_form(char) or not reads(char, reading):
        return None
    return state._replace(marks=(*state.marks, (char, reading)), score=state.score + _NEW_MARK)


def _parted(copy: Copy, state: Candidate, reading: str) -> Iterator[Candidate]:
    """``?shù)``: a mark was put in between two bytes, and the first swallowed its opening bracket."""
    for lead in _LEADS:
        grown = _push(copy, state, lead)
        marked = grown and _marked(copy, grown, reading)
        if marked:
            yield marked


def _replaced(copy: Copy, state: Candidate) -> Iterator[Candidate]:
    """``??``: A3 BF was replaced; it was one character, or halves of two, of which the first half was swallowed."""
    yield from _grow(copy, state, LOST)
    for lead in _LEADS:
        yield from _grow(copy, state, lead + LOST)


def _swallowed(copy: Copy, window: Window, at: int, state: Candidate) -> Iterator[Candidate]:
    """``?``: itself, or the second half of a shifted character and the sign after it.

    Which sign was swallowed cannot be known; the commonest after Chinese are a comma and a line's end, and at the
    very end of a text there is none.
    """
    yield from _grow(copy, state, b"?")
    if state.lead and not window.tail(at):
        yield from _grow(copy, state, b"\x80")
        for lead in _LEADS:
            for sign in window.signs(at):
                yield from _grow(copy, state, lead + sign)


_VANISHING, _RETURNING = 6, 12


def vanished(copy: Copy, state: Candidate, first: bytes, reading: str | None) -> Iterator[Candidate]:
    """Candidates with one more pair of halves that stood here and has no character in GBK: of 服|務, FE 84.

    The copy goes on with the byte ``first``, or with a swallowed one and the mark ``reading``. Only the likeliest
    characters for the first half are tried, and for the second.
    """
    lost = [(grown.score, lead) for lead in _GAPS if (grown := _push(copy, state, lead))]
    back = _leads_of(copy, reading) if reading else _likeliest(first)
    for _, lead in sorted(lost, reverse=True)[:_VANISHING]:
        for trail in back:
            if trail in _GAPS[lead]:
                yield from _grow(copy, state, lead + trail)
    yield from _grow(copy, state, b"\x80")


def vanished_before_sign(copy: Copy, window: Window, at: int, state: Candidate) -> Iterator[Candidate]:
    """The same right before a ``?`` that swallowed a sign, of 座|位 and a comma: F9 CE vanished, BB took the comma.

    Of the second character nothing is left; the likeliest after the first are tried.
    """
    for lead in _GAPS:
        grown = _push(copy, state, lead)
        if not grown or grown.score < state.score - _FAIR:
            continue
        fitting = (char for char in _frequent() if char.encode("gbk")[:1] in _GAPS[lead])
        for char in sorted(fitting, key=lambda char: -copy.score(grown.before, char))[:_FOLLOWING]:
            for sign in window.signs(at):
                yield from _grow(copy, grown, char.encode("gbk") + sign)


_FAIR, _FREQUENT, _FOLLOWING = 12.0, 1500, 3


@cache
def _frequent() -> tuple[str, ...]:
    """The most frequent characters of GBK that the sites leave as they are or turn characters into."""
    ranked = sorted(map(char_of, _pairs()), key=lambda char: -dictionary().single[simple(char)])
    return tuple(char for char in ranked if is_han(char) and not is_simplified_form(char))[:_FREQUENT]


def _pairs() -> Iterator[bytes]:
    return (lead + bytes((trail,)) for lead in _LEADS for trail in TRAILS if char_of(lead + bytes((trail,))))


def _leads_of(copy: Copy, reading: str) -> list[bytes]:
    """The first bytes of the characters that the copy marks with this reading, or may mark."""
    shown = {char for char, read in copy.marks.items() if read == reading}
    return sorted({char.encode("gbk")[:1] for char in shown | _read_so(reading)})


@lru_cache(maxsize=500)
def _read_so(reading: str) -> frozenset[str]:
    return frozenset(char for char in _frequent() if is_traditional_form(char) and reads(char, reading))


def _gaps() -> dict[bytes, frozenset[bytes]]:
    """The pairs of GBK without a character: second bytes by first."""
    gaps = {a: frozenset(bytes((b,)) for b in TRAILS if not char_of(a + bytes((b,)))) for a in _LEADS}
    return {a: trails for a, trails in gaps.items() if trails}


_GAPS = _gaps()


@cache
def _likeliest(trail: bytes) -> tuple[bytes, ...]:
    """The first bytes of the most frequent characters that end in ``trail``, and all that are ASCII."""
    single = dictionary().single
    ranked = sorted(_LEADS, key=lambda lead: -single[simple(char_of(lead + trail) or " ")])
    return (*ranked[:_RETURNING], *(bytes((code,)) for code in range(0x40, 0x7F)))
