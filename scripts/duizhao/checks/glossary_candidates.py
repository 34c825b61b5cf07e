"""Terms that recur in the texts and that the glossary lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from duizhao.checks.check import Check, Material
from duizhao.model import Finding, Language, Rendering, Unit
from duizhao.text import chinese
from duizhao.text.chars import is_han
from duizhao.text.terms import Terms
from duizhao.text.wordlists import FUNCTION_WORDS

FEWEST = 5
"""In how many texts a word must stand to be a candidate."""

EXAMPLES = 3
"""Places and renderings that a finding names."""

WITHIN = 0.8
"""A word of which so many stand inside one longer candidate is part of that."""

ENDS_PHRASE = 0.5
"""The share of its places at which nothing but a small word or a sign follows a noun: adjectives and verbs go on."""

_VERB_BEFORE = frozenset({"to", "shall", "should", "may", "can", "will", "must", "not", "cannot"})
_NOUN_BEFORE = FUNCTION_WORDS - _VERB_BEFORE - {"and", "or", "but", "who", "which", "it", "they", "we", "you"}
_NO_NOUN = ("ing", "ed", "ly", "ous", "ful")
"""Endings of English words that are rarely nouns by themselves."""

_NOUN = frozenset({"n", "nz", "an", "j"})
_NOUN_LIKE = _NOUN | {"vn", "l"}
_BEFORE_NOUN = _NOUN_LIKE | {"a", "b", "v", "ns", "nt"}
PLACES = "上中下里内外"
"""What says where and is no part of a noun before it."""

LONGEST_PHRASE = 3
"""Chinese words of a candidate."""

_COMMON_ZH = """
    定期 文字 内容 方面 情况 方式 方法 过程 问题 工作 活动 结果 部分 基础 要求 条件 文件 标准 规定 时间 时候
    地方 水平 能力 作用 程度 范围 原则 目的 目标 措施 相关 有关 适当 具体 主要 重要 本文 下列 其他 所有 整个
    各级 例如 形式 人员 单位 影响 关系 使用 实施 包括 通过 采取 提供 进行 做法 做出 行为 方案 意见 概念 定义
    说明 信息 资料 需要 应用 管理 服务 组织 共同
"""
_COMMON_EN = """
    part example way order use case basis number type kind result results purpose level levels time change changes need
    needs information means work concept area areas point points view activity activities support help
"""
COMMON = frozenset(_COMMON_ZH.split()) | frozenset(_COMMON_EN.split())
"""Words that every standard has and that name nothing in particular."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A recurrent term without a concept: in how many texts it stands, how often, how it is rendered, and where."""

    language: Language
    term: str
    units: int
    count: int
    renderings: tuple[tuple[str, int], ...] = ()
    places: tuple[tuple[str | None, str], ...] = ()


@dataclass(slots=True)
class _Seen:
    """What is known of a candidate while the texts are gone through."""

    units: dict[int, None] = field(default_factory=dict)
    renderings: Counter[str] = field(default_factory=Counter)
    count: int = 0
    final: int = 0
    verb: int = 0
    noun: int = 0


def candidates(material: Material) -> tuple[Candidate, ...]:
    """The terms that the glossary lacks, English ones first, those of most texts first.

    A Chinese one that usually renders an English one is told with that.
    """
    english = list(_english(material))
    usual = {one.renderings[0][0] for one in english if one.renderings}
    found = [*english, *(one for one in _chinese(material) if one.term not in usual)]
    return tuple(sorted(found, key=lambda one: (one.language == "zh", -one.units, one.term)))


def _english(material: Material) -> Iterator[Candidate]:
    """What recurs beside the glossary (``Rendering.concept`` is None) and ends a noun phrase at most of its places."""
    seen: dict[str, _Seen] = {}
    for number, unit in enumerate(material.units):
        here = material.by_unit(number)
        known = [one for one in here if one.concept]
        free = [one for one in here if not one.concept and not _inside(one, known)]
        for one in free:
            _note(seen.setdefault(one.term, _Seen()), number, one, unit)
    for term, entry in seen.items():
        if len(entry.units) >= FEWEST and _is_noun(term, entry):
            yield _candidate("en", term, entry, material.units)


def _inside(one: Rendering, known: Sequence[Rendering]) -> bool:
    """Whether an occurrence is part of a glossary term's, or says the same as one."""
    return any(other.start <= one.start and one.end <= other.end for other in known)


def _note(seen: _Seen, number: int, one: Rendering, unit: Unit) -> None:
    before = unit.en[: one.start].split()
    behind = unit.en[one.end :]
    follows = behind.split()
    seen.units[number] = None
    seen.count += 1
    seen.final += not follows or not behind[0].isspace() or follows[0].lower().strip(",.;") in FUNCTION_WORDS
    seen.final -= behind.startswith("-")
    seen.verb += bool(before) and before[-1].lower() in _VERB_BEFORE
    seen.noun += bool(before) and before[-1].lower() in _NOUN_BEFORE
    if one.text:
        seen.renderings[one.text] += 1


def _is_noun(term: str, seen: _Seen) -> bool:
    last = term.rpartition(" ")[2]
    alone = " " not in term
    if alone and (term in COMMON or term.endswith(_NO_NOUN) or len(term) < 3):
        return False
    if alone and not ((seen.noun or term.endswith("s")) and _renders_noun(seen)):
        return False
    return seen.final >= ENDS_PHRASE * seen.count and seen.verb * 4 < seen.count and not last.endswith(("ly", "ed"))


def _renders_noun(seen: _Seen) -> bool:
    """Whether the usual Chinese rendering ends in a noun, by the dictionary."""
    text = next((text for text, _ in seen.renderings.most_common(1)), "")
    return chinese.kinds().get((chinese.cut(text) or [""])[-1]) in _NOUN_LIKE


def _chinese(material: Material) -> Iterator[Candidate]:
    """Recurrent words and chains of them that end in a noun, where they are not within a term of the glossary."""
    terms = Terms(material.concepts)
    seen: dict[str, _Seen] = {}
    for number, unit in enumerate(material.units):
        taken = bytearray(len(unit.zh))
        for use in terms.find(unit.zh, "zh", (unit.place,), document=unit.document):
            taken[use.start : use.end] = b"\1" * (use.end - use.start)
        for term, start in _phrases(unit.zh):
            if not all(taken[start : start + len(term)]):
                one = seen.setdefault(term, _Seen())
                one.units[number] = None
                one.count += 1
    for rendering in material.renderings:
        if rendering.text in seen:
            seen[rendering.text].renderings[rendering.term] += 1
    recurrent = {term: one for term, one in seen.items() if len(one.units) >= FEWEST}
    for term, one in recurrent.items():
        longer = max((other.count for name, other in recurrent.items() if term in name and name != term), default=0)
        if longer < WITHIN * one.count:
            yield _candidate("zh", term, one, material.units)


def _phrases(text: str) -> Iterator[tuple[str, int]]:
    """The candidates of a text and where they begin."""
    words, at = [], 0
    for word in _words(text):
        words.append((word, at, chinese.kinds().get(word, "x")))
        at += len(word)
    for first in range(len(words)):
        for last in range(first, min(first + LONGEST_PHRASE, len(words))):
            part = words[first : last + 1]
            if _is_chinese_term(part):
                yield "".join(word for word, _, _ in part), part[0][1]


def _words(text: str) -> Iterator[str]:
    """The words of a text; 书架上, which the dictionary has, is 书架 and 上."""
    for word in chinese.cut(text):
        placed = len(word) > 2 and word[-1] in PLACES and word[:-1] in chinese.kinds()
        yield from (word[:-1], word[-1]) if placed else (word,)


def _is_chinese_term(part: Sequence[tuple[str, int, str]]) -> bool:
    *before, (last, _, kind) = part
    if kind not in _NOUN_LIKE or len(last) < 2 or not all(map(is_han, last)):
        return False
    if not before:
        return kind in _NOUN and last not in COMMON
    return all(kind in _BEFORE_NOUN and len(word) > 1 for word, _, kind in before) and before[0][2] != "v"


def _candidate(language: Language, term: str, one: _Seen, units: Sequence[Unit]) -> Candidate:
    places = [(units[number].document, units[number].place) for number in one.units]
    some = tuple(dict.fromkeys(places))[:EXAMPLES]
    return Candidate(language, term, len(one.units), one.count, tuple(one.renderings.most_common(EXAMPLES)), some)


def _run(material: Material) -> Iterator[Finding]:
    for one in candidates(material):
        document, place = one.places[0]
        rendered = ", ".join(f"“{text}” ({count})" for text, count in one.renderings)
        how = f"; {'rendered' if one.language == 'en' else 'for'} {rendered}" if rendered else ""
        message = f"“{one.term}” stands in {one.units} texts, and the glossary lacks it{how}."
        term = one.term if one.language == "en" else None
        best = one.renderings[0][0] if one.renderings and one.language == "en" else None
        yield Finding(CHECK.id, "info", message, document, place, one.language, term=term, rendering=best)


CHECK = Check(
    id="glossary-candidate",
    severity="info",
    name=("术语表候选词", "Candidates for the glossary"),
    what=(
        "五段以上的文字里都出现、术语表里却没有的名词性词语，英文附通常的译法和例子，中文附它所译的英文。",
        (
            "Noun-like words and phrases that stand in five texts or more and that the glossary lacks; "
            "English ones with "
            "their usual renderings, Chinese ones with the English that they render."
        ),
    ),
    why=(
        "反复出现的词没有定下译法，各处就各译各的。",
        "A word that recurs and has no agreed rendering is rendered anew at each place.",
    ),
    fix=(
        "是术语的，加进术语表并定下对应词；不是的，不必管它。",
        "Add it to the glossary with its equivalent if it is a term; leave it alone if it is not.",
    ),
    example=None,
    run=_run,
    whole=True,
)
