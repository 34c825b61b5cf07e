"""A concordance as HTML: how a concept is rendered as bars, and its uses centred in both languages, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from duizhao.model import Concept, Language, TermStatus
from duizhao.publish import wording
from duizhao.publish.concordance import Group, Kind, Place, Use, groups
from duizhao.publish.dress import both
from duizhao.publish.escape import block, characters, clean, one_line
from duizhao.publish.linking import web
from duizhao.publish.outline import Entry
from duizhao.publish.passages import TONGUE
from duizhao.publish.plan import Plan
from duizhao.text.folding import fold

MOST = 60
"""Lines of a group; of the uses beyond, their pages are listed with counts."""

AROUND: Mapping[Language, int] = {"zh": 18, "en": 42}
"""Characters on either side of a word."""

KINDS: Mapping[Kind, tuple[str, str]] = {
    "rendered": ("", ""),
    "missing": ("未找到译法", "no rendering found"),
    "unmatched": ("英文未用此词", "no such term in the English"),
    "zh": ("仅有中文", "Chinese only"),
    "en": ("仅有英文", "English only"),
}
LEGEND = (
    "每一行是一处用例，中英对照；编号通往原文。术语表和词典都没有、由全文比对推测的译法标“推测”。",
    "A line a use; its number leads to the text. Renderings that no glossary or dictionary has are marked “guessed”.",
)
GUESSED = ("推测", "guessed")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The books by the ids of their documents."""

    plans: Mapping[str, Plan]

    def entry(self, use: Use) -> tuple[Plan, Entry] | None:
        """Where a use stands."""
        plan = self.plans.get(use.unit.document or "")
        entry = plan.by_id.get(use.unit.place) if plan else None
        return (plan, entry) if plan and entry else None


def status_of(text: str, concept: Concept) -> TermStatus | None:
    """The status of a Chinese word for a concept; None where the glossary does not have it."""
    folded = fold(text).text
    return next((t.status for t in concept.terms if t.language == "zh" and fold(t.text).text == folded), None)


def uses_block(concept: Concept, uses: Sequence[Use], shelf: Shelf) -> str:
    """The bars and the lines as one HTML block."""
    found = groups(uses)
    several = len(shelf.plans) > 1
    lines = "".join(_group(number, group, concept, shelf, several=several) for number, group in enumerate(found))
    legend = f'<p class="dz-quiet">{both(*LEGEND)}</p>'
    return f'<div class="dz-uses">{_bars(found, concept)}{legend}{lines}</div>'


def _bars(found: Sequence[Group], concept: Concept) -> str:
    most = max(len(group.uses) for group in found)
    items = "".join(
        f'<li><a href="#r{number}">{_name(group)}</a>{_mark(group, concept)}'
        f'<span class="dz-bar"><span class="dz-bar-{group.kind}" style="--dz-share:{len(group.uses) / most:.3f}">'
        f'</span></span><span class="dz-sum">{len(group.uses)}</span></li>'
        for number, group in enumerate(found)
    )
    return f'<ul class="dz-bars">{items}</ul>'


def _name(group: Group) -> str:
    if group.kind == "rendered":
        return f'<span lang="{TONGUE["zh"]}">{block(group.text)}</span>'
    return both(*KINDS[group.kind])


def _mark(group: Group, concept: Concept) -> str:
    """What the glossary says of a rendering: nothing of one that it prefers."""
    if group.kind != "rendered":
        return ""
    status = status_of(group.text, concept)
    if status == "preferred":
        return ""
    words = wording.TERM_STATUS[status] if status else ("术语表未收", "not in the glossary")
    return f' <span class="dz-mark-{status or "unknown"}">{both(*words)}</span>'


def _group(number: int, group: Group, concept: Concept, shelf: Shelf, *, several: bool) -> str:
    shown, rest = group.uses[:MOST], group.uses[MOST:]
    lines = "".join(_line(use, shelf, several=several) for use in shown)
    head = (
        f'<h3 id="r{number}">{_name(group)}{_mark(group, concept)} <span class="dz-sum">{len(group.uses)}</span></h3>'
    )
    return f'{head}<ul class="dz-kwic">{lines}</ul>{_rest(rest, shelf)}'


def _rest(uses: Sequence[Use], shelf: Shelf) -> str:
    """The pages of further uses, with the number on each."""
    counts: Counter[tuple[str, str]] = Counter()
    for use in uses:
        if found := shelf.entry(use):
            plan, entry = found
            page = plan.addresses[entry.anchor].partition("#")[0]
            counts[f"../{plan.folder}/{page}", f"{plan.name} {page.removesuffix('.md')}"] += 1
    if not counts:
        return ""
    links = "".join(
        f'<li><a href="{block(web(page))}">{block(name)}</a> {count}</li>' for (page, name), count in counts.items()
    )
    words = both(
        f"以上为前 {MOST} 处，其余 {len(uses)} 处在：", f"The first {MOST} are shown; {len(uses)} more are on:"
    )
    return f'<p class="dz-quiet">{words}</p><ul class="dz-rest">{links}</ul>'


def _line(use: Use, shelf: Shelf, *, several: bool) -> str:
    cells = "".join(_cells(use))
    return f"<li>{_where(use, shelf, several=several)}{cells}</li>"


def _where(use: Use, shelf: Shelf, *, several: bool) -> str:
    found = shelf.entry(use)
    name = one_line(use.unit.place)
    if not found:
        return f"<span>{block(name)}</span>"
    plan, entry = found
    words = f"{plan.name} {name}" if several else name
    return (
        f'<a class="dz-away" href="{block(web(f"../{plan.folder}/{plan.addresses[entry.anchor]}"))}">{block(words)}</a>'
    )


def _cells(use: Use) -> Iterator[str]:
    if use.unit.zh:
        yield _centred(use.unit.zh, "zh", use.zh, use, _share(use.en, use.unit.en))
    if use.unit.en:
        yield _centred(use.unit.en, "en", use.en, use, _share(use.zh, use.unit.zh))


def _share(place: Place, text: str) -> float:
    """How far into its text a word stands, 0 to 1: about there its counterpart should be."""
    return (place[0] + place[1]) / 2 / len(text) if place and text else 0.0


def _centred(text: str, language: Language, place: Place, use: Use, share: float) -> str:
    """A piece of the text with the word in its middle; where there is none, the piece that it should stand in."""
    room = AROUND[language]
    tongue = f'lang="{TONGUE[language]}"'
    if place is None:
        middle = round(share * len(text))
        return f'<p class="dz-k-none" {tongue}>{_cut(text, middle - room, middle + room)}</p>'
    start, end = place
    before, after = _cut(text, start - room, start, more=False), _cut(text, end, end + room, less=False)
    guessed = use.guessed and language == "zh"
    word = f"<mark{' class=dz-k-guessed' if guessed else ''}>{characters(_flat(text[start:end]))}</mark>"
    said = f"<small>{both(*GUESSED)}</small>" if guessed else ""
    return f"<p {tongue}><span>{before}</span>{word}<span>{said}{after}</span></p>"


def _cut(text: str, start: int, end: int, *, less: bool = True, more: bool = True) -> str:
    """A piece of the text with its white space, in which ``…`` says that it goes on before (``less``) or behind."""
    inner = _flat(text[max(start, 0) : min(end, len(text))])
    return characters(("…" if less and start > 0 else "") + inner + ("…" if more and end < len(text) else ""))


def _flat(text: str) -> str:
    return clean(text).replace("\n", " ").replace("\t", " ")
