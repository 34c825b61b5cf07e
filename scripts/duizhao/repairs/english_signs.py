"""Where English lost the space beside a sign: "vision,mission", "excellence.The", "structure(e.g.service".

A table of places, each a regular expression that matches nothing but the place itself, and a doubt: the test that
tells the place from the same letters in sound text ("f(x)", "benchmark(s)", "Node.js", "3:1"). A helper of the
repair `glued_english`, which knows the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from duizhao.text.wordlists import FUNCTION_WORDS
from duizhao.text.words import Splitter

_LETTERS_AFTER = re.compile(r"[A-Za-z]*")  # the word that begins here: "mission"
# What stands in a bracket that makes a word's plural or other form: "benchmark(s)", "process(es)", "colo(u)r".
_ENDING_IN_BRACKET = re.compile(r"\((?:[a-z]{1,3}|ing|ren)\)")
# A list that has lost its spaces too: "(specific,measurable". Two words of three letters or more.
_TIGHT_LIST = re.compile(r"\([A-Za-z\s]{3,}[,;][A-Za-z]{3,}")
# An abbreviation or example opens the bracket: "(e.g.", "(CRM)", "(see", "(KPIs,".
_REMARK = re.compile(r"\((?:e\.g\.|i\.e\.|see\b|cf\.|[A-Z]{2,}s?[),\s])")
# What a bracket holds, back to where it opens: "(CRM" before the closing bracket of "(CRM)tool".
_BRACKET_BEFORE = re.compile(r"([A-Za-z]?)\(([^()]*)\)$")


def letters_before(text: str, end: int) -> str:
    """The letters in a row that end at ``end``."""
    start = end
    while start > 0 and text[start - 1].isascii() and text[start - 1].isalpha():
        start -= 1
    return text[start : max(start, end)]


_REACH = 200
"""Characters in which a bracket's beginning is looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place between two characters of a stretch without spaces.

    ``glued``: the stretch has words run together; ``damaged``: it or another place of the text has.
    """

    text: str
    at: int
    glued: bool
    damaged: bool
    splitter: Splitter

    @property
    def left(self) -> str:
        """The letters that end here, or before the one sign that ends here."""
        return letters_before(self.text, self.at) or letters_before(self.text, self.at - 1)

    @property
    def right(self) -> str:
        """The letters that begin here."""
        found = _LETTERS_AFTER.match(self.text, self.at)
        return found[0] if found else ""

    def reads(self, letters: str) -> bool:
        """Whether the letters are English: a word, or words run together."""
        return len(letters) > 1 and all(self.splitter.is_word(word) for word in self.splitter.split(letters))


def _listed(place: Place) -> bool:
    """A comma or semicolon: "a,b" and "x;y" are formulas, "1,foo" a table; a bracket or quote tells nothing."""
    before = place.text[place.at - 2 : place.at - 1]
    if before.isdigit():
        return place.glued or place.right.lower() in FUNCTION_WORDS
    return not (len(place.left) == 1 == len(place.right))


def _sentence(place: Place) -> bool:
    """A full stop before a capital: after a word in small letters, else only where a sentence plainly begins.

    "System.Out", "ASP.NET", "J.Smith", "Node.Js(" and "orm.query.Query" stay.
    """
    after = place.text[place.at + len(place.right) :][:2]
    if place.right and (after[:1] in {"(", "_"} or (after[:1] == "." and after[1:].islower())):
        return False
    path = place.text[place.at - len(place.left) - 2 : place.at - len(place.left) - 1] == "."
    if path and not place.glued:
        return False
    if not place.right or (place.right.lower() in FUNCTION_WORDS and len(place.right) > 1):
        return len(place.left) != 1
    plain = place.left.islower() and len(place.left) > 1
    bracket = place.text[place.at - 2] in ")]”’%"
    return (
        (plain or bracket or place.damaged)
        and len(place.left) != 1
        and (place.right == "A" or place.reads(place.right))
    )


def _explained(place: Place) -> bool:
    """A colon: "Note:The" and anything in a glued stretch; "xml:lang" and "key:value" stay."""
    return place.glued or (place.right[:1].isupper() and place.right.lower() in FUNCTION_WORDS)


def _opens(place: Place) -> bool:
    """An opening bracket: a remark, not a function's argument ("f(x)") nor a word's ending ("benchmark(s)")."""
    if _ENDING_IN_BRACKET.match(place.text, place.at):
        return False
    remark = _REMARK.match(place.text, place.at) or _TIGHT_LIST.match(place.text, place.at)
    return bool(remark) or place.glued


def _closes(place: Place) -> bool:
    """A closing bracket: not in "(re)design", where the bracket holds a part of the word, nor in "f(x)dx"."""
    found = _BRACKET_BEFORE.search(place.text, max(0, place.at - _REACH), place.at)
    if found and not found[1] and place.splitter.is_word(found[2].strip("-") + place.right):
        return False
    return place.reads(place.right) or (place.glued and len(place.right) > 2) or place.text[place.at] in "“‘"


def _word_follows(place: Place) -> bool:
    """A word follows, not a unit or a formula: "360°feedback", but "25°C" and "5%x"."""
    return place.reads(place.right)


def _always(place: Place) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Gap:
    place: re.Pattern[str]
    holds: Callable[[Place], bool]


_GAPS = (
    # After a comma or semicolon, before a word, quote or bracket: "vision,mission", "”,laddering", "360°,the".
    _Gap(re.compile(r"(?<=[\w)\]”’\"'%°][,;])(?=[A-Za-z“‘(])"), _listed),
    # After an abbreviation, before a word: "e.g.legal", "i.e.those", "etc.and".
    _Gap(re.compile(r"(?:(?<=\be\.g\.)|(?<=\bi\.e\.)|(?<=\betc\.)|(?<=\bcf\.)|(?<=\bvs\.))(?=[A-Za-z“‘(])"), _always),
    # After the end of a sentence, before a capital: "excellence.The", "delight?A", "(CRM).The", "2020.The".
    _Gap(re.compile(r"(?<=[a-zA-Z\d)\]”’%][.?!])(?=[A-Z“])"), _sentence),
    # After a colon, before a word: "include:the".
    _Gap(re.compile(r"(?<=[a-zA-Z)”’]:)(?=[A-Za-z“‘(])"), _explained),
    # Before an opening bracket: "structure(e.g.", "excellence)(e.g.".
    _Gap(re.compile(r"(?<=[A-Za-z]{2}|[\w][%°)])(?=\([A-Za-z“‘])"), _opens),
    # After a closing bracket, before a word or quote: "(CRM)tool", "analytics)the".
    _Gap(re.compile(r"(?<=\))(?=[A-Za-z“‘])"), _closes),
    # After a degree or per cent sign, before a word: "360°feedback", "50%of".
    _Gap(re.compile(r"(?<=\d[°%])(?=[a-z]{2})"), _word_follows),
    # After the number of a reference, before a word: "[1]and".
    _Gap(re.compile(r"(?<=\d\])(?=[a-z]{2})"), _word_follows),
    # Before an opening and after a closing curly quote: "like“voice", "customer”in"; one behind Chinese closes Chinese.
    _Gap(re.compile(r"(?<=[A-Za-z])(?=“)|(?<=[!-~…]”)(?=[A-Za-z])"), _always),
)


def gaps(text: str, glued: bool, damaged: bool, splitter: Splitter) -> Iterator[int]:
    """The places of ``text``, a stretch without white space, where a sign has lost the space beside it."""
    if glued:
        yield from _straight_quotes(text)
    for gap in _GAPS:
        for found in gap.place.finditer(text):
            if gap.holds(Place(text, found.start(), glued, damaged, splitter)):
                yield found.start()


def _straight_quotes(text: str) -> Iterator[int]:
    """The places outside straight quotes, which look alike: every other one opens (an"about"box)."""
    marks = [at for at, char in enumerate(text) if char == '"']
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        if opening and text[opening - 1].isalnum():
            yield opening
        if text[closing + 1 : closing + 2].isalpha():
            yield closing + 1


# An apostrophe inside letters, with the letters on both sides: "customers’expectations", "organization'svalues".
_APOSTROPHE = re.compile(r"(?<![A-Za-z])([A-Za-z]+)['’](?=([A-Za-z]+))")
# What may follow an apostrophe as part of the word: "it’s", "don’t", "we’ll", "they’ve".
_CONTRACTION = re.compile(r"s|t|ll|ve|re|m|d", re.IGNORECASE)
_CONTRACTED = {"s": "", "t": "n", "ll": "", "ve": "", "re": "", "m": "I", "d": ""}
"""After which letter a contraction stands: "t" after n, "m" after I, the others after any."""


def apostrophes(text: str, splitter: Splitter) -> Iterator[tuple[int, int, bool]]:
    """For each apostrophe between letters: where the letters after it begin, where its word ends, a space there?

    ``customers’expectations``: the word ends at the apostrophe; ``organization'svalues``: after the "s";
    ``it’s``, ``O’Brien``: at the end of the letters, and there is nothing to put in.
    """
    for found in _APOSTROPHE.finditer(text):
        left, right = found[1], found[2]
        end = found.start(2) + _own_letters(left, right, splitter)
        yield found.start(2), end, end < found.end(2)


def _own_letters(left: str, right: str, splitter: Splitter) -> int:
    """How many letters after the apostrophe belong to the word before it."""
    if _CONTRACTION.fullmatch(right) or len(left) == 1:
        return len(right)
    choices = [(splitter.score(right[len(end) :]), len(end)) for end in _ends(left, right)]
    if left[-1:] in {"s", "S"}:
        choices.append((splitter.score(right), 0))
    choices = [choice for choice in choices if splitter.is_word(splitter.split(right[choice[1] :])[0])]
    return max(choices)[1] if choices else len(right)


def _ends(left: str, right: str) -> Iterator[str]:
    for end, after in _CONTRACTED.items():
        if right.startswith(end) and left.endswith(after):
            yield end
