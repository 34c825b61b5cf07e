"""Many documents at once: on one core, on all cores and on a cluster an import writes the same bytes; what has not
changed is not read again; links lead nowhere.
"""

from __future__ import annotations

import ast
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bases import OTHER, PLAIN, base, files, run, times, write
from duizhao import pipeline, spreading, unchanged
from duizhao.model import Copy
from invented import dump

TEXT = """DB99/T {number}—2031 第{number}号公园指南

1 范围
本文件规定了第{number}号公园的开放和维护。

2 开放
2.1 时间
公园宜在早上{hour}点开门。
2.2 门票
公园不应收取门票。

3 维护
3.1 草地
草地每{hour}天修剪一次。
3.2 长椅
长椅坏了应在两天内修好。
"""


def documents(count: int) -> dict[str, str]:
    return {f"park-{number}": TEXT.format(number=number, hour=number % 5 + 4) for number in range(1, count + 1)}


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, processes=False, protocol="tcp", silence_logs=50
    ) as local:
        yield local.scheduler_address


def imported(folder: Path, *options: str) -> dict[str, bytes]:
    copies = write(folder / "in", **documents(6))
    root = base(folder / "base")
    run("--root", root, "import", *copies, *options)
    return files(root / "content")


def test_one_core_all_cores_and_a_cluster_write_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cluster: str
) -> None:
    spread = imported(tmp_path / "cores")
    by_cluster = imported(tmp_path / "cluster", "--dask", cluster)
    monkeypatch.setattr(spreading, "FEWEST", 99)
    alone = imported(tmp_path / "alone")
    assert len([name for name in alone if name.endswith("/document.yaml")]) == 6
    assert alone == spread
    assert alone == by_cluster


def test_a_cluster_that_does_not_answer_costs_nothing(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    copies = write(tmp_path / "in", **documents(1))
    root = base(tmp_path / "base")
    before = files(root)
    result = run("--root", root, "import", *copies, "--dask", "no-such-scheme://x", code=2)
    assert "no scheduler answers" in result.output
    assert files(root) == before


# What has not changed


YARD = "db97-t-63-2024"
STONES = "db97-t-64-2024"
TEA = "cha-yuan-xun-hu-gui-cheng"


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "FEWEST", 99)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of six documents, four of them in one file, one with a correction that does not fit."""
    folder = tmp_path_factory.mktemp("held")
    root = base(folder / "base")
    place = root / "content" / YARD
    write(place / "copies", yard=PLAIN)
    (place / "corrections.yaml").write_text(CORRECTION, "utf-8")
    (place / "plain.md").write_text(RESTATED, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spreading, "FEWEST", 99)
        run("--root", root, "import", *write(folder, stones=OTHER, dump=dump.DUMP))
        run("--root", root, "import")
    return root


CORRECTION = """\
- node: '4.2'
  language: zh
  before: 没有这句话
  after: 也没有
  why: 试一试
  who: 小林
"""
RESTATED = "# DB97/T 63—2024 村口晒谷场使用要点\n\n" + "\n\n".join(
    f"## {head}\n\n这里是简单的话。" for head in ("1 范围", "2 规范性引用文件", "3 术语和定义", "4 轮流使用", "5 保养")
)


@pytest.fixture
def root(held: Path, tmp_path: Path, alone: None) -> Path:
    return Path(shutil.copytree(held, tmp_path / "base"))


def unread(paths: Iterable[Path]) -> dict[Path, Copy]:
    assert not list(paths)
    return {}


def test_what_has_not_changed_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, written = files(root), times(root / "content")
    monkeypatch.setattr(pipeline, "read", unread)
    told = run("--root", root, "import").stdout
    assert "unchanged: 7 " in told
    assert f"{YARD}/printed/ (unchanged)" in told  # what it had to tell is told again
    assert "no longer fits" in told
    named = run("--root", root, "import", root / "content" / YARD / "copies" / "yard.txt").stdout
    assert "unchanged: 1 " in named
    assert "no longer fits" in named
    assert files(root) == before
    assert times(root / "content") == written


def built(told: str) -> set[str]:
    """The documents that an import built, by its report."""
    return set(re.findall(r"→ content/([^/]*)/printed/$", told, re.MULTILINE))


STAMP = f"../../.duizhao/{STONES}.printed.json"
EDITED = {
    "output": ("printed/4.yaml", "红漆", "白漆"),
    "copy": ("copies/stones.txt", "红漆", "白漆"),
    "stamp": (STAMP, "64-2024", "65-2024"),
    "grammar": ("document.yaml", "\ntitle_zh", "\ngrammar: outline\ntitle_zh"),
}
WRITTEN = {
    "correction": ("corrections.yaml", CORRECTION),
    "second copy": ("copies/more.txt", OTHER.replace("红漆", "白漆")),
    "no stamp": (STAMP, "[" * 100_000),
}


def touch(place: Path, change: str) -> None:
    if change in EDITED:
        name, before, after = EDITED[change]
        text = (place / name).read_text("utf-8")
        assert before in text
        (place / name).write_text(text.replace(before, after), "utf-8", newline="\n")
    elif change in WRITTEN:
        name, text = WRITTEN[change]
        (place / name).write_text(text, "utf-8", newline="\n")
    elif change == "no output":
        shutil.rmtree(place / "printed")
    else:
        (place / ".printed.new").mkdir()


@pytest.mark.parametrize("change", [*EDITED, *WRITTEN, "no output", "leftover"])
def test_what_has_changed_is_built_as_without_stamps(root: Path, tmp_path: Path, change: str) -> None:
    touch(root / "content" / STONES, change)
    without = Path(shutil.copytree(root, tmp_path / "without"))
    shutil.rmtree(without / ".duizhao")
    told = run("--root", root, "import").stdout
    assert built(told) == {STONES}
    assert "unchanged: " in told
    assert built(run("--root", without, "import").stdout) >= {STONES, YARD, TEA}
    assert files(root) == files(without)
    assert built(run("--root", root, "import").stdout) == set()


def test_documents_of_one_file_are_built_together(root: Path) -> None:
    before = files(root)
    (root / "content" / TEA / "printed" / "findings.yaml").unlink(missing_ok=True)
    (root / "content" / TEA / "printed" / "index.yaml").unlink()
    told = built(run("--root", root, "import").stdout)
    assert len(told) == 4
    assert not told & {YARD, STONES}
    assert files(root) == before
    path = root / "content" / STONES / "document.yaml"  # others' titles may say that a part is theirs
    path.write_text(path.read_text("utf-8").replace("河边洗衣石台维护指南", "采茶工管理制度"), "utf-8")
    assert len(built(run("--root", root, "import").stdout)) == 5


def test_another_program_and_an_audit_read_all(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(root)
    audit = tmp_path / "audit.jsonl"
    assert len(built(run("--root", root, "import", "--audit", audit).stdout)) == 6
    assert audit.read_text("utf-8").count("stones.txt")
    assert files(root) == before
    monkeypatch.setattr(unchanged, "program", lambda: "newer")
    assert len(built(run("--root", root, "import").stdout)) == 6
    assert built(run("--root", root, "import").stdout) == set()


def test_a_held_copy_named_again_goes_where_it_would_go(root: Path, tmp_path: Path) -> None:
    """It is known by its bytes, without being read, beside another that is new."""
    without = Path(shutil.copytree(root, tmp_path / "without"))
    shutil.rmtree(without / ".duizhao")
    copies = write(tmp_path / "in", stones=OTHER, yard=PLAIN, new=PLAIN.replace("一车宽", "两车宽"))
    told = run("--root", root, "import", *copies).stdout
    assert built(told) == {YARD}
    assert f"{STONES}/printed/ (unchanged)" in told
    run("--root", without, "import", *copies)
    assert files(root / "content") == files(without / "content")


def test_stamps_of_documents_that_are_gone_go_too(root: Path) -> None:
    shutil.rmtree(root / "content" / STONES)
    run("--root", root, "import")
    assert STONES not in {path.name.split(".")[0] for path in (root / ".duizhao").iterdir()}


def test_all_that_copies_are_read_with_is_in_the_stamp() -> None:
    """A library that a stage imports and the stamp does not name could change what is read without anybody noticing."""
    package = Path(unchanged.__file__).parent
    modules = {"ahocorasick": "pyahocorasick", "yaml": "pyyaml", "pdfminer": "pdfminer.six"}
    found = set()
    for stage in ("readers", "repairs", "collection", "grammars", "identify", "collate", "text", "store"):
        for path in [*(package / stage).rglob("*.py"), package / f"{stage}.py"]:
            tree = ast.parse(path.read_text("utf-8")) if path.is_file() else ast.Module([], [])
            for node in ast.walk(tree):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                found |= {name.partition(".")[0] for name in names}
    strange = {modules.get(name, name) for name in found - sys.stdlib_module_names - {"duizhao", ""}}
    assert strange <= set(unchanged.LIBRARIES)


# Links


@pytest.mark.parametrize("name", ["", "printed", "copies", "document.yaml", "corrections.yaml"])
def test_a_link_in_the_place_of_what_we_write_is_refused(root: Path, tmp_path: Path, name: str) -> None:
    place = root / "content" / STONES / name
    outside = tmp_path / "outside"
    if place.exists():
        place.rename(outside)
    else:
        outside.write_text(CORRECTION, "utf-8")
    place.symlink_to(outside)
    before = files(outside) if outside.is_dir() else outside.read_bytes()
    message = run("--root", root, "import", code=2).stderr
    assert f"{place}: is a symbolic link" in message
    run("--root", root, "import", *write(tmp_path / "in", stones=OTHER.replace("红漆", "白漆")), code=2)
    assert (files(outside) if outside.is_dir() else outside.read_bytes()) == before


@pytest.mark.parametrize("name", [".duizhao", ".duizhao.lock", ".document.yaml.new", ".printed.new"])
def test_a_link_in_the_place_of_what_helps_us_leads_nowhere(root: Path, tmp_path: Path, name: str) -> None:
    folder = root / "content" / STONES if name.endswith(".new") else root
    outside = tmp_path / "outside"
    if name in (".duizhao", ".printed.new"):
        outside.mkdir()
        (outside / "dear.json").write_text("{}", "utf-8")
    shutil.rmtree(folder / name, ignore_errors=True)
    (folder / name).symlink_to(outside)
    before = files(tmp_path / "outside")
    copies = write(tmp_path / "in", stones=OTHER.replace("红漆", "白漆"))
    done = run("--root", root, "import", *copies, code=2 if folder == root else 0)
    assert files(tmp_path / "outside") == before
    assert outside.exists() == (name in (".duizhao", ".printed.new"))
    assert "Traceback" not in done.output
