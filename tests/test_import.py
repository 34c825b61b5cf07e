"""The import of invented standards against what their copies still hold.

Two kinds: big standards with damage made by chance, scored with thresholds near today's figures, so that a loss shows;
and a small pair of copies by hand (``golden/tearoom``), compared byte for byte. After a change that is meant,
``DUIZHAO_GOLDEN=write pytest tests/test_import.py`` writes the expected YAML anew: read the difference before you
commit it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bases import PLAIN, base, files, records, run
from duizhao import pipeline
from duizhao.exchange import jsonl
from duizhao.model import Copy
from invented import gold
from invented.make import Case, make
from invented.standard import TEXTS

GOLDEN = Path(__file__).parent / "golden" / "tearoom"
EXPECTED = GOLDEN / "expected"
NOT_COMPARED = {"mends.yaml"}
"""The repairs one by one: their cases stand in tests/cases, and here they would hide what matters."""

Record = dict[str, Any]


# The scorer: what share of the gold is there, and how much of it is right.


def score(got: Iterable[Record], want: Sequence[Record]) -> dict[str, float]:
    """Recall and precision of nodes; of those found the share with the right kind, parent and title; characters."""
    have = {record["id"]: record for record in got}
    found = [record for record in want if record["id"] in have]
    pairs = [(have[record["id"]], record) for record in found]
    parents = {record["parent"] for record in want}
    extra = have.keys() - {record["id"] for record in want}
    wrong = [one for one in extra if have[one]["parent"] in parents]
    return {
        "recall": len(found) / len(want),
        "precision": len(found) / max(1, len(found) + len(wrong)),
        **{key: share(a[key] == b[key] for a, b in pairs) for key in ("kind", "parent")},
        "title": share(title(a, "zh") == title(b, "zh") and title(a, "en") == title(b, "en") for a, b in pairs),
        **{f"chars_{language}": characters(have, want, language) for language in ("zh", "en")},
        "words_en": words([(whole(a, "en"), whole(b, "en")) for a, b in pairs]),
    }


def share(right: Iterable[bool]) -> float:
    marks = list(right)
    return sum(marks) / max(1, len(marks))


def title(record: Record, language: str) -> str:
    return folded(record[f"title_{language}"] or "").rstrip(".")


def whole(record: Record, language: str) -> str:
    """Heading and text."""
    return f"{(record[f'title_{language}'] or '').rstrip('.。')} {record[f'text_{language}'] or ''}"


def folded(text: str) -> str:
    """How texts are compared: without spaces, signs of full and half width and all quotes alike."""
    return "".join(text.translate(SIGNS).split())


SIGNS = str.maketrans("，。；：？！（）“”‘’", ",.;:?!()\"\"''")


def characters(have: dict[str, Record], want: Sequence[Record], language: str) -> float:
    """The share of the gold's characters that are right."""
    wrong = total = 0
    for record in want:
        expected = folded(whole(record, language))
        got = folded(whole(have[record["id"]], language)) if record["id"] in have else ""
        wrong += min(len(expected), differing(expected, got)) if expected else len(got)
        total += len(expected)
    return 1 - wrong / max(1, total)


def differing(a: str, b: str) -> int:
    """Characters to be changed, put in or taken out."""
    if a == b:
        return 0
    changes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for kind, i1, i2, j1, j2 in changes if kind != "equal")


def words(pairs: Iterable[tuple[str, str]]) -> float:
    """F1 of the places at which English words end, counted in letters."""
    hits = total = 0
    for got, expected in pairs:
        (a, ends_a), (b, ends_b) = borders(got), borders(expected)
        for i, j, size in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
            hits += sum(i + n in ends_a and j + n in ends_b for n in range(1, size + 1))
        total += len(ends_a) + len(ends_b)
    return 2 * hits / max(1, total)


def borders(text: str) -> tuple[str, set[int]]:
    letters, ends = "", set()
    for word in text.split():
        letters += "".join(char for char in word if char.isalnum())
        ends.add(len(letters))
    return letters, ends - {0}


def test_the_scorer_sees_what_is_wrong() -> None:
    want = [{"id": "1", "parent": None, "kind": "clause"} | dict.fromkeys(TEXTS)]
    want[0] |= {"title_zh": "范围", "text_zh": "一二三四五六七八", "text_en": "one two three"}
    assert set(score(want, want).values()) == {1.0}
    assert score([], want) == dict.fromkeys(score([], want), 0.0)
    bad = {"title_zh": "范围一", "text_zh": "二三四五六七九", "text_en": "on etwo three", "parent": "x"}
    got = score([want[0] | bad, want[0] | {"id": "2"}], want)
    assert (got["recall"], got["precision"], got["parent"], got["title"]) == (1.0, 0.5, 0.0, 0.0)
    assert (got["chars_zh"], got["chars_en"]) == (0.9, 1.0)
    assert 0.6 < got["words_en"] < 0.7


# Invented standards with damage made by chance.


@cache
def case(name: str, seed: int) -> Case:
    return make(name, seed)


@cache
def imported(name: str, seed: int, copies: str) -> pipeline.Imported:
    made = case(name, seed)
    texts = {"z": made.z.text, "r": made.r.text}
    return pipeline.build([Copy(f"{one}.txt", "txt", "utf-8", one, texts[one]) for one in copies])


@cache
def figures(name: str, seed: int, copies: str) -> dict[str, float]:
    made = case(name, seed)
    held = {"z": made.z, "r": made.r}
    want = gold.records(made.standard, [held[one] for one in copies])
    return score(jsonl.records(imported(name, seed, copies).book), want)


FIGURES = ("recall", "precision", "kind", "parent", "title", "chars_zh", "chars_en", "words_en")
LEAST: dict[tuple[str, int, str], tuple[float, ...]] = {
    ("museum", 0, "zr"): (0.98, 1.0, 1.0, 1.0, 0.96, 0.98, 0.97, 0.98),
    ("museum", 0, "z"): (1.0, 1.0, 1.0, 1.0, 0.79, 0.99, 0.99, 0.99),
    ("museum", 0, "r"): (0.54, 0.85, 1.0, 1.0, 0.57, 0.34, 0.47, 0.73),
    ("museum", 1, "zr"): (1.0, 1.0, 1.0, 1.0, 0.98, 0.99, 1.0, 0.99),
    ("museum", 1, "z"): (1.0, 1.0, 1.0, 1.0, 0.86, 0.99, 0.99, 0.99),
    ("museum", 1, "r"): (0.73, 0.9, 1.0, 1.0, 0.73, 0.64, 0.75, 0.84),
    ("meals", 0, "zr"): (1.0, 1.0, 1.0, 1.0, 0.91, 0.98, 0.97, 0.97),
    ("meals", 0, "z"): (1.0, 1.0, 1.0, 1.0, 0.81, 0.99, 0.99, 0.98),
    ("meals", 0, "r"): (0.77, 1.0, 1.0, 1.0, 0.72, 0.68, 0.9, 0.93),
    ("meals", 1, "zr"): (0.84, 0.98, 1.0, 1.0, 0.9, 0.97, 0.84, 0.98),
    ("meals", 1, "z"): (1.0, 1.0, 1.0, 1.0, 0.79, 0.99, 0.99, 0.98),
    ("meals", 1, "r"): (0.59, 0.93, 1.0, 1.0, 0.64, 0.47, 0.56, 0.77),
    ("cycles", 0, "zr"): (1.0, 1.0, 1.0, 1.0, 0.95, 0.99, 1.0, 0.99),
    ("cycles", 0, "z"): (1.0, 1.0, 1.0, 1.0, 0.92, 0.99, 1.0, 0.99),
    ("cycles", 0, "r"): (0.39, 0.79, 1.0, 1.0, 0.3, 0.17, 0.02, 0.16),
    ("cycles", 1, "zr"): (1.0, 1.0, 1.0, 1.0, 0.95, 1.0, 0.99, 0.99),
    ("cycles", 1, "z"): (1.0, 1.0, 1.0, 1.0, 0.88, 0.99, 1.0, 0.99),
    ("cycles", 1, "r"): (0.53, 0.85, 1.0, 1.0, 0.44, 0.18, 0.04, 0.22),
}
"""What each import must reach, a little below today's figures: z is read column after column, r across the columns."""


@pytest.mark.parametrize(("name", "seed", "copies"), LEAST, ids=str)
def test_no_figure_falls(name: str, seed: int, copies: str) -> None:
    got = figures(name, seed, copies)
    low = {
        key: (got[key], least)
        for key, least in zip(FIGURES, LEAST[name, seed, copies], strict=True)
        if got[key] < least
    }
    assert not low, "figure: (today, least)"


HEADINGS = "where some headings end neither copy shows, and wording does not tell"
SHORT_OF_GOAL = {
    ("museum", 0): f"a practice that lost both its labels stays with the one before it; {HEADINGS}",
    ("museum", 1): HEADINGS,
    (
        "meals",
        0,
    ): "a factor's long English name, broken over lines, is taken for text of the row, and a group's heading too",
    ("meals", 1): "the head of a factor stays with the row before it, so that one factor's rows hang on another",
    ("cycles", 0): HEADINGS,
    ("cycles", 1): HEADINGS,
}
"""The standards that do not reach the goal yet, and why."""


def known(case: tuple[str, int], reasons: dict[tuple[str, int], str]) -> Any:
    """The case as a parameter, expected to fail where there is a reason."""
    marks = [pytest.mark.xfail(reason=reasons[case])] if case in reasons else []
    return pytest.param(*case, marks=marks)


PAIRS = [(name, seed) for name, seed, copies in LEAST if copies == "zr"]


@pytest.mark.parametrize(("name", "seed"), [known(pair, SHORT_OF_GOAL) for pair in PAIRS])
def test_two_copies_reach_the_goal(name: str, seed: int) -> None:
    """The goal for real copies, here too: every figure at least 0.995."""
    assert {key: value for key, value in figures(name, seed, "zr").items() if value < 0.995} == {}


UNREAD = {("cycles", 1): "one character of the lined copy is in no class yet"}


@pytest.mark.parametrize(("name", "seed"), [known(pair, UNREAD) for pair in PAIRS])
def test_every_character_is_read(name: str, seed: int) -> None:
    assert [copy.unread for copy in imported(name, seed, "zr").book.copies] == [0, 0]


@pytest.mark.parametrize(("name", "seed"), [("museum", 0), ("meals", 0), ("cycles", 0)])
def test_the_cover_is_read(name: str, seed: int) -> None:
    want = gold.metadata(case(name, seed).standard)
    document = imported(name, seed, "zr").book.document
    got = {key: getattr(document, key) for key in want}
    got["references"] = [{"number": one.number, "title": one.title} for one in document.references]
    assert {key: list(value) if isinstance(value, tuple) else value for key, value in got.items()} == want


def test_nothing_is_invented() -> None:
    """Every character of a text stands in a copy, or is a space, a restored label's, or a sign put back."""
    for name in ("museum", "meals", "cycles"):
        made = case(name, 0)
        known = set("".join(entry.field(field) for entry in made.standard.entries for field in TEXTS))
        texts = [getattr(node, field) or "" for node in imported(name, 0, "zr").book.printed for field in TEXTS]
        assert not set("".join(texts)) - known - set(" \n")


# The small pair of copies by hand.


@pytest.fixture(scope="module")
def tearoom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = base(tmp_path_factory.mktemp("tearoom") / "base")
    run("--root", root, "import", GOLDEN / "columns.txt", GOLDEN / "lines.txt")
    return root / "content" / "db97-t-62-2024"


def compared(folder: Path) -> dict[str, bytes]:
    """The YAML that is compared; without its place on this machine, which the first line has only relatively."""
    return {
        path: data
        for path, data in files(folder).items()
        if path.endswith(".yaml") and Path(path).name not in NOT_COMPARED
    }


def test_the_golden_yaml(tearoom: Path) -> None:
    if os.environ.get("DUIZHAO_GOLDEN") == "write":
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for path, data in compared(tearoom).items():
            (EXPECTED / path).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / path).write_bytes(data)
    expected = files(EXPECTED)
    got = compared(tearoom)
    assert sorted(got) == sorted(expected)
    for path, data in expected.items():
        assert got[path].decode() == data.decode(), path


def test_the_golden_copies_give_the_same_alone_and_together(tearoom: Path, tmp_path: Path) -> None:
    """What the clean one of the two copies tells by itself is what both tell together."""
    run("--root", base(tmp_path / "one"), "import", GOLDEN / "columns.txt")
    both = {node["id"]: node for node in records(tearoom.parents[1])}
    one = {node["id"]: node for node in records(tmp_path / "one")}
    assert one.keys() == both.keys()
    assert [i for i in one if one[i]["text_en"] != both[i]["text_en"]] == []


def test_a_clean_standard_needs_no_repair() -> None:
    book = pipeline.build([Copy("plain.txt", "txt", "utf-8", "p", PLAIN)]).book
    assert [mend for mend in book.mends if mend.repair != "traditional"] == []
    assert [(node.id, node.title_zh) for node in book.printed] == [
        ("foreword", "前言"),
        ("1", "范围"),
        ("2", "规范性引用文件"),
        ("3", "术语和定义"),
        ("3.1", "晒谷场"),
        ("4", "轮流使用"),
        ("4.1", "排期"),
        ("4.2", "让路"),
        ("5", "保养"),
        ("5.1", "清扫"),
    ]
    assert not any(node.lost or node.edits for node in book.printed)
