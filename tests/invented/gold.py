"""What can be known of an invented standard from its copies: records in the shared format, and a report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from invented.chunked import LOST_SIGNS
from invented.copies import Copy
from invented.standard import TEXTS, Entry, Standard
from invented.typeset import Glyph

Record = dict[str, Any]
SIGNS = LOST_SIGNS | {"/"}
"""A text that misses only these is not called lost: no copy shows that they stood there."""


def records(standard: Standard, copies: Iterable[Copy]) -> list[Record]:
    """The nodes that the copies together still show, in document order, with what survives of their texts."""
    kept = {(g.node, g.field, g.at) for copy in copies for g in copy.kept}
    made = (_record(entry, kept) for entry in standard.entries)
    return [record for record in made if record]


Kept = set[tuple[str | None, str | None, int]]


def _record(entry: Entry, kept: Kept) -> Record | None:
    texts = {name: _surviving(entry, name, kept) for name in TEXTS}
    lost = any(_is_lost(entry.field(name), texts[name]) for name in TEXTS)
    if not any(texts.values()) and entry.id != "bibliography":  # of which the table of contents tells
        return None
    title = {"bibliography": {"title_zh": entry.title_zh}}.get(entry.id, {})
    facts = {"id": entry.id, "kind": entry.kind, "parent": entry.parent, "label": entry.label}
    return {**facts, **{k: v or None for k, v in texts.items()}, **title, "lost": lost, "note": _note(entry, texts)}


def _surviving(entry: Entry, name: str, kept: Kept) -> str:
    """The field without the characters that no copy has; spaces and paragraph ends are restored."""
    text = entry.field(name)
    left = "".join(c for i, c in enumerate(text) if c in " \n" or (entry.id, name, i) in kept)
    return "\n".join(" ".join(line.split()) for line in left.split("\n") if line.strip())


def _is_lost(text: str, left: str) -> bool:
    return _letters(text) != _letters(left)


def _letters(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in SIGNS)


def _note(entry: Entry, texts: dict[str, str]) -> str | None:
    gone = [name for name in TEXTS if _is_lost(entry.field(name), texts[name])]
    return f"lost in part or whole: {', '.join(gone)}" if gone else None


def truth(standard: Standard, copies: dict[str, Copy]) -> list[Record]:
    """For each node and copy: how many of the characters of each field survive, of how many."""
    counts = {name: _counts(copy.kept) for name, copy in copies.items()}
    report = []
    for entry in standard.entries:
        sizes = {f: sum(not c.isspace() for c in entry.field(f)) for f in TEXTS if entry.field(f)}
        fields = {c: {f: [have.get((entry.id, f), 0), n] for f, n in sizes.items()} for c, have in counts.items()}
        report.append({"id": entry.id, **fields})
    return report


def _counts(kept: Iterable[Glyph]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for place in {(g.node, g.field, g.at) for g in kept if not g.char.isspace()}:
        key = (place[0] or "", place[1] or "")
        counts[key] = counts.get(key, 0) + 1
    return counts


def metadata(standard: Standard) -> Record:
    """What a copy's cover and foreword say of the document."""
    return {
        "number": standard.number,
        "title_zh": standard.title_zh,
        "ics": standard.ics,
        "ccs": standard.ccs,
        "published": standard.published,
        "effective": standard.effective,
        "issuer": standard.issuer,
        "proposer": standard.proposer,
        "drafting_organizations": list(standard.organizations),
        "drafters": list(standard.drafters),
        "references": [{"number": n, "title": t} for n, t in standard.references],
    }


def lines(made: Iterable[Record]) -> str:
    """As JSON lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in made)
