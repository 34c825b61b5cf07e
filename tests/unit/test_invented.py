"""The simulator of damaged copies: the same seed makes the same bytes, and its gold says what is really there."""

from __future__ import annotations

import importlib.util
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from duizhao.repairs.byte_damage import damage
from invented import gold
from invented.copies import Copy
from invented.gbk import byte_damage, marks, traditional
from invented.make import Case, clean, make
from invented.standard import NAMES, TEXTS, load
from invented.typeset import Line, Piece, plain

SEEDS = (0, 1, 2)
CASES = [pytest.param(name, seed, id=f"{name}-{seed}") for name in NAMES for seed in SEEDS]
NO_COPIES = Path(__file__).parents[3] / "shared" / "tools" / "no_copies.py"
MARK = re.compile(r"(?<=[\u3400-\u9fff?])\([a-zǎǐǒǔěāáàēéèīíìōóòūúùüǖǘǚǜ]{1,6}\)")


@cache
def case(name: str, seed: int) -> Case:
    return make(name, seed)


def lines(made: Case) -> Iterator[Line]:
    for page in made.pages:
        for block in page.blocks:
            if isinstance(block, Piece):
                for column in block.columns:
                    yield from column
            else:
                yield block


def kept_lines(made: Case, copy: Copy, but: set[str]) -> list[str]:
    """What the copy keeps of each line of text and titles, without spaces."""
    kept = {(g.node, g.field, g.at) for g in copy.kept if g.field in TEXTS}
    wanted = (line.glyphs for line in lines(made) if line.role not in but)
    return [
        "".join(g.char for g in glyphs if (g.node, g.field, g.at) in kept and not g.char.isspace()) for glyphs in wanted
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_makes_the_same_copies(name: str) -> None:
    again = make(name, 1)
    assert (again.z.text, again.r.text) == (case(name, 1).z.text, case(name, 1).r.text)
    assert again.gold == case(name, 1).gold
    assert again.r.text != case(name, 2).r.text


@pytest.mark.parametrize("name", NAMES)
def test_the_print_holds_every_character_of_the_standard(name: str) -> None:
    printed = {(g.node, g.field, g.at) for line in lines(case(name, 0)) for g in line.glyphs if g.node}
    wanted = {
        (entry.id, field, at)
        for entry in load(name).entries
        for field in TEXTS
        for at, char in enumerate(entry.field(field))
        if not char.isspace()
    }
    assert wanted <= printed
    assert load(name).title_zh in clean(case(name, 0).pages)


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_the_chunked_copy_holds_the_lines_that_the_gold_counts_on(name: str, seed: int) -> None:
    made = case(name, seed)
    text = "".join(re.sub(r"\n\n\d+、", "", made.z.text).split())
    assert [line for line in kept_lines(made, made.z, {"contents"}) if line not in text] == []


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_the_lined_copy_holds_the_lines_that_the_gold_counts_on(name: str, seed: int) -> None:
    """But for those in which neighbouring characters were broken by a mark: they must be few."""
    made = case(name, seed)
    text = "".join(MARK.sub("", made.r.text).split())
    kept = [traditional(line) for line in kept_lines(made, made.r, {"contents", "body"})]
    missing = [line for line in kept if line not in text]
    assert len(missing) <= 0.05 * len(kept)


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_gold_is_what_the_copies_have_together(name: str, seed: int) -> None:
    made = case(name, seed)
    records = made.gold
    ids = [record["id"] for record in records]
    assert len(set(ids)) == len(ids)
    assert {record["parent"] for record in records} - {None} <= set(ids)
    alone = [gold.records(made.standard, (copy,)) for copy in (made.z, made.r)]
    assert {r["id"] for one in alone for r in one} == set(ids)
    for record in records:
        entry = made.standard.entry(record["id"])
        if all((entry.field(f) or None) == record[f] for f in TEXTS):
            assert record["lost"] is False
        assert record["lost"] is (record["note"] is not None)


def test_the_bibliography_is_lost_with_the_end_and_known_from_the_contents() -> None:
    last = case("museum", 0).gold[-1]
    assert (last["id"], last["title_zh"], last["text_zh"], last["lost"]) == ("bibliography", "参考文献", None, True)
    assert case("cycles", 0).gold[-1]["lost"] is False


def test_truth_counts_characters() -> None:
    made = case("museum", 0)
    report = {r["id"]: r for r in gold.truth(made.standard, {"z": made.z, "r": made.r})}
    assert report["1"]["z"]["title_zh"] == [2, 2]
    assert report["A.2/4/2/b/1"]["z"]["text_zh"][0] == 0
    assert report["4.3"]["r"]["title_zh"] == [4, 4]


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(r"\n\n12、", id="chunk numbers"),
        pytest.param(r"DB99/T XXXXXXXX\d+因素原文译文", id="running head on a table"),
        pytest.param(r"表 A\.1\(续\)DB99", id="caption before the running head"),
        pytest.param(r"服务宗旨、目标和计划服务宗旨、目标和计划", id="heading drawn twice"),
        pytest.param(r"[a-z]{30}", id="glued line"),
        pytest.param(r"范围\.12规范性引用文件\.13", id="contents with dots and pages"),
        pytest.param(r"12342025", id="lost dash"),
        pytest.param(r"visitorspoint of view", id="lost apostrophe"),
        pytest.param(r"XXXXXXXX4AA附录A", id="stray letters"),
    ],
)
def test_the_chunked_copy_has_each_damage(kind: str) -> None:
    assert re.search(kind, case("museum", 0).z.text)


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(r"\d表A\.1 \(續(\(xù\))?\)因素原文譯文", id="page number before the caption"),
        pytest.param(r"概念A\(yù\)\.1表A\.1|概念A\.1表A\.1", id="label after its heading"),
        pytest.param(r"務\(wù\)", id="reading"),
        pytest.param(r"局\?\?發", id="character that GBK lacks"),
        pytest.param(r"planning\)trainingandexhibition", id="columns line by line"),
        pytest.param(r"[a-z]{30}", id="glued English"),
        pytest.param(r"安全第一GB/T36719平等對待", id="lost paragraph and number"),
    ],
)
def test_the_lined_copy_has_each_damage(kind: str) -> None:
    assert re.search(kind, case("museum", 0).r.text)


READINGS = {
    "數": "shù",
    "當": "dāng",
    "實": "shí",
    "現": "xiàn",
    "對": "duì",
    "隊": "duì",
    "爲": "wèi",
    "應": "yīng",
    "預": "yù",
}
RUNS = [
    ("適當的工具實現對", "適當(dāng)?shù)墓ぞ邔?shí)現(xiàn)對(duì)"),
    ("團隊應該收集", "團隊(duì)?wèi)?yīng)該收集"),
    ("確保客戶能夠及時", "確??蛻裟軌蚣皶r"),
    ("概念A.1", "概念A(yù).1"),
    ("clean text, 没有标记", "clean text, 没有标记"),
]
"""Short runs of real copies (design, section 6)."""


@pytest.mark.parametrize(("before", "after"), RUNS)
def test_byte_damage_is_that_of_the_real_copies(before: str, after: str) -> None:
    assert byte_damage(before, READINGS) == (after, set())


@pytest.mark.parametrize("name", NAMES)
def test_byte_damage_agrees_with_the_program(name: str) -> None:
    """Also where so many characters are marked that pairs come about which are no characters."""
    text = traditional(clean(case(name, 0).pages))
    readings = marks(text, 1.0, random.Random(name))
    assert damage(text, readings) == byte_damage(text, readings)[0]


@pytest.mark.originals
@pytest.mark.skipif(not NO_COPIES.exists(), reason="the real copies' fingerprints are not at hand")
@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_is_that_of_a_real_copy(name: str) -> None:
    tool = _module(NO_COPIES)
    raw = tool.HASHES.read_bytes()
    known = {raw[i : i + 6] for i in range(0, len(raw), 6)}
    made = case(name, 0)
    entries = "\n".join(entry.field(f) for entry in made.standard.entries for f in TEXTS)
    texts = (entries, clean(made.pages), made.z.text, made.r.text)
    assert [run for text in texts for digest, _, run in tool.shingles(text) if digest in known] == []


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_lines_break_where_print_breaks_them() -> None:
    from invented.typeset import break_lines, ink

    got = [plain(line) for line in break_lines(ink("目标宜从观众的角度写,而不是。"), 9)]
    assert got == ["目标宜从观众的角度", "写,而不是。"]
    assert [plain(line) for line in break_lines(ink("to come again"), 4)] == ["to come", "again"]
