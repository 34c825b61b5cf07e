"""Answers a query from the files of an index. The twin of this module is publish/assets/search-engine.js.

Hits are ranked by kind of match and then by document order: the whole title or number, the phrase in a title, the
phrase in a text, all words; concepts of the glossary, and words of a term that stand apart; names by their readings;
all that without the words of a question; inside words; some of the words; typing errors. The weaker kinds are looked
for only where the stronger ones leave room (``limit``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from duizhao.search import standins, words
from duizhao.search.asking import Part, bare, parts, wholes
from duizhao.search.facts import facts_of
from duizhao.search.index import LINKED, WORD
from duizhao.search.judging import Judged, Reading, judge
from duizhao.search.lines import Line
from duizhao.search.ranks import ALL_WORDS, APART, BARE, CONCEPT, IN_TEXT, IN_TITLE, INSIDE, SOME, TITLE
from duizhao.search.reader import Index, common, union
from duizhao.search.tokens import is_paired
from duizhao.search.words import Token, Unit

LIMIT = 10

CHECKED = 18
"""Files of texts that are read to tell phrases from words that stand apart."""

DIGITS = "0123456789"

FEW_WORDS = 3
"""Of so few words none may be missing."""

WALKED = 60
"""Files of texts that are read to show hits, beyond which what is left counts as none."""


@dataclass
class Found:
    """A record that matches: how well, as what reading of the query, and whether its texts were looked at."""

    rank: int
    reading: Reading
    judged: Judged | None = None
    sure: bool = False


@dataclass
class Search:
    """One query, as it is answered."""

    index: Index
    limit: int
    filters: Mapping[str, str]
    found: dict[int, Found] = field(default_factory=dict)
    tried: list[dict[str, str]] = field(default_factory=list)
    more: bool = False
    offset: int = 0
    how: str = ""
    files: set[str] = field(default_factory=set)
    lines: dict[int, list[Line]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    meant: list[int] = field(default_factory=list)

    # What is there

    def passes(self, record: int) -> bool:
        """Whether the filters let a record through."""
        if not self.filters:
            return True
        facts = facts_of(self.index, record)
        return all(facts[name][0] == value for name, value in self.filters.items())

    @property
    def small(self) -> bool:
        """Whether the library is small enough to look for weaker matches whatever was found."""
        return self.index.records <= self.index.segment

    def enough(self) -> bool:
        """Whether there are as many hits as are asked for."""
        return sum(map(self.passes, self.found)) >= self.limit

    def add(self, record: int, rank: int, reading: Reading, *, sure: bool = False) -> None:
        """Note a record, unless a stronger match was noted."""
        rank += self.offset
        held = self.found.get(record)
        if record not in self.gone and (held is None or rank < held.rank):
            self.found[record] = Found(rank, reading, sure=sure)

    def look(self, record: int, reading: Reading) -> Judged | None:
        """What of a reading stands in a record's texts; None where nothing does."""
        self.files.add(self.index.text_file(record))
        if record not in self.lines:
            self.lines[record] = [Line(text) for text in self.index.text(record)]
        return judge(self.lines[record], reading)

    def settled(self) -> bool:
        """Whether anything was really found: texts are looked at until one holds the query."""
        self.files.clear()
        for record in sorted(self.found, key=lambda one: (self.found[one].rank, one)):
            one = self.found[record]
            if one.sure or (len(self.files) < WALKED and self.look(record, one.reading)):
                return True
            del self.found[record]
            self.gone.add(record)
        return False

    # Literal matches

    def literal(self, given: list[Part]) -> None:
        """Records with all parts of the query, in any forms of their words."""
        asked = [words.with_forms(self.index, one) for one in given]
        reading = Reading(asked, wholes(asked), [*self.units(asked)], how=self.how)
        wanted = [token for one in asked for token in words.tokens(self.index, one)]
        if not self._there(wanted):
            return
        self.gone.clear()
        single = len(wanted) == 1
        equal = words.equals(self.index, asked)
        phrase = single or (len(asked) == 1 and len(asked[0].runs) == 1)
        self.files.clear()
        titles = self._in_titles(wanted)
        self._add_all(titles, set(self._in_titles(wanted, folded=False)), reading, equal, (phrase, single, True))
        for segment in self.index.segments:
            if segment and (self.enough() and self._split(wanted)):
                self.more = True
                break
            every = self._in_texts(wanted, segment)
            exact = set(self._in_texts(wanted, segment, folded=False))
            held = set(titles)
            rest = [record for record in every if record not in held]
            self._add_all(rest, exact, reading, equal, (phrase, single, False))

    def _there(self, wanted: list[Token]) -> bool:
        return all(any(self.index.row(key) for key in (*one.literal, *one.folded)) for one in wanted)

    def _split(self, wanted: list[Token]) -> bool:
        keys = (key for one in wanted for key in (*one.literal, *one.folded))
        return any(hits.split for key in keys if (hits := self.index.hits(key)))

    def _in_titles(self, wanted: list[Token], *, folded: bool = True) -> list[int]:
        return common(
            union(hits.titles for key in _keys(one, folded) if (hits := self.index.hits(key))) for one in wanted
        )

    def _in_texts(self, wanted: list[Token], segment: int, *, folded: bool = True) -> list[int]:
        """The records of a segment with all tokens, in titles or texts."""
        low, high = segment * self.index.segment, (segment + 1) * self.index.segment
        found = []
        for one in wanted:
            hits = [each for key in _keys(one, folded) if (each := self.index.hits(key))]
            titles = [[record for record in each.titles if low <= record < high] for each in hits]
            found.append(union([*titles, *(each.texts(segment) for each in hits)]))
        return common(found)

    def _add_all(
        self, records: list[int], exact: set[int], reading: Reading, equal: set[int], kind: tuple[bool, bool, bool]
    ) -> None:
        """Note records; where they hold the words, but maybe not as a phrase, their texts tell."""
        phrase, sure, title = kind
        for record in records:
            folded = record not in exact
            if record in equal:
                self.add(record, TITLE + folded, reading, sure=True)
            elif phrase:
                self.add(record, (IN_TITLE if title else IN_TEXT) + folded, reading, sure=sure)
            elif not self.passes(record) or not self._may_read(record):
                self.add(record, ALL_WORDS + folded, reading)
            elif judged := self.look(record, reading):
                apart = judged.place == ALL_WORDS and len(reading.units) == 1 and reading.units[0].concepts
                self.add(record, (APART if apart else judged.place) + folded, reading, sure=True)
            else:
                self.gone.add(record)

    def _may_read(self, record: int) -> bool:
        return self.index.text_file(record) in self.files or len(self.files) < CHECKED

    # Concepts

    def units(self, asked: list[Part]) -> list[Unit]:
        """The query as terms of the glossary and what is between them; phrases in quotes mean themselves."""
        if any(one.quoted for one in asked):
            return []
        return words.units(self.index, asked)

    def concepts(self, given: list[Part]) -> None:
        """Records that mention the concepts of the query by any of their terms."""
        asked = [words.with_forms(self.index, one) for one in given]
        units = self.units(asked)
        if not any(unit.concepts for unit in units):
            return
        self.meant += [number for unit in units for number in unit.concepts]
        reading = Reading(asked, [], units, how=self.how, by_concept=True)
        equal, titles, records = self._mentions(units)
        for record in records:
            rank = 0 if record in equal else 1 if record in titles else 2
            self.add(record, CONCEPT + rank, reading, sure=True)

    def _mentions(self, units: list[Unit]) -> tuple[set[int], set[int], list[int]]:
        """Records whose title is the concept, those with all units in their titles, and all."""
        every, titles = [], []
        equal: set[int] = set()
        for unit in units:
            keys = [f"{LINKED}{number:06d}" for number in unit.concepts]
            hits = [one for key in keys if (one := self.index.hits(key))]
            code = unit.part.code
            wanted = [Token((code,))] if code else words.tokens(self.index, words.with_forms(self.index, unit.part))
            titles.append(union([*(one.titles for one in hits), self._in_titles(wanted)]))
            texts = (one.texts(segment) for one in hits for segment in self.index.segments)
            own = (self._in_texts(wanted, segment) for segment in self.index.segments)
            every.append(union([titles[-1], union(texts), union(own)]))
            if len(units) == 1:
                named = [one for key in keys if (one := self.index.hits(f"{key}\t="))]
                equal = {record for one in named for record in one.titles}
        return equal, set(common(titles)), common(every)

    # Stand-ins: readings and typing errors

    def instead(self, given: list[Part], offset: int) -> None:
        """The answers to another query, below all that was found."""
        self.offset, self.how = offset, given[0].how if len(given) == 1 else ""
        self.literal(given)
        if self.small or not self.enough():
            self.concepts(given)
        self.offset, self.how = 0, ""

    def present(self, part: Part) -> bool:
        """Whether the part is anywhere in the library."""
        wanted = words.tokens(self.index, words.with_forms(self.index, part))
        if not self._there(wanted):
            return False
        return len(wanted) == 1 or any(self._in_texts(wanted, segment) for segment in self.index.segments)

    def tell(self, what: str, meant: str, how: str) -> None:
        """Note what was looked for instead of what was typed."""
        self.tried.append({"part": what, "what": meant, "how": how})

    # Parts of words, some of the words

    def inside(self, given: list[Part]) -> None:
        """Records with the parts of the query inside words: what is seen on a page is found."""
        given = [replace(one, points=words.points(self.index, one)) for one in given]
        reading = Reading(given, [], [], inside=True)
        runs = [run for one in given for run in one.runs if not is_paired(run[0])]
        if not runs:
            return
        self.gone.clear()
        wanted = [self._holding(run) for run in runs]
        paired = (Part(one.text, _paired(one)) for one in given if _paired(one))
        pairs = [token for one in paired for token in words.tokens(self.index, words.with_forms(self.index, one))]
        for segment in self.index.segments:
            titles = set(self._in_titles([*wanted, *pairs]))
            for record in self._in_texts([*wanted, *pairs], segment):
                self.add(record, INSIDE + (record not in titles), reading)

    def _holding(self, run: str) -> Token:
        """The words with a run in them; in large libraries those that begin with it, if any do."""
        begin = self.index.tails(f"{WORD}{run}")
        if begin and not self.small:
            return Token(tuple(f"{run}{tail}" for tail in begin))
        return Token(tuple(word for word in self.index.tails(WORD) if run in word))

    def some(self, given: list[Part], typed: int) -> None:
        """Records with most of the terms and words of the query, which was ``typed`` in so many parts."""
        asked = [words.with_forms(self.index, one) for one in given]
        units = self.units(asked)
        records = [self._mentions([unit])[2] for unit in units]
        if not _may_lack(units, records, typed):
            return
        counts: dict[int, int] = {}
        for unit, held in zip(units, records, strict=True):
            for record in held:
                counts[record] = counts.get(record, 0) + _weight(unit)
        most = sum(map(_weight, units))
        least = most * 2 / 3 if typed == 1 else most * 3 / 4
        reading = Reading(asked, [], units, how=self.how, by_concept=True, some=True)
        for record, count in sorted(counts.items()):
            if count >= least:
                self.add(record, SOME + min(15, (most - count) * 16 // most), reading, sure=True)


def _may_lack(units: list[Unit], records: list[list[int]], parts: int) -> bool:
    """Whether a part of the query may be missing without another thing being meant.

    Not a number, nor one of few words, nor a character, nor what a stretch of Chinese ends with, the thing itself.
    """
    if any(len(run) == 1 and is_paired(run) for unit in units for run in unit.part.runs):
        return False
    absent = [unit for unit, held in zip(units, records, strict=True) if not held]
    if len(absent) == len(units) or any(run[0] in DIGITS for unit in absent for run in unit.part.runs):
        return False
    return not absent or (bool(records[-1]) if parts == 1 else parts > FEW_WORDS)


def _weight(unit: Unit) -> int:
    return sum(len(run) if is_paired(run[0]) else 2 for run in unit.part.runs)


def _keys(token: Token, folded: bool) -> tuple[str, ...]:
    return (*token.literal, *token.folded) if folded else token.literal


def _paired(part: Part) -> tuple[str, ...]:
    return tuple(run for run in part.runs if is_paired(run[0]))


def query(index: Index, text: str, *, limit: int = LIMIT, filters: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The best hits for a query; ``filters``: document, kind or element that a hit must have.

    Gives ``hits``, ``total`` (with ``more``: at least so many), ``facets``, ``terms``, ``tried`` and ``nearest``.
    """
    from duizhao.search.answers import answer

    asked, excluded = parts(text)
    search = Search(index, limit, dict(filters or {}))
    if asked and index.records:
        run(search, asked)
        for one in excluded:
            _exclude(search, one)
    return answer(search, asked)


def run(search: Search, asked: list[Part]) -> None:
    """Look for the kinds of match one after the other, weaker ones where there is room."""
    search.literal(asked)
    settled = search.settled()
    if search.small or not search.enough():
        search.concepts(asked)
    settled = settled or bool(search.found)
    if not settled and (left := bare(asked)):
        search.instead(left, BARE)
        settled = search.settled()
    if not settled:
        standins.pinyin(search, asked)
        settled = search.settled()
    if (search.small and not search.enough()) or not settled:
        search.inside(asked)
        settled = settled or search.settled()
    if not settled:
        standins.begun(search, asked)
        standins.fuzzy(search, asked)
        settled = search.settled()
    if not settled:
        search.some(bare(asked) or asked, len(asked))


def _exclude(search: Search, part: Part) -> None:
    wanted = words.tokens(search.index, words.with_forms(search.index, part))
    for segment in search.index.segments:
        for record in search._in_texts(wanted, segment) if search._there(wanted) else ():
            search.found.pop(record, None)
