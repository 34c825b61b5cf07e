"""Invented texts in two languages, sentence by sentence, as books that the checks can look at.

Unlike the standards beside them they are written for the checks: consistent throughout, so that whatever is found in
them is a fault of the check. One has a glossary; the others have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from duizhao.model import Book, Concept, Document, Language, Library, Node, Term

HERE = Path(__file__).parent
NAMES = ("pool", "garden", "nightbus")


@dataclass(frozen=True, slots=True)
class Variant:
    """A term of a text, its one rendering there, and words that a careless translator may take instead."""

    en: str
    zh: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """An invented text: a library of one book, and the terms that can be made to waver."""

    name: str
    library: Library
    variants: tuple[Variant, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes of its book."""
        return self.library.books[0].printed


def load(name: str) -> Text:
    """Read ``name``.yaml; every scalar stays a string."""
    data = yaml.load((HERE / f"{name}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    clauses = data["clauses"]
    document = Document(
        name, data["number"], data["title_zh"], data["title_en"],
        contents=tuple(_listed(clause) for clause in clauses if "." not in clause["no"]),
    )  # fmt: skip
    nodes = tuple(node for clause in clauses for node in _nodes(clause))
    concepts = tuple(_concept(one) for one in data.get("glossary", ()))
    variants = tuple(Variant(one["en"], one["zh"], tuple(one["other"])) for one in data["variants"])
    return Text(name, Library((Book(document, printed=nodes),), concepts), variants)


def _listed(clause: dict[str, Any]) -> str:
    annex = clause["no"].isalpha()
    return f"附录{clause['no']}（资料性） {clause['zh']}" if annex else f"{clause['no']} {clause['zh']}"


def _nodes(clause: dict[str, Any]) -> Iterator[Node]:
    number = clause["no"]
    annex = number.isalpha()
    parent = number.rpartition(".")[0] or None
    label = f"附录{number}" if annex else number
    yield Node(number, "annex" if annex else "clause", parent, label, clause["zh"], clause["en"])
    for n, (zh, en) in enumerate(clause.get("pairs", ()), 1):
        yield Node(f"{number}/{n}", "paragraph", number, text_zh=zh, text_en=en)


def _concept(given: dict[str, str]) -> Concept:
    terms = [Term("zh", given["zh"]), Term("en", given["en"])]
    if "avoid" in given:
        zh: Language = "zh"
        terms.append(Term(zh, given["avoid"], "avoid"))
    return Concept(given["en"].replace(" ", "-"), tuple(terms), definition_zh=given["zh"], definition_en=given["en"])
