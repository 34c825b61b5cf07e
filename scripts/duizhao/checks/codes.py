"""Acronyms, standard numbers, references, addresses and product codes that one language lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from duizhao.checks.check import Check, Example, Material
from duizhao.model import LANGUAGES, Concept, Finding, Language, Severity, Unit
from duizhao.text import references
from duizhao.text.chars import LATIN
from duizhao.text.english import splitter

NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}

USUAL = {
    "R&D": "研发|研究与?开发", "IT": "信息技术|信息化", "ICT": "信息与?通信", "AI": "人工智能", "HR": "人力资源|人事",
    "EU": "欧盟", "UN": "联合国",
    "UK": "英国", "US": "美国", "USA": "美国", "PRC": "中国|中华人民共和国", "CEO": "首席执行官|总裁",
    "CFO": "首席财务官", "PC": "电脑|计算机",
    "ID": "证件|身份|标识|编号", "FAQ": "常见问题|常见问答", "Q&A": "问答", "IP": "知识产权", "PR": "公共关系|公关",
    "TV": "电视",
    "SME": "中小企业", "NGO": "非政府组织", "GDP": "国内生产总值", "QR": "二维码", "CNY": "元", "RMB": "元|人民币",
    "AM": "上午", "PM": "下午",
    "NOTE": "注", "EXAMPLE": "示例|例", "TC": "技术委员会", "SC": "分技术委员会", "WG": "工作组",
    "KPI": "绩效指标", "CRM": "[客顾][户客]关系管理", "SLA": "服务(?:水平|级别)协议", "IPR": "知识产权",
    "ROI": "投资回报", "VOC": "[客顾][户客]之声",
    "QA": "质量保证", "QC": "质量控制",
}  # fmt: skip
"""Acronyms that Chinese usually writes out, with what it writes."""

# Addresses: "https://example.org/a", "www.example.org", "desk@example.org".
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[\w.~:/?#@!$&'*+,;=%-]{2,300}|[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60})+", re.ASCII
)
# A code of letters and digits: "A4", "X-200", "ISO9001", "COVID-19", "4G".
_CODE = re.compile(
    rf"(?<![{LATIN}\d])(?:[A-Z][A-Za-z]{{0,12}}-?\d[\dA-Za-z]{{0,20}}(?:[-.][\dA-Za-z]+)*|\d{{1,2}}[A-Z](?:\d\w*)?)(?![{LATIN}\d])"
)
# An acronym, with the -s of a plural: "KPI", "KPIs", "R&D", "SMART", "GmbH" is none.
_ACRONYM = re.compile(rf"(?<![{LATIN}\d&])(?P<name>[A-Z]{{1,7}}&[A-Z]{{1,3}}|[A-Z]{{2,8}})(?:s|'s|’s)?(?![{LATIN}\d&])")
_ROMAN = re.compile(r"[IVX]{2,}")  # "II", "IV": numerals


def _run(material: Material) -> Iterator[Finding]:
    known = _Known(material.concepts)
    for unit in material.units:
        if unit.zh and unit.en and not unit.lost:
            yield from _told(unit, [*_names(unit, known), *_references(unit)])


def _told(unit: Unit, missing: list[_Missing]) -> Iterator[Finding]:
    """What is missing; where each language lacks one thing of a kind, the one stands for the other."""
    for one in missing:
        other: Language = "en" if one.language == "zh" else "zh"
        alike = [[each for each in missing if each.language == where and each.kind == one.kind] for where in LANGUAGES]
        if [len(each) for each in alike] != [1, 1]:
            name = f"reference “{one.words}”" if one.kind in _REFERENCES else f"“{one.words}”"
            message = f"{name[0].upper()}{name[1:]} of the {NAMES[one.language]} is missing from the {NAMES[other]}."
            yield CHECK.finding(unit, message, language=other, severity=one.severity)
        elif one.language == "en":
            message = f"“{one.words}” is “{alike[0][0].words}” in the Chinese."
            yield CHECK.finding(unit, message, language="zh", severity="warning")


_REFERENCES = frozenset(["clause", "table", "figure", "annex", "item", "note", "standard"])


class _Known:
    """What the glossary says of acronyms: the terms of the other language for each."""

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self._terms: dict[str, set[str]] = {}
        for concept in concepts:
            names = {name for term in concept.terms for name in _ACRONYM.findall(term.text)}
            for name in names:
                self._terms.setdefault(name, set()).update(term.text for term in concept.terms)

    def has(self, name: str) -> bool:
        """Whether it is known what Chinese the acronym has."""
        return name in self._terms or name in USUAL

    def explains(self, name: str, text: str) -> bool:
        """Whether the text has a term of the concept that the acronym stands for, its usual words or its letters."""
        lower = text.lower()
        told = any(term.lower() in lower for term in self._terms.get(name, ()))
        return told or bool(re.search(USUAL.get(name, "(?!)"), text)) or _spelt(name, text)


def _spelt(name: str, text: str) -> bool:
    """Whether words that stand together begin with the letters: "key performance indicators" for KPI."""
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", text) if word not in {"of", "and", "the", "for"})
    return len(name) > 2 and name.replace("&", "").lower() in initials.lower()


class _Missing(NamedTuple):
    """What one language has and the other lacks; ``kind`` says of what may stand for it."""

    language: Language
    kind: str
    words: str
    severity: Severity = "warning"


def _names(unit: Unit, known: _Known) -> Iterator[_Missing]:
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        text, there = unit.text(language), unit.text(other)
        for name, kind in _found(text, language).items():
            if _plain(name) not in _plain(there) and not known.explains(name, there):
                written_out = kind == "acronym" and not known.has(name) and _spelt(name, text.replace(name, ""))
                yield _Missing(language, kind, name, "info" if written_out else "warning")


def _found(text: str, language: Language) -> dict[str, str]:
    """Addresses, codes and acronyms of a text, each with its kind; references are looked at apart."""
    for reference in reversed(references.find(text)):
        text = text[: reference.start] + " " * (reference.end - reference.start) + text[reference.end :]
    found: dict[str, str] = {}
    for kind, pattern in (("address", _ADDRESS), ("code", _CODE)):
        for match in pattern.finditer(text):
            found.setdefault(match[0].rstrip(".,;:"), kind)
        text = pattern.sub(" ", text)
    for match in _ACRONYM.finditer(text):
        if not _ROMAN.fullmatch(match["name"]) and not _is_shouted(match, text, language):
            found.setdefault(match["name"], "acronym")
    return found


def _is_shouted(match: re.Match[str], text: str, language: Language) -> bool:
    """Whether an English word only stands in capitals for emphasis, or in a heading: "NOT", "SERVICE EXCELLENCE"."""
    if language == "zh" or match["name"] in USUAL or len(match["name"]) < 3:
        return False
    return splitter().is_word(match["name"]) and (
        len(match["name"]) > 4 or text.isupper() or match["name"] in {"NOT", "AND", "ALL", "ANY", "MUST"}
    )


def _plain(name: str) -> str:
    return re.sub(r"[\s-]", "", name).upper()


def _references(unit: Unit) -> Iterator[_Missing]:
    """References by what they lead to. A standard with another year, or without one, is not missing but changed."""
    found = {language: _targets(unit.text(language)) for language in LANGUAGES}
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        for key, words in found[language].items():
            if key not in found[other] and not _has_words(key, words, unit.text(other)):
                yield _Missing(language, key[0], words)


def _targets(text: str) -> dict[tuple[str, str], str]:
    return {
        (one.kind, f"{one.of or ''}{one.target}".replace("—", ":")): text[one.start : one.end]
        for one in references.find(text)
    }


def _has_words(key: tuple[str, str], words: str, text: str) -> bool:
    """Whether the other text has the number or the words all the same, though no reference was read there."""
    label = key[1].rpartition("/")[2]
    return words in text or (bool(re.search(rf"(?<![\w.]){re.escape(label)}(?![\w]|\.\d)", text)) and key[0] != "annex")


CHECK = Check(
    id="code",
    severity="warning",
    name=("代号或引用缺失", "Code or reference missing"),
    what=(
        ("一种语言里的缩略语、标准号、条款和表的引用、网址、邮箱、产品代号，另一种语言里没有；标准号的年份不同。缩略语若在"
        "另一种语言里写成全称，且术语表或首字母能说明，不算缺失。"),
        ("An acronym, a standard number, a reference to a clause or table, an address or a product code that the other "
        "language lacks; a standard with another year. An acronym that the other language writes out is not missing "
        "where the glossary, or its letters, say so."),
    ),
    why=("代号和引用是读者查证的线索，丢了就查不到。", "Codes and references are what readers look things up by."),
    fix=("补上代号或引用；缩略语的全称写进术语表。", "Put it in; have the acronym and its full name in the glossary."),
    example=Example(("按 5.3 登记。", "Register the loan in accordance with 5.2."),
                    ("按 5.2 登记。", "Register the loan in accordance with 5.2.")),
    run=_run,
)  # fmt: skip
