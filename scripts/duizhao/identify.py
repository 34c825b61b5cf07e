"""Which document a copy is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from pypinyin import lazy_pinyin

from duizhao.errors import CopyError
from duizhao.model import Copy, Document
from duizhao.text import numbers
from duizhao.text.chars import has_han

LONGEST_ID = 80


def document(found: Document, copy: Copy) -> Document:
    """The document with an id: of its number, which the file's name may give, else of its title.

    Raises:
        CopyError: neither a number nor a title is to be found.
    """
    if found.id:
        return found
    named = next((n for n in numbers.find(copy.name.replace("_", " ")) if n.year), None)
    if named:
        return replace(found, id=named.id, number=str(named))
    title = found.title_zh or found.title_en or ""
    name = slug(title)
    if not name:
        raise CopyError(
            f"{copy.name}: the text has no standard number and no title to know it by. "
            "Give the file the document's number or title as its name and import it again."
        )
    return replace(found, id=name)


def slug(title: str) -> str:
    """A title as an id: pinyin of its Chinese, small letters, digits and hyphens (design, section 4)."""
    words = lazy_pinyin(title, errors=lambda other: re.split(r"[^A-Za-z0-9]+", other)) if has_han(title) else [title]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(words).lower()).strip("-")[:LONGEST_ID].strip("-")


def merge(found: Sequence[Document]) -> Document:
    """What all copies together say of the document: for each field the value that most of them give, else the longest."""
    values = {f.name: _best([getattr(d, f.name) for d in found]) for f in fields(Document)}
    return Document(**values)


def _best(values: list[Any]) -> Any:
    """The most frequent value that is one; of equally frequent ones the longest, then the last by its writing."""
    return max(values, key=lambda v: (bool(v), values.count(v), len(str(v)), str(v)))
