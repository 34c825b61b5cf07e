"""Characters that nobody sees, where no check of a text looks: in the glossary and in the facts of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from unicodedata import name

from duizhao.checks.check import Check, Material
from duizhao.model import Concept, Document, Finding, Reference, Severity
from duizhao.text import hidden


def _run(material: Material) -> Iterator[Finding]:
    for book in material.books:
        for field, text in _facts(book.document):
            yield from _found(f"The document's {field}", text, document=book.document.id)
    for concept in material.concepts:
        for field, text in _said(concept):
            yield from _found(f"Concept {concept.id}: the {field}", text, concept=concept.id)


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    for field in fields(document):
        held = getattr(document, field.name)
        for one in held if isinstance(held, tuple) else (held,):
            texts = (one.number, one.title) if isinstance(one, Reference) else (one,)
            yield from ((field.name, text) for text in texts if text)


def _said(concept: Concept) -> Iterator[tuple[str, str]]:
    for term in concept.terms:
        yield f"{term.language} term", term.text
        yield f"reason at “{hidden.shown(term.text)}”", term.reason or ""
    yield "Chinese definition", concept.definition_zh or ""
    yield "English definition", concept.definition_en or ""
    yield "note", concept.note or ""


def _found(what: str, text: str, *, document: str | None = None, concept: str | None = None) -> Iterator[Finding]:
    turning, unseen = hidden.TURNING.findall(text), hidden.UNSEEN.findall(text)
    if not turning and not unseen:
        return
    severity: Severity = "error" if turning else "warning"
    chars = ", ".join(f"U+{ord(char):04X} {name(char, '').lower()}".strip() for char in dict.fromkeys(turning + unseen))
    message = f"{what} has characters that nobody sees: {chars}. It reads “{hidden.shown(text)[:200]}”."
    bare = hidden.UNSEEN.sub("", hidden.TURNING.sub("", text))
    yield Finding(CHECK.id, severity, message, document=document, concept=concept, suggestion=bare)


CHECK = Check(
    id="hidden-character",
    severity="error",
    name=("看不见的字符", "Hidden characters"),
    what=(
        "术语表（术语、理由、定义、注）和文件信息（题名、编号、单位、人名等）里改变书写方向的字符：错误；零宽字符和其他没有字形的字符：警告。",
        (
            "In the glossary (terms, reasons, definitions, notes) and in the facts of a document (titles, number, "
            "names): characters that turn the direction of writing (errors), zero-width and other shapeless "
            "characters (warnings). Those in the text itself are reported as leftover characters."
        ),
    ),
    why=(
        "它们能让一行字倒着显示，或让两个不同的词看上去一样。页面上用编号（如 [U+202E]）显示它们。",
        (
            "They can make a line run backwards, or two different words look the same. The pages show them by their "
            "numbers, such as [U+202E]."
        ),
    ),
    fix=("按建议删去；来路不明的文件先查清楚。", "Take the suggestion; look into where such a file came from."),
    example=None,
    run=_run,
    whole=True,
)
