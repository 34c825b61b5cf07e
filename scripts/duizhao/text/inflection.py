"""One form for all inflected forms of an English word: "surveys", "surveyed", "surveying" and "survey" are one.

A form is no word that anybody reads: it is the same for words that are the same, and that is all ("measure" becomes
"measur", as "measuring" does). Only endings that inflection adds go (-s, -es, -ed, -ing); what makes another word
("manager", "management") stays, so that a term is not taken for its relatives. British and American spelling are one
form too ("organisation", "organization"): a glossary names a term once.
"""

from __future__ import annotations

import re
from functools import lru_cache

IRREGULAR = {
    "children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth", "mice": "mouse",
    "criteria": "criterion", "phenomena": "phenomenon", "indices": "index", "indexes": "index", "matrices": "matrix",
    "analyses": "analysis", "hypotheses": "hypothesis", "syntheses": "synthesis", "diagnoses": "diagnosis",
    "crises": "crisis", "theses": "thesis", "lives": "life", "knives": "knife", "shelves": "shelf", "halves": "half",
    "uses": "use", "used": "use", "using": "use", "buses": "bus", "agreed": "agree", "guaranteed": "guarantee",
}  # fmt: skip
"""Forms that no rule gives, of words that standards use."""

UNINFLECTED = frozenset({
    "accounting", "always", "being", "branding", "building", "clothing", "customs", "during", "engineering",
    "evening", "everything", "goods", "housing", "lens", "marketing", "meaning", "means", "meeting", "morning",
    "networking", "news", "nothing", "perhaps", "series", "something", "species", "staffing",
})  # fmt: skip
"""Words that look inflected and are words by themselves, beside another that their trunk is ("news", "new")."""

SHORTEST = 4
"""Words of fewer letters have no endings to take off ("its", "red", "kpi")."""

# A syllable by itself that ends in one vowel and one consonant: after it an -ing doubles the consonant ("planning"),
# unless there was an -e ("rating"). So an -e means something there and stays. "plan", "rat", "typ".
_SHORT_TRUNK = re.compile(r"[^aeiouy]*[aeiouy][^aeiouywx]")
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([^aeiouy])\1$")

# British endings, as they are left by what goes before, and what is written for both. "exercis", "catalogu", "centr".
_SPELLINGS = (("is", "iz"), ("ys", "yz"), ("our", "or"), ("tr", "ter"), ("ogu", "og"), ("enc", "ens"))


@lru_cache(maxsize=100_000)
def form(word: str) -> str:
    """The common form of a word in small letters; ``'s`` goes, short words and those with digits stay as they are."""
    word = word.removesuffix("'s")
    if len(word) < SHORTEST or not word.isalpha():
        return word
    base = IRREGULAR.get(word) or _singular(word)
    return base if base in UNINFLECTED or len(base) < SHORTEST else _spelling(_trunk(base))


def _singular(word: str) -> str:
    """The word without the -s of a plural or a third person; "process", "focus" and "basis" have none."""
    if word in UNINFLECTED or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return _with_y(word)
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


def _with_y(word: str) -> str:
    """The word with the -y of "strategies" and "tried"; "ties" and "died" have none."""
    return word[:-3] + "y" if len(word) > SHORTEST else word[:-1]


def _trunk(word: str) -> str:
    """The word without the -ed of a past, without -ing, without a last -e."""
    if word.endswith("ied"):
        return _with_y(word)
    stem = word if word.endswith("eed") else word.removesuffix("ed").removesuffix("ing")
    if stem == word or len(stem) < 3 or not _VOWEL.search(stem):  # "need", "red", "thing" end so by themselves
        stem = word.removesuffix("e")
        return word if _SHORT_TRUNK.fullmatch(stem) else stem
    return f"{stem}e" if _SHORT_TRUNK.fullmatch(stem) else stem


def _spelling(stem: str) -> str:
    """The stem in one spelling, without the doubled last letter that endings bring ("planned", "labelling")."""
    if len(stem) < SHORTEST:
        return stem
    stem = _DOUBLED.sub(r"\1", stem).replace("isation", "ization")
    for british, common in _SPELLINGS:
        if stem.endswith(british) and len(stem) > SHORTEST:
            return stem.removesuffix(british) + common
    return stem
