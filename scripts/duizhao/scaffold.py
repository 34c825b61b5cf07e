"""A new, empty knowledge base."""

from __future__ import annotations

from pathlib import Path

from duizhao import publish, store
from duizhao.errors import DuizhaoError

_GITIGNORE = """\
# The text of a standard belongs to its publisher: copies and what is read from them stay on this machine.
# Take these lines out in a private repository that may hold them.
/content/*/copies/
/content/*/printed/
/site/
"""


def create(folder: Path) -> None:
    """Makes ``folder`` a knowledge base that builds.

    Raises:
        DuizhaoError: the folder exists and is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DuizhaoError(f"{folder} exists and is not empty. Name a new folder.")
    for name in ("content", "glossary"):
        (folder / name).mkdir(parents=True)
    _write(folder / "mkdocs.yml", publish.mkdocs_yml("对照 duizhao", plugin=True))
    _write(folder / "content" / "index.md", publish.HOME)
    _write(folder / "glossary" / ".gitkeep", "")
    _write(folder / ".gitignore", _GITIGNORE)
    store.write_schemas(folder)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
