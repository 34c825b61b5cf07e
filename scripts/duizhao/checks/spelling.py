"""English words that are misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from duizhao.checks.check import Check, Example, Material
from duizhao.model import Concept, Finding, Severity, Unit
from duizhao.text import spelling

RECURRENT = 3
"""In how many texts a word must stand to be one of the document's own."""

SHORTEST = 5
"""Letters of a word that is looked at: shorter unknown ones are abbreviations."""

LONG = 7
"""Letters from which on two of them may be wrong."""

VERY_LONG = 9
"""Letters from which on that is believed of any frequent word."""

# A word of running text, with small letters behind the first. Not "WiFi", "KPIs", "A4", "duizhao.org", "x-ray's", and
# none that an apostrophe is part of.
_WORD = re.compile(r"(?<![\w'’@./\\&#-])[A-Za-z][a-z]+(?![\w@/\\]|['’][A-Za-z]|\.[A-Za-z]|://)(?:-[a-z]+)*(?![\w@])")
# What stands before the first word of a sentence, title, cell or entry: nothing, a stop, a label, a quote.
_BEGINS = re.compile(r"(?:^|[.;:!?)\]|“\"‘(]|[a-z\d][)）])[\s“\"‘(]*$")


MOST = 10
"""Findings for one text: one that has more is rubbish, and more of them would say no more."""


def _run(material: Material) -> Iterator[Finding]:
    known = _glossary(material.concepts)
    for document in dict.fromkeys(unit.document for unit in material.units):
        units = [unit for unit in material.units if unit.document == document and unit.en]
        places: dict[str, set[int]] = {}
        for number, unit in enumerate(units):
            for _, word in _parts(unit.en):
                places.setdefault(word.lower(), set()).add(number)
        own = {word for word, found in places.items() if len(found) >= RECURRENT}
        own, said = known | own, known | places.keys()
        for unit in units:
            yield from islice(_misspelt(unit, own, said), MOST)


def _glossary(concepts: tuple[Concept, ...]) -> set[str]:
    texts = [
        term.text for concept in concepts for term in concept.terms if term.language == "en" and term.status != "avoid"
    ]
    return {word.lower() for text in texts for word in re.findall("[A-Za-z]+", text)}


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The words of a text and where they begin; of what hyphens join, each by itself."""
    for match in _WORD.finditer(text):
        for part in re.finditer("[A-Za-z]+", match[0]):
            yield match.start() + part.start(), part[0]


def _misspelt(unit: Unit, known: set[str], said: set[str]) -> Iterator[Finding]:
    """The misspelt words of a text; ``known`` ones are none, and ``said`` are all that the document says."""
    for start, word in _parts(unit.en):
        better = None if word.lower() in known else _better(word, said)
        if better:
            message = f"“{word}” is in no list of words; “{better}” may be meant."
            yield CHECK.finding(unit, message, language="en", suggestion=better, severity=_weight(unit, start, word))


def _better(word: str, said: set[str]) -> str | None:
    """What a word may be meant for. Two letters off is far, the more so where the word may be two that are written as
    one ("teahouse"): then only what the document says elsewhere counts.
    """
    low = word.lower()
    if len(low) < SHORTEST or spelling.is_word(low) or (low.endswith("s") and low[:-1] in said):
        return None
    if word[0].isupper() and spelling.is_pinyin(low):
        return None
    guess = spelling.guess(low, 2 if len(low) >= LONG else 1)
    unsure = guess and guess.distance > 1 and (len(low) < VERY_LONG or spelling.is_compound(low))
    if guess is None or (unsure and guess.word not in said):
        return None
    return guess.word.capitalize() if word[0].isupper() else guess.word


def _weight(unit: Unit, start: int, word: str) -> Severity:
    """A capital inside a sentence may be a name's: told as a note only."""
    inside = word[0].isupper() and unit.part == "text" and not _BEGINS.search(unit.en[:start])
    return "info" if inside else "warning"


CHECK = Check(
    id="spelling",
    severity="warning",
    name=("英文拼写", "English spelling"),
    what=(
        (
            "任何词表里都没有、而与某个常用词只差一两个字母的英文词，附建议。英式、美式拼写都对；术语表里的词"
            "、本文件中出现三次以上的"
            "词、缩略语、带数字的代号都不查；句中大写的词可能是名称，只作提示。"
        ),
        (
            "English words that are in no list and differ from a frequent word by one letter or two, with that word as "
            "suggestion. British and American spelling are both right; words of the glossary, words that "
            "stand in three "
            "texts of the document or more, abbreviations and codes are left alone; a capital inside a "
            "sentence may be a "
            "name's and is told as a note only."
        ),
    ),
    why=(
        "拼错的词检索不到，也让人怀疑译文没有校对。",
        "A misspelt word is not found by searches, and makes readers doubt the rest.",
    ),
    fix=(
        "改用建议的词。词本来就对的，加进术语表，或写一条豁免。",
        "Take the suggested word. If yours is right, add it to the glossary or write a waiver.",
    ),
    example=Example(
        ("读者可以续借图书。", "Readers may renew thier books."),
        ("读者可以续借图书。", "Readers may renew their books."),
    ),
    run=_run,
)
