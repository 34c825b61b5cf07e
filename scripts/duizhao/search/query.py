"""Answers a query from the files of an index. The twin of this module is publish/assets/search-engine.js.

Hits are ranked by kind of match and then by document order: the whole title or number, the phrase in a title, the
phrase in a text, all words; concepts of the glossary; names by their readings; inside words; some of the words; typing
errors. The weaker kinds are looked for only where the stronger ones leave room (``limit``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from duizhao.search import words
from duizhao.search.asking import Part, parts, stand_in, wholes
from duizhao.search.index import LINKED, WORD
from duizhao.search.judging import Judged, Reading, judge
from duizhao.search.lines import Line
from duizhao.search.reader import Index, common, union
from duizhao.search.tokens import is_paired
from duizhao.search.words import Token, Unit

LIMIT = 10

CHECKED = 18
"""Files of texts that are read to tell phrases from words that stand apart."""

WALKED = 60
"""Files of texts that are read to show hits, beyond which what is left counts as none."""

# Ranks: two for each place of a literal match (as typed, in other forms of a word), then one block a kind.
TITLE, IN_TITLE, IN_TEXT, ALL_WORDS = 0, 2, 4, 6
CONCEPT, PINYIN, INSIDE, SOME, FUZZY = 8, 20, 40, 44, 60


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
                self.add(record, judged.place + folded, reading, sure=True)
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
            wanted = words.tokens(self.index, words.with_forms(self.index, unit.part))
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

    def pinyin(self, given: list[Part]) -> None:
        """Names whose readings, or initials, were typed: with spaces or without, one for all parts or one for each."""
        if all(_is_letters(one) for one in given):
            letters = "".join(run for one in given for run in one.runs)
            for name in words.read_as(self.index, letters):
                whole = Part(" ".join(one.text for one in given), given[0].runs)
                self._tell(whole.text, name, "pinyin")
                self.instead([stand_in(whole, name, "pinyin")], PINYIN)
        if self.found or len(given) < 2:
            return
        self._replace(given, lambda part: words.read_as(self.index, "".join(part.runs)), "pinyin", PINYIN)

    def fuzzy(self, given: list[Part]) -> None:
        """What may have been meant where a word, or a name of the glossary, was mistyped."""
        self._replace(given, self._corrections, "fuzzy", FUZZY)

    def _corrections(self, part: Part) -> list[str]:
        if len(part.runs) == 1:
            return words.corrected(self.index, part.runs[0])
        return []

    def _replace(self, given: list[Part], meant: Callable[[Part], list[str]], how: str, offset: int) -> None:
        """Ask again with other readings of the parts that are nowhere; nothing where one has none."""
        choices: list[list[Part]] = []
        for one in given:
            if self._present(one):
                choices.append([one])
                continue
            names = [] if one.quoted or (how == "pinyin" and not _is_letters(one)) else meant(one)
            choices.append([stand_in(one, name, how) for name in names])
            for name in names:
                self._tell(one.text, name, how)
        if all(choices) and any(choice[0].how == how for choice in choices):
            for n in range(max(map(len, choices))):
                self.instead([choice[min(n, len(choice) - 1)] for choice in choices], offset)

    def _present(self, part: Part) -> bool:
        """Whether the part is anywhere in the library."""
        wanted = words.tokens(self.index, words.with_forms(self.index, part))
        if not self._there(wanted):
            return False
        return len(wanted) == 1 or any(self._in_texts(wanted, segment) for segment in self.index.segments)

    def _tell(self, what: str, meant: str, how: str) -> None:
        self.tried.append({"part": what, "what": meant, "how": how})

    # Parts of words, some of the words

    def inside(self, given: list[Part]) -> None:
        """Records with the parts of the query inside words: what is seen on a page is found."""
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

    def some(self, given: list[Part]) -> None:
        """Records with most of the terms and words of the query, where none has all."""
        asked = [words.with_forms(self.index, one) for one in given]
        units = self.units(asked)
        counts: dict[int, int] = {}
        held = 0
        for unit in units:
            records = self._mentions([unit])[2]
            held += bool(records)
            for record in records:
                counts[record] = counts.get(record, 0) + _weight(unit)
        most = sum(map(_weight, units))
        least = most / 2 if len(asked) == 1 else most / 2 + 1
        reading = Reading(asked, [], units, how=self.how, by_concept=True, some=True)
        for record, count in sorted(counts.items()):
            if count >= least and (held > 1 or any(unit.concepts for unit in units)):
                self.add(record, SOME + min(15, (most - count) * 16 // most), reading, sure=True)


def _weight(unit: Unit) -> int:
    return sum(len(run) if is_paired(run[0]) else 2 for run in unit.part.runs)


def _keys(token: Token, folded: bool) -> tuple[str, ...]:
    return (*token.literal, *token.folded) if folded else token.literal


def _paired(part: Part) -> tuple[str, ...]:
    return tuple(run for run in part.runs if is_paired(run[0]))


def _is_letters(part: Part) -> bool:
    return all(run.isascii() and run.isalpha() for run in part.runs) and not part.quoted


def facts_of(index: Index, record: int) -> dict[str, list[str]]:
    """Document, element and kind of a record."""
    segment, place = divmod(record, index.segment)
    found = {}
    for name, (names, changes) in zip(("document", "element", "kind"), index.facts(segment), strict=True):
        at = _last(changes, place)
        found[name] = names[changes[at + 1]]
    return found


def _last(changes: list[int], place: int) -> int:
    """Where, among places and values by turns, the last place stands that is not beyond ``place``."""
    low, high = 0, len(changes) // 2 - 1
    while low < high:
        middle = (low + high + 1) // 2
        if changes[2 * middle] <= place:
            low = middle
        else:
            high = middle - 1
    return 2 * low


def query(index: Index, text: str, *, limit: int = LIMIT, filters: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The best hits for a query; ``filters``: document, kind or element that a hit must have.

    Gives ``hits``, ``total`` (with ``more``: at least so many), ``facets``, ``tried`` and ``nearest``.
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
    if not settled:
        search.pinyin(asked)
        settled = search.settled()
    if (search.small and not search.enough()) or not settled:
        search.inside(asked)
        settled = settled or search.settled()
    if not settled:
        search.fuzzy(asked)
        settled = search.settled()
    if not settled:
        search.some(asked)


def _exclude(search: Search, part: Part) -> None:
    wanted = words.tokens(search.index, words.with_forms(search.index, part))
    for segment in search.index.segments:
        for record in search._in_texts(wanted, segment) if search._there(wanted) else ():
            search.found.pop(record, None)
