"""The pages of what the checks found: an overview to be read in five minutes, the findings by concept and by check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from duizhao.model import Checked, Finding
from duizhao.publish.causes import Cause, Group, by_check, by_subject, causes
from duizhao.publish.check_pages import FINDINGS, SCRIPT, captioned, check_file, check_page, heading, trail
from duizhao.publish.dress import both, called, scrolling
from duizhao.publish.escape import block
from duizhao.publish.finding_parts import Places, bar, cause_name, counts, listed, places_of, sieve, tongue
from duizhao.publish.glossary import Glossary
from duizhao.publish.linking import web
from duizhao.publish.outline import Entry, Sheet
from duizhao.publish.page import Page
from duizhao.publish.plan import Plan

FOLDER = "findings"
"""The folder of these pages in the site."""

CONCEPTS = ("按概念查看", "Findings by concept")

FIRST = 12
"""Causes that the overview tells."""

TERMS = 6
"""Terms that a cause names, and words for a concept that a line of the table shows."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages are made from: the books, the glossary, what was checked, and the folder that they stand in."""

    plans: Sequence[Plan]
    glossary: Glossary
    checked: Checked
    folder: str = FOLDER

    @property
    def places(self) -> Places:
        """What places are called and where they stand."""
        return Places(self.plans, self.glossary)


def finding_pages(plans: Sequence[Plan], glossary: Glossary, checked: Checked) -> tuple[Page, ...]:
    """The overview, the findings by concept, and a page a check; none where nothing was checked."""
    if not checked.checks or not (checked.units or checked.findings):
        return ()
    desk = Desk(plans, glossary, checked, folder_of(plans))
    found = {notes.id: group for notes, group in by_check(checked.findings, checked.checks)}
    concepts = _concepts_page(desk)
    checks = (check_page(notes, found[notes.id], desk.places, desk.folder) for notes in checked.checks)
    return (_overview(desk), *([concepts] if concepts else []), *checks)


def folder_of(plans: Iterable[Plan]) -> str:
    """The folder of these pages, which is none of a document's."""
    name, taken = FOLDER, {plan.folder for plan in plans}
    while name in taken:
        name += "-x"
    return name


def _overview(desk: Desk) -> Page:
    found = desk.checked.findings
    blocks = [heading(FINDINGS), *_sum(desk)]
    if found:
        blocks += [*_first(desk), *_by_check(desk), *_by_place(desk)]
    blocks += [*_silent(desk), *_waiving()]
    return Page(f"{desk.folder}/index.md", FINDINGS, "\n\n".join(blocks) + "\n", captioned(FINDINGS), (FINDINGS,))


def _section(anchor: str, zh: str, en: str) -> str:
    return f'## {both(zh, en)} {{: #{anchor} data-toc-label="{zh} {en}" }}'


def _sum(desk: Desk) -> Iterator[str]:
    checked, books = desk.checked, len(desk.plans)
    pairs, checks = sum(bool(unit.zh and unit.en) for unit in checked.units), len(checked.checks)
    chinese = f"对 {books} 个文件的 {pairs} 对文本做了 {checks} 项检查。"
    documents = f"{books} document{'s' if books != 1 else ''}"
    yield f"<p>{both(chinese, f'{checks} checks were run over {pairs} pairs of texts in {documents}.')}</p>"
    if checked.findings:
        yield f'<p class="dz-check-sum">{counts(Counter(one.severity for one in checked.findings))}</p>'
    else:
        yield f"<p>{both('没有发现问题。', 'Nothing was found.')}</p>"


def _first(desk: Desk) -> Iterator[str]:
    grave = causes(desk.checked.findings)
    if not grave:
        return
    yield _section("first", "先看这些", "What matters first")
    hidden = len(grave) - FIRST
    words = both(
        "按根源归并，只计错误和提醒；影响处数多的在前。",
        "Errors and warnings by what is behind them; what affects most places comes first.",
    )
    most = max(cause.places for cause in grave)
    rows = "".join(_cause(desk, cause, most) for cause in grave[:FIRST])
    more = (
        both(f"其余 {hidden} 个根源见各项检查。", f"{hidden} more causes: see the checks below.") if hidden > 0 else ""
    )
    yield f"<p>{words}</p>"
    yield f'<div><ol class="dz-causes">{rows}</ol>{f"<p>{more}</p>" if more else ""}</div>'


def _cause(desk: Desk, cause: Cause, most: int) -> str:
    """A cause: its name, how many places it has, the terms that it is in; unfolded, the checks and the places."""
    notes = {one.id: one.name for one in desk.checked.checks}
    told = " · ".join(_check_link(check, notes) for check in dict.fromkeys(one.check for one in cause.findings))
    places = list(dict.fromkeys(desk.places.html(one) for one in cause.findings))
    length = f'<span class="dz-sev-warning" style="width:{cause.places / most:.2%}"></span>'
    head = (
        f'<span class="dz-cause-name">{cause_name(cause, notes)}</span> '
        f'<span class="dz-cause-count">{places_of(cause.places)}</span> '
        f'<span class="dz-tally" aria-hidden="true">{length}</span> <span class="dz-cause-terms">{_terms(cause)}</span>'
    )
    return f'<li><details class="dz-cause"><summary>{head}</summary><p>{told}</p>{listed(places)}</details></li>'


def _terms(cause: Cause) -> str:
    """The terms that a cause is in, each with how often."""
    terms = Counter(one.term for one in cause.findings if one.term)
    named = " · ".join(f'<span lang="{tongue(term)}">{block(term)}</span> {n}' for term, n in terms.most_common(TERMS))
    return named + (f" … +{len(terms) - TERMS}" if len(terms) > TERMS else "")


def _check_link(check: str, notes: Mapping[str, tuple[str, str]]) -> str:
    words = both(*notes[check]) if check in notes else block(check)
    return f'<a href="{check_file(check)}.html#found">{words}</a>' if check in notes else words


def _by_check(desk: Desk) -> Iterator[str]:
    yield _section("checks", "按检查", "By check")
    found = [(notes, group) for notes, group in by_check(desk.checked.findings, desk.checked.checks) if group]
    most = max((len(group.findings) for _, group in found), default=1)
    names = {notes.id: notes.name for notes, _ in found}
    rows = "".join(_row(_check_link(notes.id, names), group, most) for notes, group in found)
    yield _table(("按检查", "By check"), (("检查", "Check"), ("发现", "Findings")), rows)


def _table(name: tuple[str, str], head: Iterable[tuple[str, str]], rows: str, *classes: str) -> str:
    top = "".join(f'<th scope="col">{both(*words)}</th>' for words in head)
    return scrolling(name, f"<thead><tr>{top}</tr></thead><tbody>{rows}</tbody>", "dz-tallies", *classes)


def _row(first: str, group: Group, most: int, *cells: str) -> str:
    rest = "".join(f"<td>{cell}</td>" for cell in cells)
    return (
        f'<tr><th scope="row">{first}</th><td>{bar(group.severities, most)}{counts(group.severities)}</td>{rest}</tr>'
    )


def _by_place(desk: Desk) -> Iterator[str]:
    """The pages of the text with the numbers of their findings, and what stands on them, document by document."""
    lists = [(plan, places) for plan in desk.plans if (places := _places_of(plan, desk.checked.findings))]
    if not lists:
        return
    yield _section("places", "按位置", "By place")
    for plan, places in lists:
        name = f"<h3>{block(plan.name)}</h3>" if len(desk.plans) > 1 else ""
        yield f'<div>{name}<ol class="dz-causes">{places}</ol></div>'


def _places_of(plan: Plan, findings: Iterable[Finding]) -> str:
    own: dict[str, list[Finding]] = {}
    for one in findings:
        entry = plan.by_id.get(one.node or "") if one.document == plan.book.document.id else None
        if entry:
            own.setdefault(entry.anchor, []).append(one)
    rows = [(sheet, [one for entry in sheet.entries for one in own.get(entry.anchor, ())]) for sheet in plan.sheets]
    most = max((len(held) for _, held in rows), default=0)
    return "".join(_sheet(plan, sheet, Group(tuple(held)), most, own) for sheet, held in rows if held)


def _sheet(plan: Plan, sheet: Sheet, group: Group, most: int, own: Mapping[str, Sequence[Finding]]) -> str:
    """A page of the text: its name and numbers; unfolded, the places on it."""
    above = sheet.above[-1].node.label or sheet.above[-1].name if sheet.above else ""
    name = f'<span class="dz-label">{block(above)}</span> › {called(sheet.root)}' if above else called(sheet.root)
    head = (
        f'<span class="dz-cause-name">{name}</span> <span class="dz-cause-count">{counts(group.severities)}</span> '
        f"{bar(group.severities, most)}"
    )
    inside = f'<ul class="dz-within">{"".join(_within(plan, sheet, own))}</ul>'
    return f'<li><details class="dz-cause dz-sheet"><summary>{head}</summary>{inside}</details></li>'


def _entry_link(plan: Plan, entry: Entry) -> str:
    return f'<a href="{block(web(f"../{plan.folder}/{plan.addresses[entry.anchor]}"))}">{called(entry)}</a>'


def _within(plan: Plan, sheet: Sheet, own: Mapping[str, Sequence[Finding]]) -> Iterator[str]:
    """The page and its headed places with what is found in them and in the text below them."""
    sums: Counter[str] = Counter()
    for entry in sheet.entries:
        above = entry
        while not above.headed and above is not sheet.root and above.parent is not None:
            above = plan.by_anchor[above.parent]
        sums[above.anchor] += len(own.get(entry.anchor, ()))
    for entry in sheet.entries:
        if sums[entry.anchor] or entry is sheet.root:
            yield f'<li>{_entry_link(plan, entry)} <span class="dz-count">{sums[entry.anchor] or ""}</span></li>'


def _silent(desk: Desk) -> Iterator[str]:
    found = {one.check for one in desk.checked.findings}
    names = {notes.id: notes.name for notes in desk.checked.checks}
    silent = [notes.id for notes in desk.checked.checks if notes.id not in found]
    if silent:
        yield _section("silent", "已运行，没有发现问题", "Ran and found nothing")
        yield f'<ul class="dz-within">{"".join(f"<li>{_check_link(check, names)}</li>" for check in silent)}</ul>'


WAIVING = (
    "逐条看过、决定不改的，写进知识库根目录的 waivers.yaml，注明检查、条目、理由和判定人；以后不再报告。",
    "What somebody has judged and lets stand goes into waivers.yaml, with check, node, reason and who judged it.",
)
"""How findings are let stand."""


def _waiving() -> Iterator[str]:
    yield _section("waive", "判定不必改的", "What may stand as it is")
    yield f"<p>{both(*WAIVING)}</p>"


def _concepts_page(desk: Desk) -> Page | None:
    """All terms with findings: how each is rendered in the texts, and how much is found about it."""
    subjects = by_subject(desk.checked.findings)
    if not subjects:
        return None
    most = max(len(group.findings) for _, _, group in subjects)
    rendered = _renderings(desk.checked)
    rows = "".join(_subject(desk, id_, term, group, rendered, most) for id_, term, group in subjects)
    head = (("概念", "Concept"), ("发现", "Findings"), ("正文中的译法", "How the texts render it"), ("检查", "Checks"))
    severities = Counter(group.first.severity for _, _, group in subjects)
    table = f'<div id="dz-issues">{_table(CONCEPTS, head, rows, "dz-wide")}</div>'
    intro = both(
        "术语表的概念和正文里反复出现的词，问题多的在前。加框的译法有错误或提醒。",
        "Concepts of the glossary and recurring words, those with most findings first. Errors and warnings are about "
        "the framed renderings.",
    )
    blocks = [
        trail(CONCEPTS),
        heading(CONCEPTS),
        f"<p>{intro}</p>",
        f"<div>{sieve(severities, 'dz-issues')}{table}{SCRIPT}</div>",
    ]
    return Page(f"{desk.folder}/concepts.md", CONCEPTS, "\n\n".join(blocks) + "\n", captioned(CONCEPTS), (FINDINGS,))


def _renderings(checked: Checked) -> dict[str, Counter[str]]:
    """How often each concept, or each other term, is rendered by which words; "" is: no rendering was found."""
    found: dict[str, Counter[str]] = {}
    for one in checked.renderings:
        found.setdefault(one.concept or one.term.lower(), Counter())[one.text] += 1
    return found


def _subject(
    desk: Desk, id_: str | None, term: str, group: Group, rendered: Mapping[str, Counter[str]], most: int
) -> str:
    notes = {one.id: one.name for one in desk.checked.checks}
    words = rendered.get(id_ or term, Counter())
    told = {one.rendering or "" for one in group.findings if one.severity != "info"}
    shown = " · ".join(_rendering(text, count, reported=text in told) for text, count in words.most_common(TERMS))
    more = f" … +{len(words) - TERMS}" if len(words) > TERMS else ""
    checks = " · ".join(_check_link(check, notes) for check in dict.fromkeys(one.check for one in group.findings))
    row = _row(desk.places.concept(group.first) or block(id_ or ""), group, most, shown + more, checks)
    worst = group.first.severity
    return row.replace("<tr>", f'<tr data-severity="{worst}" data-count="1">', 1)


def _rendering(text: str, count: int, *, reported: bool) -> str:
    frame = ' class="dz-stray"' if reported else ""
    words = f'<span lang="zh-Hans">{block(text)}</span>' if text else both("未见", "none")
    return f"<span{frame}>{words}</span> {count}"
