"""The page "About this text": which copies a document came in, what was repaired, set aside and lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from duizhao.model import LANGUAGES, CopyRecord, Finding, Language, Mend
from duizhao.publish import wording
from duizhao.publish.certainty import picture
from duizhao.publish.changes import change
from duizhao.publish.dress import band, both, bullets, caption, colours, halves, names, table
from duizhao.publish.escape import block, inline, shorten
from duizhao.publish.front import notice
from duizhao.publish.outline import Entry
from duizhao.publish.page import Page
from duizhao.publish.plan import Plan

ABOUT = ("关于本文本", "About this text")
"""What the page is called."""

EXAMPLES = 3
"""How many repairs of a kind are shown."""

PLACE: Mapping[Language, int] = {"zh": 28, "en": 56}
"""How many characters a title in the name of a place may have."""

WITNESS = "duplicate-witness"
"""The class of a copy's text that stands on the page from another copy: no loss, so it has a share of its own."""

SEVERITY = {"error": ("错误", "Error"), "warning": ("提醒", "Warning"), "info": ("说明", "Note")}

SHARES = (
    ("nodes", "正文", "text"),
    ("witness", "核对", "check of another copy"),
    ("edits", "修复", "repairs"),
    ("discarded", "剔除", "set aside"),
    ("unread", "未读", "unread"),
)
"""Where a copy's characters can have gone, and how the share bar names it."""

WITHIN = frozenset({"factor", "group", "item", "practice", "row", "note", "example", "paragraph"})
"""Kinds whose label says nothing without what stands above: the name of such a place tells the whole way."""


def about_page(plan: Plan) -> Page:
    """The page that says where the text comes from and how far to trust it."""
    sections: tuple[Callable[[Plan], Iterator[str]], ...] = (
        _certainty,
        _copies,
        _repairs,
        _discarded,
        _lost,
        _findings,
    )
    head = [
        band(plan, here=both(*ABOUT)),
        f"# {both(*ABOUT)} {{: #about .dz-heading .dz-front }}",
        notice(plan.book.edition),
    ]
    blocks = head + [block for section in sections for block in section(plan)]
    text = "\n\n".join(blocks) + "\n"
    return Page(f"{plan.folder}/about.md", ABOUT, text, caption(ABOUT, plan), (plan.called,))


def _title(anchor: str, chinese: str, english: str) -> str:
    return f'## {both(chinese, english)} {{: #{anchor} data-toc-label="{chinese} {english}" }}'


def _said(chinese: str, english: str) -> str:
    return f"<p>{both(chinese, english)}</p>"


def _certainty(plan: Plan) -> Iterator[str]:
    bars = picture(plan)
    if not bars:
        return
    yield _title("certainty", "可靠程度", "How certain it is")
    yield _said(
        "“修复”是修复时补上或改写的字（依首先采用的副本）；只删去的和整块移位的不计。“缺失”按条数计。",
        "Repaired: characters that a repair put in or wrote anew, in the copy followed first; what was only taken out "
        "or moved whole is not counted. Lost: the share of provisions with lost text.",
    )
    yield bars


def _copies(plan: Plan) -> Iterator[str]:
    yield _title("copies", "副本", "Copies")
    if not plan.book.copies:
        yield _said("尚未导入任何副本，本站只有白话版。", "No copy has been imported: there is only the plain edition.")
        return
    head = (("副本", "Copy"), ("字符", "Characters"), ("去向", "Where they went"))
    shown = {name for copy in plan.book.copies for name, count in _went(copy) if count}
    yield colours(one for one in SHARES if one[0] in shown)
    yield table(("副本", "Copies"), head, (_copy(copy) for copy in plan.book.copies))


def _copy(copy: CopyRecord) -> tuple[str, ...]:
    form = f'<span class="dz-form">{block(f"{copy.format}, {copy.encoding}")}</span>'
    return f'<span class="dz-file">{block(copy.name)}</span><br>{form}', f"{copy.characters:,}", _shares(copy)


def _shares(copy: CopyRecord) -> str:
    """A bar of the shares, and the same in words."""
    counts = [count for _, count in _went(copy)]
    whole = max(sum(counts), 1)
    shown = [(*names, count / whole) for names, count in zip(SHARES, counts, strict=True) if count]
    bar = "".join(f'<span class="dz-share-{key}" style="width:{share:.2%}"></span>' for key, _, _, share in shown)
    words = "，".join(f"{zh} {share:.1%}" for _, zh, _, share in shown)
    english = ", ".join(f"{en} {share:.1%}" for _, _, en, share in shown)
    return f'<div class="dz-shares" aria-hidden="true">{bar}</div>{both(words, english)}'


def _went(copy: CopyRecord) -> list[tuple[str, int]]:
    """How many characters went where, by the names of the shares."""
    discarded = Counter({name.replace("_", "-"): count for name, count in copy.discarded.items()})
    witness = discarded.pop(WITNESS, 0)
    counts = (copy.in_nodes, witness, sum(copy.in_edits.values()), discarded.total(), copy.unread)
    return [(name, count) for (name, _, _), count in zip(SHARES, counts, strict=True)]


def _repairs(plan: Plan) -> Iterator[str]:
    kinds: dict[str, list[Mend]] = {}
    for mend in plan.book.mends:
        kinds.setdefault(mend.repair, []).append(mend)
    if not kinds:
        return
    count = f"{len(plan.book.mends):,}"
    yield _title("repairs", "修复", "Repairs")
    yield _said(f"共 {count} 处，按种类列出，每种举例。", f"{count} places, by kind, with examples of each.")
    for number, (kind, mends) in enumerate(sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0])), start=1):
        yield from _kind(plan, number, kind, mends)


def _kind(plan: Plan, number: int, kind: str, mends: list[Mend]) -> Iterator[str]:
    """A kind of repair. Its heading is HTML: the page's list of contents would be long with all of them."""
    words = wording.repair(kind)
    count = f'<span class="dz-count">{len(mends):,} {both("处", "places" if len(mends) > 1 else "place")}</span>'
    yield f'<h3 id="repair-{number}">{both(*words.name)} {count}</h3>'
    whys = sorted({mend.why for mend in mends})
    yield _said(*words.why) if words.why[0] else "".join(f'<p lang="en">{block(why)}</p>' for why in whys)
    head = (("改动", "Change"), ("所在", "Where"))
    rows = ((change(mend), _where(plan, mend)) for mend in _examples(mends))
    yield table(words.name, head, rows, links=1)


def _examples(mends: Sequence[Mend]) -> list[Mend]:
    """Different repairs of a kind, first those of the text that is shown."""
    found: dict[tuple[str, str], Mend] = {}
    for mend in sorted(mends, key=lambda mend: mend.node is None):
        found.setdefault((mend.before, mend.after), mend)
    return list(found.values())[:EXAMPLES]


def _where(plan: Plan, mend: Mend) -> str:
    """Which copy and where in it, below a link to the node, as a Markdown line."""
    place = f"{_node(plan, mend.node)}<br>" if mend.node else ""
    span = f"{mend.start:,}–{mend.end:,}" if mend.end > mend.start else f"{mend.start:,}"
    return f'{place}<span class="dz-file">{inline(mend.copy)} <span class="dz-span">{span}</span></span>'


def _discarded(plan: Plan) -> Iterator[str]:
    classes: Counter[str] = Counter()
    for copy in plan.book.copies:
        classes.update(copy.discarded)
    if not classes:
        return
    yield _title("discarded", "未收入的文字", "Set aside")
    yield _said("副本里没有收入正文的文字，按类列出。", "What the copies hold and the text does not, by class.")
    rows = ((_class(name), f"{count:,}") for name, count in classes.most_common())
    yield table(("未收入的文字", "Set aside"), (("种类", "Class"), ("字符", "Characters")), rows)


def _class(name: str) -> str:
    words = wording.discard(name)
    return both(*words.name) + (f'<br><span class="dz-why">{both(*words.why)}</span>' if words.why[0] else "")


def _lost(plan: Plan) -> Iterator[str]:
    lost = [entry for entry in plan.entries if entry.node.lost]
    if not lost:
        return
    yield _title("lost", "缺失", "Lost")
    yield _said(
        "下列各处的文本在各副本中均已缺失，本站不作补写。",
        "The text of these places is lost in every copy; nothing is invented to fill the gap.",
    )
    yield bullets(_node(plan, entry.node.id) for entry in lost)


def _findings(plan: Plan) -> Iterator[str]:
    """What the import found, without the losses, which the section above lists."""
    lost = {entry.node.id for entry in plan.entries if entry.node.lost}
    findings = [found for found in plan.book.findings if found.check != "lost" or found.node not in lost]
    if not findings:
        return
    yield _title("findings", "检查所见", "Findings")
    head = (("所见", "Finding"), ("所在", "Where"), ("内容", "What"))
    yield table(("检查所见", "Findings"), head, (_finding(plan, found) for found in findings), links=1)


def _finding(plan: Plan, finding: Finding) -> tuple[str, ...]:
    kind = f"{both(*SEVERITY[finding.severity])}<br>{both(*wording.check(finding.check))}"
    return kind, _node(plan, finding.node), f'<span lang="en">{block(finding.message)}</span>'


def _node(plan: Plan, node: str | None) -> str:
    """A link to a node by what its place is called, as a Markdown line; its id alone where no page has it."""
    entry = plan.by_id.get(node or "")
    if entry is None:
        return inline(node or "")
    zh, en = (inline(place(plan, node, language)) for language in LANGUAGES)
    return f"[{zh if zh == en else halves(zh, en)}]({plan.addresses[entry.anchor]})"


def place(plan: Plan, node: str | None, language: Language = "zh") -> str:
    """What a place is called: "6.3.2 复核", and of a table's row the whole way, "A.2 › 员工参与 › b) › 1)"."""
    entry = plan.by_id.get(node or "")
    if entry is None:
        return node or ""
    way = [entry]
    while way[0].node.kind in WITHIN and way[0].parent is not None:
        way.insert(0, plan.by_anchor[way[0].parent])
    if len(way) == 1:
        return shorten(names(entry)[LANGUAGES.index(language)], PLACE[language])
    return " › ".join(_short(step, language) for step in way)


def _short(entry: Entry, language: Language) -> str:
    which = LANGUAGES.index(language)
    label = wording.label(entry.node.label or "")[which].strip().rstrip(":：")
    return label or shorten(names(entry)[which], PLACE[language])
