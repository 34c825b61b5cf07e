"""TBX in: version 3 (ISO 30042:2019, ``tbx``) in both styles, and version 2 (``martif``).

One reader for all: elements are known by their names without namespace, and a data category by ``type`` (DCA and
version 2: ``<termNote type="partOfSpeech">``) or by the element's own name (DCT: ``<min:partOfSpeech>``). What a
concept cannot hold goes into its note, a line each, with the category's name; what a glossary cannot hold at all
(other languages, who changed what and when) is told in ``Read.told``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pypinyin import lazy_pinyin

from duizhao.errors import CopyError
from duizhao.exchange import elements
from duizhao.exchange.languages import of_tag, of_text
from duizhao.exchange.sources import parse_xml
from duizhao.exchange.tbx import KEEPS, OURS
from duizhao.model import Concept, Condition, Language, Source, Term, TermStatus
from duizhao.text import conditions

STATUS: dict[str, TermStatus] = {
    "preferred": "preferred", "standardized": "preferred", "legal": "preferred", "regulated": "preferred",
    "approved": "preferred", "admitted": "admitted", "deprecated": "avoid", "superseded": "avoid",
    "forbidden": "avoid", "obsolete": "avoid", "notrecommended": "avoid", "prohibited": "avoid", "rejected": "avoid",
}  # fmt: skip
"""What the values of administrativeStatus and normativeAuthorization mean, without "Term" and "-admn-sts"."""

_EXACT = frozenset({"preferred", "admitted", "deprecated"})
_STATUSES = frozenset({"administrativeStatus", "normativeAuthorization"})
_META = frozenset({"termNote", "descrip", "descripNote", "admin", "adminNote", "ref", "xref", "transac", "transacNote"})
_HISTORY = frozenset({"transacGrp", "transac", "transactionType", "date", "responsibility", "transacNote"})
_BROADER = ("broaderConcept", "superordinateConcept")
_SLUG = re.compile(r"[^a-z0-9]+")  # what stands between the words of an id: " & " in "health & safety"
_FIT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # an id that a file of the glossary can have: "customer-journey"


NAMESPACE = "urn:iso:std:iso:30042"
"""What the namespace of every TBX file begins with, where it names one: its editions differ in the rest."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file of terms held: the concepts, and a line for each thing that they could not take over."""

    concepts: tuple[Concept, ...]
    told: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    """A concept while its entry is read."""

    id: str
    terms: list[tuple[Term, bool]] = field(default_factory=list)  # with whether its status stands in the file
    definitions: dict[Language, str] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def concept(self) -> Concept:
        return Concept(
            self.id, _ranked(self.terms), self.definitions.get("zh"), self.definitions.get("en"), tuple(self.sources),
            tuple(self.broader), tuple(self.related), "\n".join(self.notes) if self.notes else None,
        )  # fmt: skip


def load(data: bytes, place: str) -> Read:
    """The concepts of a TBX file.

    Raises:
        CopyError: the file is no TBX, or holds no term in Chinese or English.
    """
    root = parse_xml(data, place)
    if elements.local(root) not in ("tbx", "martif"):
        raise CopyError(f"{place}: is no TBX file (its root is '{elements.local(root)}', not 'tbx' or 'martif').")
    space = elements.namespace(root)
    if space and not space.startswith(NAMESPACE):
        raise CopyError(
            f"{place}: line {root.sourceline}: its namespace '{space}' is not that of TBX ({NAMESPACE}…). "
            "Export the file again from the program that made it."
        )
    return _Reader(root).read(place)


class _Reader:
    """Reads one file: which ids it gives to the entries, and what it could not take over, counted."""

    def __init__(self, root: Any) -> None:
        self.entries = [one for one in root.iter() if elements.local(one) in ("conceptEntry", "termEntry")]
        self.ours = any(elements.text(p) == KEEPS for p in root.iter() if elements.local(p) == "p")
        self.lost: Counter[str] = Counter()
        self.ids: dict[str, str] = {}

    def read(self, place: str) -> Read:
        given: set[str] = set()
        named = [(entry, self._id(entry, n, given)) for n, entry in enumerate(self.entries, 1)]
        concepts = [concept for entry, name in named if (concept := self._entry(entry, name)).terms]
        if not concepts:
            raise CopyError(f"{place}: holds no term in Chinese or English. Check that it is the right file.")
        if empty := len(named) - len(concepts):
            self.lost["entries without a term in Chinese or English"] = empty
        kept = {concept.id for concept in concepts}
        return Read(
            tuple(self._related(concept, kept) for concept in concepts),
            tuple(f"{place}: left out: {what} ({times})" for what, times in sorted(self.lost.items())),
        )

    def _related(self, concept: Concept, kept: set[str]) -> Concept:
        """The concept without references to entries that gave none; in our own files they stay as they were."""
        if self.ours or kept.issuperset((*concept.broader, *concept.related)):
            return concept
        self.lost["references to entries without a term in Chinese or English"] += 1
        broader, related = ([one for one in ids if one in kept] for ids in (concept.broader, concept.related))
        return replace(concept, broader=tuple(broader), related=tuple(related))

    # ids

    def _id(self, entry: Any, n: int, given: set[str]) -> str:
        """The concept's id: the one that we once wrote, the entry's own, or one made from its first term."""
        own = entry.get("id")
        told = (_own(self.text(note)) for note in elements.children(entry, "note"))
        name = next((value for key, value in told if key == "id"), None) or self._fit(own, entry, n)
        stem, times = name, 1
        while name in given:
            times += 1
            name = f"{stem}-{times}"
        given.add(name)
        if own:
            self.ids.setdefault(own, name)
        return name

    def _fit(self, own: str | None, entry: Any, n: int) -> str:
        if own and (self.ours or _FIT.fullmatch(own)):
            return own
        terms = {of_tag(section.get(elements.LANG)): section for section in reversed(_sections(entry))}
        words = [self._words(terms[language]) for language in ("en", "zh") if language in terms]
        return next((slug for word in words if (slug := slugged(word))), None) or slugged(own or "") or f"concept-{n}"

    def _words(self, section: Any) -> str:
        first = next((one for one in section.iter() if elements.local(one) == "term"), None)
        return "" if first is None else self.text(first)

    # texts

    def text(self, element: Any) -> str:
        found = elements.text(element)
        return found if self.ours else elements.joined(found)

    # concepts

    def _entry(self, entry: Any, name: str) -> Concept:
        draft = _Draft(name)
        for item, category in self._items(entry):
            self._of_concept(draft, item, category)
        for section in _sections(entry):
            language = of_tag(section.get(elements.LANG))
            if language:
                self._section(draft, section, language)
            else:
                self.lost[f"terms in the language {section.get(elements.LANG) or 'without a name'}"] += 1
        return draft.concept()

    def _items(self, parent: Any) -> Iterator[tuple[Any, str]]:
        """What an entry, a section or a term says, with each one's category; groups are taken apart."""
        for element in parent:
            name = elements.local(element)
            if name in _HISTORY:
                self.lost["history (who changed what, and when)"] += 1
            elif name.endswith("Grp"):
                yield from self._items(element)
            elif name not in ("langSec", "langSet", "termSec", "tig", "ntig", "term"):
                yield element, (element.get("type") or name) if name in _META else name

    def _of_concept(self, draft: _Draft, item: Any, category: str) -> None:
        text = self.text(item)
        key, value = _own(text)
        if key in ("broader", "related"):
            (draft.broader if key == "broader" else draft.related).append(value)
        elif category == "source" and text.startswith(OURS):
            document, sign, node = text.removeprefix(OURS).partition("#")
            draft.sources.append(Source(document, node if sign else None))
        elif category == "definition":
            language = of_tag(item.get(elements.LANG)) or of_text(text) or "en"
            self._definition(draft, language, text)
        elif (target := self.ids.get(item.get("target") or "")) and self._refers(category):
            broader = text == "broader" or category.startswith(_BROADER)
            (draft.broader if broader else draft.related).append(target)
        elif key != "id":
            self._noted(draft.notes, item, category, "")

    def _refers(self, category: str) -> bool:
        return category in ("crossReference", "relatedConcept") or category.startswith(_BROADER)

    def _definition(self, draft: _Draft, language: Language, text: str) -> None:
        if language in draft.definitions:
            draft.notes.append(f"{language}: definition: {text}")
        else:
            draft.definitions[language] = text

    def _noted(self, notes: list[str], item: Any, category: str, where: str) -> None:
        """A line of a note for what has no place of its own; a note is taken as it stands."""
        key, value = _own(self.text(item))
        text = value if key == "text" else self.text(item)
        target = item.get("target")
        pointed = f"{text} ({target})" if target and target != text else text
        if category == "note" and not where:
            notes.append(text)
        elif pointed.strip():
            notes.append(f"{where}{'' if category == 'note' else category + ': '}{pointed}")

    # terms

    def _section(self, draft: _Draft, section: Any, language: Language) -> None:
        for item, category in self._items(section):
            if category == "definition":
                self._definition(draft, language, self.text(item))
            else:
                self._noted(draft.notes, item, category, f"{language}: ")
        for inner in elements.children(section, "termSec", "tig", "ntig"):
            self._term(draft, inner, language)

    def _term(self, draft: _Draft, inner: Any, language: Language) -> None:
        word = next((one for one in inner.iter() if elements.local(one) == "term"), None)
        text = "" if word is None else self.text(word)
        if not text.strip():
            self.lost["entries of a term without a term"] += 1
            return
        reasons: list[str] = []
        known: dict[str, Any] = {}
        for item, category in self._items(inner):
            if category == "definition":
                self._definition(draft, language, self.text(item))
            elif not self._known(known, reasons, item, category):
                notes, where = (reasons, "") if category == "note" else (draft.notes, f"{language}, {text}: ")
                self._noted(notes, item, category, where)
        if not any((term.language, term.text) == (language, text) for term, _ in draft.terms):
            reason = "\n".join(reasons) if reasons else None
            draft.terms.append((Term(language, text, reason=reason, **known), "status" in known))
        elif reasons or known:
            self.lost["what is said of a term that stands twice in its entry"] += 1

    def _known(self, known: dict[str, Any], reasons: list[str], item: Any, category: str) -> bool:
        """Whether the item is one that a term has a place for; then it is put there."""
        text = self.text(item)
        key, value = _own(text)
        if category in _STATUSES:
            bare = text.removesuffix("-admn-sts").removesuffix("Term")
            known["status"] = STATUS.get(bare.lower(), "admitted")
            if bare.lower() not in STATUS:
                self.lost[f"the status '{text[:40]}', which TBX does not have: its term counts as admitted"] += 1
            if bare not in _EXACT:
                reasons.append(f"{category}: {text}")
        elif key == "part-of-speech" or (category == "partOfSpeech" and "part_of_speech" not in known):
            known["part_of_speech"] = value if key else text
        elif key == "condition" and (condition := _condition(value)):
            known["condition"] = condition
        else:
            return False
        return True


def _sections(entry: Any) -> list[Any]:
    return elements.children(entry, "langSec", "langSet")


def _own(text: str) -> tuple[str, str]:
    """Key and value of one of our own notes, else two empty texts; a value in quotes is taken out of them."""
    if not text.startswith(OURS):
        return "", ""
    key, _, value = text.removeprefix(OURS).partition(" ")
    if key != "text":
        return key, value
    try:
        return key, str(json.loads(value))
    except ValueError:
        return key, value


def _condition(value: str) -> Condition | None:
    try:
        return conditions.read(json.loads(value))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _ranked(terms: list[tuple[Term, bool]]) -> tuple[Term, ...]:
    """Where a language's terms have no status: its first is preferred, unless another is, and the rest are admitted."""
    leads = {term.language for term, told in terms if told and term.status == "preferred"}
    out = []
    for term, told in terms:
        second = not told and term.language in leads
        leads |= set() if told else {term.language}
        out.append(replace(term, status="admitted") if second else term)
    return tuple(out)


def slugged(words: str) -> str:
    """Words as an id: small letters, digits and hyphens; Chinese by its reading."""
    latin = " ".join(lazy_pinyin(words)) if of_text(words) == "zh" else words
    return _SLUG.sub("-", latin.lower()).strip("-")[:80].strip("-")
