"""Which concepts a record mentions, by any of their terms, inside longer terms too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from duizhao.model import LANGUAGES, Concept, Language
from duizhao.search.records import Record
from duizhao.search.tokens import squeeze
from duizhao.text.matching import Entry, Matcher

Place = Literal["equal", "title", "text"]
"""Where a concept is mentioned: the title is one of its terms, holds one, or only the text does."""


class Mentions:
    """The terms of a glossary, ready to be found in records."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        """Concepts are told by their number."""
        numbers = {concept.id: number for number, concept in enumerate(concepts)}
        self._numbers = numbers
        self._matcher = Matcher(
            Entry(numbers[concept.id], term.language, term.text) for concept in concepts for term in concept.terms
        )
        self._names: dict[str, list[int]] = {}
        for concept in concepts:
            for term in concept.terms:
                self._names.setdefault(squeeze(term.text), []).append(numbers[concept.id])

    def of(self, record: Record) -> Iterator[tuple[int, Place]]:
        """The concepts of a record, each at its best place."""
        found: dict[int, Place] = {}
        for concept in self._linked(record.texts):
            found[concept] = "text"
        for concept in self._linked(record.titles):
            found[concept] = "title"
        for title in filter(None, record.titles):
            for concept in self._names.get(squeeze(title), ()):
                found[concept] = "equal"
        for id_ in record.concepts:
            if id_ in self._numbers:
                found.setdefault(self._numbers[id_], "text")
        yield from sorted(found.items())

    def _linked(self, texts: Sequence[str]) -> Iterator[int]:
        languages: tuple[Language, ...] = (*LANGUAGES, *LANGUAGES)
        for text, language in zip(texts, languages, strict=True):
            if text:
                yield from self._matcher.present(text, language)
