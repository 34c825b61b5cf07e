"""English words: what is one, and where words that were run together must be cut.

Pure functions over a frequency list. The lists are those that symspellpy ships (82,765 words and 242,342 pairs
of words with their counts, MIT licence, drawn from Google Books Ngram and SCOWL); they are used as data only.
The search for the best cuts is our own: a Viterbi search over single words and pairs of words, in which the
words of the document at hand count more than those of the language at large.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from math import log10
from types import MappingProxyType
from typing import NamedTuple

from duizhao.text.wordlists import (
    BEFORE_APOSTROPHE,
    BOUND_PARTS,
    FUNCTION_WORDS,
    GOES_ON,
    JOINING,
    MODERN,
    NO_PROVISION,
    SHORT,
)

TOTAL = 1_024_908_267_229
"""Words that the list was counted in: the size of the corpus behind the counts."""
PAIR_SCALE = 64
"""The pairs' counts are too large by this factor, measured on pairs whose true count is published ("of the")."""
UNSEEN_PAIR = log10(0.4)
"""What it costs that two words do not stand in the list of pairs ("stupid backoff", Brants and others, 2007)."""
BOUND = -4.0
"""log10 probability of a part that stands only before a hyphen or an apostrophe."""
UNKNOWN_OPEN = -4.5
UNKNOWN_LETTER = -0.95
"""log10 probability of a word that no list has: at all, and for each letter. Measured on names in clean text."""
SHORT_RARE = -4.0
"""What a word of one to three letters costs more when it is none of `SHORT` ("ond", "gre", "nth")."""
DOCUMENT_SHARE = 0.3
"""Weight of the document's own counts against those of the language."""
TORN = -2.0
"""What it costs to read as two words what is more often one ("in to")."""
DANGLING = -1.5
"""What it costs that a word which must go on, such as "as" or "the", stands before a stop."""
_APOSTROPHES = ("'", "’")
_STOPS = ",.;:!?)）"
LONGEST_WORD = 28
LONGEST_TOKEN = 20_000
"""Letters. No text has so many without a sign between them; what is longer is data and stays in one piece."""
MODERN_COUNT = 2_000_000
DERIVED = -8.0
"""log10 probability of a word that regular affixes make of a frequent one."""

# Endings that make a word of any adjective, noun or verb. The list has the American "digitization" but neither
# "digitisation" nor "digitalisation".
_IZE = tuple(
    f"{z}{end}" for z in ("is", "iz") for end in ("e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational")
)
_ENDINGS = (*_IZE, "ness", "less", "ability", "wise", "s")
# Parts in front that are no words by themselves, so that they cannot be a word glued to another: "cocreation".
_PREFIXES = (
    "un",
    "non",
    "co",
    "re",
    "pre",
    "de",
    "dis",
    "multi",
    "inter",
    "micro",
    "cyber",
    "hyper",
    "meta",
    "semi",
    "ultra",
    "mis",
)
# More of both, believed only of a token that stands by itself ("destructors", "autoscaling"), since inside a glued
# run they would eat the next word's first letters.
_WHOLE_ENDINGS = (*_ENDINGS, "al", "ally", "ly", "d", "able", "ed", "ing", "ity")
_WHOLE_PREFIXES = (
    *_PREFIXES,
    "auto",
    "trans",
    "sub",
    "super",
    "anti",
    "bio",
    "geo",
    "mono",
    "mini",
    "poly",
    "tele",
    "neo",
    "proto",
)
_SHORTEST_STEM = 4
_STEM_FLOOR = -6.5
"""Only a stem this frequent (log10) makes new words: rare ones make too many that nobody ever wrote."""

# A word in running text: lower case but for its first letter, with white space or an opening sign before it and
# white space or a closing sign after it. Example: in "(the two Methods, both)" the, two, Methods and both.
_CLEAN_WORD = re.compile(r"(?<![^\s(“‘\"])[A-Za-z]?[a-z]*[a-z](?=[,.;:!?)”’\"]{0,2}(?:\s|$))|(?<!\S)[aAI](?=\s)")
# What may stand between two words of running text: one space or line end, with signs before or after it.
# Example: ", (" in "the two, (both)".
_BETWEEN = re.compile(r"[,.;:!?)”’\"]{0,2}\s[(“‘\"]?")
_SHORTEST_NEW = 5
_SEEN_OFTEN = 2
_WELL_APART = 2.0
_COMPOUND = 13
_RUNNING = 3
"""Words in a row from which on a text counts as running text."""


def _read(name: str) -> str:
    return files("symspellpy").joinpath(name).read_text("utf-8-sig")


@cache
def frequencies() -> Mapping[str, float]:
    """The language's words with the log10 of their probability."""
    counts = dict.fromkeys(MODERN, MODERN_COUNT)
    counts |= {f"{word}s": MODERN_COUNT for word in counts if not word.endswith(("s", "ing", "ed"))}
    for line in _read("frequency_dictionary_en_82_765.txt").splitlines():
        word, _, count = line.partition(" ")
        if word.isalpha():
            counts[word] = int(count)
    return {word: log10(count / TOTAL) for word, count in counts.items()}


@cache
def _running_words() -> Mapping[str, float]:
    """The same, made unlikely where a short word is none that running text has."""
    rare = {word for word in frequencies() if len(word) <= 3 and word not in SHORT}
    return {word: score + SHORT_RARE if word in rare else score for word, score in frequencies().items()}


@cache
def _pairs() -> Mapping[str, Mapping[str, float]]:
    """first word -> second word -> log10 of the probability that the second follows the first."""
    words = frequencies()
    pairs: dict[str, dict[str, float]] = {}
    base = log10(PAIR_SCALE * TOTAL)
    for line in _read("frequency_bigramdictionary_en_243_342.txt").splitlines():
        first, second, count = line.split(" ")
        # Never above one half: the counts of pairs and of words do not fit each other everywhere.
        pairs.setdefault(first, {})[second] = min(log10(int(count)) - base - words[first], -0.3)
    return pairs


def _has_stem(word: str, prefixes: tuple[str, ...], endings: tuple[str, ...]) -> bool:
    """Whether ``word`` is a frequent word with one of these affixes: "unexpressed", "attentiveness", "reactivity"."""
    stems = [word[len(part) :] for part in prefixes if word.startswith(part)]
    for part in endings:
        if word.endswith(part):
            # No plural has an ending: in "employeesable" two words are glued.
            stem = word[: -len(part)]
            stems += [] if stem.endswith("s") else [stem] if part == "s" else [stem, f"{stem}e"]
    return any(len(stem) >= _SHORTEST_STEM and frequencies().get(stem, -99.0) > _STEM_FLOOR for stem in stems)


@lru_cache(maxsize=50_000)
def _derived(word: str) -> float | None:
    """log10 probability of a word that regular affixes make of a frequent one, or None."""
    if _has_stem(word, _PREFIXES, _ENDINGS):
        return DERIVED
    for ending in _IZE:
        if ending.startswith("is") and word.endswith(ending):
            return frequencies().get(f"{word[: -len(ending)]}iz{ending[2:]}")
    return None


def likelihood(word: str) -> float | None:
    """log10 probability of ``word`` (lower case) in the language, None for none of its words."""
    return frequencies().get(word) or _affixed(word)


def _affixed(word: str) -> float | None:
    """The same for a word that the list lacks."""
    if len(word) > 6 and (word.endswith(_ENDINGS) or word.startswith(_PREFIXES)):
        return _derived(word)
    return None


class _State(NamedTuple):
    """The best way to a place: its log10 probability, the last word (None: unknown) with its start, the way there."""

    score: float
    word: str | None
    start: int
    before: _State | None


class Splitter:
    """Cuts letters that were run together into words.

    ``words``: English words of the document (lower case) with how often they stand cleanly spaced in one of its
    copies. A copy's own glued pieces may be among them: what falls apart into words that the document or the
    language has anyway is not believed.

    A token is letters only, of either case; what has other characters is one unknown word. All probabilities
    are log10.
    """

    def __init__(self, words: Mapping[str, int] = MappingProxyType({})) -> None:
        self._document: dict[str, float] = {}
        self._best = lru_cache(maxsize=4096)(self._search)
        total = sum(words.values()) or 1
        believed = {word: count for word, count in words.items() if self._believable(word, words)}
        general = _running_words()
        self._document = {
            word: log10(DOCUMENT_SHARE * count / total + 10 ** general.get(word, -99.0))
            for word, count in believed.items()
        }
        self._best.cache_clear()

    def split(self, token: str, follows: str = "") -> list[str]:
        """``token`` as its words, their case kept; one word where nothing better is found. Spelling never changes.

        ``follows``: the sign after the token, if any. Before a hyphen the last word may be a part such as "co";
        before a stop it is hardly one that must go on ("and/or personas;", not "person as;").
        """
        if self.is_word(token):
            return [token]
        starts = self._cuts(token, follows)
        return [token[a:b] for a, b in zip(starts, [*starts[1:], len(token)], strict=True)]

    def score(self, text: str, follows: str = "") -> float:
        """log10 probability of letters without spaces, read as English in the best split."""
        return self._best(text, follows).score if text else 0.0

    def gain(self, token: str, follows: str = "") -> float:
        """How much likelier (log10) the best split is than that ``token`` is one word that nobody knows."""
        return -99.0 if self.is_word(token) else self.score(token, follows) - unknown(token)

    def is_word(self, token: str) -> bool:
        """Whether ``token`` is a word of the language or of the document."""
        word = token.lower()
        if word in self._document or likelihood(word) is not None:
            return True
        return len(word) > 5 and _has_stem(word, _WHOLE_PREFIXES, _WHOLE_ENDINGS)

    def _believable(self, word: str, words: Mapping[str, int]) -> bool:
        """Whether a word counted in the document is one, not two that a lost line end joined.

        A word of the language is. Another must stand there twice and must not fall apart well, unless it is a short
        compound ("crowdsourcing") neither part of which the document has by itself.
        """
        if likelihood(word) is not None:
            return True
        if len(word) < _SHORTEST_NEW or words[word] < _SEEN_OFTEN:
            return False
        return self.gain(word) < _WELL_APART or (
            self.is_compound(word) and not all(words.get(part, 0) for part in self.split(word))
        )

    def is_compound(self, token: str, follows: str = "") -> bool:
        """Whether ``token``, if cut, is two short words of matter, as new compounds are: "filesystem", "Leadship"."""
        parts = [part.lower() for part in self.split(token, follows)]
        small = FUNCTION_WORDS | BOUND_PARTS if follows == "-" else FUNCTION_WORDS
        return len(parts) == 2 and len(token) <= _COMPOUND and small.isdisjoint(parts)

    def _cuts(self, token: str, follows: str) -> list[int]:
        starts: list[int] = []
        state: _State | None = self._best(token, follows)
        while state and state.before:
            starts.append(state.start)
            state = state.before
        return starts[::-1]

    def _search(self, token: str, follows: str) -> _State:
        """The best way through the letters: at each place the best state for each last word."""
        if len(token) > LONGEST_TOKEN or not (token.isascii() and token.isalpha()):
            return _State(unknown(token), None, 0, _State(0.0, None, 0, None))
        text = token.lower()
        ways: list[list[_State]] = [[_State(0.0, None, 0, None)]]
        for end in range(1, len(text) + 1):
            states = list(self._known(token, text, end, ways))
            states.append(_unknown_to(end, ways))
            ways.append(states)
        return max(_last(text, follows, ways), key=_score)

    def _known(self, token: str, text: str, end: int, ways: list[list[_State]]) -> Iterator[_State]:
        """A state for each known word that ends at ``end``."""
        own, general = self._document, _running_words()
        for start in range(max(0, end - LONGEST_WORD), end):
            word = text[start:end]
            probability = own.get(word) or general.get(word) or _affixed(word)
            # "I" is a word only where it stands as a capital.
            if (
                probability is None
                or (word == "i" and token[start] != "I")
                or (word in NO_PROVISION and word not in own)
            ):
                continue
            score, before = max(
                ((way.score + self._follows(way.word, word, probability), way) for way in ways[start]),
                key=lambda found: found[0],
            )
            yield _State(score, word, start, before)

    def _follows(self, first: str | None, second: str, alone: float) -> float:
        """log10 probability of ``second`` after ``first``; ``alone`` is its own."""
        if first is None:
            return alone
        pair = _pairs().get(first, {}).get(second)
        torn = _torn(first, second, pair)
        if pair is None:
            return alone + UNSEEN_PAIR + torn
        # What the document uses more than the language does, it uses more after each word.
        return max(pair + alone - frequencies()[second], alone + UNSEEN_PAIR) + torn


def _torn(first: str, second: str, pair: float | None) -> float:
    """What it costs that two words are mostly one: "in to" is hardly ever meant as two, "any thing" seldom.

    An article or "or" makes such pairs with too many words ("a board", "conduct or"). A pair that is seen more often
    than the one word costs nothing.
    """
    if JOINING.isdisjoint((first, second)):
        return 0.0
    one = frequencies().get(first + second)
    if one is None or (pair is not None and one < frequencies().get(first, -99.0) + pair):
        return 0.0
    return TORN if pair is None or {first, second} <= FUNCTION_WORDS else TORN / 2


def _unknown_to(end: int, ways: list[list[_State]]) -> _State:
    """The best state whose last word is unknown: one letter more of such a word, or its first letter."""
    longer = next((way for way in ways[end - 1] if way.word is None and way.before), None)
    before = max((way for way in ways[end - 1] if way.word is not None or way.before is None), key=_score, default=None)
    best = _State(before.score + UNKNOWN_OPEN + UNKNOWN_LETTER, None, end - 1, before) if before else None
    if longer and (best is None or longer.score + UNKNOWN_LETTER > best.score):
        return longer._replace(score=longer.score + UNKNOWN_LETTER)
    assert best
    return best


def _last(text: str, follows: str, ways: list[list[_State]]) -> Iterator[_State]:
    """The states at the end, in the light of the sign that follows: a stop, or the hyphen after "co"."""
    stop = bool(follows) and follows in _STOPS
    for state in ways[-1]:
        yield state._replace(score=state.score + DANGLING) if stop and state.word in GOES_ON else state
    parts = BOUND_PARTS if follows == "-" else BEFORE_APOSTROPHE if follows in _APOSTROPHES else frozenset()
    for part in sorted(parts):
        if text.endswith(part):
            start = len(text) - len(part)
            before = max(ways[start], key=_score)
            yield _State(before.score + BOUND, part, start, before)


def _score(state: _State) -> float:
    return state.score


def unknown(token: str) -> float:
    """log10 probability that ``token`` is one word that no list has."""
    return UNKNOWN_OPEN + UNKNOWN_LETTER * len(token)


def vocabulary(texts: Iterable[str]) -> dict[str, int]:
    """English words (lower case) that stand in running text with spaces between them, with how often.

    A word counts only in a row of at least three that single spaces or line ends part; what stands alone between
    Chinese characters, in a code or in a glued line says nothing.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        for row in _rows(text):
            if len(row) >= _RUNNING:
                counts.update(word.lower() for word in row)
    return dict(counts)


def _rows(text: str) -> Iterator[list[str]]:
    """The words of each stretch of running text."""
    row: list[str] = []
    last = 0
    for found in _CLEAN_WORD.finditer(text):
        if row and not _BETWEEN.fullmatch(text, last, found.start()):
            yield row
            row = []
        row.append(found[0])
        last = found.end()
    yield row
