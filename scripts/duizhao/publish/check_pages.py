"""A page for each check that ran: its documentation, and what it found, the same of several places said once."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.model import CheckNotes
from duizhao.publish.causes import Group, alike
from duizhao.publish.dress import TRAIL, both
from duizhao.publish.escape import block, slug
from duizhao.publish.finding_parts import Places, counts, documentation, items, severity, sieve
from duizhao.publish.page import Page

FINDINGS = ("翻译检查", "Translation checks")
"""What the section is called."""

SCRIPT = '<script defer src="../assets/duizhao/findings.js"></script>'


def check_page(notes: CheckNotes, found: Group | None, places: Places, folder: str) -> Page:
    """The page of one check; ``found`` is None where it found nothing."""
    text = "\n\n".join(
        [trail(notes.name), heading(notes.name), _kind(notes), documentation(notes), *_list(found, places)]
    )
    return Page(f"{folder}/{check_file(notes.id)}.md", notes.name, text + "\n", captioned(notes.name), (FINDINGS,))


def check_file(check: str) -> str:
    """The name of a check's page, without a suffix."""
    return slug(check, "check")


def heading(name: tuple[str, str]) -> str:
    """The title of a page."""
    return f"# {both(*name)} {{: .dz-heading .dz-front }}"


def trail(here: tuple[str, str]) -> str:
    """The band above a page of the section: the way to it."""
    chinese, english = TRAIL
    names = f'aria-label="{chinese} {english}" data-dz-zh="{chinese}" data-dz-en="{english}"'
    home = f'<a href="index.html">{both(*FINDINGS)}</a>'
    steps = f'<ol><li>{home}</li><li><span aria-current="page">{both(*here)}</span></li></ol>'
    return f'<div class="dz-band"><nav class="dz-trail" {names}>{steps}</nav></div>'


def captioned(name: tuple[str, str]) -> dict[str, str]:
    """The front matter that names a page of the section, whose first page has its name."""
    pairs = zip(name, FINDINGS, strict=True)
    chinese, english = (block(words if words == section else f"{words} · {section}") for words, section in pairs)
    return {"title": chinese, "title_en": english}


def _kind(notes: CheckNotes) -> str:
    words = both("命令行和 waivers.yaml 中的名称", "its name on the command line and in waivers.yaml")
    return f'<p class="dz-check-id">{severity(notes.severity)} <code>{block(notes.id)}</code> <span>{words}</span></p>'


def _list(found: Group | None, places: Places) -> Iterator[str]:
    title = both("发现的问题", "Findings")
    if found is None:
        yield f"## {title} {{: #found }}"
        yield f"<p>{both('已运行，没有发现问题。', 'It ran and found nothing.')}</p>"
        return
    yield f"## {title} {{: #found }}"
    lines = "".join(items(alike(found.findings), places))
    told = f"<p>{counts(found.severities)}</p>"
    filtered = sieve(found.severities, "dz-issues")
    yield f'<div>{told}{filtered}<ol class="dz-issues" id="dz-issues">{lines}</ol>{SCRIPT}</div>'
