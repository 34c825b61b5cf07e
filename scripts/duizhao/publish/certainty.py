"""How much of each part of a document is certain, repaired and lost: the picture of "About this text"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duizhao.model import Mend, Node
from duizhao.publish.changes import made
from duizhao.publish.dress import both, called, colours, entry_link, label, table
from duizhao.publish.outline import Sheet
from duizhao.publish.plan import Plan
from duizhao.publish.trust import by_node

SHARES = (
    ("certain", "未经修复", "as found"),
    ("mended", "修复", "repaired"),
    ("lost", "缺失", "lost"),
)
"""What a part is made of, and how the picture names it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of text in figures.

    ``characters``: of titles and texts as they stand, in both languages. ``mended``: those of them that a repair
    made, in the copy that was followed first: what it put in or wrote anew. What a repair only took out leaves no
    character behind, and what it moved whole (a table's columns) is no other character than before: both are told
    at the nodes and under the repairs. ``nodes``: how many the printed edition has here; ``lost``: how many of them
    have lost text. A lost text has no length that anybody knows, so its share is that of the nodes.
    """

    characters: int
    mended: int
    nodes: int
    lost: int

    @property
    def shares(self) -> tuple[float, float, float]:
        """Certain, repaired and lost, together 1: the lost nodes' share, and the characters' shares of the rest."""
        lost = self.lost / self.nodes if self.nodes else 0.0
        mended = (1 - lost) * self.mended / self.characters if self.characters else 0.0
        return 1 - lost - mended, mended, lost


def measure(sheet: Sheet, mends: Mapping[str, Sequence[Mend]]) -> Part:
    """One page in figures; what only the plain edition has is not counted. ``mends`` holds the repairs by node."""
    nodes = [entry.node for entry in sheet.entries if not entry.restated]
    lengths = [_length(node) for node in nodes]
    mended = sum(
        min(length, _mended(node, mends.get(node.id, ()))) for node, length in zip(nodes, lengths, strict=True)
    )
    return Part(sum(lengths), mended, len(nodes), sum(node.lost for node in nodes))


def picture(plan: Plan) -> str:
    """A bar a page, with its figures, each named by a link to the page; empty where there is no printed text."""
    if plan.book.edition == "plain":
        return ""
    mends = by_node(plan.book.mends)
    parts = [(sheet, measure(sheet, mends)) for sheet in plan.sheets]
    rows = [(_named(plan, sheet), _bar(part)) for sheet, part in parts if part.nodes]
    whole = Part(*(sum(getattr(part, name) for _, part in parts) for name in Part.__slots__))
    rows.append((both("全文", "Whole text"), _bar(whole)))
    head = (("部分", "Part"), ("构成", "Made of"))
    shown = {key for _, part in parts for (key, _, _), share in zip(SHARES, part.shares, strict=True) if share}
    key = colours(one for one in SHARES if one[0] in shown)
    return f"{key}\n\n{table(('各部分的可靠程度', 'How certain each part is'), head, rows, links=0)}"


def _length(node: Node) -> int:
    return sum(len(text or "") for text in (node.title_zh, node.title_en, node.text_zh, node.text_en))


def _mended(node: Node, mends: Sequence[Mend]) -> int:
    followed = node.copies[0].copy if node.copies else None
    return sum(made(mend) for mend in mends if mend.copy == followed)


def _named(plan: Plan, sheet: Sheet) -> str:
    """A page by its name; a factor's with its table before it, for two tables may have factors of one name."""
    above = [f"[{label(entry) or called(entry)}]({plan.addresses[entry.anchor]})" for entry in sheet.above[-1:]]
    return ' <span class="dz-path">›</span> '.join([*above, entry_link(plan, sheet.root)])


def _bar(part: Part) -> str:
    shown = [(*names, share) for names, share in zip(SHARES, part.shares, strict=True) if share]
    bar = "".join(f'<span class="dz-share-{key}" style="width:{share:.2%}"></span>' for key, _, _, share in shown)
    chinese = [f"{zh} {_percent(share)}" for _, zh, _, share in shown]
    english = [f"{en} {_percent(share)}" for _, _, en, share in shown]
    lost = (f"（{part.lost} 条）", f" ({part.lost} of {part.nodes})") if part.lost else ("", "")
    words = both("，".join(chinese) + lost[0], ", ".join(english) + lost[1])
    return f'<div class="dz-shares" aria-hidden="true">{bar}</div>{words}'


def _percent(share: float) -> str:
    """A share with one decimal; what is not the whole, or not nothing, is never rounded to it."""
    return "100%" if share == 1 else f"{min(max(share, 0.001), 0.999):.1%}"
