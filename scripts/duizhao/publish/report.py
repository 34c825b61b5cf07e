"""The findings as one HTML file to send to a colleague: styles, script and texts in it, nothing to be fetched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files

from duizhao.model import LANGUAGES, Book, Checked, CheckNotes, Finding, Language, Unit
from duizhao.publish.causes import Cause, Group, alike, by_check, causes
from duizhao.publish.check_pages import check_file
from duizhao.publish.dress import both
from duizhao.publish.escape import block, characters, one_line
from duizhao.publish.finding_parts import Places, bar, cause_name, counts, documentation, items, places_of, sieve
from duizhao.publish.passages import TONGUE
from duizhao.publish.plan import plan

TITLE = ("翻译检查报告", "Translation check report")

FIRST = 8
"""Causes that the report tells at its head."""

AROUND = 140
"""How many characters of a text are shown on each side of the words that a finding is about."""


def report(checked: Checked, names: Sequence[str], day: date, books: Iterable[Book] = ()) -> str:
    """The whole file: what was checked (``names`` of documents or files), when, and what was found, the worst first."""
    places = Places([plan(book) for book in books], linked=False)
    found = by_check(checked.findings, checked.checks)
    parts = [_head(checked, names, day), *_first(checked, found), *_sections(checked, found, places), *_silent(found)]
    script = _asset("assets/findings.js").replace("</", "<\\/")
    title = block(" · ".join([" ".join(TITLE), *names]))
    return (
        '<!doctype html>\n<html lang="zh-Hans" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n'
        f"<style>\n{_asset('templates/report.css')}{_asset('assets/findings.css')}</style>\n</head>\n"
        '<body class="md-typeset dz-report">\n<main>\n' + "\n".join(parts) + f"\n</main>\n<script>\n{script}</script>\n"
        "</body>\n</html>\n"
    )


def _asset(name: str) -> str:
    return (files("duizhao.publish") / name).read_text(encoding="utf-8")


def _head(checked: Checked, names: Sequence[str], day: date) -> str:
    pairs = sum(bool(unit.zh and unit.en) for unit in checked.units)
    facts = [
        (("检查对象", "What was checked"), "<br>".join(block(name) for name in names) or "–"),
        (("日期", "Date"), f'<time datetime="{day.isoformat()}">{day.isoformat()}</time>'),
        (("中英文对", "Pairs of texts"), f"{pairs:,}"),
        (("检查项", "Checks run"), f"{len(checked.checks)}"),
        (("发现", "Findings"), counts(Counter(one.severity for one in checked.findings)) or both("无", "none")),
    ]
    rows = "".join(f"<div><dt>{both(*name)}</dt><dd>{value}</dd></div>" for name, value in facts)
    return f'<header><h1>{both(*TITLE)}</h1><dl class="dz-cited">{rows}</dl></header>'


def _first(checked: Checked, found: Sequence[tuple[CheckNotes, Group | None]]) -> Iterator[str]:
    """What is behind most of it, and the checks with their numbers."""
    if not checked.findings:
        return
    names = {notes.id: notes.name for notes in checked.checks}
    lines = "".join(f"<li>{_cause(cause, names)}</li>" for cause in causes(checked.findings)[:FIRST])
    if lines:
        title = both("先看这些", "What matters first")
        yield f'<section><h2>{title}</h2><ol class="dz-causes-short">{lines}</ol></section>'
    most = max(len(group.findings) for _, group in found if group)
    rows = "".join(_line(notes, group, most) for notes, group in found if group)
    yield f'<section><h2>{both("按检查", "By check")}</h2><ul class="dz-check-list">{rows}</ul></section>'


def _line(notes: CheckNotes, group: Group, most: int) -> str:
    link = f'<a href="#{check_file(notes.id)}">{both(*notes.name)}</a>'
    return f"<li>{link}{bar(group.severities, most)}{counts(group.severities)}</li>"


def _cause(cause: Cause, names: Mapping[str, tuple[str, str]]) -> str:
    count = f'<span class="dz-count">{places_of(cause.places)}</span>'
    return f'<span class="dz-cause-name">{cause_name(cause, names)}</span> {count}'


def _sections(checked: Checked, found: Sequence[tuple[CheckNotes, Group | None]], places: Places) -> Iterator[str]:
    """The findings, check by check, and above them what filters them all."""
    if not checked.findings:
        yield f"<p>{both('没有发现问题。', 'Nothing was found.')}</p>"
        return
    texts = _Texts(checked.units)
    sections = []
    for notes, group in found:
        if group:
            anchor = check_file(notes.id)
            lines = "".join(items(alike(group.findings), places, f"{anchor}-", texts.pair))
            words = both("这项检查", "About this check")
            about = f"<details><summary>{words}</summary>{documentation(notes)}</details>"
            title = f'<h2 id="{anchor}">{both(*notes.name)}</h2>'
            sections.append(f'<section class="dz-issues-of">{title}{about}<ol class="dz-issues">{lines}</ol></section>')
    yield sieve(Counter(one.severity for one in checked.findings), "dz-issues")
    yield f'<div id="dz-issues">{"".join(sections)}</div>'


def _silent(found: Sequence[tuple[CheckNotes, Group | None]]) -> Iterator[str]:
    names = "".join(f"<li>{both(*notes.name)}</li>" for notes, group in found if group is None)
    if names:
        title = both("已运行，没有发现问题", "Ran and found nothing")
        yield f'<section><h2>{title}</h2><ul class="dz-within">{names}</ul></section>'


class _Texts:
    """The texts of places, of which a finding shows the part that it is about."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[tuple[str | None, str | None], list[Unit]] = {}
        for unit in units:
            self._units.setdefault((unit.document, unit.place), []).append(unit)

    def pair(self, finding: Finding) -> str:
        """The texts of a finding's place with its words marked; of a title and a text, the one that has the words."""
        held = self._units.get((finding.document, finding.node), [])
        words: dict[Language, str | None] = {"zh": finding.rendering, "en": finding.term}
        unit = max(held, key=lambda unit: [bool(_at(unit.text(each), words[each])) for each in LANGUAGES], default=None)
        lines = (
            f'<p lang="{TONGUE[language]}">{_excerpt(unit.text(language), word)}</p>'
            for language, word in words.items()
            if unit and unit.text(language)
        )
        return f'<div class="dz-texts">{"".join(lines)}</div>' if unit else ""


def _at(text: str, words: str | None) -> re.Match[str] | None:
    """Where a text has the words, whatever their case and ending. Example: "Customers" for "customer"."""
    return re.search(re.escape(one_line(words)) + "[a-z]*", text, re.IGNORECASE) if words and words.strip() else None


def _excerpt(text: str, words: str | None) -> str:
    """The text with the words marked, cut where it goes on far beyond them."""
    line, found = one_line(text), _at(text, words)
    start, end = found.span() if found else (0, 0)
    first, last = max(0, start - AROUND), min(len(line), end + (AROUND if found else 2 * AROUND))
    pieces = ["…" if first else "", characters(line[first:start])]
    pieces += [f"<mark>{characters(line[start:end])}</mark>" if found else "", characters(line[end:last])]
    return "".join([*pieces, "…" if last < len(line) else ""])
