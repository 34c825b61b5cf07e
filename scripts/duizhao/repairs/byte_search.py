"""What a damaged piece of text can have been: the search that ``byte_damage`` rests on.

A window of the copy is read from left to right as the bytes that made it. Where bytes are unknown (swallowed,
replaced, vanished) all are tried; a candidate is what the bytes so far make, and only the likeliest go on.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from duizhao.repairs.gbk_process import LEADS, LOST, TRAILS, char_of, damage, is_gbk
from duizhao.repairs.likelihood import Copy, dictionary, likely_words, simple
from duizhao.repairs.pinyin_marks import READING, reads
from duizhao.repairs.traditional import is_traditional_form

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

_CALM = 6
"""Tokens that every candidate must have read in step with the copy before the window may close."""


@dataclass(frozen=True)
class Window:
    """A piece of the copy as tokens. ``starts`` has one more entry: where the last token ends."""

    tokens: tuple[str, ...]
    starts: tuple[int, ...]
    first: int

    def text(self, a: int, b: int) -> str:
        """Tokens ``a`` to ``b`` as they stand in the copy."""
        return "".join(self.tokens[a:b])

    def tail(self, at: int) -> re.Match[str] | None:
        """The rest of a mark after the question mark at ``at``."""
        return TAIL.match(self.text(at + 1, at + 15)) if self.tokens[at] == ASK else None


def window_at(text: str, floor: int, at: int) -> Window:
    """The window around the ``?`` at ``at``; it begins at ``floor`` or later, never inside a mark."""
    before = _readable(reversed(list(_TOKEN.finditer(text, max(floor, at - 90), at))), _BEFORE)[::-1]
    after = _readable(_TOKEN.finditer(text, at, at + 6 * _AFTER), _AFTER)
    both = [*before, *after]
    starts = (*(token.start() for token in both), both[-1].end())
    return Window(tuple(token.group() for token in both), starts, len(before))


def _readable(tokens: Iterable[re.Match[str]], most: int) -> list[re.Match[str]]:
    """The first tokens, up to one that GBK cannot write (no byte process has passed there) or a row of question
    marks (a blank to be filled in).
    """
    return list(islice(takewhile(lambda token: is_gbk(token.group()) and "??" not in token.group(), tokens), most))


# --- candidates


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


def _next(copy: Copy, window: Window, at: int, state: Candidate) -> Iterator[tuple[int, Candidate]]:
    """How a candidate can go on with the token at ``at``: how many tokens it takes, and what it becomes."""
    token, following = window.tokens[at], window.tokens[at + 1 : at + 2]
    if token == ASK and at >= window.first:
        tail = window.tail(at)
        if tail:
            yield from ((len(tail.group()) + 1, s) for s in _parted(copy, state, tail["reading"]))
        if following == (ASK,):
            yield from ((2, s) for s in _replaced(copy, state))
        yield from ((1, s) for s in _swallowed(copy, state, b"" if tail else b","))
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


def _swallowed(copy: Copy, state: Candidate, sign: bytes) -> Iterator[Candidate]:
    """``?``: itself, or the second half of a shifted character and the sign after it.

    Which sign was swallowed cannot be known; only the comma stands often enough after Chinese to be a fair guess.
    """
    yield from _grow(copy, state, b"?")
    yield from _grow(copy, state, b"\x80")
    if state.lead and sign:
        for lead in _LEADS:
            yield from _grow(copy, state, lead + sign)


_VANISHING, _RETURNING = 6, 12


def _vanished(copy: Copy, state: Candidate, first: bytes, reading: str | None) -> Iterator[Candidate]:
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


def _leads_of(copy: Copy, reading: str) -> list[bytes]:
    return sorted({char.encode("gbk")[:1] for char, read in copy.marks.items() if read == reading})


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


# --- search

_BEAM = 120
_HOPEFUL = 8
"""Candidates kept at each token, and how many of them, the best, are tried with a pair vanished there."""

_MARGIN = 25.0
"""Candidates less likely than the best by this much (a factor of e to the 25th) are dropped."""


@dataclass
class Effort:
    """What may still be spent on one text, in candidates looked at: some five microseconds each."""

    left: int

    def spend(self, states: int, token: str) -> bool:
        """Whether there is enough left for so many candidates to go on; a question mark has 127 ways each."""
        self.left -= states * (130 if token == ASK else 1)
        return self.left > 0


def _search(copy: Copy, window: Window, gaps: int, effort: Effort) -> list[Candidate]:
    """The candidates for the window with at most ``gaps`` vanished pairs, best first; none where it is too much."""
    beams: list[list[Candidate]] = [[] for _ in range(len(window.tokens) + 16)]
    beams[0] = [Candidate()]
    for at, token in enumerate(window.tokens):
        beam = beams[at] = _pruned(beams[at])
        if _is_calm(window, beams, at):
            return beam
        if not effort.spend(len(beam) + gaps * 40 * _HOPEFUL, token):
            return []
        for rank, state in enumerate(beam):
            for taken, grown in _steps(copy, window, at, rank, state, gaps):
                step = () if grown.lead else (Step(at + taken, len(grown.out), grown.score),)
                beams[at + taken].append(grown._replace(steps=grown.steps + step))
    return _pruned(beams[len(window.tokens)])


def _steps(
    copy: Copy, window: Window, at: int, rank: int, state: Candidate, gaps: int
) -> Iterator[tuple[int, Candidate]]:
    yield from _next(copy, window, at, state)
    first, tail = window.tokens[at].encode("gbk", "ignore")[:1], window.tail(at)
    if state.lead and rank < _HOPEFUL and state.vanished < gaps and (tail or first != b"?"):
        for lost in _vanished(copy, state, first, tail and tail["reading"]):
            yield from _next(copy, window, at, lost._replace(vanished=lost.vanished + 1))


def _pruned(beam: list[Candidate]) -> list[Candidate]:
    beam.sort(key=lambda state: -state.score)
    return [state for state in beam[:_BEAM] if state.score > beam[0].score - _MARGIN]


def _is_calm(window: Window, beams: Sequence[list[Candidate]], at: int) -> bool:
    """Whether all candidates have been in step for some tokens, and no other question mark is near."""
    near = window.tokens[max(window.first, at - _CALM) : at + 1]
    if at < window.first + _CALM or ASK in near or any(beams[at + 1 :]):
        return False
    return all(not state.lead and _calm_since(state) <= at - _CALM for state in beams[at])


def _calm_since(state: Candidate) -> int:
    """The token since which the candidate has been in step with the copy at each."""
    since = state.steps[-1].token
    for step in reversed(state.steps):
        if since - step.token > 1:
            break
        since = step.token
    return since


_SHARE = 150_000
"""What one search may spend of the whole effort. Runs of real copies take some 20 000, the longest 60 000; rows of
blanks and the like take all they get and come to nothing."""

_TRIES, _EACH = 60, 5
"""Candidates of a search that are put to the test, and how many that pass it go on to the last choice."""

_GOOD, _WORST = -5.5, -11.0
"""Mean score a character of a run: from which no vanished pairs need be thought of, and below which the text is no
Chinese. Sound runs of the two real copies have -3.5 to -7.5, wrong readings of them -9 to -14."""


def best(copy: Copy, window: Window, effort: Effort) -> Candidate | None:
    """The likeliest candidate that the process turns into the window again."""
    found: list[Candidate] = []
    for gaps in (0, 1, 2):
        share = Effort(min(effort.left, _SHARE))
        effort.left -= share.left
        beam = _search(copy, window, gaps, share)
        effort.left += max(0, share.left)
        found += islice((state for state in beam[:_TRIES] if _explains(copy, window, state)), _EACH)
        if found and max(_mean(window, state) for state in found) > _GOOD:
            break
    best = max(found, key=lambda state: state.score + likely_words(state.out), default=None)
    return best if best and _mean(window, best) > _WORST else None


_RUN = 8


def _mean(window: Window, state: Candidate) -> float:
    """The mean score a character from where the candidate departs from the window, of at least ``_RUN`` characters:
    what follows a run says whether it has ended. Minus infinity where it does not depart.
    """
    ranks = list(different(window, state))
    if not ranks:
        return -math.inf
    first, last = state.steps[ranks[0]], state.steps[ranks[-1] + 1]
    end = next((step for step in state.steps if step.out >= max(last.out, first.out + _RUN)), state.steps[-1])
    return (end.score - first.score) / (end.out - first.out or 1)


_NEAR = 4
"""Steps on both sides of a run that are simulated with it. Not more: the same copy has places that the process
would have damaged and did not (確保客戶 stands sound five times in one of the two), which prove nothing here."""


def _explains(copy: Copy, window: Window, state: Candidate) -> bool:
    """Whether the process makes of the candidate what the window shows, wherever the two differ."""
    if state.lead:
        return False
    marks = {**copy.marks, **dict(state.marks)}
    for rank in different(window, state):
        before, after = _around(window, state.steps, rank)
        shown = window.text(before.token, after.token)
        # What became of a lone 80 (second byte of 個, now first) no copy at hand shows: nothing, or a question mark.
        if all(damage(state.out[before.out : after.out], marks, lone) != shown for lone in ("", "?")):
            return False
    return True


def _around(window: Window, steps: Sequence[Step], rank: int) -> tuple[Step, Step]:
    """The steps about ``_NEAR`` before and after the stretch that begins with step ``rank``.

    Neither may stand between a character and its mark.
    """
    clear = [i for i, step in enumerate(steps) if len(window.text(step.token, step.token + 1)) < 2]
    before = max((i for i in clear if i <= max(rank - _NEAR, 0)), default=0)
    after = min((i for i in clear if i >= rank + 1 + _NEAR), default=len(steps) - 1)
    return steps[before], steps[after]


def different(window: Window, state: Candidate) -> Iterator[int]:
    """The ranks of the steps from which to the next the window's text, marks apart, is not the candidate's."""
    for rank, (step, after) in enumerate(pairwise(state.steps)):
        shown = window.text(step.token, after.token)
        if ASK in shown and shown != state.out[step.out : after.out]:
            yield rank
