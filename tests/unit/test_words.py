"""The word splitter and the repair of glued English: cases, laws, and the real copies where they are present."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.repairs import glued_english
from duizhao.repairs.context import Context
from duizhao.text.words import LONGEST_TOKEN, Splitter, unknown, vocabulary
from helpers import apply, load_cases

SHARED = Path(__file__).parents[3] / "shared"
GOLD = SHARED / "gold" / "table-a1.jsonl"
COPIES = sorted((SHARED / "originals").glob("*.txt"))
LEAST_ALONE = 0.99
LEAST_WITH_VOCABULARY = 0.998

WHO = ("The gardener", "Every librarian", "A young baker", "The whole team", "Our neighbour", "The organisation")
DOES = ("should prepare", "has to measure", "shall describe", "can improve", "will carefully document", "often forgets")
WHAT = ("the opening hours", "a new reading room", "all shelves and tables", "the programme of the year", "fresh bread")
WHY = (
    "before the visitors arrive", "in order to help the readers", "without any delay", "because quality matters",
    "as part of the daily routine", "(e.g. in winter, spring or summer)", "with market-leading tools",
    "and shares the results with the customers’ families",
)  # fmt: skip
CODES = (
    "ISO 30401",
    "ISO30401",
    "GB/T 1.1",
    "10.5 kg",
    "10.5kg",
    "iPhone",
    "e-mail",
    "U.S.",
    "3:1",
    "https://a.org/b,c",
)
ENDS = (".", ";", "!", "?")

SENTENCES = st.tuples(*map(st.sampled_from, (WHO, DOES, WHAT, WHY))).map(" ".join)
TEXTS = st.lists(st.tuples(SENTENCES, st.sampled_from(ENDS)).map("".join), min_size=1, max_size=6)
CODED = st.lists(st.tuples(SENTENCES, st.sampled_from(CODES)).map(", see ".join), min_size=1, max_size=4)
ANY_TEXT = st.text(alphabet=st.sampled_from("aAbeinorstTh .,;:()’'“”\"-/%°12中文\n"), max_size=80)


@pytest.fixture(scope="module")
def splitter() -> Splitter:
    return Splitter()


def repaired(text: str, words: dict[str, int] | None = None) -> str:
    return apply(glued_english, text, Context(words=words or {}))


def glue(text: str) -> str:
    """The text as a copy has it that lost every space."""
    return re.sub(" ", "", text)


@pytest.mark.parametrize("case", load_cases("glued_english"), ids=lambda case: str(case["name"]))
def test_case(case: dict[str, Any]) -> None:
    wanted = case["text"] if case.get("stay") == "true" else case["repaired"]
    assert repaired(case["text"]) == wanted
    assert repaired(wanted) == wanted


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("organizationshall", ["organization", "shall"]),
        ("Iuseoften", ["I", "use", "often"]),
        ("therapist", ["therapist"]),
        ("Leadership", ["Leadership"]),
        ("digitalisation", ["digitalisation"]),
        ("crowdsourcing", ["crowdsourcing"]),
        ("goodpracticesintoexcellentpractices", ["good", "practices", "into", "excellent", "practices"]),
        ("ISO30401", ["ISO30401"]),
        ("", [""]),
    ],
)
def test_split(splitter: Splitter, token: str, words: list[str]) -> None:
    assert splitter.split(token) == words


def test_the_sign_that_follows_decides(splitter: Splitter) -> None:
    assert splitter.split("orpersonas", ";") == ["or", "personas"]
    assert splitter.split("organizingtheco", "-") == ["organizing", "the", "co"]


def test_score_prefers_english(splitter: Splitter) -> None:
    assert splitter.score("thereadingroom") > splitter.score("moorgnidaereht")
    assert splitter.score("") == 0
    assert splitter.score("xqzvkj") == unknown("xqzvkj")


def test_words_of_the_document_count_more() -> None:
    assert Splitter().split("thequillonbed") != ["the", "quillonbed"]
    assert Splitter({"quillonbed": 9}).is_word("Quillonbed")


def test_glued_pieces_in_the_vocabulary_are_not_believed() -> None:
    words = {"reading": 9, "room": 9, "readingroom": 4, "longterm": 3, "andneeds": 2, "environmen": 1}
    splitter = Splitter(words)
    assert not any(map(splitter.is_word, ("readingroom", "longterm", "andneeds", "environmen")))


def test_vocabulary_takes_running_text_only() -> None:
    text = "The shelves (both new, and old) stand here.\n第5条 readers使用 onlyone gluedwords,here中文 ISO 30401"
    found = vocabulary([text])
    assert found == {"the": 1, "shelves": 1, "both": 1, "new": 1, "and": 1, "old": 1, "stand": 1, "here": 1}


def test_long_tokens_take_linear_time(splitter: Splitter) -> None:
    start = time.process_time()
    for letters in ("thereadingroom" * 700, "q" * 1_000_000):
        assert "".join(splitter.split(letters)) == letters
        assert repaired(letters).replace(" ", "") == letters
    assert time.process_time() - start < 10
    assert splitter.split("a" * (LONGEST_TOKEN + 1)) == ["a" * (LONGEST_TOKEN + 1)]


@pytest.mark.parametrize(
    "part", ["x)", "s's", "aB", "word,", "word.The", "“", "(", "a:", '"a', "a@", "a/", "a-", "a.b"]
)
def test_odd_text_takes_linear_time(part: str) -> None:
    start = time.process_time()
    repaired(part * 20_000)
    assert time.process_time() - start < 10


@given(TEXTS)
def test_clean_text_stays(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert repaired(text) == text


@given(CODED)
def test_codes_stay(sentences: list[str]) -> None:
    text = "\n".join(sentences)
    assert repaired(text) == text


@given(TEXTS)
def test_glued_text_comes_back(sentences: list[str]) -> None:
    text = "\n".join(sentences)
    assert repaired(glue(text)) == text


@given(SENTENCES, st.integers(min_value=0))
def test_one_lost_space_between_words_comes_back(sentence: str, which: int) -> None:
    text = f"{sentence}, as everybody knows who has ever been there on a long Sunday."
    places = [found.start() for found in re.finditer(r"(?<=[a-z]{4}) (?=[a-z]{5})", text)]
    at = places[which % len(places)]
    damaged = text[:at] + text[at + 1 :]
    again = repaired(damaged)
    # A short compound may be a new word: it is cut only in a text that has other glued words.
    assert again in {text, damaged}
    if again == damaged:
        first, second = re.search(r"[a-z]+$", text[:at]), re.match(r"[a-z]+", text[at + 1 :])
        assert first
        assert second
        assert len(first[0] + second[0]) <= 13


@settings(max_examples=150)
@given(st.one_of(ANY_TEXT, TEXTS.map("\n".join).map(glue), TEXTS.map(" ".join)))
def test_repairing_twice_changes_nothing_more(text: str) -> None:
    once = repaired(text)
    assert repaired(once) == once


@given(st.one_of(ANY_TEXT, st.text(max_size=60)))
def test_only_white_space_is_put_in(text: str) -> None:
    assert re.sub(r"[ \n]", "", repaired(text)) == re.sub(r"[ \n]", "", text)
    assert all(not edit.before and edit.after in {" ", "\n"} for edit in glued_english.edits(text, Context()))


def boundaries(text: str) -> set[int]:
    """Before which of the text's other characters white space stands."""
    places, at = set(), 0
    for char in text:
        if char.isspace():
            places.add(at)
        else:
            at += 1
    return places


def f1(texts: list[str], words: dict[str, int]) -> float:
    """Harmonic mean of precision and recall of the word boundaries that the repair finds in the glued texts."""
    found = [(boundaries(text), boundaries(repaired(re.sub(r"\s", "", text), words))) for text in texts]
    return 2 * sum(len(a & b) for a, b in found) / sum(len(a) + len(b) for a, b in found)


@pytest.mark.skipif(not GOLD.exists(), reason="the real copies are not here (../shared)")
def test_the_real_table() -> None:
    nodes = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    texts = [node[key] for node in nodes for key in ("title_en", "text_en") if node[key]]
    words = vocabulary(path.read_text(encoding="utf-8") for path in COPIES)
    alone, helped = f1(texts, {}), f1(texts, words)
    print(f"\nword boundaries, F1: {alone:.4f} alone, {helped:.4f} with the copies' vocabulary")  # noqa: T201
    assert alone >= LEAST_ALONE
    assert helped >= LEAST_WITH_VOCABULARY


@pytest.mark.skipif(not COPIES, reason="the real copies are not here (../shared/originals)")
@pytest.mark.parametrize("path", COPIES, ids=lambda path: path.name)
def test_real_copies_are_repaired_once_and_fast(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    start = time.process_time()
    once = repaired(text)
    assert time.process_time() - start < 10
    assert repaired(once) == once
