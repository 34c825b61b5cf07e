"""The site as plain files that any MkDocs, or Zensical, builds without this project."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path, PurePosixPath

from duizhao.errors import DuizhaoError
from duizhao.publish.escape import one_line
from duizhao.publish.glossary import FOLDER as GLOSSARY
from duizhao.publish.library import HOME, Site, attachments, fill, listed, pages
from duizhao.publish.navigation import Item, navigation
from duizhao.publish.page import Page
from duizhao.publish.search_page import PATH as SEARCH
from duizhao.publish.searching import INDEX
from duizhao.publish.slim import slim

ASSETS = "assets/duizhao"
_STYLES = ("duizhao", "language", "chrome", "node", "map", "references", "print", "terms", "findings", "search")
_SCRIPTS = (
    *("language", "chrome", "duizhao", "node", "keys", "reading", "moved", "print", "terms"),
    *("search-results", "search", "search-marks"),
)
STYLES = tuple(f"{ASSETS}/{name}.css" for name in _STYLES)
SCRIPTS = tuple(f"{ASSETS}/{name}.js" for name in _SCRIPTS)

PLUGINS = """\
plugins:
  # With a target (https or mailto) the menu of each provision offers to report a fault there; what is in braces is
  # filled in:
  #   - duizhao:
  #       report: "https://example.org/issues/new?title={document}%20{node}&body={address}"
  - duizhao
"""
"""Our plugin in the settings. The target is a comment: a letter or a form that reaches nobody would be worse."""

NO_PLUGINS = """\
# None, not even MkDocs' own search, which it runs where nothing is said: the site has its own.
plugins: []
"""
"""The same in the settings of an export."""

OVERRIDES = "overrides"
"""Folder of an export with the pages of the theme that are ours."""

MARK = "# Written by duizhao export site: pages and settings as plain files.\n"
"""First line of an export's settings, by which a later export knows that it may replace them."""

# The paths that are never published: copies and editions of a document, YAML, the source of the plain edition.
# Examples: "db23-t-3405-2023/copies/a.pdf", "x/document.yaml", "x/plain.md", ".hidden".
_PRIVATE = re.compile(r"(^|/)(copies|printed|plain)/|\.yaml$|(^|/)plain\.md$|(^|/)\.", re.IGNORECASE)


def assets() -> dict[str, bytes]:
    """Styles, scripts and pictures of the site, by their path in it."""
    folder = files("duizhao.publish") / "assets"
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return {f"{ASSETS}/{file.name}": _served(file.name, file.read_bytes()) for file in found if file.is_file()}


def _served(name: str, data: bytes) -> bytes:
    return slim(data.decode()).encode() if name.endswith(".js") else data


def overrides() -> Path:
    """The folder of the package with our pages in place of the theme's."""
    return Path(str(files("duizhao.publish") / "templates" / "overrides"))


def is_private(path: str) -> bool:
    """Whether a path below the content folder must never be published as it is."""
    return bool(_PRIVATE.search(path))


def mkdocs_yml(site_name: str, *, plugin: bool, nav: Sequence[Item] | None = None) -> str:
    """The settings of a site: of a knowledge base (``plugin``), or of an export, which lists its own navigation."""
    text = (files("duizhao.publish") / "templates" / "mkdocs.yml").read_text(encoding="utf-8")
    unlisted = f"/{GLOSSARY}/*\n/{SEARCH}"  # the pages of single concepts, the page of results
    own = {"extra_css": list(STYLES), "extra_javascript": list(SCRIPTS), "not_in_nav": unlisted, "nav": nav}
    extra = "" if plugin else "".join(f"\n{key}: {_json(value)}\n" for key, value in own.items())
    values = {
        "@SITE_NAME@": _json(one_line(site_name) or "duizhao"),
        "@THEME@": "" if plugin else f"  custom_dir: {OVERRIDES}\n",
        "@PLUGINS@": PLUGINS if plugin else NO_PLUGINS,
        "@EXTRA@\n": extra,
    }
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def write_site(
    site: Site,
    folder: Path,
    *,
    site_name: str = "对照 duizhao",
    content: Path | None = None,
    index: Mapping[str, bytes] | None = None,
) -> None:
    """Write the site's pages, assets and settings into ``folder``.

    ``content`` is the folder of hand-written pages, which are taken along, ``index`` the files of the search index. An
    earlier export in ``folder`` is replaced; anything else there is refused. Raises DuizhaoError where ``folder`` is
    not free.
    """
    _refuse(folder)
    written = dict(own_files(content)) if content else {}
    everything = {**_generated(site, written), **assets()}
    everything |= {f"{INDEX}/{name}": data for name, data in (index or {}).items()}
    everything.update((path, _filled(path, data, site)) for path, data in written.items())
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    for path, data in everything.items():
        _write(part / "content" / path, data)
    shutil.copytree(overrides(), part / OVERRIDES)
    nav = site_navigation(listed(site), sorted(written))
    _write(part / "mkdocs.yml", (MARK + mkdocs_yml(site_name, plugin=False, nav=nav)).encode())
    _replace(part, folder)


def site_navigation(pages: Iterable[Page], written: Sequence[str], *, marked: bool = False) -> list[Item]:
    """The navigation of the whole site: home, the ``pages`` that are listed, the other hand-written pages (paths).

    ``marked``: titles in two languages are HTML that holds both; without, they are plain text.
    """
    others = [path for path in written if path.endswith(".md") and path != "index.md"]
    return navigation(pages, ["index.md"], others, marked=marked)


def own_files(content: Path) -> Iterator[tuple[str, bytes]]:
    """Hand-written pages and pictures below the content folder: path and bytes, without what is never published."""
    for file in sorted(content.rglob("*")):
        path = file.relative_to(content).as_posix()
        if file.is_file() and not is_private(path):
            yield path, file.read_bytes()


def _generated(site: Site, written: Mapping[str, bytes]) -> dict[str, bytes]:
    home = {} if "index.md" in written else {"index.md": fill(HOME, site).encode()}
    return home | {page.path: page.source.encode() for page in pages(site)} | attachments(site)


def _filled(path: str, data: bytes, site: Site) -> bytes:
    is_page = PurePosixPath(path).suffix == ".md"
    return fill(data.decode("utf-8", errors="replace"), site).encode() if is_page else data


def _refuse(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise DuizhaoError(f"{folder} is a file: name a folder for the site's files.")
    settings = folder / "mkdocs.yml"
    ours = settings.is_file() and settings.read_text(encoding="utf-8", errors="replace").startswith(MARK)
    if folder.is_dir() and any(folder.iterdir()) and not ours:
        raise DuizhaoError(f"{folder} is not empty and holds no earlier export: name a new or an empty folder.")


def _replace(part: Path, folder: Path) -> None:
    """Put the finished files in the place of an earlier export, of which only its own entries go."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in sorted(part.iterdir()):
        shutil.rmtree(folder / entry.name, ignore_errors=True)
        entry.replace(folder / entry.name)
    part.rmdir()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _json(value: object) -> str:
    """JSON, which is YAML too, and quotes whatever a name holds."""
    return json.dumps(value, ensure_ascii=False, indent=None if isinstance(value, str) else 2)
