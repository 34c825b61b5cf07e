"""Which Chinese strings keep which English term company, over all pairs of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from duizhao.model import Unit
from duizhao.renderings.dictionary import strings
from duizhao.renderings.terms import Form, Found
from duizhao.text.chinese import may_name

LONGEST = 8
TOGETHER = 2
"""In how many pairs a string must stand beside a term."""

CLOSE = 0.4
"""How close they must be: Dice's coefficient, 2 × together / (pairs of the one + pairs of the other)."""

# Characters that join words and belong to none: a string that begins or ends with one is a cut, no word.
JOINING = frozenset("的和与及或在为以对于等应宜可能将是并中其之到从由被把使让了着过也还都而且但如则各该此这那至")

PLACES = frozenset("内里")
"""Characters that say where, behind a word: 馆内, 柜里."""


def companions(found: Sequence[Found], units: Sequence[Unit]) -> Mapping[Form, Mapping[str, float]]:
    """For each term the strings that stand beside it oftener than beside any other, and how close each is (0 to 1).

    Of strings that always stand together only the longest counts.
    """
    inside = [frozenset(s for s in strings(unit.zh, LONGEST) if _is_whole(s)) for unit in units]
    spread = Counter(s for each in inside for s in each)
    best: dict[str, float] = {}
    close: dict[Form, dict[str, float]] = {}
    for term in found:
        places = term.units
        together = Counter(s for number in places for s in inside[number] if spread[s] >= TOGETHER)
        for string, count in together.items():
            dice = 2 * count / (len(places) + spread[string])
            if count >= TOGETHER and dice >= CLOSE:
                close.setdefault(term.form, {})[string] = dice
                best[string] = max(best.get(string, 0.0), dice)
    return {form: _maximal({s: d for s, d in each.items() if d >= best[s]}) for form, each in close.items()}


def _is_whole(string: str) -> bool:
    return string[0] not in JOINING and string[-1] not in JOINING | PLACES and may_name(string)


def _maximal(found: Mapping[str, float]) -> dict[str, float]:
    return {s: d for s, d in found.items() if not any(s != o and s in o and found[o] >= d for o in found)}
