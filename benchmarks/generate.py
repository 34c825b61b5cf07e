"""Invented standards of any length whose text never repeats, and their damaged copies.

The sentences are put together from word lists by chance, so that a standard fifty times as long is not fifty times
the same text: repairs that look for what recurs, and a comparison that looks for what is alike, have real work.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from invented.chunked import Chunked, chunked
from invented.lined import Lined, lined
from invented.standard import Entry, Standard, load
from invented.typeset import typeset

CLAUSES, SECTIONS = 12, 20
"""Clauses 4 to 15 with up to 20 sections each; what does not fit goes a level deeper."""

WHO = (
    ("馆方", "the museum"), ("讲解员", "guides"), ("管理者", "managers"), ("志愿者", "volunteers"),
    ("值班人员", "staff on duty"), ("票务组", "the ticket team"), ("策展人", "curators"), ("保安队", "the guards"),
    ("设备组", "the technical team"), ("教育部门", "the education department"), ("馆长", "the director"),
    ("合作学校", "partner schools"),
)  # fmt: skip
WHEN = (
    ("开馆之前", "before opening time"), ("每个季度", "every quarter"), ("遇到暴雨时", "in heavy rain"),
    ("学校假期里", "in the school holidays"), ("换展期间", "while an exhibition is changed"),
    ("周末下午", "on weekend afternoons"), ("闭馆以后", "after closing time"), ("客流高峰时", "at peak hours"),
    ("设备检修时", "while equipment is serviced"), ("夜间开放时", "during late openings"),
    ("团队到达前", "before groups arrive"), ("年度盘点时", "at the yearly stocktaking"),
)  # fmt: skip
DOES = (
    ("检查", "check"), ("记录", "write down"), ("公布", "publish"), ("更新", "renew"), ("比较", "compare"),
    ("准备", "prepare"), ("清点", "count"), ("试用", "try out"), ("分发", "hand out"), ("解释", "explain"),
    ("保管", "look after"), ("预约", "book"), ("汇总", "collect"), ("翻译", "translate"), ("改进", "improve"),
)  # fmt: skip
KIND = (
    ("临时的", "temporary"), ("备用的", "spare"), ("双语的", "bilingual"), ("醒目的", "striking"),
    ("简短的", "brief"), ("详细的", "detailed"), ("免费的", "free"), ("可移动的", "movable"), ("防水的", "waterproof"),
    ("无障碍的", "step-free"), ("数字化的", "digital"), ("手写的", "handwritten"), ("按月的", "monthly"),
    ("专用的", "dedicated"), ("公开的", "public"),
)  # fmt: skip
WHAT = (
    ("路线图", "route maps"), ("展品说明", "labels"), ("座椅", "seats"), ("语音导览", "audio guides"),
    ("应急灯", "emergency lights"), ("储物柜", "lockers"), ("留言簿", "visitor books"), ("轮椅", "wheelchairs"),
    ("票价表", "price lists"), ("问卷", "questionnaires"), ("展柜钥匙", "showcase keys"),
    ("温度记录", "temperature records"),
    ("手册", "handbooks"), ("指示牌", "signs"), ("雨伞", "umbrellas"), ("望远镜", "telescopes"), ("模型", "models"),
    ("讲稿", "scripts"), ("名单", "lists of names"), ("急救箱", "first-aid boxes"),
)  # fmt: skip
WHY = (
    ("以便观众少走弯路", "so that visitors need not walk so far"), ("以免误会", "so that nothing is misunderstood"),
    ("使儿童也能看懂", "so that children understand it too"),
    ("为下一次展览留下依据", "as a basis for the next exhibition"),
    ("让新来的同事容易接手", "so that new colleagues find their way"),
    ("使等候的时间缩短", "so that waiting times become shorter"), ("从而保护文物", "which protects the objects"),
    ("让听力不便的人得到帮助", "which helps people who are hard of hearing"),
    ("使投诉得到答复", "so that complaints are answered"), ("并节约用电", "and save electricity"),
)  # fmt: skip


class Writer:
    """Writes sentences in both languages, each only once."""

    def __init__(self, seed: int) -> None:
        """The same seed writes the same text."""
        self.rng = random.Random(seed)  # noqa: S311 (text, not secrets)
        self.used: set[str] = set()

    def sentence(self) -> tuple[str, str]:
        """A provision, Chinese and English."""
        while True:
            who, when, does, kind, what, why = (self.rng.choice(words) for words in (WHO, WHEN, DOES, KIND, WHAT, WHY))
            number = self.rng.randrange(2, 99)
            zh = f"{when[0]}{who[0]}宜{does[0]}{number}份{kind[0]}{what[0]},{why[0]}。"
            if zh not in self.used:
                self.used.add(zh)
                start = when[1][0].upper() + when[1][1:]
                return zh, f"{start}, {who[1]} should {does[1]} {number} {kind[1]} {what[1]}, {why[1]}."

    def title(self) -> tuple[str, str]:
        """A heading, Chinese and English."""
        kind, what, does = (self.rng.choice(words) for words in (KIND, WHAT, DOES))
        return f"{kind[0][:-1]}{what[0]}的{does[0]}", f"How to {does[1]} {kind[1]} {what[1]}"


def standard(times: int, seed: int = 1) -> Standard:
    """An invented standard about ``times`` as long as one of 28 pages."""
    base, writer = load("museum"), Writer(seed)
    kept = [e for e in base.entries if e.id in {"foreword", "1", "2", "3"} or e.id.startswith(("2/", "3."))]
    annex = next(e for e in base.entries if e.kind == "annex")
    tables = [entry for n in range(1, times + 1) for entry in _table(f"A.{n}", writer)]
    heads = {f"A.{n}": ("因素", "原文", "译文") for n in range(1, times + 1)}
    entries = (*kept, *_clauses(times, writer), annex, *tables, base.entries[-1])
    return replace(base, entries=entries, heads=heads)


def _clauses(times: int, writer: Writer) -> Iterator[Entry]:
    per_clause = min(SECTIONS, max(2, 2 * times))
    deeper = max(0, round(60 * times / (CLAUSES * per_clause)) - 1)
    for n in range(4, 4 + CLAUSES):
        yield Entry(str(n), "clause", None, str(n), writer.title()[0])
        for m in range(1, per_clause + 1):
            yield _clause(f"{n}.{m}", writer)
            yield from (_clause(f"{n}.{m}.{k}", writer) for k in range(1, deeper + 1))


def _clause(number: str, writer: Writer) -> Entry:
    text = "".join(writer.sentence()[0] for _ in range(2))
    return Entry(number, "clause", number.rpartition(".")[0], number, writer.title()[0], None, text)


def _table(label: str, writer: Writer) -> Iterator[Entry]:
    yield Entry(label, "table", "A", label, writer.title()[0], text_zh=writer.sentence()[0])
    for f in range(1, 5):
        factor = f"{label}/{f}"
        yield Entry(factor, "factor", label, None, *writer.title())
        for g in range(1, 3):
            group = f"{factor}/{g}"
            yield Entry(group, "group", factor, None, *writer.title())
            for letter in "abc":
                yield from _item(f"{group}/{letter}", group, letter, writer)


def _item(node: str, group: str, letter: str, writer: Writer) -> Iterator[Entry]:
    zh, en = writer.title()
    yield Entry(node, "item", group, f"{letter})", f"{zh}。", f"{en}.", *writer.sentence())
    for n in range(1, 4):
        zh, en = writer.sentence()
        end = "。" if n == 3 else ";"
        yield Entry(
            f"{node}/{n}", "practice", node, f"{n})", text_zh=zh[:-1] + end, text_en=en[:-1] + (end, ".")[n == 3]
        )


def copies(times: int, seed: int = 1) -> dict[str, str]:
    """The two damaged copies of a standard, one in each table layout: file names and texts."""
    made = standard(times, seed)
    pages = typeset(made)
    first, second = random.Random(seed), random.Random(-seed)  # noqa: S311 (damage, not secrets)
    z = chunked(made, pages, Chunked(cut=None), first)
    r = lined(made, pages, Lined(cut=None), second)
    return {"z.txt": z.text, "r.txt": r.text}
