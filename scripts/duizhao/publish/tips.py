"""What the tip at a term's link says: one script for the whole site, which pages load when the first tip is wanted.

It is a script and no JSON file, for a page opened from a disk may fetch nothing.
"""

from __future__ import annotations

import json
from typing import Any

from duizhao.model import Concept, Term
from duizhao.publish.escape import one_line
from duizhao.publish.glossary import Glossary

DATA = "glossary.js"


def tips_data(glossary: Glossary) -> dict[str, bytes]:
    """The script, by its path; nothing where there is no concept."""
    if not glossary.concepts:
        return {}
    found = {glossary.name(concept.id): _tip(concept) for concept in glossary.concepts.values()}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    # No "<" for an HTML parser and no line end for an older JavaScript, should the data ever stand in a page.
    for sign in "<>\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return {DATA: f"window.duizhao=window.duizhao||{{}};duizhao.glossary={text};\n".encode()}


def _tip(concept: Concept) -> dict[str, Any]:
    """A concept's terms in the order of the glossary, by which a link's address names one, and its definitions."""
    tip: dict[str, Any] = {"terms": [_term(term) for term in concept.terms]}
    tip |= {"zh": one_line(concept.definition_zh)} if concept.definition_zh else {}
    return tip | ({"en": one_line(concept.definition_en)} if concept.definition_en else {})


def _term(term: Term) -> list[str]:
    """Language and text, and of a term that is not preferred its status and why."""
    told = [term.status, one_line(term.reason or "")] if term.status != "preferred" else []
    return [term.language, one_line(term.text), *told]
