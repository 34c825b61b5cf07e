"""Punctuation, digits and letters of the wrong width: half width between Chinese characters, full width in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.checks.check import Check, Example, Material
from duizhao.model import LANGUAGES, Finding, Language, Unit
from duizhao.text.chars import HAN

# A half-width sign that belongs to a Chinese character before it (and no digit or letter behind), or a bracket with a
# Chinese character inside: "书,报", "(含儿童)". Not "9:00", "(CRM)", "a)".
_HALF = re.compile(
    rf"(?<=[{HAN}」』》）】])[,;:?!](?![A-Za-z\d/])|(?<=[{HAN}])[,;](?=[A-Za-z\d])|(?<=[^\x00-\x7f…])\.(?=[{HAN}]|$)"
    rf"|\((?=[{HAN}])|(?<=[{HAN}])\)",
    re.MULTILINE,
)
# The same signs in full width.
_FULL = re.compile(r"[，；：？！（）]")
_TO_FULL = str.maketrans(",;:?!().", "，；：？！（）。")

# Full-width signs in English; not beside Chinese words that are quoted there.
_FULL_IN_ENGLISH = re.compile(rf"(?<![{HAN}])[，；：？！（）。、](?![{HAN}])")
_TO_HALF = {"，": ", ", "；": "; ", "：": ": ", "？": "? ", "！": "! ", "（": " (", "）": ") ", "。": ". ", "、": ", "}

# Full-width digits and letters: "１２", "Ａ".
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

CUSTOM = 0.8
"""The share of signs in half width from which on that is the document's custom, and no slip."""
SLIPS = 0.2
"""The share up to which half width is a slip; between the two the document has no custom."""
FEW = 5
"""Places from which on a document has a custom."""


def _run(material: Material) -> Iterator[Finding]:
    for document in dict.fromkeys(unit.document for unit in material.units):
        yield from _chinese([unit for unit in material.units if unit.document == document], document)
    for unit in material.units:
        yield from _english(unit)
        for language in LANGUAGES:
            yield from _wide(unit, language)


def _chinese(units: Sequence[Unit], document: str | None) -> Iterator[Finding]:
    half = [(unit, len(_HALF.findall(unit.zh))) for unit in units]
    count = sum(number for _, number in half)
    total = count + sum(len(_FULL.findall(unit.zh)) for unit in units)
    if not count:
        return
    if total >= FEW and count > SLIPS * total:
        what = "are" if count >= CUSTOM * total else "are only partly"
        message = f"{count} of {total} commas, colons, semicolons and brackets of the Chinese {what} in half width."
        where = next(unit.place for unit, number in half if number)
        yield Finding(CHECK.id, "info" if count >= CUSTOM * total else "warning", message, document, where, "zh")
        return
    for unit, number in half:
        if number:
            mended = _HALF.sub(lambda match: match[0].translate(_TO_FULL), unit.zh)
            yield _finding(unit, "zh", number, "half-width", "Chinese", mended)


def _english(unit: Unit) -> Iterator[Finding]:
    found = _FULL_IN_ENGLISH.findall(unit.en)
    if found:
        mended = _FULL_IN_ENGLISH.sub(lambda match: _TO_HALF[match[0]], unit.en)
        yield _finding(unit, "en", len(found), "full-width", "English", _tidy(mended))


def _wide(unit: Unit, language: Language) -> Iterator[Finding]:
    text = unit.text(language)
    found = _WIDE.findall(text)
    if found:
        some = "".join(found[:8])
        message = f"{len(found)} digits or letters are in full width: “{some}”."
        mended = _WIDE.sub(lambda match: match[0].translate(_NARROW), text)
        yield CHECK.finding(unit, message, language=language, suggestion=mended)


def _finding(unit: Unit, language: Language, number: int, width: str, name: str, mended: str) -> Finding:
    signs = f"{number} {width} sign{'s' if number > 1 else ''}"
    return CHECK.finding(unit, f"{signs} in the {name}.", language=language, suggestion=mended)


def _tidy(text: str) -> str:
    """The text without the spaces that full-width signs left over: before a stop, twice, at the end."""
    return re.sub(r" +(?=[,.;:?!)]|$)", "", re.sub(r" {2,}", " ", text)).strip()


CHECK = Check(
    id="width",
    severity="warning",
    name=("全角半角混用", "Full and half width mixed"),
    what=(
        (
            "中文里夹用半角的逗号、分号、冒号、问号、叹号、括号，英文里夹用全角标点，以及全角的数字和字母；每"
            "段一条，写明个数。整份"
            "文件一贯用半角（五分之四以上）时，全文只作一条提示；时全时半的，全文一条警告。"
        ),
        (
            "Half-width commas, semicolons, colons, question and exclamation marks and brackets in the Chinese, "
            "full-width punctuation in the English, and full-width digits and letters: one finding a text, with their "
            "number. A document that keeps to half width (four fifths and more) gets a single note, one that does now "
            "this, now that a single warning."
        ),
    ),
    why=(
        "宽窄混用不好看，检索和比对时也会对不上。",
        "Mixed widths look untidy, and searches and comparisons miss such places.",
    ),
    fix=(
        "中文用全角标点，英文用半角标点，数字和字母一律用半角。",
        "Use full-width punctuation in Chinese, half-width in English, and half-width digits and letters in both.",
    ),
    example=Example(
        ("读者应登记,并出示证件。", "Readers shall register and show their card."),
        ("读者应登记，并出示证件。", "Readers shall register and show their card."),
    ),
    run=_run,
)
