"""The glossary's files: one concept a file, named after its id."""

from __future__ import annotations

from pathlib import Path

from duizhao.errors import StoreError
from duizhao.model import Concept
from duizhao.store import files

GLOSSARY = "glossary"


def load_glossary(root: Path) -> tuple[Concept, ...]:
    """All concepts of a knowledge base, sorted by id; none where there is no glossary.

    Raises:
        StoreError: a file is malformed, or its concept's id is not the file's name.
    """
    return tuple(_load(path) for path in sorted((root / GLOSSARY).glob("*.yaml"), key=lambda path: path.stem))


def _load(path: Path) -> Concept:
    concept = files.read_one(path, Concept)
    if concept.id != path.stem:
        raise StoreError(f"{path}: the id '{concept.id}' is not the file's name '{path.stem}': make them the same.")
    return concept
