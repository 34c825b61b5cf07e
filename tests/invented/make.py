"""A standard with its copies and gold, made at once and by one seed."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from invented import gold
from invented.chunked import chunked
from invented.copies import Copy
from invented.damage import styles
from invented.lined import lined
from invented.standard import Standard, load
from invented.typeset import Page, Piece, typeset


@dataclass(frozen=True, slots=True)
class Case:
    """An invented standard, as printed and as two damaged copies."""

    standard: Standard
    pages: list[Page] = field(repr=False)
    z: Copy = field(repr=False)
    r: Copy = field(repr=False)

    @property
    def gold(self) -> list[gold.Record]:
        """What both copies together tell."""
        return gold.records(self.standard, (self.z, self.r))


def make(name: str, seed: int = 0) -> Case:
    """The standard ``name``, damaged as the seed has it. The same seed makes the same bytes."""
    standard = load(name)
    pages = typeset(standard)
    z_style, r_style = styles(name, seed)
    z = chunked(standard, pages, z_style, random.Random(f"z {name} {seed}"))
    r = lined(standard, pages, r_style, random.Random(f"r {name} {seed}"))
    return Case(standard, pages, z, r)


def clean(pages: list[Page]) -> str:
    """The print, a line a line; the columns of a row one after another."""
    parts = []
    for page in pages:
        for block in page.blocks:
            rows = [line for column in block.columns for line in column] if isinstance(block, Piece) else [block]
            parts += [line.text for line in rows]
        parts.append(f"- {page.number} -\n")
    return "\n".join(parts)


def write(case: Case, folder: Path) -> None:
    """Write the copies, the print, the gold and the report of what survives where."""
    copies = {"z": case.z, "r": case.r}
    files = {
        "z.txt": case.z.text,
        "r.txt": case.r.text,
        "clean.txt": clean(case.pages),
        "gold.jsonl": gold.lines(case.gold),
        "gold-z.jsonl": gold.lines(gold.records(case.standard, (case.z,))),
        "gold-r.jsonl": gold.lines(gold.records(case.standard, (case.r,))),
        "truth.jsonl": gold.lines(gold.truth(case.standard, copies)),
        "document.json": json.dumps(gold.metadata(case.standard), ensure_ascii=False, indent=1) + "\n",
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
