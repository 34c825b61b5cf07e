"""The packed site: whole, the same each time, and refused where a page would ask another host."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from duizhao.errors import DuizhaoError
from duizhao.publish.offline import fetched_elsewhere, pack

QUIET = """<html><head><link rel="canonical" href="https://x.example/"><link rel="stylesheet" href="a.css"></head>
<body><a href="https://x.example/">out</a><img src="data:image/png;base64,AA"><script src="a.js"></script>
<p>url(https://x.example/a.png) in a sentence, &lt;script src="https://x.example/a.js"&gt;</p></body></html>"""


def _site(folder: Path, **files: str) -> Path:
    site = folder / "site"
    (site / "a").mkdir(parents=True)
    for name, text in {"index.html": QUIET, "a/b.html": QUIET, **files}.items():
        (site / name).write_text(text, encoding="utf-8")
    return site


def test_all_files_are_packed_below_one_folder(tmp_path: Path) -> None:
    target = pack(_site(tmp_path, **{"a/图.svg": "<svg/>"}))
    assert target == tmp_path / "site.zip"
    with zipfile.ZipFile(target) as file:
        assert file.testzip() is None
        assert file.namelist() == ["site/a/b.html", "site/a/图.svg", "site/index.html"]
        assert file.read("site/index.html").decode() == QUIET


def test_one_site_gives_one_zip(tmp_path: Path) -> None:
    first = hashlib.sha256(pack(_site(tmp_path)).read_bytes()).hexdigest()
    (tmp_path / "site" / "index.html").touch()
    assert hashlib.sha256(pack(tmp_path / "site").read_bytes()).hexdigest() == first


@pytest.mark.parametrize(
    "asking",
    [
        '<script src="https://x.example/a.js"></script>',
        '<link rel="stylesheet" href="//x.example/a.css">',
        '<link rel="preconnect" href="HTTPS://x.example">',
        '<img src=" http://x.example/a.png">',
        "<style>@import 'https://x.example/a.css';</style>",
        '<p style="background: url(//x.example/a.png)">',
        '<iframe src="https://x.example/"></iframe>',
    ],
)
def test_a_page_that_asks_another_host_is_named(tmp_path: Path, asking: str) -> None:
    site = _site(tmp_path, **{"a/c.html": asking})
    (tmp_path / "site.zip").write_bytes(b"earlier")
    with pytest.raises(DuizhaoError, match=r"a/c\.html: .*x\.example"):
        pack(site)
    assert (tmp_path / "site.zip").read_bytes() == b"earlier"


def test_a_style_sheet_that_asks_another_host_is_named(tmp_path: Path) -> None:
    site = _site(tmp_path, **{"a.css": "p { background: url('https://x.example/a.png') } /* url(a.png) */"})
    assert list(fetched_elsewhere(site)) == [("a.css", "https://x.example/a.png")]
