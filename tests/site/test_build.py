"""What the build leaves in the site's folder, with MkDocs and with what comes after it."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from bases import laid
from duizhao import pipeline, plugin, publish
from duizhao.errors import DuizhaoError, StoreError
from duizhao.model import Book, Library
from marks import one_edition

ROOT = Path(__file__).parents[2]
DOC = "db99-t-0101-2031"
SECRET = "文字出自某人的副本"


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with a digest of its bytes."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="session")
def again(library: tuple[Book, ...], build: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A second build of ``site`` in another folder, where private files lie too, and what was warned of meanwhile."""
    warned: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: warned.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    try:
        return build(library, _with_secrets(tmp_path_factory.mktemp("again"))), warned
    finally:
        logging.getLogger().removeHandler(handler)


@one_edition
def test_building_twice_gives_the_same_bytes(site: Path, again: tuple[Path, list[str]]) -> None:
    first = tree(site)
    assert first == tree(again[0])
    assert f"{DOC}/a.2-1.html" in first


@one_edition
def test_build_warns_of_nothing(again: tuple[Path, list[str]]) -> None:
    assert again[1] == []


def test_site_names_no_other_host_in_what_a_browser_fetches(site: Path) -> None:
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:link|script|img|iframe)[^>]+(?:href|src)="(?:https?:)?//[^"]+"', text), file


@one_edition
def test_private_files_are_never_published(again: tuple[Path, list[str]]) -> None:
    assert any(SECRET in path.read_text(encoding="utf-8") for path in again[0].parent.rglob("*.txt"))
    assert not _holds(again[0], SECRET)


def test_private_files_need_no_exclusions(sample: ModuleType, build: Any, tmp_path: Path) -> None:
    """Not even where a site owner has taken the exclusions out of the settings are they published."""
    settings = publish.mkdocs_yml("对照 duizhao", plugin=True)
    bare = re.sub(r"exclude_docs: \|\n(  .*\n)+", "", settings)
    assert bare != settings
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publish, "mkdocs_yml", lambda *_, **__: bare)
        assert not _holds(build([sample.handbook()], _with_secrets(tmp_path)), SECRET)


def _with_secrets(root: Path) -> Path:
    """The folder of a knowledge base, with files that are nobody else's."""
    folder = root / "content" / DOC
    for name in ("copies/a.txt", "copies/deep/b.md", "printed/6.yaml", "plain/6.yaml", "plain.md", "document.yaml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(SECRET, encoding="utf-8")
    return root


def _holds(folder: Path, text: str) -> bool:
    return any(text.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_settings_of_the_project_are_those_of_the_template() -> None:
    assert (ROOT / "mkdocs.yml").read_text(encoding="utf-8") == publish.mkdocs_yml("对照 duizhao", plugin=True)


def test_a_library_that_cannot_be_read_leaves_the_last_site(tmp_path: Path) -> None:
    for name, text in (("mkdocs.yml", publish.mkdocs_yml("对照", plugin=True)), ("site/index.html", "<p>last</p>")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "content").mkdir()
    before = tree(tmp_path / "site")

    def fail(_root: Path) -> tuple[Book, ...]:
        raise StoreError("x.yaml: line 3: no such key")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plugin, "load_library", fail)
        with pytest.raises(DuizhaoError, match=r"x\.yaml: line 3"):
            plugin.build(tmp_path)
    assert tree(tmp_path / "site") == before


def test_a_folder_without_settings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError, match="duizhao init"):
        plugin.build(tmp_path)


@pytest.fixture
def export(library: tuple[Book, ...], tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    publish.write_site(checked(*library), folder, site_name="对照 duizhao", content=ROOT / "content")
    return folder


def checked(*books: Book) -> publish.Site:
    """The site of books as the plugin lays it out, with what the checks found."""
    library = pipeline.finish(Library(books))
    return publish.lay_out(library, checked=pipeline.check(library))


def test_export_builds_without_this_project(export: Path, site: Path) -> None:
    """Plain MkDocs makes the same pages of it as the plugin does."""
    done = _run([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"], export)
    assert "WARNING" not in done.stderr
    for name in (f"{DOC}/6.html", f"{DOC}/a.2-1.html", "index.html", "404.html"):
        assert _article(export / "site" / name) == _article(site / name)


def test_export_may_be_repeated_but_overwrites_nothing_else(
    export: Path, library: tuple[Book, ...], tmp_path: Path
) -> None:
    before = tree(export)
    (export / "content" / "left-over.md").write_text("old", encoding="utf-8")
    publish.write_site(checked(*library), export, content=ROOT / "content")
    assert tree(export) == before
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DuizhaoError, match="not empty"):
        publish.write_site(laid(*library), tmp_path / "mine")
    assert tree(tmp_path / "mine").keys() == {"notes.txt"}


def test_export_holds_nothing_private(library: tuple[Book, ...], tmp_path: Path) -> None:
    (tmp_path / "content" / DOC / "copies").mkdir(parents=True)
    (tmp_path / "content" / DOC / "copies" / "a.txt").write_text(SECRET, encoding="utf-8")
    (tmp_path / "content" / DOC / "plain.md").write_text(SECRET, encoding="utf-8")
    publish.write_site(laid(*library), tmp_path / "export", content=tmp_path / "content")
    assert not _holds(tmp_path / "export", SECRET)


def test_export_builds_with_zensical(sample: ModuleType, library: tuple[Book, ...], tmp_path: Path) -> None:
    if importlib.util.find_spec("zensical") is None and os.environ.get("DUIZHAO_REQUIRE_BROWSER") != "1":
        pytest.skip("zensical is not installed")
    publish.write_site(laid(*library, sample.hostile()), tmp_path, content=ROOT / "content")
    _run([sys.executable, "-m", "zensical", "build"], tmp_path)
    page = (tmp_path / "site" / DOC / "a.2-1.html").read_text(encoding="utf-8")
    assert 'id="a.2-1-1-a-2"' in page
    assert 'lang="zh-Hans"' in page
    for file in (tmp_path / "site").rglob("*.html"):
        assert "<script>window.harmed" not in file.read_text(encoding="utf-8"), file


def _article(file: Path) -> str:
    return file.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]


def _run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_export_settings_are_yaml_with_the_whole_navigation(export: Path) -> None:
    settings = yaml.safe_load((export / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["nav"][0] == "index.md"
    assert settings["plugins"] == []
    (book,) = (item for item in settings["nav"] if "DB99/T 0101—2031" in item)
    names = [next(iter(item)) for item in book["DB99/T 0101—2031"]]
    assert names[:5] == ["概览", "要素", "前言", "1 范围", "2 规范性引用文件"]
