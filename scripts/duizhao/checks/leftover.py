"""Characters that have no business in the text: lost, private, invisible, compatibility and traditional ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import category, name, normalize

from duizhao.checks.check import Check, Example, Material
from duizhao.model import LANGUAGES, Finding, Language, Severity, Unit
from duizhao.text import hidden
from duizhao.text.chars import HAN
from duizhao.text.scripts import converter, is_traditional_form, script_counts

NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


class _Class(NamedTuple):
    """A class of leftovers: how grave, what it is called, what finds it, and what stands in its place, if known."""

    severity: Severity
    name: str
    pattern: re.Pattern[str]
    mended: Callable[[str], str] | None


def _compatible(char: str) -> str:
    return normalize("NFKC", char)


# The twelve characters of the compatibility block that are no doubles of others (The Unicode Standard, 18.1).
_UNIFIED = "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29"

_LATIN_TWINS = str.maketrans("аеорсухіАВЕКМНОРСТХІ", "aeopcyxiABEKMHOPCTXI")

_CLASSES = (
    # The sign for a character that could not be decoded: "图\ufffd馆".
    _Class("error", "replacement character", re.compile("\ufffd"), None),
    # Characters that each font draws as it likes: U+E5E5.
    _Class("error", "private-use character", re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]"), None),
    _Class("error", "control character", re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"), lambda _: ""),
    # Text that was decoded in the wrong encoding: "readersâ€™", "cafÃ©", "锟斤拷".
    _Class("error", "wrongly decoded text", re.compile("â€[™œ\x9d“”˜¦]?|Ã[©¨¤¶¼¡­³]|(?:锟斤拷)+|(?:烫烫){2,}"), None),
    # What makes a line run backwards, so that it looks like another: "\u202e".
    _Class("error", "character that turns the direction of writing", hidden.TURNING, lambda _: ""),
    # Characters that nobody sees and every search stumbles over: zero-width space, byte order mark, soft hyphen.
    _Class("warning", "invisible character", hidden.UNSEEN, lambda _: ""),
    # Doubles of ordinary characters: "⼀" (Kangxi radical one), U+F9B7, "ﬁ".
    _Class(
        "warning", "compatibility character",
        re.compile(f"(?![{_UNIFIED}])[\u2f00-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f\ufb00-\ufb06]"), _compatible,
    ),
    _Class("warning", "radical in place of a character", re.compile("[\u2e80-\u2ef3]"), None),
    # A Cyrillic letter inside a Latin word: "сustomer".
    _Class(
        "warning", "Cyrillic letter in a Latin word", re.compile("[а-яіА-ЯІ](?=[A-Za-z])|(?<=[A-Za-z])[а-яіА-ЯІ]"),
        lambda char: char.translate(_LATIN_TWINS),
    ),
    # What a web page says for a sign: "&nbsp;", "&#8217;".
    _Class("warning", "web page's character code", re.compile(r"&(?:nbsp|amp|[lg]t|quot|apos|#\d{2,5});"), None),
    # The reading of a character, in brackets behind it, with its tone: "术(shù)".
    _Class(
        "warning", "pinyin mark",
        re.compile(rf"(?<=[{HAN}])[(（](?=[a-zü]*[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ])[^()（）\s]{{1,7}}[)）]"), lambda _: "",
    ),
)  # fmt: skip


def _run(material: Material) -> Iterator[Finding]:
    traditional = _traditional_documents(material.units)
    for unit in material.units:
        for language in LANGUAGES:
            for one in _CLASSES:
                yield from _found(unit, language, one)
        if unit.document not in traditional:
            yield from _traditional(unit)


def _found(unit: Unit, language: Language, one: _Class) -> Iterator[Finding]:
    text = unit.text(language)
    found = list(dict.fromkeys(one.pattern.findall(text)))
    if not found:
        return
    named = ", ".join(_named(each) for each in found[:5])
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    mend = one.mended
    mended = one.pattern.sub(lambda match: mend(match[0]), text) if mend else None
    message = f"The {NAMES[language]} has a {one.name}: {named}{more}."
    yield CHECK.finding(unit, message, severity=one.severity, language=language, suggestion=mended)


def _named(text: str) -> str:
    """A character that may have no shape, by its number and name; others as they are."""
    shown = f"“{text}”" if all(category(char)[0] != "C" for char in text) else ""
    if len(text) > 1:
        return shown or " ".join(f"U+{ord(char):04X}" for char in text)
    return " ".join(filter(None, (f"U+{ord(text):04X}", name(text, "").lower(), shown)))


def _traditional_documents(units: Sequence[Unit]) -> set[str | None]:
    """The documents that are written in traditional characters as a whole."""
    counts: dict[str | None, tuple[int, int]] = {}
    for unit in units:
        traditional, simplified = script_counts(unit.zh)
        before = counts.get(unit.document, (0, 0))
        counts[unit.document] = before[0] + traditional, before[1] + simplified
    return {document for document, (traditional, simplified) in counts.items() if traditional > simplified}


def _traditional(unit: Unit) -> Iterator[Finding]:
    found = list(dict.fromkeys(char for char in unit.zh if is_traditional_form(char)))
    if found:
        simple = _simple(found)
        pairs = ", ".join(f"“{char}” ({simple[char]})" for char in found)
        mended = "".join(simple.get(char, char) for char in unit.zh)
        message = f"Traditional characters in simplified text: {pairs}."
        yield CHECK.finding(unit, message, language="zh", suggestion=mended)


def _simple(chars: Sequence[str]) -> Mapping[str, str]:
    return {char: converter("t2s").convert(char) for char in chars}


CHECK = Check(
    id="leftover-characters",
    severity="warning",
    name=("残留字符", "Leftover characters"),
    what=(
        (
            "替换符（U+FFFD）、私用区字符、控制字符、改变书写方向的字符、乱码：错误；零宽字符、兼容字符和部首（⼀）、混入拉丁词的"
            "西里尔字母、网页转义符、"
            "残留的注音（shù），以及简体文字里残留的繁体字：警告。两种字形里都有的字（后、干）不算，全篇繁体"
            "的文件也不算。"
        ),
        (
            "Errors: the replacement character (U+FFFD), private-use and control characters, characters that turn the "
            "direction of writing, wrongly decoded text. "
            "Warnings: zero-width characters, compatibility characters and radicals (⼀), Cyrillic letters in Latin "
            "words, character references of web pages, leftover pinyin marks, and traditional characters in simplified "
            "text. Characters of both scripts (后, 干) are none, nor are those of a document that is traditional as a "
            "whole."
        ),
    ),
    why=(
        "这些字符看不出或看着像，检索却找不到；替换符表示原来的字已经丢了。",
        (
            "They are invisible or look right, and searches miss them; a replacement character stands for one that is "
            "lost."
        ),
    ),
    fix=("按建议替换；丢了的字对照原件补上。", "Take the suggestion; put a lost character back from the original."),
    example=Example(
        ("讀者应登记。", "Readers shall register."),
        ("读者应登记。", "Readers shall register."),
    ),
    run=_run,
)
