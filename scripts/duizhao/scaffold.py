"""A new, empty knowledge base."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from duizhao import publish, store
from duizhao.errors import DuizhaoError

_GITIGNORE = """\
# The text of a standard belongs to its publisher: copies and what is read from them stay on this machine.
# Take these lines out in a private repository that may hold them.
/content/*/copies/
/content/*/printed/
/site/
/site.zip
"""


def create(folder: Path) -> None:
    """Makes ``folder`` a knowledge base that builds; where that cannot be done nothing of it is left.

    Raises:
        DuizhaoError: the folder exists and is not empty.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DuizhaoError(f"{folder} exists and is not empty. Name a new folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as name:
        fresh = Path(name)
        _fill(fresh)
        folder.mkdir(exist_ok=True)  # kept if it is there: somebody may stand in it
        for entry in sorted(fresh.iterdir(), key=lambda path: path.name == "mkdocs.yml"):
            entry.rename(folder / entry.name)  # the file that makes it a knowledge base comes last


def _fill(folder: Path) -> None:
    for name in ("content", "glossary"):
        (folder / name).mkdir()
    _write(folder / "mkdocs.yml", publish.mkdocs_yml("对照 duizhao", plugin=True))
    _write(folder / "content" / "index.md", publish.HOME)
    _write(folder / "glossary" / ".gitkeep", "")
    _write(folder / ".gitignore", _GITIGNORE)
    store.write_schemas(folder)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
