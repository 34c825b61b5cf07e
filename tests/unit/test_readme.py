"""What README and CONTRIBUTING say is true: the damaged line, the commands, the lengths promised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from click import Command, Group

from duizhao import cli, model, pipeline, readers, repairs, store
from duizhao.repairs.byte_damage import damage
from duizhao.text import chars
from duizhao.text.traced import replay
from invented.make import make

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
SEED = 5

# A row of the table of repairs: "| pinyin-marks | `before` | `after` | what had happened |".
ROWS = re.findall(r"^\| ([a-z-]+) \| `([^`]+)` \| `([^`]+)` \|", README, re.MULTILINE)
MARKS = str.maketrans({"⏎": "\n", "␟": chars.CELL, "␌": chars.PAGE})


def blocks(language: str) -> list[str]:
    """The code blocks of README in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@cache
def copies() -> tuple[model.Copy, ...]:
    case = make("museum", SEED)
    return tuple(
        model.Copy(f"{name}.txt", "txt", "utf-8", name, copy.text) for name, copy in (("r", case.r), ("z", case.z))
    )


@cache
def mended() -> tuple[pipeline.Reading, ...]:
    return tuple(pipeline.mend(pipeline.number(copies())))


@cache
def imported() -> pipeline.Imported:
    return pipeline.build(copies())


def test_the_line_stands_in_the_copies() -> None:
    lines = next(block for block in blocks("text") if block.startswith("r.txt"))
    for copy, line in zip(copies(), lines.splitlines(), strict=True):
        name, quoted = line.split(maxsplit=1)
        assert copy.name == name
        assert quoted.rstrip("…").translate(MARKS) in copy.text


def test_the_way_to_make_the_copies_is_the_one_told() -> None:
    assert f"--seed {SEED} --only museum" in README


@pytest.mark.parametrize(("name", "before", "after"), ROWS, ids=[row[0] for row in ROWS])
def test_each_repair_does_what_is_told(name: str, before: str, after: str) -> None:
    done = [
        (text.text, replay(text, edits).text)
        for reading in mended()
        for text, edits in reading.passes
        if edits[0].repair == name
    ]
    was, became = before.translate(MARKS), after.translate(MARKS)
    assert any(was in given and became in left and was not in left for given, left in done)


def test_the_repairs_stand_in_their_order() -> None:
    order = {repair.NAME: n for n, repair in enumerate(repairs.REPAIRS)}
    places = [order[name] for name, _, _ in ROWS]
    assert places == sorted(places)


def test_the_damage_of_the_bytes_is_what_is_told() -> None:
    assert "每個".encode("gbk").hex(" ").upper() == "C3 BF 82 80"
    assert "總".encode("gbk").hex(" ").upper() == "BF 82"
    assert damage("每個月", {"總": "zǒng"}) == "每?zǒng)月"


def test_the_node_is_the_one_told() -> None:
    (told,) = (entry for block in blocks("yaml") for entry in yaml.load(block, yaml.BaseLoader) if "id" in entry)
    node = next(node for node in imported().book.printed if node.id == told["id"])
    assert {key: str(getattr(node, key)) for key in told} == told
    assert f"#{node.anchor}`" in README


def test_the_correction_is_one(tmp_path: Path) -> None:
    (block,) = (block for block in blocks("yaml") if "before:" in block)
    (tmp_path / "corrections.yaml").write_text(block, "utf-8")
    (correction,) = store.load_corrections(tmp_path)
    assert correction.node == "4.2"


def commands(group: Group, path: str = "duizhao") -> Iterator[tuple[str, Command]]:
    for name, command in group.commands.items():
        if isinstance(command, Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def test_every_command_is_in_the_table_and_every_other_is_none() -> None:
    told = re.findall(r"^\| `(duizhao [a-z]+(?: [a-z]+)?)\b", README, re.MULTILINE)
    assert sorted(told) == sorted(name for name, _ in commands(cli.main))


def test_the_options_told_are_there() -> None:
    there = {option for _, command in commands(cli.main) for each in command.params for option in each.opts}
    there |= {option for each in cli.main.params for option in each.opts}
    table = README.partition("## Commands")[2].partition("\n## ")[0]
    assert set(re.findall(r"--[a-z]+(?:-[a-z]+)*|(?<=`)-[a-z]\b", table)) <= there


def test_the_formats_told_are_those_that_are_read() -> None:
    line = next(line for line in README.splitlines() if "**Read today:**" in line)
    assert re.findall(r"`(\.[a-z]+)`", line) == list(readers.SUFFIXES)
    assert f"{readers.MAX_BYTES // 1_000_000} MB" in README


@pytest.mark.parametrize("subject", ["reader", "repair", "grammar"])
def test_adding_a_part_takes_fewer_than_fifteen_lines(subject: str) -> None:
    section = CONTRIBUTING.partition(f"\n## A {subject}\n")[2].partition("\n## ")[0]
    assert 5 < len([line for line in section.splitlines() if line]) < 15


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_paths_told_are_there(text: str) -> None:
    named = re.findall(r"`((?:scripts|tests|\.ci)/[\w./]+)`", text)
    named += [f"scripts/duizhao/{path}" for path in re.findall(r"`((?:readers|repairs|grammars|text)/\w+\.py)`", text)]
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
