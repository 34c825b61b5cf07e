"""Stops that stand twice, are missing, or differ from those of the sister entries or of the other language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from duizhao.checks.check import Check, Example, Material
from duizhao.model import LANGUAGES, Finding, Language, Unit

NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}

ENTRIES = ("item", "practice")
"""Kinds of nodes that are entries of lists."""

FEWEST = 3
"""Sisters from which on there is a custom that one of them can break."""

USUAL = 0.6
"""The share of sisters that end alike from which on that is their custom."""

# Two stops where one belongs: "。。", "；。", ",.", "..". Not "……", "...", "etc.,", "?!", "std::".
_DOUBLED: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[。；，、：][。；，、：]+|[。；，、]\.(?!\.)|(?<!\.)\.[。；]|[,;][。；，]"),
    "en": re.compile(r"[,;:][,.]|,;|;;|(?<!\.)\.\.(?!\.)"),
}
# What closes a text after its last stop: a bracket, a quote.
_CLOSING = " \t\n\u3000\"'”’」』》)）]】"
_STOPS = {**dict.fromkeys("。.", "."), **dict.fromkeys("；;", ";"), **dict.fromkeys("，,、", ","),
          **dict.fromkeys("：:", ":"), **dict.fromkeys("！!", "!"), **dict.fromkeys("？?", "?"), "…": "…"}  # fmt: skip
_SIGNS: dict[Language, dict[str, str]] = {
    "zh": {".": "。", ";": "；", ",": "，", ":": "：", "!": "！", "?": "？", "…": "……"},
    "en": {".": ".", ";": ";", ",": ",", ":": ":", "!": "!", "?": "?", "…": "..."},
}

MOST = 10
"""Findings for one text: one that has more is rubbish, and more of them would say no more."""

LONG: dict[Language, int] = {"zh": 10, "en": 30}
"""Characters from which on a text is a sentence rather than a name."""


def _run(material: Material) -> Iterator[Finding]:
    for unit in material.units:
        for language in LANGUAGES:
            for match in islice(_DOUBLED[language].finditer(unit.text(language)), MOST):
                yield CHECK.finding(
                    unit, f"Two stops, “{match[0]}”, stand together in the {NAMES[language]}.", language=language
                )
    told: set[tuple[str, Language]] = set()
    for finding in _lists(material.units):
        told.add((finding.node or "", finding.language or "zh"))
        yield finding
    for unit in material.units:
        if unit.part == "text" and not any((unit.place, language) in told for language in LANGUAGES):
            yield from _compared(unit)
    yield from _titles(material.units)


def ending(text: str) -> str:
    """The stop at the end of a text, of either width, as the half-width sign; empty where there is none."""
    bare = text.rstrip(_CLOSING)
    inside = _STOPS.get(bare[-1:], "")
    outside = _STOPS.get(text.rstrip()[-1:], "")
    return outside or inside


def _lists(units: Sequence[Unit]) -> Iterator[Finding]:
    """Entries of a list that end otherwise than their sisters: all but the last alike, the last with a full stop."""
    families: dict[tuple[str | None, str, str], list[Unit]] = {}
    for unit in units:
        above, slash, _ = unit.place.rpartition("/")
        if unit.kind in ENTRIES and unit.part == "text" and unit.label and slash:
            families.setdefault((unit.document, above, unit.kind), []).append(unit)
    for sisters in families.values():
        for language in LANGUAGES:
            yield from _family([one for one in sisters if one.text(language)], language)


def _family(sisters: Sequence[Unit], language: Language) -> Iterator[Finding]:
    ends = [ending(one.text(language)) for one in sisters]
    custom = Counter(end for end in ends[:-1] if end != ":")
    if len(sisters) < FEWEST or not custom:
        return
    usual, times = custom.most_common(1)[0]
    if times < USUAL * sum(custom.values()):
        return
    for unit, end in zip(sisters[:-1], ends[:-1], strict=True):
        if end not in {usual, ":"} and times > 1 and not unit.lost:
            yield _other(unit, language, end, usual, "its sisters end")
    last = "." if usual == ";" else usual
    if ends[-1] not in {last, ":", "."} and not sisters[-1].lost:
        yield _other(sisters[-1], language, ends[-1], last, "the last of such a list ends")


def _other(unit: Unit, language: Language, end: str, usual: str, who: str) -> Finding:
    found, wanted = (f"with “{_SIGNS[language][sign]}”" if sign else "without a stop" for sign in (end, usual))
    bare = unit.text(language).rstrip()
    bare = bare[: -len(_SIGNS[language][end])] if end and _STOPS.get(bare[-1:]) == end else bare
    return CHECK.finding(
        unit, f"The {NAMES[language]} of this entry ends {found}; {who} {wanted}.", language=language,
        suggestion=bare + (_SIGNS[language][usual] if usual else ""),
    )  # fmt: skip


def _compared(unit: Unit) -> Iterator[Finding]:
    """A sentence that ends with a stop in one language only, or with another one."""
    if unit.lost or not all(len(unit.text(language)) >= LONG[language] for language in LANGUAGES):
        return
    zh, en = ending(unit.zh), ending(unit.en)
    if zh == en or "…" in (zh, en):
        return
    short: Language = "en" if zh and not en else "zh"
    other: Language = "zh" if short == "en" else "en"
    mine, theirs = (en, zh) if short == "en" else (zh, en)
    found = f"ends with “{_SIGNS[short][mine]}”" if mine else "ends without a stop"
    message = f"The {NAMES[short]} {found}, the {NAMES[other]} with “{_SIGNS[other][theirs]}”."
    alike = {zh, en} in ({".", "!"}, {".", ";"}) or (mine and unit.kind in ENTRIES)
    yield CHECK.finding(
        unit, message, language=short, severity="info" if alike else "warning",
        suggestion=None if mine else unit.text(short).rstrip() + _SIGNS[short][theirs],
    )  # fmt: skip


def _titles(units: Sequence[Unit]) -> Iterator[Finding]:
    """Titles that end with a stop; GB/T 1.1 has none there. Where many do, that is the document's custom: one note."""
    for language in LANGUAGES:
        for document in dict.fromkeys(unit.document for unit in units):
            titles = [one for one in units if one.part == "title" and one.document == document and one.text(language)]
            stopped = [one for one in titles if ending(one.text(language)) in {".", ";", ",", ":"}]
            yield from _stopped_titles(stopped, titles, language, document)


CUSTOM = 0.1
"""The share of a document's titles with a stop from which on they are no slips."""


def _stopped_titles(
    stopped: Sequence[Unit], titles: Sequence[Unit], language: Language, document: str | None
) -> Iterator[Finding]:
    if stopped and len(stopped) >= CUSTOM * len(titles) and len(stopped) > 1:
        some = ", ".join(one.place for one in stopped[:3])
        message = (
            f"{len(stopped)} of {len(titles)} titles in {NAMES[language]} end with a stop, others do not: {some} …"
        )
        if len(stopped) < len(titles):
            yield Finding(CHECK.id, "info", message, document, stopped[0].place, language)
        return
    for unit in stopped:
        text = unit.text(language).rstrip()
        message = f"The title ends with “{text[-1]}”; titles have no stop."
        yield CHECK.finding(unit, message, language=language, suggestion=text[:-1], severity=_title_severity(titles))


def _title_severity(titles: Sequence[Unit]) -> str:
    """One title by itself shows no custom of the document."""
    return "warning" if len(titles) >= FEWEST else "info"


CHECK = Check(
    id="end-punctuation",
    severity="warning",
    name=("句末标点不当", "End punctuation that differs"),
    what=(
        (
            "两个标点叠在一起（。。、；。）；列项的句末标点与同级列项不同，或最后一项没有句号；一种语言有句末"
            "标点，另一种没有，或者"
            "不同；标题带句号。同一文件的标题很多带句号时，只作一条提示。"
        ),
        (
            "Two stops in a row (。。, ,.); an entry of a list that ends otherwise than its sisters, or a "
            "last one without "
            "its full stop; a text that ends with a stop in one language and without, or with another, in the other; "
            "titles with a stop. Where many titles of a document have one, that is a single note."
        ),
    ),
    why=(
        "句末标点告诉读者列项到没到头、话说没说完；少了句号的地方常常也少了字。",
        (
            "Stops tell readers whether a list goes on and whether a sentence is whole; where one is missing, "
            "words often are."
        ),
    ),
    fix=(
        "按建议改标点；先对照原文，看是不是少了字。",
        "Put the stop right; look at the source first, for words may be missing too.",
    ),
    example=Example(
        ("超过期限归还的图书，读者应付费", "Readers shall pay for books returned after the date due."),
        ("超过期限归还的图书，读者应付费。", "Readers shall pay for books returned after the date due."),
    ),
    run=_run,
)
