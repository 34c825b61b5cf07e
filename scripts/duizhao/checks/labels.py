"""Labels of lists that differ between the languages, and numbering with gaps or repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duizhao.checks.check import Check, Example, Material
from duizhao.model import LANGUAGES, Book, Finding, Language, Node, Unit

NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# Labels of a list inside a text, where an entry may begin: "a) …; b) …", "（1）…", "1）…", "①…". Not "A(s)", "(4)" in
# the middle of a sentence, or a number with its unit before a bracket: "(of 20)".
_INLINE = re.compile(
    rf"(?:^|(?<=[\n;；:：。,，、.])) ?(?P<open>[(（])?(?P<label>[a-z]|\d{{1,2}})[)）](?![)）.,;。，；])"
    rf"|(?<=: )(?P<after>[a-z]|\d{{1,2}})[)）]"
    rf"|(?:(?<=; )|(?<=, )|(?<=and )|(?<=or )|(?<=\. ))(?P<later>[a-z]|\d{{1,2}})[)）]|(?P<ring>[{_CIRCLED}])"
)
# The number or letter of a node's label: "a)", "12）", "注1:", "6.3.2", "A.2". The last part counts up.
_COUNTED = re.compile(r"(?P<stem>.*?)(?P<last>\d{1,3}|[A-Za-z])(?P<close>[)）:：.]?)")


class _Label(NamedTuple):
    """A label as it stands, the style that its sisters share, and its place in their order."""

    word: str
    style: str
    number: int


def _run(material: Material) -> Iterator[Finding]:
    for unit in material.units:
        found = {language: _inline(unit.text(language)) for language in LANGUAGES}
        if unit.zh and unit.en and not unit.lost:
            yield from _compared(unit, found["zh"], found["en"])
        for language in LANGUAGES:
            for message in _breaks(found[language]):
                yield CHECK.finding(unit, f"{message} in the {NAMES[language]}.", language=language)
    for book in material.books:
        yield from _sisters(book, {unit.place for unit in material.units})


def _inline(text: str) -> list[_Label]:
    """The labels inside a text; a single one is none."""
    found = []
    for match in _INLINE.finditer(text):
        word = match["label"] or match["after"] or match["later"] or match["ring"]
        number = _CIRCLED.index(word) + 1 if match["ring"] else _number(word)
        found.append(
            _Label(match[0].strip(), "ring" if match["ring"] else "digit" if word.isdigit() else "letter", number)
        )
    return found if len(found) > 1 else []


def _number(word: str) -> int:
    return int(word) if word.isdigit() else ord(word.lower()) - ord("a") + 1


def _compared(unit: Unit, zh: Sequence[_Label], en: Sequence[_Label]) -> Iterator[Finding]:
    if [(one.style, one.number) for one in zh] == [(one.style, one.number) for one in en]:
        return
    words = [" ".join(one.word for one in labels) or "none" for labels in (zh, en)]
    language: Language = "en" if not en else "zh"
    yield CHECK.finding(
        unit, f"The labels differ: {words[0]} in the Chinese, {words[1]} in the English.", language=language
    )


def _breaks(labels: Sequence[_Label]) -> Iterator[str]:
    """Gaps and repeats of labels; another list of the same style may begin anew, and lists of two styles nest."""
    last: dict[str, _Label] = {}
    for one in labels:
        before = last.get(one.style)
        if before is None and one.number > 1:
            yield f"The first label is “{one.word}”"
        elif before and one.number == before.number:
            yield f"The label “{one.word}” stands twice"
        elif before and one.number not in {before.number + 1, 1}:
            yield f"The label “{one.word}” follows “{before.word}”"
        last[one.style] = one


def _sisters(book: Book, places: set[str]) -> Iterator[Finding]:
    """Labels of the nodes under one node."""
    nodes = next((each for each in (book.printed, book.plain) if places <= {node.id for node in each}), book.nodes)
    families: dict[tuple[str | None, str], list[Node]] = {}
    for node in nodes:
        families.setdefault((node.parent, node.kind), []).append(node)
    for sisters in families.values():
        for before, node in zip([None, *sisters], sisters, strict=False):
            message = _break(before, node)
            if message:
                at = Unit(node.id, document=book.document.id)
                yield CHECK.finding(at, message)


def _break(before: Node | None, node: Node) -> str | None:
    old, new = (_label(one.label) if one else None for one in (before, node))
    if new is None or (before and old is None):
        return None
    if old is None:
        return f"The first label is “{new.word}”." if new.number > 1 and node.kind != "annex" else None
    if old.style != new.style or new.number == old.number + 1:
        return None
    if new.number == old.number:
        return f"The label “{new.word}” stands twice."
    return f"The label “{new.word}” follows “{old.word}”."


def _label(word: str | None) -> _Label | None:
    match = _COUNTED.fullmatch((word or "").strip())
    if not match:
        return None
    return _Label(str(word), f"{match['stem']}{'1' if match['last'].isdigit() else 'a'}", _number(match["last"]))


CHECK = Check(
    id="label",
    severity="warning",
    name=("标签不对应或编号有缺", "Labels that differ, or numbering with gaps"),
    what=(
        (
            "同一段文字里，中文和英文的列项标签（a)、1)、①）或其次序不同；标签跳号、重号，或不从头开始，"
            "文字里和同级条目之间都查。"
        ),
        (
            "Labels of a list inside a text (a), 1), ①), or their order, that differ between the languages; labels "
            "that skip, "
            "repeat or do not begin at the beginning, inside a text and among the entries of one level."
        ),
    ),
    why=("引用按标签找内容；标签错了，就指到别处去了。", "References go by labels: a wrong one leads elsewhere."),
    fix=(
        "按原文改正标签；原文本身跳号的，写一条豁免。",
        "Put the labels right by the source; where the source skips, write a waiver.",
    ),
    example=Example(
        ("a) 登记；c) 取书。", "a) register; b) take the book."),
        ("a) 登记；b) 取书。", "a) register; b) take the book."),
    ),
    run=_run,
)
