"""The matcher: what it finds, what it must leave, and its laws."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.model import LANGUAGES, Language
from duizhao.text import boundaries
from duizhao.text.folding import fold
from duizhao.text.inflection import form
from duizhao.text.matching import LONGEST, Entry, Matcher, Occurrence
from helpers import load_cases

CASES = load_cases("matching")


def matcher(*terms: str, language: Language = "zh") -> Matcher[str]:
    return Matcher(Entry(term, language, term) for term in terms)


def marked(text: str, found: list[Occurrence[str]]) -> str:
    for one in reversed(found):
        text = f"{text[: one.start]}[{text[one.start : one.end]}]{text[one.end :]}"
    return text


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    plain = re.sub(r"[\[\]]", "", case["text"])
    for language in LANGUAGES:
        if terms := case.get(language):
            assert marked(plain, matcher(*terms, language=language).find(plain, language)) == case["text"]


def test_terms_of_the_other_language_are_not_looked_for() -> None:
    one = Matcher([Entry("zh", "zh", "NPS"), Entry("en", "en", "NPS"), Entry("x", "en", "score")])
    assert [found.keys for found in one.find("NPS score", "zh")] == [("zh",)]
    assert [found.keys for found in one.find("NPS score", "en")] == [("en",), ("x",)]
    assert Matcher[str]([]).find("NPS", "en") == []


def test_all_keys_of_a_term_are_told_in_order() -> None:
    one = Matcher([Entry(2, "en", "touch point"), Entry(1, "en", "touchpoints"), Entry(2, "en", "Touch-point")])
    assert one.find("A touchpoint.", "en") == [Occurrence(2, 12, (2, 1))]


def test_a_term_that_does_not_count_gives_way_to_the_next() -> None:
    one = matcher("服务", "服务机构")
    assert marked("服务机构", one.find("服务机构", "zh", lambda key: key != "服务机构")) == "[服务]机构"
    assert one.find("服务机构", "zh", lambda _: False) == []


def test_what_is_present_may_lie_inside_other_terms() -> None:
    assert matcher("服务", "服务机构", "机构改革").present("服务机构改革", "zh") == {"服务", "服务机构", "机构改革"}
    assert matcher("北大").present("向北大概", "zh") == set()


def test_terms_that_are_no_terms_find_nothing() -> None:
    one = matcher("", "  ", "-", "a" * (LONGEST + 1), language="en")
    assert one.find("a - b " + "a" * (LONGEST + 1), "en") == []


# --- laws ---------------------------------------------------------------------------------------------------------

WORDS = (
    "服务",
    "质量",
    "服务质量",
    "管理",
    "体系",
    "之声",
    "touch",
    "point",
    "touchpoints",
    "plan",
    "planning",
    "IT",
    "it",
)
GLUE = ("", " ", "-", ",", "，", "\n", "的", "'s ", "’ ")
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GLUE)), max_size=12).map(
    lambda parts: "".join(word + glue for word, glue in parts)
)
ANY = st.text(st.characters(codec="utf-8"), max_size=40)
TERMS = st.lists(st.sampled_from(WORDS) | TEXTS | ANY, max_size=8)


@given(TERMS, TEXTS | ANY, st.sampled_from(get_args(Language)))
def test_every_occurrence_cuts_out_its_term(terms: list[str], text: str, language: Language) -> None:
    """It folds to the term, but for an -e where one word is written as two; finds are in order and apart."""
    found = matcher(*terms, language=language).find(text, language)
    for one in found:
        cut = text[one.start : one.end]
        assert cut == cut.strip()
        for term in one.keys:
            assert term in terms
            assert spelled(cut) == spelled(term)
    assert all(a.end <= b.start for a, b in pairwise(found))


def spelled(text: str) -> str:
    """The folded text of the words without spaces and hyphens, and without any -e."""
    squeezed = re.sub(r"(?<=[^\W_])[ \-]+(?=[^\W_])", "", text.strip())
    return form(fold(squeezed).text).replace("e", "")


@given(TERMS, TEXTS, st.sampled_from(get_args(Language)))
def test_nested_terms_are_silent(terms: list[str], text: str, language: Language) -> None:
    """What the longest terms alone find is found with all; more is only where they are not."""
    one = matcher(*terms, language=language)
    found = one.find(text, language)
    assert {key for each in found for key in each.keys} <= one.present(text, language)
    for each in found:
        alone = matcher(*each.keys, language=language).find(text, language)
        assert any(again.start <= each.start and each.end <= again.end for again in alone)


@given(ANY)
def test_folding_knows_the_way_back(text: str) -> None:
    folded = fold(text)
    assert folded.text == "".join(folded.text[a:b] for a, b in pieces(folded.starts, len(folded.text)))
    for start, end in pieces(folded.starts, len(folded.text)):
        place = folded.original(start, end)
        assert place is not None
        assert fold(text[slice(*place)]).text == folded.text[start:end]


def pieces(starts: list[int], end: int) -> list[tuple[int, int]]:
    return list(zip(starts, [*starts[1:], end][: len(starts)], strict=True))


@given(TEXTS)
def test_folding_again_changes_only_endings(text: str) -> None:
    assert len(fold(fold(text).text).text) <= len(fold(text).text)


def test_work_grows_with_the_text_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in questions to the dictionary, not in seconds: twice the text, twice the questions."""
    asked = 0

    def stands(text: str, start: int, end: int) -> bool:
        nonlocal asked
        asked += 1
        return boundaries.stands(text, start, end)

    monkeypatch.setattr("duizhao.text.matching.stands", stands)
    one = matcher(*("服" * n for n in range(1, 30)))
    counts = []
    for length in (400, 800):
        asked = 0
        one.find("服" * length, "zh")
        counts.append(asked)
    assert counts[1] <= 2 * counts[0] + 60


INFLECTED = """
" | survey surveys surveyed surveying | service services serviced servicing | measure measures measured measuring |
need needs needed | plan plans planned planning | note notes noted noting | site sites | sit sitting | process
processes processed processing | not | rat | strategy strategies | try tries tried trying | tie ties tied | die dies
died | customer customers customer's | base bases based basing | organise organised organizing organizes |
organisation organizations | behaviour behaviors | centre center centred | us | use used using | label labels
labelled labeling | analysis analyses | analyse analyzed | change changing | guide guided | rate rated rating | type
typing | size sizes sized | box boxes | market markets | marketing | engineer engineers | engineering | employee
employees | employ employed | new | news | focus focuses focused | status statuses | train trained training
trainings | share sharing | queue queues | value valued | key keys | licence license licences | catalogue catalog |
agree agreed agrees | fulfil fulfilled fulfill | defect defects | lens | index indices | meeting meetings | meet
meets | good | goods | mean | means | 5s | nps | make making makes | call called calling | criterion criteria
"""


def test_inflected_forms_are_one_and_other_words_are_others() -> None:
    forms = [{form(word) for word in group.split()} for group in INFLECTED.split("|")]
    assert [each for each in forms if len(each) > 1] == []
    assert len(set().union(*forms)) == len(forms)
