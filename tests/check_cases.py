"""Material for tests of checks, made from YAML: what `tests/cases/checks/<id>.yaml` may say.

A file is a list of cases for the check with that id. A case has what is checked and, under ``finds``, what the check
must report of it, in any order; ``finds: []`` says that it must report nothing.

- ``zh`` and ``en``: one pair; or ``units``: a list of such pairs. A pair may have the other fields of `model.Unit`
  (``place``, ``part``, ``kind``, ``label``, ``document``, ``lost: true``); places are "1", "2", … where none is given.
- ``glossary``: a list of concepts. Each has ``zh``, ``en`` and ``avoid``, a term or a list of terms: the first of a
  language is preferred, others are admitted, those under ``avoid`` are avoided. Or it has ``terms`` in full, and then
  the other fields of `model.Concept`.
- ``nodes``: a list with the fields of `model.Node`, and ``document``: fields of `model.Document`: the book. Without
  pairs the units are those of the book. ``edition: printed``: they are its printed edition, else the plain one.
- One of ``finds`` is a part of the message; or a mapping with fields of `model.Finding`, of which ``message`` is a
  part and the others are all.
- ``example: true`` instead of ``finds``: what must stand before the check's own example so that it can be judged (a
  glossary, other pairs).

Names that begin with "_" are shared: ``_pairs.yaml`` holds sound pairs in which no check may find anything.
Every scalar is a string, so that the label 1.10 stays one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from duizhao import renderings
from duizhao.checks import Check, Material
from duizhao.model import Book, Concept, Condition, Document, Finding, Language, Node, Term, Unit
from duizhao.text.chars import has_han
from duizhao.text.units import units as units_of
from helpers import load_cases

DOCUMENT = "sample"

Case = dict[str, Any]


def cases(name: str) -> list[Case]:
    """The cases of a check, or a shared list."""
    return load_cases(f"checks/{name}")


def material(case: Mapping[str, Any]) -> Material:
    """What a case gives to a check."""
    book = _book(case)
    given = case.get("units", [case] if "zh" in case or "en" in case else [])
    units = [unit(number, one) for number, one in enumerate(given, start=1)]
    found = tuple(units) or tuple(one for each in book for one in units_of(each))
    concepts = tuple(_concept(number, one) for number, one in enumerate(case.get("glossary", ()), start=1))
    return Material(found, concepts, tuple(renderings.find(found, concepts)), book)


def unit(number: int, given: Mapping[str, Any]) -> Unit:
    """A pair of a case as a unit."""
    fields = {key: given[key] for key in ("place", "part", "kind", "label", "document") if key in given}
    fields = {"place": str(number), "document": DOCUMENT} | fields
    return Unit(zh=given.get("zh", ""), en=given.get("en", ""), lost=given.get("lost") == "true", **fields)


def found(check: Check, case: Mapping[str, Any]) -> list[Finding]:
    """What the check reports of a case."""
    return list(dict.fromkeys(check.run(material(case))))


def fits(finding: Finding, expected: str | Mapping[str, str]) -> bool:
    """Whether a finding is what a case expects."""
    wanted = {"message": expected} if isinstance(expected, str) else expected
    return all(
        value in finding.message if key == "message" else (getattr(finding, key) or "") == value
        for key, value in wanted.items()
    )


def _book(case: Mapping[str, Any]) -> tuple[Book, ...]:
    if "nodes" not in case:
        return ()
    document: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in case.get("document", {}).items()
    }
    nodes = tuple(Node(**(one | {"lost": one.get("lost") == "true"})) for one in case["nodes"])
    about = Document(**({"id": DOCUMENT} | document))
    return (Book(about, printed=nodes) if case.get("edition") == "printed" else Book(about, plain=nodes),)


def _concept(number: int, given: Mapping[str, Any]) -> Concept:
    fields = {key: value for key, value in given.items() if key not in {"zh", "en", "avoid", "terms"}}
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    terms = [_term(one) for one in given.get("terms", ())] + list(_terms(given))
    return Concept(**({"id": f"concept-{number}"} | fields | {"terms": tuple(terms)}))


def _terms(given: Mapping[str, Any]) -> Iterator[Term]:
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        for number, text in enumerate(_list(given.get(language))):
            yield Term(language, text, "admitted" if number else "preferred")
    for text in _list(given.get("avoid")):
        yield Term("zh" if has_han(text) else "en", text, "avoid")


def _term(given: Mapping[str, Any]) -> Term:
    condition = given.get("condition")
    fields = dict(given)
    if condition:
        fields["condition"] = Condition(*(tuple(condition.get(name, ())) for name in ("nodes", "words", "documents")))
    return Term(**fields)


def _list(given: str | list[str] | None) -> list[str]:
    return [given] if isinstance(given, str) else given or []
