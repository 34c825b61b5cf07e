"""Which document a copy is of, and whether copies are of one document at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import combinations, count
from pathlib import PurePath
from typing import Any

from pypinyin import lazy_pinyin

from duizhao.errors import CopyError
from duizhao.model import Copy, Document, Finding
from duizhao.text import numbers
from duizhao.text import variants as told
from duizhao.text.chars import has_han, squeeze
from duizhao.text.draft import Parsed

LONGEST_ID = 80
MAIN = 0.2
"""Share of a copy's text from which on a language is one of its main ones."""
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
# The year at the end of an id: "gb-t-1.1-2020".
_YEAR = re.compile(r"-\d{4}\Z")
# The language at the end of a file's name: "指南-zh", "guide_en", "晒谷场（英文版）"; as a whole name too: "zh".
_LANGUAGE_TAG = re.compile(
    r"(?:^|[ _.\-(（]+|(?<=[\u4e00-\u9fff]))(?:zh(?:[-_](?:cn|hans))?|cn|chs|chinese|中文版?"
    r"|en(?:[-_](?:us|gb))?|eng|english|英文版?|译文)"
    r"[)）]?$",
    re.IGNORECASE,
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
    dated: dict[str, list[str]] = {}
    for one in sorted({*known.values(), *(d.id for d in found if d.number)}):
        if year := _YEAR.search(one):
            dated.setdefault(one[: year.start()], []).append(one)
    return [_same(d, titles, dated) for d in found]


def _same(found: Document, titles: Mapping[str, str], dated: Mapping[str, Sequence[str]]) -> str:
    if not found.number:
        return titles.get(squeeze(found.title_zh or ""), found.id)
    ids = dated.get(found.id, ())
    return ids[0] if len(ids) == 1 else found.id


def sisters(names: Sequence[str], found: Sequence[Document], ids: Sequence[str]) -> list[str]:
    """The ids, with that of the Chinese file for an English one without a number whose name differs by the language.

    "指南-zh.docx" and "指南-en.docx" are one document in two languages.
    """
    chinese = {
        _untagged(name): document_id
        for name, document, document_id in zip(names, found, ids, strict=True)
        if document.title_zh and _LANGUAGE_TAG.search(PurePath(name).stem)
    }
    return [
        document_id if document.number or document.title_zh else chinese.get(_untagged(name), document_id)
        for name, document, document_id in zip(names, found, ids, strict=True)
    ]


def _untagged(name: str) -> str:
    return _LANGUAGE_TAG.sub("", PurePath(name).stem).casefold()


def merge(found: Sequence[Document], document_id: str | None = None) -> Document:
    """What all copies together say: for each field the value that most of them give, else the longest.

    Variants that sites give different titles go by the title that the document's id is made of.
    """
    values = {f.name: _best([getattr(d, f.name) for d in found]) for f in fields(Document)}
    titled = [d.title_zh for d in found if d.id == document_id and not d.number]
    return Document(**values | ({"title_zh": titled[0]} if titled else {}))


def _best(values: list[Any]) -> Any:
    """The most frequent value that is one; of equally frequent ones the longest, then the last by its writing."""
    return max(values, key=lambda v: (bool(v), values.count(v), len(str(v)), str(v)))


SAME = 0.5
"""Share of its runs from which on a text is a variant of another that has a different title."""
TOLD = 0.1
"""Share of its runs from which on two documents of one file are told to have text in common."""


def variants(found: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The ids of the documents of one file, of which some are variants of one another: (id by its title, text).

    Texts that are mostly the same are copies of one document, whatever sites call them; texts that have almost
    nothing in common are documents of their own, even under one title: these get a number behind the title's id.
    """
    held: list[tuple[str, frozenset[str]]] = []
    for wanted, text in found:
        grams = runs(text)
        shares = [(common(grams, other), -n) for n, (_, other) in enumerate(held)]
        share, at = max(shares, default=(0.0, 0))
        named = [common(grams, other) for one, other in held if one == wanted]
        if share >= SAME:
            settled = held[-at][0]
        elif not named or max(named) >= LEAST_SHARED:
            settled = wanted
        else:
            taken = {one for one, _ in held}
            settled = next(name for n in count(2) if (name := f"{wanted}-{n}") not in taken)
        held.append((settled, grams))
        yield settled


def runs(text: str) -> frozenset[str]:
    """The runs of characters by which texts are compared: a quarter of them, chosen by their first character."""
    words = squeeze(text).lower()
    return frozenset(words[n : n + GRAM] for n, char in enumerate(words) if not ord(char) % 4)


def common(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the shorter text's runs that the other has too."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def shares(copies: Sequence[tuple[Copy, Parsed]]) -> Iterator[Finding]:
    """What variants of one document in one file have in common."""
    held = [(copy, _grams(parsed)) for copy, parsed in copies if copy.whole]
    for n, (copy, grams) in enumerate(held):
        for other, others in held[:n]:
            if copy.sha256 == other.sha256:
                yield told.twice(copy.name, other.start, copy.start, common(grams, others))


def related(name: str, texts: Mapping[str, str]) -> Iterator[Finding]:
    """What the documents of one file (texts by id) have in common that were kept apart."""
    grams = {document: runs(text) for document, text in texts.items()}
    for document, other in combinations(sorted(grams), 2):
        share = common(grams[document], grams[other])
        if share >= TOLD:
            for one, two in ((document, other), (other, document)):
                yield told.apart(one, two, name, share)


def strangers(copies: Sequence[Parsed]) -> list[int]:
    """The places of the copies that share almost no text with any other: they are of other documents."""
    held = [_Look(_grams(copy), _spoken(copy), frozenset(d.id for d in copy.drafts if d.label)) for copy in copies]
    return [
        n for n, own in enumerate(held) if len(held) > 1 and own.grams and not _shared(own, held[:n] + held[n + 1 :])
    ]


@dataclass(frozen=True, slots=True)
class _Look:
    """What shows whether two copies are of one document: runs of text, main languages, numbers."""

    grams: frozenset[str]
    languages: frozenset[str]
    labels: frozenset[str]


def _shared(own: _Look, others: Sequence[_Look]) -> bool:
    """Whether any other copy has enough of the same runs; one without any text says nothing."""
    return any(not other.grams or _akin(own, other) for other in others)


def _akin(own: _Look, other: _Look) -> bool:
    """Whether two copies share text or, one being a translation of the other, the numbers of their clauses."""
    if own.languages & other.languages:
        return common(own.grams, other.grams) >= LEAST_SHARED
    return len(own.labels & other.labels) >= SAME * min(len(own.labels), len(other.labels)) > 0


def _spoken(copy: Parsed) -> frozenset[str]:
    """The main languages of a copy: a Chinese standard has English terms, and is Chinese."""
    zh = 2 * sum(len(d.zh.text) for d in copy.drafts)  # a Chinese character says as much as two letters
    en = sum(len(d.en.text) for d in copy.drafts)
    return frozenset(name for name, size in (("zh", zh), ("en", en)) if size > MAIN * (zh + en))


def _grams(copy: Parsed) -> frozenset[str]:
    """Runs of the copy's text without the formulas of all standards.

    Only those that begin with one of a quarter of all characters: enough to compare by, at a quarter of the memory.
    """
    return runs("".join(body.text.text for d in copy.drafts if d.id not in FORMULAS for body in (d.zh, d.en)))
