"""From parts of a query to keys of the index: inflected forms, whole titles, concepts, names by reading, mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import NamedTuple
from unicodedata import normalize

from duizhao.search.asking import Part, line, part
from duizhao.search.index import NAME, READING, WORD, first_token
from duizhao.search.reader import Index
from duizhao.search.tokens import fold, is_paired, runs

ENDINGS = ("s", "es", "ed", "d", "ing")
"""What inflection adds, for words that the index has without it only."""

_SPELLINGS = [
    (re.compile(pattern), to)
    for pattern, to in (
        ("is(e[drs]?|ing|ations?|ational)$", r"iz\1"),
        ("iz(e[drs]?|ing|ations?|ational)$", r"is\1"),
        ("our(s|al|ed|ing|able|ite)?$", r"or\1"),
        ("or(s|al|ed|ing|able|ite)?$", r"our\1"),
        ("tre(s?)$", r"ter\1"),
        ("ter(s?)$", r"tre\1"),
        ("ll(ed|ing|er)$", r"l\1"),
        ("l(ed|ing|er)$", r"ll\1"),
        ("gramme(s?)$", r"gram\1"),
        ("gram(s?)$", r"gramme\1"),
    )
]
_TONES = re.compile("[\u0300-\u036f]")

FEW = 8
"""How many readings or corrections of a part are tried."""

TYPED = 6
"""Letters of a reading that must be typed before the rest is supplied."""

BEGUN = 3
"""Characters from which on the beginning of a name stands for it, and a homophone is no chance."""

SHORT, LONG = 4, 8
"""Letters from which on a word may have one typing error, and two."""


@dataclass(frozen=True, slots=True)
class Token:
    """Keys any of which must be in a record: those of what was typed, and those of other forms of the word."""

    literal: tuple[str, ...]
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a query that is a term of the glossary, with its concepts, or anything else (no concepts)."""

    part: Part
    concepts: tuple[int, ...] = ()


def with_forms(index: Index, part: Part) -> Part:
    """The part with the forms of its words that the index has."""
    return replace(part, forms=tuple(_forms(index, run) for run in part.runs), points=points(index, part))


def points(index: Index, part: Part) -> int:
    """How many points must stand where the part is found, if it is a number that the index has not as such."""
    code = part.code
    return 0 if not code or index.row(code) else fold(part.text).rstrip(".").count(".")


def _forms(index: Index, run: str) -> tuple[str, ...]:
    if is_paired(run[0]) or run.isdigit():
        return (run,)
    return tuple(dict.fromkeys((run, *(form for one in (run, *spelt(run)) for form in group(index, one)))))


def base(index: Index, word: str) -> str:
    """The one form for all forms of a word, as far as the index knows it."""
    for one in (word, *([] if index.row(word) else [*_trimmed(word), *spelt(word)])):
        if found := index.tails(f"{one}\t@"):
            return found[0]
    return word


def spelt(word: str) -> list[str]:
    """The word as it is spelt on the other side of the Atlantic, if it looks like one of those."""
    return [other for pattern, to in _SPELLINGS if (other := pattern.sub(to, word)) != word]


def group(index: Index, word: str) -> list[str]:
    """The forms of a word that the index has, in order."""
    for one in (word, *_trimmed(word)):
        stem = next(iter(index.tails(f"{one}\t@")), one)
        found = [*([stem] if index.row(stem) else []), *index.tails(f"{stem}\t&")]
        if found:
            return found
    return []


def _trimmed(word: str) -> list[str]:
    """The word without its ending, and with the -e or -y that the ending took; one in -e or -y as endings find it."""
    found = []
    if len(word) > SHORT and word[-1] in "ey":
        found.append(word[:-1] + ("i" if word[-1] == "y" else ""))
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            found += [stem, f"{stem}e"]
            if stem.endswith("i"):
                found.append(f"{stem[:-1]}y")
    return found


def tokens(index: Index, part: Part) -> list[Token]:
    """What must be in a record that holds the part."""
    code = part.code
    if code and index.row(code):
        return [Token((code,))]
    found = []
    for run, forms in zip(part.runs, part.forms, strict=True):
        if not is_paired(run[0]):
            found.append(Token((run,), forms[1:]))
        elif len(run) > 1:
            found += [Token((run[at : at + 2],)) for at in range(len(run) - 1)]
        else:
            found.append(Token(tuple(key for key in index.keys(run) if "\t" not in key)))
    return found


def equals(index: Index, parts: list[Part]) -> set[int]:
    """The records whose title or number is the whole query, in any forms of its words."""
    name = line(tuple(run if is_paired(run[0]) else base(index, run) for part in parts for run in part.runs))
    hits = index.hits(f"{first_token(name)}\t={name}")
    return set(hits.titles) if hits else set()


# Terms of the glossary


class _Atom(NamedTuple):
    """A Chinese character or a word, the word in its base form too."""

    text: str
    base: str


def _atoms(index: Index | None, runs: Iterable[str]) -> list[_Atom]:
    found: list[_Atom] = []
    for run in runs:
        if is_paired(run[0]):
            found += [_Atom(char, char) for char in run]
        else:
            found.append(_Atom(run, base(index, run) if index else run))
    return found


def units(index: Index, parts: list[Part]) -> list[Unit]:
    """A query cut into its numbers, the terms of the glossary in it, longest first, and what is left between them."""
    found: list[Unit] = []
    between: list[Part] = []
    for one in parts:
        if one.code:
            found += [*_units(index, between), Unit(with_forms(index, one))]
            between = []
        else:
            between.append(one)
    return found + _units(index, between)


def _units(index: Index, parts: list[Part]) -> list[Unit]:
    atoms = _atoms(index, (run for one in parts for run in one.runs))
    found: list[Unit] = []
    left = ""
    at = 0
    while at < len(atoms):
        size, concepts = _term(index, atoms, at)
        if not size and is_paired(atoms[at].text):
            left += atoms[at].text
            at += 1
            continue
        found += [Unit(with_forms(index, part(left)))] if left else []
        left = ""
        size = size or 1
        found.append(Unit(with_forms(index, part(_text(atoms[at : at + size]))), concepts))
        at += size
    return [*found, Unit(part(left))] if left else found


def _text(atoms: list[_Atom]) -> str:
    words = ""
    for atom in atoms:
        words += atom.text if not words or (is_paired(words[-1]) and is_paired(atom.text)) else f" {atom.text}"
    return words


def _term(index: Index, atoms: list[_Atom], at: int) -> tuple[int, tuple[int, ...]]:
    """How many atoms the longest term here takes, and its concepts."""
    heads = [atoms[at].base]
    if is_paired(heads[0]) and at + 1 < len(atoms) and is_paired(atoms[at + 1].text):
        heads.append(heads[0] + atoms[at + 1].text)
    size = 0
    concepts: list[int] = []
    for head in heads:
        for tail in index.tails(f"{head}\t~"):
            name, _, number = tail.partition("\t")
            term = [atom.base for atom in _atoms(None, (run.text for run in runs(name)))]
            if len(term) < size or term != [atom.base for atom in atoms[at : at + len(term)]]:
                continue
            concepts = [*(concepts if len(term) == size else []), int(number)]
            size = len(term)
    return size, tuple(dict.fromkeys(concepts))


# Names by their readings, and mistakes


def read_as(index: Index, letters: str) -> list[str]:
    """The names that are read so, or whose initials these are, or that begin so."""
    letters = plain(letters)
    exact = index.tails(f"{READING}{letters}\t")
    if exact or len(letters) < TYPED:
        return exact[:FEW]
    return list(dict.fromkeys(tail.partition("\t")[2] for tail in index.tails(f"{READING}{letters}")))[:FEW]


def plain(letters: str) -> str:
    """A reading without its tones, as the index has it: "lüè" and "lue" are "lve"."""
    bare = _TONES.sub("", normalize("NFD", letters).replace("u\u0308", "v"))
    return bare.replace("lue", "lve").replace("nue", "nve")


def is_reading(letters: str) -> bool:
    """Whether letters may be a reading."""
    bare = plain(letters)
    return bare.isascii() and bare.isalpha()


def begun(index: Index, run: str) -> list[str]:
    """The Chinese names that begin with a run, if it is most of them."""
    if len(run) < BEGUN or not all(map(is_paired, run)):
        return []
    found = (f"{run}{tail}" for tail in index.tails(f"{NAME}{run}") if "\t" not in tail)
    return [name for name in found if len(name) < 2 * len(run)][:FEW]


def corrected(index: Index, run: str, *, alone: bool = False) -> list[str]:
    """What a run may have been meant as: the nearest, in order; nothing for what is a word.

    ``alone``: nothing else was typed, so that a short one says too little.
    """
    if is_paired(run[0]):
        known = _known(index, run)
        read = [] if known and len(run) < BEGUN else _homophones(index, run)
        return read or ([] if known else (_alike(index, run) or _respelled(index, run)))
    bound = 0 if len(run) < SHORT + alone else 1 if len(run) < LONG else 2
    if not bound or not run.isalpha() or index.knows(run):
        return []
    near = [(_far(run, word, bound), word) for word in index.tails(WORD) if abs(len(word) - len(run)) <= bound + 1]
    best = min((far for far, _ in near), default=bound + 1)
    return [word for far, word in near if far == best <= bound][:FEW] or _glued(index, run)


def _far(run: str, word: str, bound: int) -> int:
    """How far a word is from a run, or the word without its -s."""
    far = distance(run, word, bound)
    return min(far, distance(run, word[:-1], bound)) if word.endswith("s") else far


def _glued(index: Index, run: str) -> list[str]:
    """Two words of the index between which a space is missing."""
    cuts = ((run[:at], run[at:]) for at in range(3, len(run) - 2))
    return [f"{one} {other}" for one, other in cuts if index.row(one) and index.row(other)][:FEW]


def _homophones(index: Index, run: str) -> list[str]:
    """Names of as many characters that are read alike."""
    readings = index.readings()
    choices = [readings.get(char, []) for char in run]
    if len(run) < 2 or not all(choices):
        return []
    found: list[str] = []
    for choice in islice(product(*choices), 16):
        found += [name for name in read_as_exactly(index, "".join(choice)) if len(name) == len(run)]
    return list(dict.fromkeys(found))[:FEW]


def read_as_exactly(index: Index, letters: str) -> list[str]:
    """The names that are read so, or whose initials these are."""
    return index.tails(f"{READING}{letters}\t")


def _alike(index: Index, run: str) -> list[str]:
    """Names that differ in one character: a wrong one, one too few, one too many."""
    if len(run) < 3:
        return []
    found: dict[str, None] = {}
    for head in (run[0], run[1]):
        for tail in index.tails(f"{NAME}{head}"):
            rest, _, first = tail.partition("\t")
            name = f"{first}{head}{rest}"
            if _differs_once(index, run, name):
                found[name] = None
    return list(found)[:FEW]


def _respelled(index: Index, run: str) -> list[str]:
    """The run with one character, not the first, read alike, so that all pairs of characters are in the texts."""
    readings = index.readings()
    found: list[str] = []
    for at in range(1, len(run)):
        sounds = set(readings.get(run[at], ()))
        others = (tail for tail in index.tails(run[at - 1]) if len(tail) == 1 and tail != run[at])
        alike = [char for char in others if sounds & set(readings.get(char, ()))]
        found += [name for char in alike if _written(index, name := f"{run[:at]}{char}{run[at + 1 :]}")]
    return found[:FEW]


def _written(index: Index, run: str) -> bool:
    return all(index.row(run[at : at + 2]) for at in range(len(run) - 1))


def _differs_once(index: Index, run: str, name: str) -> bool:
    """Three characters of which two are a word may well be another word, and not a mistake."""
    if len(name) == len(run):
        mistaken = len(run) > 3 or not (index.knows(run[:2]) or index.knows(run[1:]))
        return mistaken and distance(run, name, 1) == 1
    return min(len(name), len(run)) > 2 and distance(run, name, 1) == 1


def _known(index: Index, run: str) -> bool:
    """Whether a run is made of words, so that nothing in it looks mistaken."""
    ends = {0}
    for at in range(len(run)):
        if at in ends:
            ends |= {at + size for size in (2, 3, 4) if index.knows(run[at : at + size])}
    return len(run) in ends


def distance(one: str, other: str, bound: int) -> int:
    """In how many letters two words differ, a swap of neighbours counted once; above ``bound`` any number above."""
    if abs(len(one) - len(other)) > bound:
        return bound + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, char in enumerate(one, start=1):
        last, row, older = row, [n], before
        for m, letter in enumerate(other, start=1):
            cost = min(last[m] + 1, row[m - 1] + 1, last[m - 1] + (char != letter))
            if n > 1 and m > 1 and char == other[m - 2] and one[n - 2] == letter:
                cost = min(cost, older[m - 2] + 1)
            row.append(cost)
        before = last
        if min(row) > bound:
            return bound + 1
    return row[-1]


def resembling(index: Index, run: str) -> list[str]:
    """Names and words that begin alike, to be proposed where nothing was found."""
    if is_paired(run[0]):
        return [tail for tail in (f"{run[0]}{tail}" for tail in index.tails(f"{NAME}{run[0]}")) if "\t" not in tail]
    return [f"{run[0]}{tail}" for tail in index.tails(f"{WORD}{run[0]}")]
