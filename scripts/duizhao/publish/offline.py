"""The built site as a zip that needs neither a server nor another host."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from duizhao.errors import DuizhaoError

SHOWN = 5
"""How many requests to other hosts an error lists."""

LOADS = {
    "script": "src", "img": "src", "iframe": "src", "embed": "src", "source": "src", "audio": "src", "video": "src",
    "track": "src", "object": "data", "link": "href",
}  # fmt: skip
"""What a browser fetches by itself when it shows a page: elements and the attribute that names it."""

NOT_FETCHED = frozenset({"canonical", "alternate", "next", "prev", "author", "license", "help", "search", "me"})
"""Kinds of links in a page's head that only tell of an address."""

# An address on another host in a style sheet: url(https://…), url("//…"), @import "https://…".
_IN_STYLES = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)

# An address with a host: "https://x", "//x". Not "a/b.css" and not "data:…".
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the zip: the oldest that the format knows, so that one site gives one zip."""


def pack(folder: Path) -> Path:
    """Pack a built site into ``<folder>.zip``, in which all lies in one folder of that name; returns the zip's path.

    One site gives the same bytes each time. Raises DuizhaoError where a page would fetch anything from another host:
    then no zip is written, and an earlier one stays.
    """
    found = list(fetched_elsewhere(folder))
    if found:
        more = f"\n  … and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        listed = "\n  ".join(f"{path}: {address}" for path, address in found[:SHOWN])
        raise DuizhaoError(
            f"{folder}: these files ask another host, so the site would not be whole without a network:\n  {listed}"
            f"{more}\nTake the addresses out of mkdocs.yml (fonts, extra_css, extra_javascript) or of the pages."
        )
    target = folder.with_name(f"{folder.name}.zip")
    part = target.with_name(f".{target.name}.part")
    try:
        _write(part, folder)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def fetched_elsewhere(folder: Path) -> Iterator[tuple[str, str]]:
    """What the pages and style sheets below ``folder`` would fetch from another host: file and address."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".html", ".css"}:
            name = path.relative_to(folder).as_posix()
            text = path.read_text(encoding="utf-8", errors="replace")
            yield from ((name, address) for address in _fetched(text, styles=path.suffix == ".css"))


def _fetched(text: str, *, styles: bool) -> Iterator[str]:
    if not styles:
        page = _Page()
        page.feed(text)
        yield from page.fetched
        text = "\n".join(page.styles)
    yield from _IN_STYLES.findall(text)


class _Page(HTMLParser):
    """Collects what a page fetches from other hosts, and its own styles."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.styles: list[str] = []
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.in_style = tag == "style"
        self.styles.append(values.get("style", ""))
        address = values.get(LOADS.get(tag, ""), "").strip()
        only_told = tag == "link" and NOT_FETCHED & set(values.get("rel", "").lower().split())
        if _ELSEWHERE.match(address) and not only_told:
            self.fetched.append(address)

    def handle_endtag(self, tag: str) -> None:
        self.in_style = self.in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self.in_style:
            self.styles.append(data)


def _write(target: Path, folder: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(name, EARLIEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                file.writestr(entry, path.read_bytes())
