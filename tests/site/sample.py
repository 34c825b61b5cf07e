"""Invented standards for the site: a bilingual one with an annex, one in plain words only, and a hostile one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from duizhao.model import Book, CopyRecord, Document, Finding, Mend, Node, Reference, Span

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

_CLAUSES: tuple[tuple[str, str, str, str | None], ...] = (
    ("foreword", "前言", "Foreword", "本文件由云溪省文化厅提出。\n本文件起草单位：云溪市图书馆、青石镇阅读中心。"),
    ("1", "范围", "Scope", "本文件说明公共图书馆怎样接待读者。\n本文件供县级以上的公共图书馆使用。"),
    ("2", "规范性引用文件", "Normative references", "下列文件经文中引用而成为本文件的一部分。\nGB/Z 99001 图书馆术语"),
    ("3", "术语和定义", "Terms and definitions", "下列术语和定义适用于本文件。"),
    ("3.1", "读者", "Reader", "走进馆舍或者登录线上服务的任何人。"),
    ("3.2", "借阅台", "Lending desk", "办理借书和还书的地方，可以有人值守，也可以是自助机器。"),
    ("4", "原则", "Principles", None),
    ("4.1", "人人可用", "Open to all", "馆舍、书架和线上服务应让每一位读者都用得上，包括行动不便和视力较弱的读者。"),
    ("4.2", "少走弯路", "No detours", "读者办一件事，宜只去一个地方、只说一次。"),
    ("5", "流程", "Process", None),
    ("5.1", "倾听", "Listening", "馆员应在开馆期间收集读者的意见，每周汇总一次：\na) 意见箱和电话里的意见；\n1) 当天能答复的，当天答复；\n2) 当天不能答复的，三天内说明进展；\nb) 线上留言；\nc) 馆员自己看到的情况。"),
    ("5.2", "改进", "Improving", "汇总之后，由馆长主持讨论，定出改什么、谁来改、何时改完。"),
    ("6", "要素", "Elements", None),
    ("6.1", "馆员", "Staff", None),
    ("6.1.1", "上岗", "Taking up the post", "新馆员应先跟班十个工作日，再独立当班。"),
    ("6.1.2", "轮岗", "Rotation", "馆员宜每半年换一次岗位，使每个人都熟悉借阅、咨询和活动三类工作。"),
    ("6.2", "馆舍", "Premises", None),
    ("6.2.1", "标识", "Signs", "标识应用中英文写明去处和距离。"),
    ("6.2.2", "座位", "Seats", "座位数宜按服务人口的千分之三设置，并留出轮椅的位置。"),
    ("6.10", "数据", "Data", "读者的借阅记录应在还书后满一年删除。"),
)  # fmt: skip

_PLAIN: dict[str, tuple[str, str]] = {
    "foreword": ("省文化厅提出，两家图书馆起草。", "Proposed by the provincial culture office and drafted by two libraries."),
    "1": ("讲公共图书馆如何接待读者，县级以上的馆都可以用。", "How public libraries receive their visitors; for libraries of county level and above."),
    "2": ("引用了一份术语文件。", "Cites one document on terminology."),
    "3": ("下面两个词按这里的意思用。", "Two words are used as explained here."),
    "3.1": ("不论到馆还是上网，来用图书馆的都算。", "Anyone who uses the library, on site or online."),
    "3.2": ("借书还书的地方，有人没人都算。", "The place where books go out and come back, staffed or not."),
    "4.1": ("每个人都要能用：腿脚不便的、眼神不好的，也一样。", "Everyone must be able to use the building, the shelves and the online service, whatever their mobility or sight."),
    "4.2": ("一件事最好一个地方办完，不用反复说。", "Readers should be able to get one thing done in one place and explain it once."),
    "5.1": ("开馆时就收意见，每周合在一起看：\na) 意见箱、电话；\n1) 能当天回的当天回；\n2) 回不了的三天内给个说法；\nb) 网上留言；\nc) 自己看见的。", "Collect what readers say while the library is open and put it together each week:\na) the box and the telephone;\n1) answer the same day where that is possible;\n2) otherwise report progress within three days;\nb) messages online;\nc) what staff see themselves."),
    "5.2": ("馆长牵头，说定改哪里、谁改、改到哪天。", "The director leads the talk that settles what changes, who does it and by when."),
    "6.1.1": ("新人先跟十个工作日，再自己值班。", "New staff shadow a colleague for ten working days before they work alone."),
    "6.1.2": ("最好半年轮一次岗，三类活儿都会做。", "Staff should change posts every six months, so that everyone knows lending, enquiries and events."),
    "6.2.1": ("指路牌写清去哪、多远，中英文都要有。", "Signs give the destination and the distance in Chinese and English."),
    "6.2.2": ("每千人三个座位左右，给轮椅留地方。", "There should be about three seats for every thousand people served, with space for wheelchairs."),
    "6.10": ("书还了满一年，记录就删掉。", "Delete a reader's lending records one year after the book is returned."),
}  # fmt: skip

_FACTORS = (
    ("愿景与领导", "Vision and leadership", (
        ("愿景", "Vision", (
            ("写下愿景", "Writing the vision down", "馆方应写下五年后读者会怎样使用本馆。愿景要让保安和保洁也能说得出来。",
             "The library shall write down how readers will use it five years from now. The vision should be one that guards and cleaners can also tell."),
            ("传达愿景", "Passing the vision on", "馆长每季度向全体馆员讲一次愿景的进展。",
             "Once a quarter the director tells all staff how far the vision has come."),
        )),
        ("领导", "Leadership", (
            ("领导到场", "Leaders on the floor", "馆长和副馆长每周至少在借阅台值班半天。",
             "The director and the deputies spend at least half a day a week at the lending desk."),
        )),
    )),
    ("馆员的成长", "Growth of staff", (
        ("学习", "Learning", (
            ("带教", "Mentoring", "每位新馆员有一位带教人，带教人每月与其谈话一次。",
             "Each new librarian has a mentor, and the two talk once a month."),
            ("互学", "Learning from one another", "各馆每年互派馆员，时间不少于一周。",
             "Libraries exchange staff every year, for a week or longer."),
        )),
    )),
)  # fmt: skip

_PRACTICES = (
    ("在入口处贴出本周读者最常问的三个问题和答案。", "Post this week's three most frequent questions and their answers at the entrance."),
    ("请读者给新馆员打分，分数只给本人看。", "Let readers rate new librarians; only the person rated sees the score."),
    ("开馆前五分钟开站立会，每人说一件昨天读者遇到的事。会后由当班组长记下要办的事情，第二天开会时先看办得怎样。", "Hold a stand-up meeting five minutes before opening: everyone tells one thing that happened to a reader the day before. Afterwards the shift leader notes what is to be done, and the next meeting opens with how it went."),
)  # fmt: skip


def printed_library() -> Book:
    """The standard with its printed text, the plain edition beside it, copies, repairs and a loss."""
    plain = plain_library()
    copies = (
        CopyRecord("scan.txt", "0" * 64, "txt", "gb18030", 10_000, 8_200, {"pinyin": 700}, {"site_header": 1_050}, 50),
        CopyRecord("paper.pdf", "1" * 64, "pdf", "utf-8", 9_000, 8_900, {}, {"page_number": 100}, 0),
    )
    mends = (
        Mend("scan.txt", 120, 131, "館(guǎn)員", "館員", "pinyin", "注音不属于正文", "6.1.1"),
        Mend("scan.txt", 220, 231, "書(shū)架", "書架", "pinyin", "注音不属于正文", "4.1"),
        Mend("paper.pdf", 40, 52, "visitorservices", "visitor services", "glued_english", "词典里的两个词", "A.1/1/1/a"),
    )
    findings = (Finding("lost", "warning", "各副本在此处都断了。", LIBRARY.id, "A.2/2/1/b", "zh"),)
    return replace(plain, printed=_printed(), copies=copies, mends=mends, findings=findings)


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
        Node(id_, _kind(id_), _parent(id_), _label(id_), zh, None, text, copies=where, agreement=0.98)
        for id_, zh, _, text in _CLAUSES
    ]
    note = Node("6.2.2/note", "note", "6.2.2", "注：", text_zh="服务人口按上一年末的统计。")
    at = next(index for index, node in enumerate(clauses) if node.id == "6.10")
    return (*clauses[:at], note, *clauses[at:], *_annex("printed"))


def _plain_clauses() -> tuple[Node, ...]:
    return tuple(
        replace(
            Node(id_, _kind(id_), _parent(id_), _label(id_), zh, en, supplied=("title_en",)),
            text_zh=_PLAIN.get(id_, (None, None))[0],
            text_en=_PLAIN.get(id_, (None, None))[1],
        )
        for id_, zh, en, _ in _CLAUSES
    )


def _annex(edition: str) -> tuple[Node, ...]:
    lead = [
        Node("A", "annex", None, "附录A", "常见概念和做法", "Common concepts and practices", supplied=("title_en",)),
        _table("A.1", "读者服务的常见概念", "Common concepts of visitor services"),
        *_concepts(edition),
        _table("A.2", "读者服务的常见做法", "Common practices of visitor services"),
        *_practices(edition),
    ]
    return tuple(lead)


def _table(id_: str, zh: str, en: str) -> Node:
    return Node(id_, "table", "A", id_, zh, en, f"表{id_}列出要素、分组和各项内容。", f"Table {id_} lists factors, groups and items.")


def _concepts(edition: str) -> list[Node]:
    found = []
    for path, kind, parent, label, zh, en, text_zh, text_en in _rows("A.1"):
        if edition == "plain" and text_zh:
            text_zh, text_en = f"简单说：{text_zh[:18]}。", f"In short: {(text_en or '')[:60]}."
        found.append(Node(path, kind, parent, label, zh, en, text_zh, text_en))
    return found


def _practices(edition: str) -> list[Node]:
    found = []
    for path, kind, parent, label, zh, en, _, _ in _rows("A.2"):
        found.append(Node(path, kind, parent, label, zh, en))
        if kind == "item":
            found.extend(_practice(path, number, edition) for number in range(1, 4))
    return found


def _practice(item: str, number: int, edition: str) -> Node:
    zh, en = _PRACTICES[number - 1]
    if edition == "plain":
        zh, en = f"做法：{zh[:20]}。", f"Do this: {en[:50]}."
    lost = edition == "printed" and (item, number) == ("A.2/2/1/b", 3)
    return Node(f"{item}/{number}", "practice", item, f"{number})", text_zh=zh[:9] if lost else zh, text_en=None if lost else en, lost=lost)


Row = tuple[str, str, str, str | None, str, str, str | None, str | None]


def _rows(table: str) -> Iterator[Row]:
    for f, (zh, en, groups) in enumerate(_FACTORS, start=1):
        factor = f"{table}/{f}"
        yield factor, "factor", table, None, zh, en, None, None
        for g, (group_zh, group_en, items) in enumerate(groups, start=1):
            group = f"{factor}/{g}"
            yield group, "group", factor, None, group_zh, group_en, None, None
            for letter, item in zip("abcdefg", items, strict=False):
                yield f"{group}/{letter}", "item", group, f"{letter})", *item


def _kind(id_: str) -> str:
    return "term" if id_.startswith("3.") else "clause"


def _label(id_: str) -> str | None:
    return None if id_ == "foreword" else id_


def _parent(id_: str) -> str | None:
    return id_.rpartition(".")[0] or None


EVIL = (
    "<script>window.harmed=1</script>", "<img src=x onerror=window.harmed=1>", "</p></div><b>bold</b>",
    "{: #taken onclick=window.harmed=1 }", "{{ config }} {% raw %}", "[link](javascript:window.harmed=1)",
    "**strong** `code` ~~~ ==mark== :smile: \\", "# 1. heading", "- item", "!!! note", "*[HTML]: abbr", "[^1]: foot",
    "&lt;i&gt; &amp; &#60;", "</title><script>window.harmed=1</script>", "\" onmouseover=\"window.harmed=1", "[TOC]",
    "--8<-- \"x\"", "```", "<!-- duizhao:shelf -->", "\u202e\u0000\ud800\u2028",
)  # fmt: skip
"""Texts that would do something if a page took them for markup."""


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
