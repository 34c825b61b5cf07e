"""The search that ``byte_damage`` rests on: of all that a damaged piece of text can have been, the likeliest go on."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from duizhao.repairs.byte_candidates import (
    ASK,
    Candidate,
    Step,
    Window,
    following,
    vanished,
    vanished_before_sign,
)
from duizhao.repairs.gbk_process import damage
from duizhao.repairs.likelihood import Copy, likely_words

_BEAM = 120
_HOPEFUL = 8
"""Candidates kept at each token, and how many of them, the best, are tried with a pair vanished there."""

_CALM = 6
"""Tokens that every candidate must have read in step with the copy before the window may close."""

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
    yield from following(copy, window, at, state)
    if not state.lead or rank >= _HOPEFUL or state.vanished >= gaps:
        return
    token, tail = window.tokens[at], window.tail(at)
    if token != ASK or tail:
        for lost in vanished(copy, state, token.encode("gbk")[:1], tail and tail["reading"]):
            yield from following(copy, window, at, lost._replace(vanished=lost.vanished + 1))
    elif window.tokens[at + 1 : at + 2] != (ASK,):
        for lost in vanished_before_sign(copy, window, at, state):
            yield 1, lost._replace(vanished=lost.vanished + 1)


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
    return _clearest(window, found)


_CLEAR = 2.0
"""By how much (a factor of e squared) the best candidate must be likelier than any other reading. A shifted character
that swallowed a comma has lost its second byte: 子, 自 and 作 then fit equally, and nothing shall be invented."""


def _clearest(window: Window, found: Sequence[Candidate]) -> Candidate | None:
    """The best candidate, if it is good and clearly better than those that read otherwise."""
    totals = {state.out: state.score + likely_words(state.out) for state in found}
    ranked = sorted(totals, key=lambda out: -totals[out])
    if not ranked or (len(ranked) > 1 and totals[ranked[0]] - totals[ranked[1]] < _CLEAR):
        return None
    first = next(state for state in found if state.out == ranked[0])
    return first if _mean(window, first) > _WORST else None


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
