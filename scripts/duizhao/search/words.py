"""From parts of a query to keys of the index: inflected forms, whole titles, concepts, names by reading, mistakes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, product

from duizhao.search.asking import Part, line
from duizhao.search.index import LINKED, NAME, READING, WORD
from duizhao.search.reader import Index
from duizhao.search.readings import places
from duizhao.search.tokens import is_paired

ENDINGS = ("s", "es", "ed", "d", "ing")
"""What inflection adds, for words that the index has without it only."""

FEW = 8
"""How many readings or corrections of a part are tried."""

TYPED = 6
"""Letters of a reading that must be typed before the rest is supplied."""

SHORT, LONG = 4, 9
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
    return replace(part, forms=tuple(_forms(index, run) for run in part.runs))


def _forms(index: Index, run: str) -> tuple[str, ...]:
    if is_paired(run[0]) or run.isdigit():
        return (run,)
    return tuple(dict.fromkeys((run, *group(index, run))))


def base(index: Index, word: str) -> str:
    """The one form for all forms of a word, as far as the index knows it."""
    return next(iter(index.tails(f"{word}\t@")), word)


def group(index: Index, word: str) -> list[str]:
    """The forms of a word that the index has, in order."""
    for one in (word, *_trimmed(word)):
        stem = base(index, one)
        found = [*([stem] if index.row(stem) else []), *index.tails(f"{stem}\t&")]
        if found:
            return found
    return []


def _trimmed(word: str) -> list[str]:
    """The word without its ending, and with the -e or -y that the ending took."""
    found = []
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
            found.append(Token(tuple(key for key, _ in index.rows(run) if "\t" not in key)))
    return found


def equals(index: Index, parts: list[Part]) -> set[int]:
    """The records whose title or number is the whole query, in any forms of its words."""
    words = [[base(index, run) for run in part.runs] for part in parts]
    name = line(tuple(word for part in words for word in part))
    hits = index.hits(f"{_first(name)}\t={name}")
    return set(hits.titles) if hits else set()


def _first(name: str) -> str:
    return name[:2] if is_paired(name[0]) and is_paired(name[1:2] or " ") else name[0] if is_paired(name[0]) else _word(name)


def _word(name: str) -> str:
    at = next((n for n, char in enumerate(name) if char == " " or is_paired(char)), len(name))
    return name[:at]


def units(index: Index, parts: list[Part]) -> list[Unit]:
    """A query cut into the terms of the glossary in it, longest first, and what is left between them."""
    found: list[Unit] = []
    runs = [run for part in parts for run in part.runs]
    bases = [run if is_paired(run[0]) else base(index, run) for run in runs]
    rest = ""
    at = inside = 0
    while at < len(runs):
        name, concepts = _term(index, line((bases[at][inside:], *bases[at + 1 :])))
        if concepts and (inside == 0 or is_paired(runs[at][0])):
            found += _left(rest)
            rest = ""
            text, at, inside = _taken(runs, bases, at, inside, len(name))
            found.append(Unit(_plain(text), concepts))
        elif is_paired(runs[at][0]):
            rest += runs[at][inside]
            inside += 1
        else:
            found += [*_left(rest), *_left(runs[at])]
            rest, inside = "", len(runs[at])
        if at < len(runs) and inside >= len(runs[at]):
            found += _left(rest)
            rest, at, inside = "", at + 1, 0
    return found


def _left(rest: str) -> list[Unit]:
    return [Unit(_plain(rest))] if rest else []


def _plain(text: str) -> Part:
    from duizhao.search.asking import part

    return part(text)


def _taken(runs: list[str], bases: list[str], at: int, inside: int, length: int) -> tuple[str, int, int]:
    """The runs that a term of so many characters (in their base forms) covers, and where the query goes on."""
    words: list[str] = []
    while True:
        here = bases[at][inside:]
        size = min(len(here), length - len(line((*words_based(words), ""))) if False else length)
        raise NotImplementedError(size)
