"""Glued English: words run together, in whole lines or where two printed lines were joined.

The extraction of a copy lost the spaces of the English: all of them, or those at line ends and after signs. This
repair only ever inserts: a space, or a line end where a printed heading or an enumeration label began. It never
changes spelling, so typing errors of the print stay.

Why it is safe: clean English has spaces round its words and after its signs, so that the places to look at are few;
a word that the language or the document has is never cut; what is unknown is cut only where the words found are far
likelier than that it is a name or a new word, and the bar is lower only where the text shows that it is glued. Text
that looks like a code, an address or a program is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import log10

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.repairs.english_labels import Label, Labels
from duizhao.repairs.english_signs import apostrophes, gaps
from duizhao.text.wordlists import BEFORE_APOSTROPHE, BOUND_PARTS, COMBINING, ENDINGS, FUNCTION_WORDS, GOES_ON, SHORT
from duizhao.text.words import Splitter

NAME = "glued-english"
WHY = "The copy lost the space between English words."
WHY_LINE = "The copy joined two printed lines of English; the second began a heading or an item."

SURE = 6.0
"""Gain (log10) from which on a piece counts as proof that the text is glued."""
NEEDED_CLEAN = 5.0
NEEDED_GLUED = 2.0
DAMAGED = 4.5
NEEDED_INSIDE = 0.5
"""Gain that a cut needs: in a text without any glued word, in one that is full of them, inside a glued stretch."""
COMPOUND = 3.5
"""What a short compound needs more: new words are made that way ("touchpoint", "filesystem")."""
MANY = 3
"""Parts of a piece for each one that may be unknown, a name or a new word: "the Gouthier model"."""
ENOUGH = 200
"""Words of glued pieces from which on they say what the document speaks of."""
CODED = 6.0
"""What letters beside a number or in a dotted name need more: most are part of a code ("base64", "setup.cfg")."""
LONG_HUMP = 12
"""Letters that a word with a capital inside must have to be two, in a text with no other sign of being glued."""
LONG_NAME = 14
"""The same where both begin with a capital ("LeadershipAppropriate"), in a text that is glued elsewhere."""
SHORTEST_CAPITALS = 9
"""Letters from which on capitals may be words run together; fewer are an abbreviation."""

_SIGNS = "\u00a2-\u00ff\u2010-\u2027\u2030-\u205e"
# A stretch of English without white space: ASCII, Latin letters, and the signs that English prints. The full-width
# closing bracket is in it since labels are printed so. Example: "strategy;2）managers".
_STRETCH = re.compile(rf"[!-~\u0100-\u024f{_SIGNS}）]+")
# Addresses, which nothing may cut: "https://a.b/c", "www.a.b", "me@a.org", "a.com", "src/text/words.py",
# "urn:isbn:1".
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[!-~]+|(?<![\w.+-])[\w.+-]+@[\w.-]+|[@#]\w+|(?<![\w.~/-])(?:[\w.~-]*/){2,}[\w.-]+|"
    r"(?<![\w:-])[\w-]{1,20}(?::[\w-]{0,20}){2,}|(?<![\w.-])[a-z\d-]+(?:\.[a-z\d-]+)*\.(?:com|org|net|edu|gov|int|"
    r"info|cn|eu|uk|de|io)\b"
)
# Signs of a program or of markup; a stretch with one is left alone: "user_name", "a=b", "<br>", "f()", "&lt;", "`x`".
_PROGRAM = re.compile(r"[_\\=<>|{}~$^`]|\(\)|::|&\w+;")
# A number that begins or ends here and is no part of a code: "2019" in "since2019the", not in "7e2019fd".
_NUMBER_AFTER = re.compile(r"\d+(?:[.,]\d+)*(?![A-Za-z\d]{1,2}(?![A-Za-z])|[\d/_-])")
_NUMBER_BEFORE = re.compile(r"(?:^|[A-Za-z]{2}|[^\w.,/-])\d+(?:[.,]\d+)*$")
# A dot inside a name: "onpremises.yml".
_DOTTED = re.compile(r"[a-z]{2}\.[a-z]{2}")
# ASCII letters in a row, no part of a longer word with other letters ("Müller"): "KPIsofperformance".
_LETTERS = re.compile(r"(?<![^\W\d_])[A-Za-z]+(?![^\W\d_])")
# The same cut before each capital that follows a small letter: "objectives" + "Leadership", "KPIsof", "PDCAcycle".
_HUMP = re.compile(r"[A-Z]+[a-z]*|[a-z]+")
# An abbreviation with small letters after it; group 1 the capitals, group 2 the rest: "PDCA" + "cycle".
_ABBREVIATION = re.compile(r"([A-Z]{2,})([a-z]+)")
# A word in small letters after a space, as it follows an article: " recognition" after "systemA".
_NEXT_WORD = re.compile(r" ([a-z]{2,})")

BLANK = "\0"
"""What stands for a character in which nothing is to be found; control characters are in no text."""
_OPENERS = frozenset(
    ("a", "an", "the", "this", "that", "these", "those", "it", "they", "we", "there", "all", "when", "if", "while")
)
"""Words that open a sentence and are no second half of a name such as "createdAt"."""


_LETTERED = frozenset(
    ("annex", "appendix", "class", "figure", "grade", "group", "option", "plan", "table", "type", "vitamin")
)
"""Nouns that have a letter after them for a name: "planA"."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters that are one word or several run together. ``gain``: what cutting them into ``parts`` gains.

    ``known``: all parts are words of running text, or nearly all of many.
    """

    start: int
    text: str
    parts: tuple[str, ...]
    gain: float
    known: bool
    compound: bool
    coded: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def abbreviation(self) -> bool:
        """Whether it is "CRM" or "KPIs"."""
        return len(self.text) > 1 and self.text.rstrip("s").isupper()

    @property
    def derived(self) -> bool:
        """Whether it may be one long word, made with a part that also stands alone: "poly" and "ally" are such."""
        ends = self.parts[0].lower(), self.parts[-1].lower()
        return len(self.parts) == 2 and (ends[0] in COMBINING or ends[1] in ENDINGS)

    @property
    def sure(self) -> bool:
        """Whether the piece proves that the text is glued."""
        return (
            self.known
            and not self.derived
            and self.gain >= SURE + (COMPOUND if self.compound else 0) + (CODED if self.coded else 0)
        )


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of English without white space. Positions are those of ``text``, which stands at ``start``.

    ``words``: for each row of letters its pieces, cut where a capital begins. ``follows``: the text after it.
    ``open_text``: the text with addresses made blank.
    """

    start: int
    text: str
    follows: str
    labels: tuple[Label, ...]
    words: tuple[tuple[_Piece, ...], ...]
    open_text: str

    @property
    def glued(self) -> bool:
        """Whether words are run together in it beyond doubt."""
        return any(piece.sure for word in self.words for piece in word)


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Puts in the spaces and line ends that the English of ``text`` has lost."""
    splitter = Splitter(context.words)
    stretches = list(_Reader(splitter).stretches(text))
    own = _own_words(stretches)
    if sum(own.values()) >= ENOUGH:
        splitter = Splitter(own + Counter(context.words))
        stretches = list(_Reader(splitter).stretches(text))
    needed = _needed(stretches)
    for stretch in stretches:
        marks = _Marks(stretch, needed, splitter).all()
        for at in sorted(marks):
            place = stretch.start + at
            yield Edit(place, place, "", marks[at], NAME, WHY_LINE if marks[at] == "\n" else WHY)


def _own_words(stretches: list[_Stretch]) -> Counter[str]:
    """The words that a first reading finds in glued pieces at least twice: what the document speaks of.

    Left out is what may be two of these words, wrongly read as one: "conductor" where "conduct" stands elsewhere.
    """
    pieces = (piece for stretch in stretches for word in stretch.words for piece in word if piece.sure)
    counts = Counter(part.lower() for piece in pieces for part in piece.parts)
    return Counter({word: count for word, count in counts.items() if count > 1 and not _may_be_two(word, counts)})


def _may_be_two(word: str, counts: Counter[str]) -> bool:
    """Whether ``word`` is another of the words with a small word glued to it."""
    cuts = ((word[:at], word[at:]) for at in range(1, len(word)))
    return any((a in FUNCTION_WORDS and b in counts) or (b in FUNCTION_WORDS and a in counts) for a, b in cuts)


def _needed(stretches: list[_Stretch]) -> float:
    """The gain that a cut needs: the fewer glued words a text has, the more."""
    pieces = [piece.sure for stretch in stretches for word in stretch.words for piece in word]
    share = sum(pieces) / (len(pieces) or 1)
    return min(NEEDED_CLEAN, max(NEEDED_GLUED, NEEDED_GLUED - log10(share + 0.001)))


class _Reader:
    """Cuts a text into stretches, rows of letters and pieces, and looks up each piece once."""

    def __init__(self, splitter: Splitter) -> None:
        self._splitter = splitter
        self._known: dict[tuple[str, str], tuple[tuple[str, ...], float, bool, bool]] = {}

    def stretches(self, text: str) -> Iterator[_Stretch]:
        """The stretches of ``text`` that may have lost spaces."""
        labels = Labels(text, self._splitter)
        for found in _STRETCH.finditer(text):
            stretch = found[0]
            if not _LETTERS.search(stretch) or _PROGRAM.search(stretch):
                continue
            own = tuple(labels.of(found.start(), stretch))
            open_text = _blank(stretch, (address.span() for address in _ADDRESS.finditer(stretch)))
            starts = {label.start for label in own}
            words = tuple(self._pieces(stretch, a, b, b in starts) for a, b in self._rows(stretch, own, open_text))
            yield _Stretch(found.start(), stretch, text[found.end() : found.end() + 20], own, words, open_text)

    def _rows(self, stretch: str, labels: tuple[Label, ...], open_text: str) -> Iterator[tuple[int, int]]:
        """The rows of letters outside addresses, labels and what belongs to an apostrophe (the "s" of "it's")."""
        spans = [(label.start, label.end) for label in labels]
        spans += [(start, end) for start, end, _ in apostrophes(stretch, self._splitter)]
        for found in _LETTERS.finditer(_blank(open_text, spans)):
            yield found.span()

    def _pieces(self, stretch: str, start: int, end: int, label: bool) -> tuple[_Piece, ...]:
        spans = [span for hump in _HUMP.finditer(stretch, start, end) for span in self._abbreviated(hump)]
        follows = stretch[end : end + 1]
        dotted = bool(_DOTTED.search(stretch, max(0, start - 3), min(len(stretch), end + 3)))
        before, after = stretch[max(0, start - 1) : start].isdigit(), follows.isdigit() and not label
        pieces = []
        for a, b in spans:
            reading = self._look_up(stretch[a:b], follows if b == end else "")
            coded = dotted or (before and a == start) or (after and b == end)
            pieces.append(_Piece(a, stretch[a:b], *reading, coded))
        return tuple(pieces)

    def _abbreviated(self, hump: re.Match[str]) -> Iterator[tuple[int, int]]:
        """Cuts small letters off the abbreviation before them: "KPIs" + "ofperformance", "PDCA" + "cycle"."""
        found = _ABBREVIATION.fullmatch(hump[0])
        if not found or found[2] == "s":
            yield hump.span()
            return
        # It ends with its capitals or with a plural "s", or its last capital begins the next word.
        capitals = len(found[1])
        ends = [capitals, capitals - 1, *([capitals + 1] if found[2][0] == "s" else [])]
        at = hump.start() + max(ends, key=lambda end: self._splitter.score(hump[0][end:]))
        yield hump.start(), at
        yield at, hump.end()

    def _look_up(self, letters: str, follows: str) -> tuple[tuple[str, ...], float, bool, bool]:
        """Parts, gain, whether all are known and whether it may be a new compound."""
        key = (letters, follows)
        if key not in self._known:
            self._known[key] = self._judge(letters, follows)
        return self._known[key]

    def _judge(self, letters: str, follows: str) -> tuple[tuple[str, ...], float, bool, bool]:
        if letters.isupper() and len(letters) < SHORTEST_CAPITALS:
            return (letters,), -99.0, True, False
        parts = tuple(self._splitter.split(letters, follows))
        if len(parts) == 1:
            return parts, -99.0, True, False
        known = sum(map(self._is_running, parts)) >= len(parts) - len(parts) // MANY
        return parts, self._splitter.gain(letters, follows), known, self._splitter.is_compound(letters, follows)

    def _is_running(self, part: str) -> bool:
        """Whether running text has the word; the list knows many short ones that it has not ("nth", "ere")."""
        word = part.lower()
        return word in BOUND_PARTS | BEFORE_APOSTROPHE or (
            word in SHORT if len(word) < 4 else self._splitter.is_word(word)
        )


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with what the spans cover made blank, so that nothing is found there."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = BLANK * (end - start)
    return "".join(chars)


class _Marks:
    """The places of one stretch where a space or line end is missing."""

    def __init__(self, stretch: _Stretch, needed: float, splitter: Splitter) -> None:
        self._stretch = stretch
        self._needed = needed
        self._glued = stretch.glued
        # The text has glued words elsewhere, or a label has lost its space right here.
        self._damaged = needed < DAMAGED or any(label.end < len(stretch.text) for label in stretch.labels)
        self._splitter = splitter

    def all(self) -> dict[int, str]:
        """Place in the stretch -> what is missing there."""
        text = self._stretch.text
        marks = dict.fromkeys(self._open_places(), " ")
        marks |= {end: " " for _, end, lost in apostrophes(text, self._splitter) if lost}
        for word in self._stretch.words:
            marks |= self._in_word(word)
        for label in self._stretch.labels:
            marks |= {label.start: "\n"} if label.begins_line else {}
            marks |= {label.end: " "} if label.end < len(text) else {}
        return marks

    def _open_places(self) -> Iterator[int]:
        """The places beside signs, outside addresses."""
        for at in gaps(self._stretch.text, self._glued, self._damaged, self._splitter):
            if self._stretch.open_text[at - 1 : at + 1] != BLANK * 2:
                yield at

    def _in_word(self, word: tuple[_Piece, ...]) -> dict[int, str]:
        marks: dict[int, str] = {}
        for piece in word:
            if self._accepted(piece):
                marks |= dict.fromkeys(accumulate(map(len, piece.parts[:-1]), initial=piece.start), " ")
                del marks[piece.start]
        for left, right in pairwise(word):
            mark = self._junction(left, right, word)
            marks |= {right.start: mark} if mark else {}
        return marks | (self._by_numbers(word) if self._glued and word else {})

    def _accepted(self, piece: _Piece) -> bool:
        """Whether the piece is cut."""
        if self._glued:
            return piece.known and piece.gain >= NEEDED_INSIDE
        needed = self._needed + (COMPOUND if piece.compound else 0)
        return piece.known and piece.gain >= needed and not piece.coded and not piece.derived

    def _by_numbers(self, word: tuple[_Piece, ...]) -> dict[int, str]:
        """Spaces between a number and the words glued to it; codes ("ISO30401", "10kg") stay."""
        text, first, last = self._stretch.text, word[0], word[-1]
        marks = {}
        if _NUMBER_AFTER.match(text, last.end) and last.text.islower() and self._is_plain(last.parts[-1]):
            marks[last.end] = " "
        if _NUMBER_BEFORE.search(text[max(0, first.start - 12) : first.start]) and first.text.islower():
            marks |= {first.start: " "} if self._is_plain(first.parts[0]) else {}
        return marks

    def _is_plain(self, word: str) -> bool:
        return word in FUNCTION_WORDS or (len(word) > 3 and self._splitter.is_word(word))

    def _junction(self, left: _Piece, right: _Piece, word: tuple[_Piece, ...]) -> str:
        """What is missing where a capital follows other letters: a space, a line end, or nothing ("JavaScript")."""
        if left.abbreviation:
            return " " if self._after_abbreviation(left, right, word) else ""
        last = self._last_word(left)
        if not last:
            return "\n" if len(left.text) > 3 and self._begins(left, right, word) and left.text[0].isupper() else ""
        if right.abbreviation:
            plain = left.text.islower() and (len(left.text) > 5 or (last in FUNCTION_WORDS and len(last) > 2))
            return " " if self._glued or plain else ""
        if not self._begins(left, right, word):
            return ""
        # "SixSigma": a name, where "ServiceAppropriatepracticesfor" is a heading and the line after it.
        title = self._glued and left.text[0].isupper() and len(left.parts) == 1 and not right.sure
        return " " if title or last in GOES_ON else "\n"

    def _last_word(self, piece: _Piece) -> str:
        """The last word of the piece in lower case, "" where it is none or the piece may be half of a brand name."""
        cut = len(piece.parts) > 1 and self._accepted(piece)
        last = piece.parts[-1] if cut else piece.text
        return last.lower() if self._splitter.is_word(last) and (len(last) > 2 or self._glued) else ""

    def _after_abbreviation(self, left: _Piece, right: _Piece, word: tuple[_Piece, ...]) -> bool:
        """Whether words follow an abbreviation ("PDCAcycle", "KPIsof"), or a name goes on ("VMware", "HTTPServer")."""
        if self._glued:
            return True
        lower = right.text.islower() and len(left.text) > 2 and len(right.text) > 3
        return lower and right is word[-1] and self._splitter.is_word(right.text)

    def _begins(self, left: _Piece, right: _Piece, word: tuple[_Piece, ...]) -> bool:
        """Whether ``right`` is the first word of a printed line, not the second half of a name."""
        first = right.parts[0] if self._accepted(right) else right.text
        if left.text[0].isupper() and self._splitter.is_word(left.text + first):
            return False
        if self._accepted(right):
            return True
        if len(first) == 1:
            return first == "A" and right is word[-1] and self._before_noun(left, right)
        letters = len(left.text) + len(right.text)
        if not self._splitter.is_word(first):
            return False
        if left.text[0].isupper() and not self._accepted(left):
            return self._glued or (letters >= LONG_NAME and self._damaged)
        if self._glued:
            return True
        if len(word) > 2 or len(left.text) < 4:
            return False
        if first.lower() in _OPENERS:
            return True
        return self._damaged or (letters >= LONG_HUMP and bool(self._next_word(right)))

    def _before_noun(self, noun: _Piece, article: _Piece) -> bool:
        """Whether "A" is an article: a word follows that no "planA" has after it ("planA and planB")."""
        word = self._next_word(article)
        return bool(word) and word not in FUNCTION_WORDS and word != "too" and noun.text.lower() not in _LETTERED

    def _next_word(self, piece: _Piece) -> str:
        """The word in small letters that follows the piece on the same line, or ""."""
        found = _NEXT_WORD.match(self._stretch.text[piece.end :] + self._stretch.follows)
        return found[1] if found else ""
