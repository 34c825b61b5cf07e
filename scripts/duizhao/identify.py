"""Which document a copy is of, and whether copies are of one document at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import PurePath
from typing import Any

from pypinyin import lazy_pinyin

from duizhao.errors import CopyError
from duizhao.model import Copy, Document
from duizhao.text import numbers
from duizhao.text.chars import has_han, squeeze
from duizhao.text.draft import Parsed

LONGEST_ID = 80
GRAM = 8
"""Characters of the runs by which copies are found to share text."""
LEAST_SHARED = 0.2
"""Least share of a copy's runs that another copy of the same document has. Damaged copies of one standard share more
than half, different standards a few formulas: less than a tenth even where they are short."""
FORMULAS = frozenset({"foreword", "2", "3"})
"""Nodes that all standards word alike: foreword, normative references, lead of the terms."""

# A number as file names have it, where "/" cannot stand: "GBT 1.1-2020", "DB23_T 3405-2023", "GB-Z 41838".
_IN_FILE_NAME = re.compile(
    r"(?<![A-Za-z])(?P<prefix>GB|GJB|DB\d{2,6}|[A-HJ-NP-SU-Z][A-Z])[ _-]?(?P<kind>[TZ])[ _-]?(?=\d)"
)


def document(found: Document, copy: Copy) -> Document:
    """The document with an id: of its number, which the file's name may give, else of its title.

    Raises:
        CopyError: neither a number nor a title is to be found.
    """
    if found.id:
        return found
    stem = PurePath(copy.name).stem
    readable = _IN_FILE_NAME.sub(r"\g<prefix>/\g<kind> ", stem).replace("_", " ")
    if named := next((n for n in numbers.find(readable) if n.year), None):
        return replace(found, id=named.id, number=str(named))
    title = found.title_zh or found.title_en or (stem if has_han(stem) else "")
    name = slug(title)
    if not name:
        raise CopyError(
            f"{copy.name}: the text has no standard number and no title to know it by. "
            "Give the file the document's number or its Chinese title as its name and import it again."
        )
    return replace(found, id=name)


def slug(title: str) -> str:
    """A title as an id: pinyin of its Chinese, small letters, digits and hyphens (design, section 4)."""
    words = lazy_pinyin(title) if has_han(title) else [title]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(words).lower()).strip("-")[:LONGEST_ID].strip("-")


def same(found: Sequence[Document], known: Mapping[str, str]) -> list[str]:
    """The ids of the documents, with one id for those that are the same.

    A copy that lost its number, or the year of it, is of the document whose title or number it has, be it one of
    these or one of those known (ids by title).
    """
    titles = {squeeze(title): document_id for title, document_id in known.items() if title}
    titles |= {squeeze(d.title_zh): d.id for d in found if d.number and d.title_zh}
    ids = sorted({*known.values(), *(d.id for d in found if d.number)})
    return [_same(d, titles, ids) for d in found]


def _same(found: Document, titles: Mapping[str, str], ids: Sequence[str]) -> str:
    if not found.number:
        return titles.get(squeeze(found.title_zh or ""), found.id)
    dated = [one for one in ids if re.fullmatch(re.escape(found.id) + r"-\d{4}", one)]
    return dated[0] if len(dated) == 1 else found.id


def merge(found: Sequence[Document]) -> Document:
    """What all copies together say: for each field the value that most of them give, else the longest."""
    values = {f.name: _best([getattr(d, f.name) for d in found]) for f in fields(Document)}
    return Document(**values)


def _best(values: list[Any]) -> Any:
    """The most frequent value that is one; of equally frequent ones the longest, then the last by its writing."""
    return max(values, key=lambda v: (bool(v), values.count(v), len(str(v)), str(v)))


def strangers(copies: Sequence[Parsed]) -> list[int]:
    """The places of the copies that share almost no text with any other: they are of other documents."""
    grams = [_grams(copy) for copy in copies]
    return [n for n, own in enumerate(grams) if len(grams) > 1 and own and not _shared(own, grams[:n] + grams[n + 1 :])]


def _shared(own: frozenset[str], others: Sequence[frozenset[str]]) -> bool:
    """Whether any other copy has enough of the same runs; one without any text says nothing."""
    return any(not other or len(own & other) >= LEAST_SHARED * min(len(own), len(other)) for other in others)


def _grams(copy: Parsed) -> frozenset[str]:
    """Runs of the copy's text without the formulas of all standards.

    Only those that begin with one of a quarter of all characters: enough to compare by, at a quarter of the memory.
    """
    bodies = (body.text.text for d in copy.drafts if d.id not in FORMULAS for body in (d.zh, d.en))
    text = squeeze("".join(bodies)).lower()
    return frozenset(text[n : n + GRAM] for n, char in enumerate(text) if not ord(char) % 4)
