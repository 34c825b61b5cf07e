"""The records of the search as OpenSearch and Elasticsearch load them: an index with its mapping, and bulk lines.

Only what both programs have built in is used, no plug-in: Chinese in pairs of characters, English by stems, traditional
characters read as simplified ones, and the glossary's terms as synonyms when somebody asks. Made after their
documentation; nobody has run it against a cluster yet.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from duizhao.exchange import jsonl
from duizhao.model import Concept

PART = 10_000_000
"""Bytes of a file of bulk lines: a cluster takes 100 MB at most in one request, and works best with far less."""

LONGEST = 512
"""Bytes of an ``_id``."""

_KEYWORD: Mapping[str, Any] = {"type": "keyword", "ignore_above": 1000}
_NUMBER: Mapping[str, Any] = {**_KEYWORD, "normalizer": "duizhao_number"}
_ZH: Mapping[str, Any] = {"type": "text", "analyzer": "duizhao_zh", "search_analyzer": "duizhao_zh_search"}
_EN: Mapping[str, Any] = {"type": "text", "analyzer": "duizhao_en", "search_analyzer": "duizhao_en_search"}

FIELDS: Mapping[str, Mapping[str, Any]] = {
    "order": {"type": "integer"},
    "document": _KEYWORD, "document_zh": _KEYWORD, "document_en": _KEYWORD,
    "id": _NUMBER, "label": _NUMBER, "kind": _KEYWORD,
    "element": _KEYWORD, "element_zh": _KEYWORD, "element_en": _KEYWORD,
    "concepts": _KEYWORD,
    "address": {"type": "keyword", "index": False, "doc_values": False},
    "title_zh": _ZH, "title_en": _EN, "text_zh": _ZH, "text_en": _EN,
    "other_title_zh": _ZH, "other_title_en": _EN, "other_text_zh": _ZH, "other_text_en": _EN,
}  # fmt: skip
"""Every field of a record; the mapping is strict, so that one that is missing here is refused. ``order`` is the place
in the library, for ties; ``other_…`` what the other edition says where it says something else.
"""


def index(concepts: Iterable[Concept], simplified: Mapping[int, str]) -> bytes:
    """What makes the index. ``simplified``: the simplified character for each traditional one."""
    body = {
        "settings": {"analysis": _analysis(list(_synonyms(concepts)), simplified)},
        "mappings": {"dynamic": "strict", "properties": FIELDS},
    }
    return f"{json.dumps(body, ensure_ascii=False, indent=1)}\n".encode()


def _analysis(synonyms: list[str], simplified: Mapping[int, str]) -> dict[str, Any]:
    """The analysers. Texts are indexed by single characters too, queries cut into pairs only, which makes them sharp;
    a query of one character stays one. Synonyms come before the stemmer, as the glossary has words and not stems.
    """
    pairs = {"duizhao_pairs_and_characters": {"type": "cjk_bigram", "output_unigrams": True}}
    stems = {
        "duizhao_possessive": {"type": "stemmer", "language": "possessive_english"},
        "duizhao_stem": {"type": "stemmer", "language": "english"},
    }
    # A list of synonyms that is empty counts as none given, which is an error.
    terms = {"duizhao_terms": {"type": "synonym_graph", "synonyms": synonyms, "lenient": True}} if synonyms else {}
    traditional = [f"{chr(code)} => {char}" for code, char in simplified.items()]
    base = ("cjk_width", "lowercase")
    english = (*base, "duizhao_possessive")
    return {
        "char_filter": {"duizhao_simplified": {"type": "mapping", "mappings": traditional}},
        "filter": pairs | stems | terms,
        "normalizer": {"duizhao_number": {"type": "custom", "filter": base}},
        "analyzer": {
            "duizhao_zh": _analyser(*base, *pairs),
            "duizhao_zh_search": _analyser(*base, "cjk_bigram", *terms),
            "duizhao_en": _analyser(*english, "duizhao_stem"),
            "duizhao_en_search": _analyser(*english, *terms, "duizhao_stem"),
        },
    }


def _analyser(*filters: str) -> dict[str, Any]:
    return {"type": "custom", "char_filter": ["duizhao_simplified"], "tokenizer": "standard", "filter": filters}


def _synonyms(concepts: Iterable[Concept]) -> Iterator[str]:
    """A rule for each concept with several terms, of both languages: "顾客, 客户, customer"."""
    for concept in concepts:
        terms = dict.fromkeys(_escaped(term.text) for term in concept.terms if any(map(str.isalnum, term.text)))
        if len(terms) > 1:
            yield ", ".join(terms)


def _escaped(term: str) -> str:
    """A term without the meaning that a rule gives to its signs ("=>", "," and "#" for a comment)."""
    return "".join(f"\\{char}" if char in "\\,=#" else char for char in " ".join(term.split()))


def parts(records: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Bulk lines, two a record, in files of about ``PART`` bytes. A record is ``search.Record`` as a plain mapping."""
    held: list[bytes] = []
    size = 0
    for order, record in enumerate(records):
        pair = _lines(record, order)
        if held and size + len(pair) > PART:
            yield b"".join(held)
            held, size = [], 0
        held.append(pair)
        size += len(pair)
    if held:
        yield b"".join(held)


def _lines(record: Mapping[str, Any], order: int) -> bytes:
    fields = {"order": order, **_flat(record)}
    action = {"index": {"_id": _name(fields["document"], record["id"], record["kind"])}}
    return f"{jsonl.dumps(action)}\n{jsonl.dumps(fields)}\n".encode()


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a record has; document and element, of which each has an id and names, as three fields each."""
    found: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, Mapping):
            found |= {name: value["id"], f"{name}_zh": value["zh"], f"{name}_en": value["en"]}
        else:
            found[name] = value
    return {name: value for name, value in found.items() if value}


def _name(document: str, node: str, kind: str) -> str:
    """The ``_id``: of a document its own, of a node also the node's; where that is too long, what stands for it."""
    name = document if kind == "document" else f"{document}#{node}"
    return name if len(name.encode()) <= LONGEST else sha256(name.encode()).hexdigest()
