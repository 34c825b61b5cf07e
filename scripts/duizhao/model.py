"""The records that all stages share. Frozen, flat, free of behaviour beyond what their fields imply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

Edition = Literal["printed", "plain"]
"""``printed``: the text as published, rebuilt from copies; ``plain``: our own restatement."""

Severity = Literal["error", "warning", "info"]

TermStatus = Literal["preferred", "admitted", "avoid"]
"""What a term is to a concept (ISO 704; ISO 30042, administrativeStatus)."""

KINDS = (
    "clause", "term", "note", "example", "annex", "table", "factor", "group", "item", "practice", "row",
    "part", "chapter", "section", "paragraph",
)  # fmt: skip
"""What a node can be (design, section 1; shared record format)."""


Grammar = Literal["handbook", "gbt", "outline"]
"""The shapes in which a document's text can be read, as ``document.yaml`` may name them."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` (included) to ``end`` (excluded) of the decoded copy named ``copy``."""

    copy: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A file as a reader decoded it: ``text`` is what spans and the audit count in (characters, from 0).

    Of a file that holds several documents each is a copy of its own: ``start`` is where its text begins in the file,
    ``whole`` how many characters the file has (0 where the copy is the file).
    """

    name: str
    format: str
    encoding: str
    sha256: str
    text: str
    start: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """One repair at one place: characters ``start`` to ``end`` of the text that the repair was given become ``after``.

    ``origin`` says, for an edit that moves text, from which position of that text each character of ``after``
    came (-1: it is new). ``discard`` names a class of matter that is no part of the document (site header,
    page number) where the edit takes such matter out; None for a real repair.
    """

    start: int
    end: int
    before: str
    after: str
    repair: str
    why: str
    discard: str | None = None
    origin: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Mend:
    """An edit as the reader of the site sees it: raw place in a copy, before, after, which repair and why."""

    copy: str
    start: int
    end: int
    before: str
    after: str
    repair: str
    why: str
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """One numbered or labelled unit of a document. Nodes are a flat list in document order.

    ``id`` is the permanent address ("6.3.2", "A.2/1/2/a/3", "6.3.3/note1"), ``parent`` the id of the node above
    or None. ``label`` stands as printed ("a)", "注1:"). Texts hold paragraphs joined by ``\\n``; None where the
    document has none. ``lost``: the copies have lost text that should stand here. ``supplied``: fields that are
    ours, not the publisher's (an English title where the print has none). ``copies``: where the text stands, the
    copy that was followed first. ``edits``: how many repairs touched it. ``agreement``: share of characters (0 to
    1) on which the copies agree, None where only one copy has the node. ``confidence``: 0 to 1.
    """

    id: str
    kind: str
    parent: str | None = None
    label: str | None = None
    title_zh: str | None = None
    title_en: str | None = None
    text_zh: str | None = None
    text_en: str | None = None
    lost: bool = False
    note: str | None = None
    supplied: tuple[str, ...] = ()
    copies: tuple[Span, ...] = ()
    edits: int = 0
    agreement: float | None = None
    confidence: float = 1.0
    concepts: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The page anchor: the id in lower case with ``/`` as ``-`` (design, section 4)."""
        return self.id.lower().replace("/", "-")


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that this one cites: its number ("GB/Z 41838") and title."""

    number: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What identifies a document. Dates are ISO 8601; ``contents`` the titles as its table of contents has them.

    ``supplied``: fields that are ours, not the publisher's (an English title where the print has none). ``grammar``:
    the shape that the text is to be read in, where somebody has named it; None: the text itself decides.
    """

    id: str
    number: str | None = None
    title_zh: str | None = None
    title_en: str | None = None
    ics: str | None = None
    ccs: str | None = None
    published: str | None = None
    effective: str | None = None
    issuer: str | None = None
    proposer: str | None = None
    drafting_organizations: tuple[str, ...] = ()
    drafters: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    contents: tuple[str, ...] = ()
    supplied: tuple[str, ...] = ()
    grammar: Grammar | None = None


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """A copy that has been imported: what it is and where its characters went (counts; their sum is its length).

    ``start`` and ``whole``: where it begins in a file that holds other documents too, and how long that file is.
    """

    name: str
    sha256: str
    format: str
    encoding: str
    characters: int
    in_nodes: int = 0
    in_edits: Mapping[str, int] = field(default_factory=dict)
    discarded: Mapping[str, int] = field(default_factory=dict)
    unread: int = 0
    start: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """A hand correction (corrections.yaml): in ``node``, ``language``, the words ``before`` become ``after``.

    With ``part``, ``before`` is the whole title or text, also an empty one. ``hash`` is a stamp of the text and its
    counterpart as a translator saw them (``text.stamps``): where either has changed since, the correction is stale.
    """

    node: str
    language: Language
    before: str
    after: str
    why: str
    who: str
    part: Literal["title", "text"] | None = None
    edition: Edition = "printed"
    hash: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check or a stage reports of bad data (design, section 5)."""

    check: str
    severity: Severity
    message: str
    document: str | None = None
    node: str | None = None
    language: Language | None = None
    suggestion: str | None = None
    concept: str | None = None
    term: str | None = None
    rendering: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """When a term is right for its concept: in one of ``documents`` (ids), in one of ``nodes`` (ids, with all below
    them, in any document, or in one: "db99-1#5.2"), or with one of ``words``.

    ``words`` stand in the same node, in the term's language. All empty: always. A word that is to be avoided in some
    ``documents``, whatever the node, is admitted in the others. ISO 10241-1, 6.2 (domain or subject); ISO 30042
    (project subset).
    """

    nodes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A designation of a concept in one language (ISO 704, ISO 10241-1). ``reason`` says why it has its ``status``."""

    language: Language
    text: str
    status: TermStatus = "preferred"
    reason: str | None = None
    part_of_speech: str | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a concept comes from: a document's id and, where it is one place, the id of the node."""

    document: str
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the glossary with its terms, preferred ones first (the subset of ISO 30042 that is needed here).

    Definitions are in our own words. ``broader`` and ``related`` are ids of concepts; narrower ones follow from
    ``broader`` and are not written down twice.
    """

    id: str
    terms: tuple[Term, ...]
    definition_zh: str | None = None
    definition_en: str | None = None
    sources: tuple[Source, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and its counterpart: what the checks of a translation look at (TMX 1.4b, translation unit).

    ``place`` is the id of the node, or of the segment in a translator's file; ``part`` which text of the node it is.
    ``label`` and ``kind`` are the node's; ``lost``: the copies have lost text here, so that nothing can be said of
    what is missing.
    """

    place: str
    zh: str = ""
    en: str = ""
    part: Literal["title", "text"] = "text"
    kind: str = "paragraph"
    label: str | None = None
    document: str | None = None
    lost: bool = False

    def text(self, language: Language) -> str:
        """The text in a language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Rendering:
    """How one occurrence of an English term is rendered in Chinese.

    ``unit`` is the number of the unit in the list that was looked at; ``start`` and ``end`` the term's characters in
    its English, ``zh_start`` and ``zh_end`` those of the rendering in its Chinese (-1 where none was found).
    ``term`` is the term in its dictionary form, ``text`` the rendering as it stands, ``concept`` the glossary's
    concept where it has one. ``certainty``: the glossary or a dictionary knows the rendering; it is guessed from all
    pairs; or none was found.
    """

    unit: int
    term: str
    start: int
    end: int
    text: str = ""
    zh_start: int = -1
    zh_end: int = -1
    concept: str | None = None
    certainty: Literal["certain", "guessed", "missing"] = "missing"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody has judged and lets stand (waivers.yaml): which check, where, why, who, until when.

    ``term`` and ``message`` narrow it down to findings with that term, or with those words in their message.
    """

    check: str
    node: str
    reason: str
    who: str
    document: str | None = None
    until: str | None = None
    term: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A document with its editions and all that is known of them, as the store loads and saves it."""

    document: Document
    printed: tuple[Node, ...] = ()
    plain: tuple[Node, ...] = ()
    copies: tuple[CopyRecord, ...] = ()
    mends: tuple[Mend, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def edition(self) -> Edition:
        """The edition that is the main text: the printed one where it has been imported."""
        return "printed" if self.printed else "plain"

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes of the main edition."""
        return self.printed or self.plain


@dataclass(frozen=True, slots=True)
class Library:
    """All that a knowledge base holds: its documents and its glossary, both sorted by id."""

    books: tuple[Book, ...] = ()
    concepts: tuple[Concept, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckNotes:
    """The documentation of a check, each text in Chinese and in English: its name, what it reports, why that matters,
    what to do. ``wrong`` is a pair of texts that it reports, ``right`` the same pair put right.
    """

    id: str
    severity: Severity
    name: tuple[str, str]
    what: tuple[str, str]
    why: tuple[str, str]
    fix: tuple[str, str]
    wrong: tuple[str, str] | None = None
    right: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A library's texts in both languages, how terms are rendered in them, and what the checks found.

    ``renderings`` count in ``units``; ``checks`` are those that ran, whether or not they found anything.
    """

    units: tuple[Unit, ...] = ()
    renderings: tuple[Rendering, ...] = ()
    findings: tuple[Finding, ...] = ()
    checks: tuple[CheckNotes, ...] = ()
