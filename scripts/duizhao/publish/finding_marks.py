"""What the reading view says of findings: one quiet line at a node that has any, which opens to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from duizhao.model import Checked, Finding
from duizhao.publish.causes import alike, by_check
from duizhao.publish.check_pages import check_file
from duizhao.publish.dress import both
from duizhao.publish.escape import block
from duizhao.publish.finding_parts import change, said, severity
from duizhao.publish.plan import Plan


def addresses(checked: Checked) -> Mapping[Finding, str]:
    """Where the pages of the checks show each finding: "modal-verb.html#f3"."""
    return {
        finding: f"{check_file(notes.id)}.html#f{number}"
        for notes, found in by_check(checked.findings, checked.checks)
        for number, group in enumerate(alike(found.findings) if found else (), start=1)
        for finding in group.findings
    }


def marks(plan: Plan, checked: Checked, shown: Mapping[Finding, str], folder: str) -> dict[str, str]:
    """The lines of a book's entries, finished HTML by anchor. Notes alone (severity info) are not worth a line."""
    names = {notes.id: notes.name for notes in checked.checks}
    found: dict[str, list[Finding]] = {}
    for one in checked.findings:
        entry = plan.by_id.get(one.node or "") if one.document == plan.book.document.id else None
        if entry and one.severity != "info":
            found.setdefault(entry.anchor, []).append(one)
    return {anchor: _mark(held, names, shown, folder) for anchor, held in found.items()}


def _mark(
    found: Sequence[Finding], names: Mapping[str, tuple[str, str]], shown: Mapping[Finding, str], folder: str
) -> str:
    items = "".join(f"<li>{_item(one, names, f'../{folder}/{shown[one]}')}</li>" for one in found if one in shown)
    words = both(f"检查 {len(found)}", f"Findings {len(found)}")
    return f'<details class="dz-trust dz-checked"><summary>{words}</summary><ul>{items}</ul></details>'


def _item(one: Finding, names: Mapping[str, tuple[str, str]], address: str) -> str:
    link = f'<a href="{block(address)}">{both(*names.get(one.check, (one.check, "")))}</a>'
    return " ".join(filter(None, (severity(one.severity), link, change(one), said(one.message))))
