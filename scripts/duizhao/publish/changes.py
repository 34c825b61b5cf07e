"""A repair as a reader sees it: what became of what, also where one of the two is nothing or cannot be seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from duizhao.model import Mend
from duizhao.publish import wording
from duizhao.publish.dress import both
from duizhao.publish.escape import block, clean
from duizhao.publish.passages import TONGUE
from duizhao.text.chars import has_han

WIDTH = 60
"""How many characters of a repaired place are shown."""


def change(mend: Mend) -> str:
    """The change as HTML: "before → after", or in words where it moved text or only put a sign in."""
    if not mend.before and not mend.after:
        return both(*wording.repair(mend.repair).moved)
    if not mend.before:
        chinese, english = wording.SIGNS.get(mend.after, ("", ""))
        put = both(f"补上{chinese}", f"{english} put in".strip())
        return put if chinese else f"{put} {_shown(mend.after)}"
    after = _shown(mend.after) if mend.after else both("删去", "taken out")
    return f'{_shown(mend.before)} <span class="dz-path" aria-hidden="true">→</span> {after}'


def distinct(mends: Iterable[Mend]) -> list[tuple[Mend, int]]:
    """Different changes, in the order in which they come, and how often each was made."""
    found: dict[tuple[str, str, str], Mend] = {}
    counts: Counter[tuple[str, str, str]] = Counter()
    for mend in mends:
        key = (mend.repair, mend.before, mend.after)
        found.setdefault(key, mend)
        counts[key] += 1
    return [(mend, counts[key]) for key, mend in found.items()]


def made(mend: Mend) -> int:
    """How many characters of what stands after the repair it made: those that it did not find there."""
    matcher = SequenceMatcher(None, mend.before, mend.after, autojunk=False)
    return sum(end - start for tag, _, _, start, end in matcher.get_opcodes() if tag != "equal")


def _shown(text: str) -> str:
    """A repaired place in small: a sign that cannot be seen by its name, the middle of a long place left out."""
    if text in wording.SIGNS:
        return both(*wording.SIGNS[text])
    line = clean(text).replace("\n", "⏎")
    if not line.strip():
        line = line.replace(" ", "␣")
    if len(line) > WIDTH:
        line = f"{line[: WIDTH // 2]}…{line[-WIDTH // 2 :]}"
    tongue = f' lang="{TONGUE["zh"]}"' if has_han(line) else ""
    return f'<span class="dz-specimen"{tongue}>{block(line)}</span>'
