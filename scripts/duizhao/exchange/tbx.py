"""TBX out: ISO 30042:2019, dialect TBX-Basic, style DCA (data categories as attributes).

Where TBX-Basic has a category for what a concept holds, it stands there. What it has none for stands in notes that
begin with ``duizhao:`` and a key, so that every tool keeps it and ``tbx_in`` finds it again:

=============================  =======================================================================================
``Term.status``                ``termNote administrativeStatus``: preferredTerm-, admittedTerm-, deprecatedTerm-admn-sts
``Term.part_of_speech``        ``termNote partOfSpeech``; beyond its five values "other" and a note ``part-of-speech``
``Term.reason``                ``note`` of the term
``Term.condition``             a note of the term: ``duizhao:condition {"nodes": […], "words": […]}``
``Concept.definition_*``       ``descrip definition`` of the language, or of the concept where that has no term
``Concept.sources``            ``admin source``: ``duizhao:DOCUMENT`` or ``duizhao:DOCUMENT#NODE``
``broader``, ``related``       ``ref crossReference`` with that word; a note where the other concept is not in the file
``Concept.note``               ``note`` of the concept
=============================  =======================================================================================
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from lxml import etree

from duizhao.errors import DuizhaoError
from duizhao.exchange.elements import LANG
from duizhao.exchange.languages import TAGS
from duizhao.model import Concept, Condition, Source, Term
from duizhao.text import conditions

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
OURS = "duizhao:"
KEEPS = "Written by duizhao; white space counts."
"""Stands in the header of our files: their texts are not broken and indented by any program."""

STATUS = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "avoid": "deprecatedTerm-admn-sts",
}
PARTS_OF_SPEECH = frozenset({"noun", "verb", "adjective", "adverb", "other"})

# What XML takes as an id: a letter or "_" first, then letters, digits and ".-_". "customer", not "5s".
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")


def dump(concepts: Iterable[Concept]) -> bytes:
    """The TBX file of these concepts; ``tbx_in.load`` gives them back as they are.

    Raises:
        DuizhaoError: there is no concept, one has no term, or one holds a character that no XML can hold.
    """
    listed = list(concepts)
    if not listed:
        raise DuizhaoError("the glossary is empty: a TBX file needs a concept.")
    ids = _ids(listed)
    root = etree.Element("tbx", nsmap={None: NAMESPACE}, type="TBX-Basic", style="dca")
    root.set(LANG, TAGS["en"])
    described = _add(_add(root, "tbxHeader"), "fileDesc")
    _add(_add(described, "sourceDesc"), "p", KEEPS)
    body = _add(_add(root, "text"), "body")
    for concept in listed:
        if not concept.terms:
            raise DuizhaoError(f"concept {concept.id}: has no term, which TBX cannot hold. Add one.")
        try:
            _entry(body, concept, ids)
        except ValueError as error:
            raise DuizhaoError(
                f"concept {concept.id}: holds a character that no XML file can hold (a control character). Take it out."
            ) from error
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _ids(concepts: Iterable[Concept]) -> dict[str, str]:
    """An XML id for each concept: its own where that will do, else a numbered one that nothing else has."""
    taken = {concept.id for concept in concepts}
    ids: dict[str, str] = {}
    for n, concept in enumerate(concepts, 1):
        name = concept.id if _ID.fullmatch(concept.id) else f"c{n}"
        while name != concept.id and name in taken:
            name += "_"
        taken.add(name)
        ids[concept.id] = name
    return ids


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    element.text = text
    return element


def _keep(parent: Any, key: str, value: str) -> None:
    """A note for what TBX-Basic has no category for."""
    _add(parent, "note", f"{OURS}{key} {value}")


def _note(parent: Any, text: str | None) -> None:
    """A note; one that looks like ours is quoted, so that it comes back as what it is."""
    if text is not None and text.startswith(OURS):
        _keep(parent, "text", json.dumps(text, ensure_ascii=False))
    elif text is not None:
        _add(parent, "note", text)


def _entry(body: Any, concept: Concept, ids: Mapping[str, str]) -> None:
    entry = _add(body, "conceptEntry", id=ids[concept.id])
    if ids[concept.id] != concept.id:
        _keep(entry, "id", concept.id)
    for source in concept.sources:
        _add(entry, "admin", f"{OURS}{_place(source)}", type="source")
    for word, others in (("broader", concept.broader), ("related", concept.related)):
        for other in others:
            if other in ids:
                _add(entry, "ref", word, type="crossReference", target=ids[other])
            else:
                _keep(entry, word, other)
    _note(entry, concept.note)
    _languages(entry, concept)


def _place(source: Source) -> str:
    return source.document if source.node is None else f"{source.document}#{source.node}"


def _languages(entry: Any, concept: Concept) -> None:
    """The terms, a section a language in their order; each definition in the first section of its language."""
    definitions = {"zh": concept.definition_zh, "en": concept.definition_en}
    has_terms = {term.language for term in concept.terms}
    for language, definition in definitions.items():
        if definition is not None and language not in has_terms:
            descrip = _add(entry, "descrip", definition, type="definition")
            descrip.set(LANG, TAGS[language])  # type: ignore[index]
    for language, terms in groupby(concept.terms, key=lambda term: term.language):
        section = _add(entry, "langSec")
        section.set(LANG, TAGS[language])
        definition = definitions.pop(language, None)
        if definition is not None:
            _add(section, "descrip", definition, type="definition")
        for term in terms:
            _term(section, term)


def _term(section: Any, term: Term) -> None:
    inner = _add(section, "termSec")
    _add(inner, "term", term.text)
    _add(inner, "termNote", STATUS[term.status], type="administrativeStatus")
    speech = term.part_of_speech
    if speech is not None:
        _add(inner, "termNote", speech if speech in PARTS_OF_SPEECH else "other", type="partOfSpeech")
    if speech is not None and speech not in PARTS_OF_SPEECH:
        _keep(inner, "part-of-speech", speech)
    _note(inner, term.reason)
    if term.condition:
        _keep(inner, "condition", _condition(term.condition))


def _condition(condition: Condition) -> str:
    return json.dumps(conditions.written(condition), ensure_ascii=False)
