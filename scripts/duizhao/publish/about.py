"""The page "About this text": which copies a document came in, what was repaired, set aside and lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from duizhao.model import CopyRecord, Finding, Mend
from duizhao.publish.dress import band, both, bullets, caption, link, table
from duizhao.publish.escape import block, clean, inline, shorten
from duizhao.publish.front import notice
from duizhao.publish.page import Page
from duizhao.publish.plan import Plan

EXAMPLES = 3
"""How many repairs of a kind are shown."""

WIDTH = 60
"""How many characters of a repaired place are shown."""

PLACE = 28
"""How many characters the name of a place may have."""

SEVERITY = {"error": "错误 Error", "warning": "提醒 Warning", "info": "说明 Note"}

SHARES = (
    ("nodes", "正文", "text"),
    ("edits", "修复", "repairs"),
    ("discarded", "剔除", "set aside"),
    ("unread", "未读", "unread"),
)
"""Where a copy's characters can have gone, and how the share bar names it."""


def about_page(plan: Plan) -> Page:
    """The page that says where the text comes from and how far to trust it."""
    sections: tuple[Callable[[Plan], Iterator[str]], ...] = (_copies, _repairs, _discarded, _lost, _findings)
    head = [
        band(plan),
        f"# {both('关于本文本', 'About this text')} {{: #about .dz-heading .dz-front }}",
        notice(plan.book.edition),
    ]
    blocks = head + [block for section in sections for block in section(plan)]
    text = "\n\n".join(blocks) + "\n"
    return Page(f"{plan.folder}/about.md", "关于本文本 About", text, caption("关于本文本", plan), (plan.name,))


def _title(anchor: str, chinese: str, english: str) -> str:
    return f'## {both(chinese, english)} {{: #{anchor} data-toc-label="{chinese} {english}" }}'


def _said(chinese: str, english: str) -> str:
    return f"<p>{both(chinese, english)}</p>"


def _copies(plan: Plan) -> Iterator[str]:
    yield _title("copies", "副本", "Copies")
    if not plan.book.copies:
        yield _said("尚未导入任何副本，本站只有白话版。", "No copy has been imported: there is only the plain edition.")
        return
    head = (("副本", "Copy"), ("格式", "Format"), ("字符", "Characters"), ("去向", "Where they went"))
    yield table(head, (_copy(copy) for copy in plan.book.copies))


def _copy(copy: CopyRecord) -> tuple[str, ...]:
    name = f'<span class="dz-file">{block(copy.name)}</span>'
    return name, block(f"{copy.format}, {copy.encoding}"), f"{copy.characters:,}", _shares(copy)


def _shares(copy: CopyRecord) -> str:
    """A bar of the shares, and the same in words."""
    counts = (copy.in_nodes, sum(copy.in_edits.values()), sum(copy.discarded.values()), copy.unread)
    whole = max(sum(counts), 1)
    named = [(*names, count / whole) for names, count in zip(SHARES, counts, strict=True) if count]
    bar = "".join(f'<span class="dz-share-{key}" style="width:{share:.2%}"></span>' for key, _, _, share in named)
    words = "，".join(f"{zh} {share:.1%}" for _, zh, _, share in named)
    english = ", ".join(f"{en} {share:.1%}" for _, _, en, share in named)
    return f'<div class="dz-shares" aria-hidden="true">{bar}</div>{both(words, english)}'


def _repairs(plan: Plan) -> Iterator[str]:
    kinds: dict[str, list[Mend]] = {}
    for mend in plan.book.mends:
        kinds.setdefault(mend.repair, []).append(mend)
    if not kinds:
        return
    yield _title("repairs", "修复", "Repairs")
    counts = Counter(mend.copy for mend in plan.book.mends)
    yield _said(
        f"共 {counts.total()} 处，按种类列出，每种举例。", f"{counts.total()} places, by kind, with examples of each."
    )
    for number, (kind, mends) in enumerate(sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0])), start=1):
        yield f"### {inline(kind.replace('_', ' '))} · {len(mends)} {{: #repair-{number} }}"
        yield _examples(plan, mends)


def _examples(plan: Plan, mends: list[Mend]) -> str:
    head = (("修复前", "Before"), ("修复后", "After"), ("为什么", "Why"), ("所在", "Where"))
    different = {(mend.before, mend.after): mend for mend in reversed(mends)}
    shown = [mend for mend in mends if different.get((mend.before, mend.after)) is mend][:EXAMPLES]
    return table(head, ((_shown(m.before), _shown(m.after), block(m.why), _where(plan, m)) for m in shown))


def _shown(text: str) -> str:
    """A repaired place in small: line ends and lone spaces visible, the middle of a long one left out."""
    line = clean(text).replace("\n", "⏎")
    if not line.strip():
        line = line.replace(" ", "␣")
    if len(line) > WIDTH:
        line = f"{line[: WIDTH // 2]}…{line[-WIDTH // 2 :]}"
    return f'<span class="dz-specimen">{block(line)}</span>' if line else '<span class="dz-none">—</span>'


def _where(plan: Plan, mend: Mend) -> str:
    place = f"{block(_place(plan, mend.node))}<br>" if mend.node else ""
    return f'{place}<span class="dz-file">{block(mend.copy)} {mend.start}–{mend.end}</span>'


def _discarded(plan: Plan) -> Iterator[str]:
    classes: Counter[str] = Counter()
    for copy in plan.book.copies:
        classes.update(copy.discarded)
    if not classes:
        return
    yield _title("discarded", "剔除", "Set aside")
    yield _said("副本里不属于本文件的文字，没有收入正文。", "Matter in the copies that is no part of the document.")
    rows = ((block(name.replace("_", " ")), f"{count:,}") for name, count in classes.most_common())
    yield table((("种类", "Class"), ("字符", "Characters")), rows)


def _lost(plan: Plan) -> Iterator[str]:
    lost = [entry for entry in plan.entries if entry.node.lost]
    if not lost:
        return
    yield _title("lost", "缺失", "Lost")
    yield _said(
        "下列各处的文本在各副本中均已缺失，本站不作补写。",
        "The text of these places is lost in every copy; nothing is invented to fill the gap.",
    )
    yield bullets(link(_place(plan, entry.node.id), plan.addresses[entry.anchor]) for entry in lost)


def _findings(plan: Plan) -> Iterator[str]:
    if not plan.book.findings:
        return
    yield _title("findings", "检查所见", "Findings")
    yield table(
        (("等级", "Severity"), ("所在", "Where"), ("内容", "What")), (_finding(plan, f) for f in plan.book.findings)
    )


def _finding(plan: Plan, finding: Finding) -> tuple[str, ...]:
    return SEVERITY[finding.severity], block(_place(plan, finding.node)), block(finding.message)


def _place(plan: Plan, node: str | None) -> str:
    """A node's id and what it is called, in short."""
    entry = plan.by_id.get(node or "")
    if entry is None:
        return node or ""
    name = entry.name.removeprefix(entry.node.label or "").strip()
    return shorten(f"{entry.node.id} {name}", PLACE)
