"""Labels: clause numbers, list labels, annex letters, and the chains in which they count up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from duizhao.text.chars import HAN, PAGE

_WORDS = {
    "年": "度限龄检报", "月": "度报台", "日": "常志期程用", "个": "人体性别", "项": "目", "次": "数序要品",
    "种": "类植子质苗群养", "类": "别型", "名": "词称录单册", "位": "置移", "人": "员力工机身", "家": "庭具长电政畜",
    "天": "然气平窗", "周": "期转边围长", "分": "类级析工配布组包区支", "条": "件款文例码", "台": "账架面阶",
    "套": "件管餐", "件": "数", "份": "额", "号": "码", "时": "间限效机段", "点": "检评位", "元": "件素器", "级": "别",
}  # fmt: skip
"""What behind a counter makes a word of it, with which a heading may begin: "3 名词定义", "5 分类", not "3 名"."""


def counted(counters: str) -> str:
    """A pattern of a counter behind a number: behind a space not where it begins a word, as in "4 项目"."""
    words = "|".join(f"{one}(?![{_WORDS[one]}])" if one in _WORDS else one for one in counters)
    return f"(?:[{counters}]|[ \u3000](?:{words}))"


# A clause number before its heading: "4.2以服务…", "6.1.2 领导…", "1 Scope". Not part of a longer number, a
# standard number, a table's or a part's number. One with dots may stand on a line of its own above it: "3.1\n\n立柱".
CLAUSE = re.compile(
    rf"(?<![\d.A-Za-z/—–\-第表图注例])(?<![第表图注]\s)"
    rf"(?P<label>\d{{1,2}}(?P<dotted>(?:\.\d{{1,3}}){{1,5}})|\d{{1,2}}(?![\d.]|{counted('年月日个项次种类')}))"
    r"(?![\d.]|\s?[)）:：、%％])"
    r"(?(dotted)(?:\s|[ \t\u3000]{0,4}\n{1,2}[ \t\u3000]{0,4})?|\s?)"
    rf"(?=[{HAN}A-Z“《\[])"
)
# The number of an English term, which begins with a small letter, on a line with nothing else or above that line:
# "3.1 drying ground", "3.1\nborrower".
TERM = re.compile(
    r"(?m)^(?P<label>\d{1,2}(?:\.\d{1,3}){1,3})(?:[ \t]{1,4}|[ \t]{0,4}\n{1,2})(?=[a-z][A-Za-z()’' \-]{2,80}$)"
)
# An item's label: "a)", "b）"; not inside a word or a bracket: "benchmark(s)".
ITEM = re.compile(r"(?<![A-Za-z(（])(?P<label>[a-z])(?P<close>[)）]|(?=\s?[\u4e00-\u9fff]))")
# A practice's or entry's label: "1)", "12）".
ENTRY = re.compile(r"(?<![\d.(（])(?P<label>\d{1,2})[)）]")
# A note or an example of a clause: "注:", "注 1:", "示例2:", "Note 1:", "Note 1 to entry:"; at the start of a line also
# without the colon, as ISO prints them: "NOTE Fees are …", "EXAMPLE 2 A coin …".
NOTE = re.compile(
    rf"(?:(?P<line>(?<=\n)|^)|(?<=[。；;.:：)）{PAGE}\s]))(?P<kind>注|示例|NOTE|Note|EXAMPLE|Example)\s?(?P<number>\d{{0,2}})"
    r"(?(line)(?:(?:\sto\sentry)?\s?[:：]|(?<=[A-Z\d])[ \t\u2003]{1,4}(?=[A-Z]))|(?:\sto\sentry)?\s?[:：])"
)

Label = tuple[int, ...]


def number(label: str) -> Label:
    """The parts of a clause number: "6.1.2" is (6, 1, 2)."""
    return tuple(int(part) for part in label.split("."))


def chain(found: Sequence[re.Match[str]], weigh: Callable[[re.Match[str]], float]) -> list[re.Match[str]]:
    """The heaviest chain of clause numbers that count up as GB/T 1.1 numbers clauses.

    A number may follow one that it continues: 4.3 follows 4.2 and all below it, 4.3.1 follows 4.3, 5 follows
    all of 4. One number left out is allowed at a cost. Time is linear in the number of candidates.
    """
    exact: dict[Label, _Link] = {}  # best chain that ends in this very label
    below: dict[Label, _Link] = {}  # best chain that ends in this label or below it
    top = _Link(0.0, None, None)
    for match in found:
        label = number(match["label"])
        before, cost = _predecessor(exact, below, label)
        link = _Link(weigh(match) + cost + (before.score if before else 0.0), match, before)
        for depth in range(1, len(label) + 1):
            _keep(below, label[:depth], link)
        _keep(exact, label, link)
        top = max(top, link, key=lambda one: one.score)
    return list(_unwind(top))[::-1]


@dataclass(frozen=True, slots=True)
class _Link:
    score: float
    match: re.Match[str] | None
    before: _Link | None


def _keep(best: dict[Label, _Link], label: Label, link: _Link) -> None:
    if label not in best or link.score > best[label].score:
        best[label] = link


def _unwind(link: _Link | None) -> Iterator[re.Match[str]]:
    while link and link.match:
        yield link.match
        link = link.before


def _predecessor(exact: dict[Label, _Link], below: dict[Label, _Link], label: Label) -> tuple[_Link | None, float]:
    """The best chain that ``label`` can go on, and what it costs."""
    parent, last = label[:-1], label[-1]
    options: list[tuple[_Link | None, float]] = [(None, 0.0 if label == (1,) else -3.0)]
    options.append((below.get((*parent, last - 1)), 0.0))
    options.append((below.get((*parent, last - 2)), -2.0))
    if last <= 2:
        options.append((exact.get(parent), 0.0 if last == 1 else -2.0))
    return max(options, key=lambda option: option[1] + (option[0].score if option[0] else 0.0))
