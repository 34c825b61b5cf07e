"""An invented standard as its author wrote it: facts about the document, and its nodes in document order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
NAMES = ("museum", "meals", "cycles")
TEXTS = ("title_zh", "title_en", "text_zh", "text_en")
"""The fields of an entry that stand in print."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One node (keys of the shared record format). Texts hold paragraphs joined by a line break."""

    id: str
    kind: str
    parent: str | None = None
    label: str | None = None
    title_zh: str | None = None
    title_en: str | None = None
    text_zh: str | None = None
    text_en: str | None = None

    def field(self, name: str) -> str:
        """The text of a field, "" where there is none."""
        value = getattr(self, name)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Print:
    """How the standard is set: widths in Chinese characters (columns 1 and 3, body) and Latin letters (column 2)."""

    columns: tuple[int, int, int]
    body: int
    lines: int
    head: str
    """The running head: the number, or the placeholder that drafts forget to replace."""


@dataclass(frozen=True, slots=True)
class Standard:
    """An invented standard. ``heads``: the column heads of each table by its id; ``nature``: of the annex."""

    name: str
    number: str
    title_zh: str
    title_en: str
    heading: str
    ics: str
    ccs: str
    published: str
    effective: str
    issuer: str
    proposer: str
    organizations: tuple[str, ...]
    drafters: tuple[str, ...]
    nature: str
    references: tuple[tuple[str, str], ...]
    heads: Mapping[str, tuple[str, str, str]]
    print: Print
    entries: tuple[Entry, ...] = field(repr=False)

    def entry(self, node: str) -> Entry:
        """The entry with this id."""
        return next(e for e in self.entries if e.id == node)


def load(name: str) -> Standard:
    """Read ``name``.yaml. Every scalar stays a string: 6.10 is not 6.1."""
    data = yaml.load((HERE / f"{name}.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    annex, clauses = data["annex"], data["clauses"]
    return Standard(
        name=name,
        organizations=tuple(data["organizations"]),
        drafters=tuple(data["drafters"]),
        nature=annex["nature"],
        references=tuple((n, t) for clause in clauses for n, t in clause.get("references", ())),
        heads={table["no"]: _three(table["heads"]) for table in annex["tables"]},
        print=_print(data["print"]),
        entries=(*_front(data), *_clauses(clauses), *_annex(annex), _back(data)),
        **{key: data[key] for key in _FACTS},
    )


_FACTS = (
    "number", "title_zh", "title_en", "heading", "ics", "ccs", "published", "effective", "issuer", "proposer",
)  # fmt: skip


def _three(values: list[str]) -> tuple[str, str, str]:
    first, second, third = values
    return first, second, third


def _print(data: dict[str, Any]) -> Print:
    one, two, three = (int(n) for n in data["columns"])
    return Print((one, two, three), int(data["body"]), int(data["lines"]), data["head"])


def _front(data: dict[str, Any]) -> Iterator[Entry]:
    yield Entry("foreword", "clause", title_zh="前言", text_zh="\n".join(data["foreword"]))


def _back(data: dict[str, Any]) -> Entry:
    return Entry("bibliography", "clause", title_zh="参考文献", text_zh="\n".join(data["bibliography"]))


def _clauses(clauses: list[dict[str, Any]]) -> Iterator[Entry]:
    for clause in clauses:
        number = clause["no"]
        parent = number.rpartition(".")[0] or None
        references = [f"{n} {t}" for n, t in clause.get("references", ())]
        text = "\n".join([*clause.get("text", ()), *references]) or None
        kind, title = ("term", clause["term"]) if "term" in clause else ("clause", clause["title"])
        yield Entry(number, kind, parent, number, title, clause.get("en"), text)
        yield from _remarks(number, "note", "注", clause.get("notes", []))
        yield from _remarks(number, "example", "示例", clause.get("examples", []))


def _remarks(clause: str, kind: str, label: str, texts: list[str]) -> Iterator[Entry]:
    for n, text in enumerate(texts, 1):
        number = str(n) if len(texts) > 1 else ""
        yield Entry(f"{clause}/{kind}{number}", kind, clause, f"{label}{number}:", text_zh=text)


def _annex(annex: dict[str, Any]) -> Iterator[Entry]:
    letter = annex["letter"]
    yield Entry(letter, "annex", None, f"附录{letter}", annex["title"])
    for table in annex["tables"]:
        yield Entry(table["no"], "table", letter, table["no"], table["title"], text_zh=table["lead"])
        for f, factor in enumerate(table["factors"], 1):
            node = f"{table['no']}/{f}"
            yield Entry(node, "factor", table["no"], None, factor["zh"], factor["en"])
            for g, group in enumerate(factor["groups"], 1):
                yield from _group(f"{node}/{g}", node, group)


def _group(node: str, factor: str, group: dict[str, Any]) -> Iterator[Entry]:
    yield Entry(node, "group", factor, None, group["zh"], group["en"], group.get("lead_zh"), group.get("lead_en"))
    yield from _practices(node, group)
    for letter, item in zip("abcdefghij", group.get("items", ()), strict=False):
        texts = (item.get(k) or item.get(k.replace("text", "lead")) for k in ("text_zh", "text_en"))
        yield Entry(f"{node}/{letter}", "item", node, f"{letter})", item["zh"], item["en"], *texts)
        yield from _practices(f"{node}/{letter}", item)


def _practices(parent: str, holder: dict[str, Any]) -> Iterator[Entry]:
    for n, (zh, en) in enumerate(holder.get("practices", ()), 1):
        yield Entry(f"{parent}/{n}", "practice", parent, f"{n})", text_zh=zh, text_en=en)
