"""What the pages of findings and the report share: how a finding, its severity and its place are written as HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from duizhao.model import LANGUAGES, CheckNotes, Finding, Language, Severity
from duizhao.publish.about import SEVERITY, place
from duizhao.publish.causes import GRAVITY, Cause, Group, change_of
from duizhao.publish.dress import both, halves
from duizhao.publish.escape import block, characters, one_line
from duizhao.publish.glossary import Glossary, names
from duizhao.publish.linking import web
from duizhao.publish.passages import TONGUE
from duizhao.publish.plan import Plan
from duizhao.text.chars import HAN, has_han

SHOWN = 8
"""How many places of one finding are listed; the others unfold."""

PLURAL: Mapping[Severity, tuple[str, str]] = {each: (SEVERITY[each][0], f"{SEVERITY[each][1]}s") for each in GRAVITY}
"""What findings of a severity are called."""

# Chinese within an English message, with its punctuation. Example: "顾客、员工" in "“顾客、员工” is missing."
_CHINESE = re.compile(rf"[{HAN}](?:[{HAN}\d，。、；：！？（）《》…—·]*[{HAN}）》。])?")


def _no_pair(_: Finding) -> str:
    return ""


Pairs: TypeAlias = Callable[[Finding], str]
"""What shows the texts that a finding is about."""


class Places:
    """What the places of findings are called, and where they stand as seen from a page one folder deep in the site."""

    def __init__(self, plans: Sequence[Plan] = (), glossary: Glossary | None = None, *, linked: bool = True) -> None:
        """``linked``: there are pages to lead to."""
        self._plans = {plan.book.document.id: plan for plan in plans}
        self._glossary = glossary or Glossary()
        self._linked = linked

    def name(self, finding: Finding, language: Language = "zh") -> str:
        """What a place is called, as plain text: where there are several documents, behind the document's name."""
        plan = self._plans.get(finding.document or "")
        if plan is None:
            return one_line(" ".join(filter(None, (finding.document, finding.node)))) or self._concept_name(finding)
        words = place(plan, finding.node, language) if finding.node else ""
        return " ".join(filter(None, (plan.name if len(self._plans) > 1 or not words else "", words)))

    def html(self, finding: Finding) -> str:
        """The name, as a link where a page has the place."""
        zh, en = (block(self.name(finding, language)) for language in LANGUAGES)
        words, address = zh if zh == en else halves(zh, en), self._address(finding)
        return f'<a href="{block(address)}">{words}</a>' if address and words else f"<span>{words}</span>"

    def concept(self, finding: Finding) -> str:
        """The concept that a finding is about, as a link to its page, or the term; empty where it is about none."""
        if finding.concept in self._glossary.concepts and self._linked:
            words = both(*names(self._glossary.concepts[finding.concept]))
            return f'<a href="{block(self._glossary.address(finding.concept))}">{words}</a>'
        return f'<span lang="{tongue(finding.term)}">{block(finding.term)}</span>' if finding.term else ""

    def _address(self, finding: Finding) -> str | None:
        plan = self._plans.get(finding.document or "")
        if not self._linked or plan is None:
            known = self._linked and not finding.document and finding.concept in self._glossary.concepts
            return self._glossary.address(finding.concept or "") if known else None
        entry = plan.by_id.get(finding.node or "")
        return web(f"../{plan.folder}/{plan.addresses[entry.anchor] if entry else 'index.md'}")

    def _concept_name(self, finding: Finding) -> str:
        concept = self._glossary.concepts.get(finding.concept or "")
        return " ".join(filter(None, names(concept))) if concept else one_line(finding.concept or "")


def tongue(text: str | None) -> str:
    """The language tag of a piece of text: Chinese where it has a Chinese character."""
    return TONGUE["zh" if has_han(text or "") else "en"]


def said(message: str) -> str:
    """A message as HTML: English, with its Chinese marked as such."""
    text, pieces, at = one_line(message), [], 0
    for found in _CHINESE.finditer(text):
        pieces += [characters(text[at : found.start()]), f'<span lang="zh-Hans">{characters(found[0])}</span>']
        at = found.end()
    return f'<span lang="en">{"".join([*pieces, characters(text[at:])])}</span>'


def severity(which: Severity) -> str:
    """The severity as a small label."""
    return f'<span class="dz-sev dz-sev-{which}">{both(*SEVERITY[which])}</span>'


def counts(found: Counter[Severity]) -> str:
    """The numbers of each severity, the worst first."""
    return " · ".join(f"{both(*PLURAL[each])} {found[each]:,}" for each in GRAVITY if found[each])


def bar(found: Counter[Severity], most: int) -> str:
    """A bar of as many parts as there are severities, of which the longest on the page is ``most`` long."""
    widths = ((each, f"{found[each] / max(most, 1):.2%}") for each in GRAVITY if found[each])
    parts = "".join(f'<span class="dz-sev-{each}" style="width:{width}"></span>' for each, width in widths)
    return f'<span class="dz-tally" aria-hidden="true">{parts}</span>'


def places_of(count: int) -> str:
    """A number of places in words."""
    return f"{count:,} {both('处', 'place' if count == 1 else 'places')}"


def change(finding: Finding) -> str:
    """What stands there and what should, where a finding says so; else the words that it suggests."""
    pair = change_of(finding)
    if pair:
        return arrow(*pair)
    new = finding.suggestion
    mark = f'<strong lang="{tongue(new)}">{block(new or "")}</strong>'
    return f'<span class="dz-change">{both("建议", "Suggested")} {mark}</span>' if new else ""


def arrow(old: str, new: str) -> str:
    """Words, and those that should stand for them."""
    there, then = (f'<strong lang="{tongue(words)}">{block(words)}</strong>' for words in (old, new))
    told = f'<span aria-hidden="true">→</span><span class="dz-offscreen">{both("应为", "should be")}</span>'
    return f'<span class="dz-change">{there} {told} {then}</span>'


def cause_name(cause: Cause, names: Mapping[str, tuple[str, str]]) -> str:
    """What a cause is called: the change that it asks for, or the check that reports it, by ``names``."""
    if cause.change:
        return arrow(*cause.change)
    words = both(*names.get(cause.first.check, (cause.first.check, "")))
    return f"{words} · {both('未见译法', 'no rendering found')}" if cause.missing else words


def listed(items: Sequence[str]) -> str:
    """Places as a list, of which a long one unfolds."""
    few, more = items[:SHOWN], items[SHOWN:]
    lines = "".join(f"<li>{item}</li>" for item in few)
    if not more:
        return f'<ul class="dz-places">{lines}</ul>'
    rest = "".join(f"<li>{item}</li>" for item in more)
    words = both(f"另 {len(more)} 处", f"{len(more)} more")
    return (
        f'<ul class="dz-places">{lines}</ul><details class="dz-more-places"><summary>{words}</summary>'
        f'<ul class="dz-places">{rest}</ul></details>'
    )


def items(groups: Iterable[Group], places: Places, name: str = "f", pair: Pairs = _no_pair) -> Iterator[str]:
    """Groups of findings that say the same as items of a list, which a script can filter.

    ``name``: what their ids begin with. ``pair``: the texts of a finding's place as HTML, where the page shows them.
    """
    for number, group in enumerate(groups, start=1):
        one = group.first
        head = " ".join(filter(None, (severity(one.severity), change(one), places.concept(one), _times(group))))
        where = listed(list(dict.fromkeys(places.html(each) + pair(each) for each in group.findings)))
        marks = f'id="{name}{number}" data-severity="{one.severity}" data-count="{len(group.findings)}"'
        yield (
            f'<li class="dz-issue" {marks}><p class="dz-issue-head">{head}</p>'
            f'<p class="dz-issue-said">{said(one.message)}</p>{where}</li>'
        )


def _times(group: Group) -> str:
    return f'<span class="dz-count">×{len(group.findings)}</span>' if len(group.findings) > 1 else ""


def sieve(found: Counter[Severity], area: str) -> str:
    """What a script filters the list with the id ``area`` by. It stays hidden where no script runs."""
    boxes = "".join(
        f'<label><input type="checkbox" value="{each}" checked> {both(*SEVERITY[each])} '
        f'<span class="dz-count">{found[each]}</span></label>'
        for each in GRAVITY
        if found[each]
    )
    severities = f"<fieldset><legend>{both('级别', 'Severity')}</legend>{boxes}</fieldset>"
    return (
        f'<form class="dz-sieve" data-for="{area}" hidden>{severities}'
        f'<label class="dz-sieve-words">{both("筛选", "Filter")} <input type="search" autocomplete="off"></label>'
        f'<output class="dz-sieve-left"></output></form>'
    )


def documentation(notes: CheckNotes) -> str:
    """What a check reports, why that matters, what to do, and an example, as an HTML list of names and values."""
    rows = [
        (("查什么", "What it reports"), both(*notes.what)),
        (("为什么", "Why it matters"), both(*notes.why)),
        (("怎么改", "How to fix it"), both(*notes.fix)),
    ]
    if notes.wrong and notes.right:
        rows += [(("会报告", "Is reported"), _pair(notes.wrong)), (("改正后", "Put right"), _pair(notes.right))]
    facts = "".join(f"<div><dt>{both(*name)}</dt><dd>{value}</dd></div>" for name, value in rows)
    return f'<dl class="dz-cited dz-check-notes">{facts}</dl>'


def _pair(texts: tuple[str, str]) -> str:
    zh, en = texts
    return (
        f'<p class="dz-example-pair"><span lang="zh-Hans">{block(zh)}</span><br><span lang="en">{block(en)}</span></p>'
    )
