"""How places render terms: cases as YAML, laws over any text, and what is said of noise.

A case has ``units`` (pairs) and maybe a ``glossary``, as in `check_cases`, and under ``renders`` what must be found.
One of ``renders`` names a ``term`` and may name the ``unit`` (from 1), the rendering (``as``), its ``certainty`` and
``concept``, and how many ``times``; without ``times`` it must be there. Empty ``renders``: nothing may be found.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check_cases import material
from duizhao import renderings
from duizhao.model import Concept, Rendering, Term, Unit
from duizhao.renderings.families import trunk
from duizhao.renderings.terms import phrase
from helpers import load_cases

CASES = load_cases("renderings")

CONCEPTS = tuple(
    Concept(en.replace(" ", "-"), (Term("zh", zh), Term("en", en)))
    for zh, en in (("渡船", "ferry"), ("渡船码头", "ferry landing"), ("船长", "skipper"), ("旅客", "passenger"))
)

PIECES = (
    ("渡船", "the ferry"), ("渡船码头", "the ferry landing"), ("船长", "skippers"), ("旅客", "a passenger"),
    ("票价", "the fare"), ("检查", "checks"), ("，", ","), ("3", "3"), ("的", "of"), ("", "Ferry"), ("渡船", ""),
)  # fmt: skip

HOSTILE = st.text(
    st.sampled_from(list("渡船码头旅客的\u3000，。、ferry FERRY'’-‐—#<>&{}|\\\n\t\x00\u202e\ud800\U00020000é½Ａ１"))
    | st.characters(),
    max_size=40,
)

PAIRS = st.lists(
    st.lists(st.sampled_from(PIECES), max_size=8).map(
        lambda pieces: ("".join(zh for zh, _ in pieces), " ".join(en for _, en in pieces))
    ),
    max_size=12,
)


def units(pairs: Sequence[tuple[str, str]]) -> list[Unit]:
    return [Unit(str(number), zh, en) for number, (zh, en) in enumerate(pairs, start=1)]


def is_as_wanted(one: Rendering, wanted: dict[str, Any]) -> bool:
    fields = {
        "unit": str(one.unit + 1),
        "term": one.term,
        "as": one.text,
        "certainty": one.certainty,
        "concept": one.concept or "",
    }
    return all(fields[key] == value for key, value in wanted.items() if key != "times")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    found = material(case).renderings
    assert case["renders"] or not found, found
    for wanted in case["renders"]:
        times = sum(is_as_wanted(one, wanted) for one in found)
        assert times == int(wanted["times"]) if "times" in wanted else times, (wanted, found)


def hold_the_laws(pairs: Sequence[Unit], found: Sequence[Rendering]) -> None:
    """What is true of the renderings of any text."""
    assert list(found) == sorted(found, key=lambda one: (one.unit, one.start, one.end, one.concept or ""))
    for one in found:
        unit = pairs[one.unit]
        assert phrase(unit.en[one.start : one.end]) == phrase(one.term)
        if one.certainty == "missing":
            assert (one.text, one.zh_start, one.zh_end) == ("", -1, -1)
        else:
            assert one.text
            assert unit.zh[one.zh_start : one.zh_end] == one.text
    places = Counter((one.unit, one.start, one.end) for one in found)
    assert not places or max(places.values()) == 1
    for number in {one.unit for one in found}:
        here = [one for one in found if one.unit == number and one.text]
        for one in here:
            for other in here:
                apart = one.end <= other.start or other.end <= one.start
                overlap = one.zh_start < other.zh_end and other.zh_start < one.zh_end
                assert not (apart and overlap), (one, other)


@given(PAIRS)
def test_renderings_say_where_they_stand_and_share_no_chinese(pairs: list[tuple[str, str]]) -> None:
    made = units(pairs)
    hold_the_laws(made, renderings.find(made, CONCEPTS))


@given(st.lists(st.tuples(HOSTILE, HOSTILE), max_size=6))
def test_no_text_harms(pairs: list[tuple[str, str]]) -> None:
    made = units(pairs)
    hold_the_laws(made, renderings.find(made, CONCEPTS))


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter_to_what_is_certain(
    pairs: list[tuple[str, str]], chance: random.Random
) -> None:
    made = units(pairs)
    mixed = made[:]
    chance.shuffle(mixed)
    assert certain(made) == certain(mixed)


def certain(made: Sequence[Unit]) -> Counter[tuple[str, int, str, int]]:
    found = renderings.find(made, CONCEPTS)
    return Counter(
        (made[one.unit].place, one.start, one.text, one.zh_start) for one in found if one.certainty == "certain"
    )


@given(PAIRS)
def test_twice_the_same_is_found_the_same(pairs: list[tuple[str, str]]) -> None:
    made = units(pairs)
    assert renderings.find(made, CONCEPTS) == renderings.find(made, tuple(reversed(CONCEPTS)))


def test_nothing_is_found_in_nothing() -> None:
    assert renderings.find(()) == ()
    assert renderings.find([Unit("1"), Unit("2", " ", " "), Unit("3", "，", "…")], CONCEPTS) == ()
    assert renderings.find([Unit("1", "渡船", "ferry")], [Concept("bare", ())]) == ()
    assert renderings.find([Unit("1", "渡船", "ferry")], [Concept("odd", (Term("en", "…"), Term("zh", "")))]) == ()


def test_a_planted_variant_is_found_at_its_place() -> None:
    pairs = [
        Unit(str(n), f"第{n}条：渡船每天开{n}班。", f"Clause {n}: the ferry runs {n} times a day.")
        for n in range(1, 40)
    ]
    pairs[20] = replace(pairs[20], zh=pairs[20].zh.replace("渡船", "轮渡"))
    found = [one for one in renderings.find(pairs, CONCEPTS) if one.term == "ferry"]
    assert [one.unit for one in found if one.text != "渡船"] == [20]


def test_time_grows_with_the_text_not_with_its_square() -> None:
    def spent(count: int) -> float:
        pairs = units([PIECES[n % 5] for n in range(count)])
        begun = time.perf_counter()
        renderings.find(pairs, CONCEPTS)
        return time.perf_counter() - begun

    spent(100)  # the dictionary is read once
    small, large = spent(500), spent(4000)
    assert large < 8 * 4 * small + 1


@pytest.mark.parametrize(
    ("word", "other"), [("implement", "implementation"), ("deploy", "deployment"), ("leader", "leadership")]
)
def test_words_of_one_family_share_a_trunk(word: str, other: str) -> None:
    assert trunk(word) == trunk(other)


@pytest.mark.parametrize("word", ["", "a", "er", "ation", "station"])
def test_a_trunk_is_never_shorter_than_a_word(word: str) -> None:
    assert len(trunk(word)) >= min(len(word), 4)
