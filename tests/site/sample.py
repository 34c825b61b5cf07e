"""Invented standards for the site: a bilingual one with an annex, one in plain words only, and a hostile one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from duizhao.model import (
    Book,
    Concept,
    Condition,
    CopyRecord,
    Document,
    Finding,
    Mend,
    Node,
    Reference,
    Source,
    Span,
    Term,
)

LIBRARY = Document(
    id="db99-t-0101-2031",
    number="DB99/T 0101—2031",
    title_zh="公共图书馆读者服务指南",
    title_en="Guidelines for visitor services in public libraries",
    ics="01.140.20",
    ccs="A 14",
    published="2031-03-05",
    effective="2031-04-05",
    issuer="云溪省标准化管理局",
    proposer="云溪省文化厅",
    drafting_organizations=("云溪市图书馆", "青石镇阅读中心"),
    drafters=("林一苇", "周小满"),
    references=(Reference("GB/Z 99001", "图书馆术语"), Reference("ISO 99002")),
)

_DATA: dict[str, Any] = yaml.load(Path(__file__).with_name("library.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)


def printed_library() -> Book:
    """The standard with its printed text, the plain edition beside it, copies, repairs and a loss."""
    plain = plain_library()
    copies = (
        CopyRecord(
            "scan.txt", "0" * 64, "txt", "gb18030", 10_000, 8_200, {"pinyin-marks": 700}, {"site-header": 1_050}, 50
        ),
        CopyRecord("paper.pdf", "1" * 64, "pdf", "utf-8", 9_000, 8_900, {}, {"page-number": 100}, 0),
    )
    mends = (
        Mend("scan.txt", 120, 131, "館(guǎn)員", "館員", "pinyin-marks", "注音不属于正文", "6.1.1"),
        Mend("scan.txt", 220, 231, "書(shū)架", "書架", "pinyin-marks", "注音不属于正文", "4.1"),
        Mend(
            "paper.pdf", 40, 52, "visitorservices", "visitor services", "glued-english", "词典里的两个词", "A.1/1/1/a"
        ),
    )
    moved = Mend("paper.pdf", 300, 900, "", "", "columns", "The columns had been read across.")
    findings = (
        Finding("lost", "warning", "Gone.", LIBRARY.id, "A.2/2/1/b/3", "zh"),
        Finding("unpaired", "warning", "It has no English text.", LIBRARY.id, "6.1.1", "en"),
    )
    return replace(plain, printed=_printed(), copies=copies, mends=(*mends, moved), findings=findings)


def plain_library() -> Book:
    """The same standard in plain words only."""
    return Book(LIBRARY, plain=(*_plain_clauses(), *_annex("plain")))


def handbook() -> Book:
    """A document without a number, of one language, in chapters, with a table."""
    document = Document("guan-yuan-shou-ce", title_zh="馆员手册")
    nodes = [
        Node(f"{number}", "chapter", label=f"第{number}章", title_zh=f"第{number}个主题") for number in range(1, 12)
    ]
    sections = [
        Node("1.1", "section", "1", "1.1", "开馆"),
        Node("1.1/1", "paragraph", "1.1", text_zh="早上先开灯，再开门。"),
        Node("1.1/2", "paragraph", "1.1", text_zh="门口的雨伞架摆在左边。"),
        Node("1.2", "table", "1", "表1", "开馆时间"),
        Node("1.2/1", "row", "1.2", text_zh="星期 | 时间", text_en="Day | Hours"),
        Node("1.2/2", "row", "1.2", text_zh="周一 | 9:00—17:00", text_en="Monday | 9:00–17:00"),
    ]
    return Book(document, plain=(nodes[0], *sections, *nodes[1:]))


def _printed() -> tuple[Node, ...]:
    where = (Span("scan.txt", 10, 90), Span("paper.pdf", 20, 95))
    clauses = [
        Node(row["id"], *_place(row["id"]), row["zh"], None, row.get("printed"), copies=where, agreement=0.98)
        for row in _DATA["clauses"]
    ]
    note = Node("6.2.2/note", "note", "6.2.2", "注：", text_zh="服务人口按上一年末的统计。")
    at = next(index for index, node in enumerate(clauses) if node.id == "6.10")
    return (*clauses[:at], note, *clauses[at:], *_annex("printed"))


def _plain_clauses() -> tuple[Node, ...]:
    return tuple(
        Node(
            *(row["id"], *_place(row["id"]), row["zh"], row["en"], row.get("plain_zh"), row.get("plain_en")),
            supplied=("title_en",),
        )
        for row in _DATA["clauses"]
    )


ANNEX = ("常见概念和做法", "Common concepts and practices")


def _annex(edition: str) -> tuple[Node, ...]:
    lead = [
        Node("A", "annex", None, "附录A", *ANNEX, note="资料性", supplied=("title_en",)),
        _table("A.1", "读者服务的常见概念", "Common concepts of visitor services"),
        *_concepts(edition),
        _table("A.2", "读者服务的常见做法", "Common practices of visitor services"),
        *_practices(edition),
    ]
    return tuple(lead)


def _table(id_: str, zh: str, en: str) -> Node:
    return Node(
        id_,
        "table",
        "A",
        id_,
        zh,
        en,
        f"表{id_}列出要素、分组和各项内容。",
        f"Table {id_} lists factors, groups and items.",
    )


def _concepts(edition: str) -> list[Node]:
    found = list(_rows("A.1"))
    if edition == "printed":
        return found
    return [replace(node, text_zh=_short(node.text_zh, 18), text_en=_short(node.text_en, 60)) for node in found]


def _short(text: str | None, length: int) -> str | None:
    """A stand-in for a restatement."""
    return f"{text[:length]}…" if text else None


def _practices(edition: str) -> list[Node]:
    found: list[Node] = []
    for node in _rows("A.2"):
        found.append(replace(node, text_zh=None, text_en=None))
        if node.kind == "item":
            found.extend(_practice(node.id, number, edition) for number in range(1, 4))
    return found


def _practice(item: str, number: int, edition: str) -> Node:
    row = _DATA["practices"][number - 1]
    node = Node(f"{item}/{number}", "practice", item, f"{number})", text_zh=row["zh"], text_en=row["en"])
    if edition == "plain":
        return replace(node, text_zh=_short(node.text_zh, 20), text_en=_short(node.text_en, 50))
    lost = (item, number) == ("A.2/2/1/b", 3)
    return replace(node, text_zh=row["zh"][:9], text_en=None, lost=True) if lost else node


def _rows(table: str) -> Iterator[Node]:
    for f, factor in enumerate(_DATA["factors"], start=1):
        yield Node(f"{table}/{f}", "factor", table, None, factor["zh"], factor["en"])
        for g, group in enumerate(factor["groups"], start=1):
            path = f"{table}/{f}/{g}"
            yield Node(path, "group", f"{table}/{f}", None, group["zh"], group["en"])
            for letter, item in zip("abcdefg", group["items"], strict=False):
                yield Node(f"{path}/{letter}", "item", path, f"{letter})", **_texts(item))


def _texts(item: dict[str, str]) -> dict[str, Any]:
    return {"title_zh": item["zh"], "title_en": item["en"], "text_zh": item["text_zh"], "text_en": item["text_en"]}


def _place(id_: str) -> tuple[str, str | None, str | None]:
    """Kind, parent and label of a clause."""
    kind = "term" if id_.startswith("3.") else "clause"
    return kind, id_.rpartition(".")[0] or None, None if id_ == "foreword" else id_


EVIL = (
    "<script>window.harmed=1</script>", "<img src=x onerror=window.harmed=1>", "</p></div><b>bold</b>",
    "{: #taken onclick=window.harmed=1 }", "{{ config }} {% raw %}", "[link](javascript:window.harmed=1)",
    "**strong** `code` ~~~ ==mark== :smile: \\", "# 1. heading", "- item", "!!! note", "*[HTML]: abbr", "[^1]: foot",
    "&lt;i&gt; &amp; &#60;", "</title><script>window.harmed=1</script>", '" onmouseover="window.harmed=1', "[TOC]",
    '--8<-- "x"', "```", "<!-- duizhao:shelf -->", "\u202e\u0000\ud800\u2028",
)  # fmt: skip
"""Texts that would do something if a page took them for markup."""

CONCEPTS = (
    Concept(
        "evil", (Term("zh", EVIL[1]), Term("zh", "书架", "avoid", EVIL[1]), Term("en", EVIL[1])),
        EVIL[1], EVIL[1], note=EVIL[1],
    ),
    Concept(
        "lending-desk",
        (Term("zh", "借阅台", condition=Condition(("4", "6"), ("借书",))), Term("en", "lending desk")),
        "借还书的地方",
        "place where books go out and come back",
        broader=("service-point",),
    ),
    Concept("library", (Term("zh", "图书馆"), Term("en", "library")), broader=("service-point",)),
    Concept(
        "reader",
        (
            Term("zh", "读者"),
            Term("zh", "访客", "avoid", "只说到馆的人"),
            Term("en", "visitor"),
            Term("en", "reader", "admitted"),
        ),
        "使用图书馆的人",
        "person who uses a library",
        (Source(LIBRARY.id, "3.1"),),
        related=("lending-desk", "evil"),
        note="See the clause on terms.",
    ),
    Concept("service-point", (Term("zh", "服务点"), Term("en", "service point"))),
)  # fmt: skip
"""A glossary for the standard, with an entry that means harm."""


def hostile() -> Book:
    """A book in which every field that a copy can fill holds a text of :data:`EVIL`."""
    document = Document("../../evil", EVIL[0], EVIL[1], EVIL[13], EVIL[2], EVIL[3], EVIL[4], EVIL[5], EVIL[6], EVIL[7])
    nodes = [
        Node(f"{number}", "clause", None, text, text, text, "\n".join(EVIL), text, note=text, lost=True)
        for number, text in enumerate(EVIL, start=1)
    ]
    inner = [
        Node('1/"><script>window.harmed=1</script>', "practice", "1", EVIL[1], text_zh=EVIL[0], text_en=EVIL[2]),
        Node("1/t", "table", "1", title_zh=EVIL[0]),
        Node("1/t/1", "row", "1/t", EVIL[0], text_zh=" | ".join(EVIL), text_en=" | ".join(EVIL)),
        Node("1/t/2", "factor", "1/t", EVIL[0], EVIL[13], EVIL[14]),
    ]
    copies = (CopyRecord(EVIL[0], "0" * 64, EVIL[1], EVIL[2], 10, 5, {EVIL[0]: 3}, {EVIL[1]: 2}),)
    mends = tuple(Mend(EVIL[0], 0, 1, text, EVIL[-1] + text, EVIL[0], EVIL[1], "1") for text in EVIL)
    findings = (Finding("x", "error", EVIL[0], node=EVIL[1]),)
    return Book(document, (nodes[0], *inner, *nodes[1:]), tuple(nodes), copies, mends, findings)
