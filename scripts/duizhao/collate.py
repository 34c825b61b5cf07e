"""Several copies of one document become one text.

The copies are witnesses of the same print. Copies lose text and signs, they do not invent any: in each part of
the document (a region: the clauses, one factor of a table) the copy that shows most structure leads, another fills
what the first has lost, and where the two differ the one that reads better is taken. All is symmetrical in the
copies: their order never matters.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from duizhao.model import LANGUAGES, Language
from duizhao.text import chinese
from duizhao.text.chars import is_han, squeeze
from duizhao.text.draft import EMPTY, Body, Collated, Draft, Parsed, Witness
from duizhao.text.english import splitter
from duizhao.text.sequences import matching
from duizhao.text.traced import NEW, Traced, join

FIRM = 3
"""Characters that must agree on both sides of a place where one copy's reading is weighed against another's."""
RESTORED = 0.6
"""What a node whose label had to be restored counts where copies are weighed, a labelled one counting 1."""
LONGEST_FILL = 400
"""Characters that a copy may add inside another's text: more is another text, not a loss."""


def collate(copies: Sequence[Parsed]) -> Collated:
    """One list of drafts in printed order out of the copies' lists."""
    strayed = frozenset(_folded(d.zh.text.text + d.en.text.text) for c in copies for d in c.drafts if d.kind == "stray")
    result = Collated((), {}, [], [], strayed)
    drafts: list[Draft] = []
    for region in _regions(copies):
        held = [[d for d in copy.drafts if d.region == region] for copy in copies]
        held = sorted((h for h in held if h), key=_rank, reverse=True)
        drafts += held[0] if region == "stray" and len(held) == 1 else _region(held, result)
    return replace(result, drafts=tuple(drafts))


def _regions(copies: Sequence[Parsed]) -> list[str]:
    """The regions in printed order: as the richest copy has them; what only others have stands behind its neighbour."""
    order: list[str] = []
    for copy in sorted(copies, key=lambda c: (len(c.drafts), _letters(c.drafts)), reverse=True):
        order = _weave(order, [d.region for d in copy.drafts])
    return order


def _letters(drafts: Iterable[Draft]) -> str:
    return "".join(d.zh.text.text + d.en.text.text for d in drafts)


def _rank(drafts: Sequence[Draft]) -> tuple[int, int, int, str]:
    """What makes a copy lead in a region: labels that the copy itself shows, then text."""
    text = _letters(drafts)
    own = sum(d.note is None or "restored" not in d.note for d in drafts)
    return own, len(drafts), len(text), text


def _region(held: list[list[Draft]], result: Collated) -> list[Draft]:
    if held[0][0].region == "stray":
        return [draft for drafts in held for draft in drafts]
    merged: dict[str, Draft] = {}
    order: list[str] = []
    for language in LANGUAGES:
        ranked = _lead(held, language)
        bodies = _language(ranked, language, result)
        for drafts in ranked:
            order = _weave(order, [d.id for d in drafts if d.id in bodies])
        for draft_id, (draft, body) in bodies.items():
            known = merged.get(draft_id) or replace(draft, zh=EMPTY, en=EMPTY, matter=())
            merged[draft_id] = _with_body(known, draft, language, body)
    for draft in (draft for drafts in held for draft in drafts):
        target = draft.id if draft.id in merged else _nearest(draft, merged)
        if target is None:
            merged[draft.id] = draft
            order.append(draft.id)
        else:
            merged[target] = _with_matter(merged[target], draft, same=target == draft.id)
    return [merged[i] for i in order]


def _weave(order: list[str], ids: list[str]) -> list[str]:
    """``order`` with those of ``ids`` that it lacks, each behind the one that stands before it in ``ids``."""
    known = set(order)
    behind: dict[str | None, list[str]] = {}
    at: str | None = None
    for i in dict.fromkeys(ids):
        if i in known:
            at = i
        else:
            behind.setdefault(at, []).append(i)
    return [*behind.get(None, []), *(x for i in order for x in (i, *behind.get(i, [])))]


def _nearest(draft: Draft, merged: dict[str, Draft]) -> str | None:
    """The node that a draft without a place of its own stands in: the nearest one above it, else the first if any."""
    at = draft.id
    while at and at not in merged:
        at = at.rpartition("/")[0]
    return at or next(iter(merged), None)


def _with_body(draft: Draft, source: Draft, language: str, body: Body) -> Draft:
    title = source.title_zh if language == "zh" else source.title_en
    note = draft.note or source.note
    if language == "zh":
        return replace(draft, zh=body, title_zh=title, note=note)
    return replace(draft, en=body, title_en=title, note=note)


def _with_matter(draft: Draft, other: Draft, same: bool) -> Draft:
    label = draft.label or (other.label if same else None)
    return replace(draft, label=label, matter=draft.matter + other.matter, lost=draft.lost and (other.lost or not same))


def _body(draft: Draft, language: str) -> Body:
    return draft.zh if language == "zh" else draft.en


def _lead(held: list[list[Draft]], language: str) -> list[list[Draft]]:
    """The copies in the order in which they lead in one language: the one whose text has most labelled nodes first."""

    def key(drafts: list[Draft]) -> tuple[float, int, int, str]:
        own = [d for d in drafts if _body(d, language)]
        shown = sum(1.0 if d.note is None or language not in d.note else RESTORED for d in own)
        text = "".join(_body(d, language).text.text for d in own)
        return shown, len(squeeze(text)), len(text), text

    return sorted(held, key=key, reverse=True)


def _language(ranked: list[list[Draft]], language: Language, result: Collated) -> dict[str, tuple[Draft, Body]]:
    out = {d.id: (d, _body(d, language)) for d in ranked[0] if _body(d, language)}
    for witness in ranked[1:]:
        drafts = [d for d in witness if _body(d, language)]
        if drafts:
            out = _Merge(out, drafts, language, result).run()
    return out


def fold(char: str) -> str:
    """The character as copies are compared by it: full and half width, straight and curly quotes are the same."""
    folded = unicodedata.normalize("NFKC", char).translate(_QUOTES)
    return folded[0].lower() if folded else char


_QUOTES = str.maketrans("‘’“”—–－", "''\"\"---")


def _folded(text: str) -> str:
    return "".join(fold(c) for c in text if not c.isspace())


class _Merge:
    """One witness's text of a region set against the text that leads."""

    def __init__(
        self, base: dict[str, tuple[Draft, Body]], drafts: list[Draft], language: Language, result: Collated
    ) -> None:
        self.base, self.drafts, self.language, self.result = base, drafts, language, result
        self.text = join(body.text for _, body in base.values())
        self.owners = [i for i, (_, body) in base.items() for _ in body.text.text]
        self.other = join(_body(d, language).text for d in drafts)
        self.other_owners = [d.id for d in drafts for _ in _body(d, language).text.text]
        known = [*(d for d, _ in base.values()), *drafts]
        self.english = _folded("".join(d.en.text.text for d in known if d.kind == "term"))
        self.fills: dict[int, list[tuple[str, Traced]]] = defaultdict(list)
        self.replaced: dict[int, tuple[int, Traced]] = {}
        self.breaks = set(self._offsets(base))
        self.extra: dict[str, list[tuple[int, int]]] = defaultdict(list)

    def _offsets(self, base: dict[str, tuple[Draft, Body]]) -> Iterable[int]:
        at = 0
        for _, body in base.values():
            yield from (at + b for b in body.breaks)
            at += len(body.text)

    def run(self) -> dict[str, tuple[Draft, Body]]:
        a = [n for n, c in enumerate(self.text.text) if not c.isspace()]
        b = [n for n, c in enumerate(self.other.text) if not c.isspace()]
        folded = "".join(fold(self.text.text[n]) for n in a), "".join(fold(self.other.text[n]) for n in b)
        blocks = _without_swaps(matching(*folded), *folded)
        self.a, self.b = [*a, len(self.text)], [*b, len(self.other)]
        self._carry_breaks(blocks)
        at = bt = held = 0
        for i, j, size in [*blocks, (len(a), len(b), FIRM)]:
            firm = min(held or FIRM, size) >= (FIRM if at < i or j - bt > FIRM else 1)
            self._gap(at, i, bt, j, firm)
            for k in range(size if i < len(a) and j < len(b) else 0):
                self._confirm(self.a[i + k], self.b[j + k])
            at, bt, held = i + size, j + size, size
        return self._rebuilt()

    def _carry_breaks(self, blocks: list[tuple[int, int, int]]) -> None:
        """Line starts that the witness knows, and those that its losses show: copies lose whole lines."""
        at = {}
        for i, j, size in blocks:
            at.update({self.b[j + k]: self.a[i + k] for k in range(size)})
        offset = 0
        for draft in self.drafts:
            for b in _body(draft, self.language).breaks:
                if offset + b in at:
                    self.breaks.add(at[offset + b])
            offset += len(_body(draft, self.language).text)
        for (i, j, size), (i2, j2, _) in pairwise(blocks):
            if j + size == j2 and i2 - i - size >= 8 and size >= 2:
                self.breaks |= {self.a[i + size], self.a[i2]}

    def _witness(self, owner: str) -> Witness:
        return self.result.witnesses.setdefault((owner, self.language), Witness())

    def _confirm(self, a: int, b: int) -> None:
        seen = self._witness(self.owners[a])
        seen.confirmed += 1
        if self.other.origin[b] != NEW:
            seen.places.append(self.other.origin[b])
            self.result.duplicates.append(self.other.origin[b])

    def _gap(self, i: int, i_end: int, j: int, j_end: int, firm: bool) -> None:
        """What the witness has between two places at which it agrees with the lead, node by node of the witness."""
        owners = [self.other_owners[self.b[n]] for n in range(j, j_end)]
        if len(set(owners)) > 1:
            new = [(owner, sum(1 for _ in run)) for owner, run in groupby(owners)]
            for owner, size in new:
                own = owner in self.base
                self._piece(i, i_end if own else i, j, j + size, firm)
                j += size
                i = i_end if own else i
        elif j < j_end:
            self._piece(i, i_end, j, j_end, firm)

    def _piece(self, i: int, i_end: int, j: int, j_end: int, firm: bool) -> None:
        lead = self.text[self.a[i] : self._after(self.a, i, i_end)]
        fill = self.other[self.b[j] : self._after(self.b, j, j_end)]
        owner = self._owner(i, j)
        if self._is_new_node(j, j_end):
            self.extra[self.other_owners[self.b[j]]].append((self.b[j], self.b[j_end - 1] + 1))
        elif not owner or not firm or len(fill) > LONGEST_FILL or self._elsewhere(fill.text):
            self.result.variants.extend(fill.positions())
        elif i == i_end:
            self._fill(i, owner, fill)
        else:
            self._choose(i, i_end, owner, lead, fill)

    def _elsewhere(self, fill: str) -> bool:
        """Whether a fill has its place already: as text that has strayed, or as a term's English equivalent."""
        folded = _folded(fill)
        equivalent = self.language == "zh" and len(folded) > 2 and folded.isascii() and folded in self.english
        return equivalent or folded in self.result.strayed

    def _after(self, places: list[int], start: int, end: int) -> int:
        return places[end - 1] + 1 if end > start else places[start]

    def _is_new_node(self, j: int, j_end: int) -> bool:
        """Whether what the witness has more is of a node that the lead lacks."""
        return j_end - j > 3 and self.other_owners[self.b[j]] not in self.base

    def _owner(self, i: int, j: int) -> str | None:
        """The node that a fill belongs to: the witness's own word where it is one of the two neighbours."""
        before = self.owners[self.a[i - 1]] if i else None
        after = self.owners[self.a[i]] if i < len(self.a) - 1 else None
        claimed = self.other_owners[self.b[j]]
        return claimed if claimed in (before, after) else before or after

    def _fill(self, i: int, owner: str, fill: Traced) -> None:
        at = self.a[i - 1] + 1 if i and self.owners[self.a[i - 1]] == owner else self.a[i]
        self.fills[at].append((owner, fill))
        self._witness(owner)  # a second copy holds the node, be it only the filled part

    def _choose(self, i: int, i_end: int, owner: str, lead: Traced, fill: Traced) -> None:
        if self._is_better(lead, fill, i, i_end):
            self.replaced[self.a[i]] = (self.a[i_end - 1] + 1, fill)
            self.result.variants.extend(lead.positions())
        else:
            self.result.variants.extend(fill.positions())
        self._witness(owner).differing += max(len(lead), len(fill))

    def _is_better(self, lead: Traced, fill: Traced, i: int, i_end: int) -> bool:
        """Whether the witness's reading is taken: it holds all of the lead's and more, or reads better in its place."""
        if len({self.owners[p] for p in range(self.a[i], self.a[i_end - 1] + 1)}) > 1:
            return False
        if _within(lead.text, fill.text) != _within(fill.text, lead.text):
            return _within(lead.text, fill.text)
        if len(fill) > 3 * len(lead) + 10 or len(lead) > 3 * len(fill) + 10:
            return False
        end = self.a[i_end - 1] + 1
        left, right = self.text.text[max(0, self.a[i] - 6) : self.a[i]], self.text.text[end : end + 6]
        return self._reads(left + fill.text + right) > self._reads(left + lead.text + right)

    def _reads(self, text: str) -> float:
        if self.language == "zh":
            return chinese.score(text)
        return splitter().score("".join(c for c in text if c.isalpha()))

    def _rebuilt(self) -> dict[str, tuple[Draft, Body]]:
        out: dict[str, tuple[Draft, Body]] = {}
        at = 0
        for i, (draft, body) in self.base.items():
            out[i] = (draft, self._body(i, body, at))
            at += len(body.text)
        for draft in self.drafts:
            if draft.id in self.extra and draft.id not in out:
                body = _body(draft, self.language)
                if 2 * sum(end - start for start, end in self.extra[draft.id]) > len(body.text):
                    out[draft.id] = (draft, body)
                    continue
            self._leave(draft.id)
        return out

    def _leave(self, draft_id: str) -> None:
        for start, end in self.extra.get(draft_id, []):
            self.result.variants.extend(self.other[start:end].positions())

    def _body(self, owner: str, body: Body, start: int) -> Body:
        parts: list[Traced] = []
        breaks, paragraphs = set(), set()
        length, at = 0, start
        while at <= start + len(body.text):
            for claimed, fill in self.fills.get(at, []):
                if claimed == owner:
                    parts.append(fill)
                    length += len(fill)
            if at in self.breaks:
                breaks.add(length)
            if at - start in body.paragraphs:
                paragraphs.add(length)
            if at == start + len(body.text):
                break
            end, piece = self.replaced.get(at, (at + 1, self.text[at : at + 1]))
            parts.append(piece)
            length += len(piece)
            at = end
        return Body(join(parts), frozenset(breaks - {0}), frozenset(paragraphs - {0}))


def _without_swaps(blocks: list[tuple[int, int, int]], a: str, b: str) -> list[tuple[int, int, int]]:
    """The blocks without single characters beside which each text has a character of its own, on either side.

    顺畅 and 通顺 are two readings of one place: to take both for parts of 通顺畅 would make a third one.
    """
    ends = [(0, 0, 0), *blocks, (len(a), len(b), 0)]
    out = []
    for (i0, j0, n0), (i, j, size), (i2, j2, _) in zip(ends, blocks, ends[2:], strict=False):
        own = (a[i0 + n0 : i], b[j0 + n0 : j], a[i + size : i2], b[j + size : j2])
        swapped = size == 1 and sorted(map(len, own)) == [0, 0, 1, 1] and bool(own[0]) == bool(own[3])
        if not (swapped and all(map(is_han, "".join(own)))):
            out.append((i, j, size))
    return out


def _within(short: str, long: str) -> bool:
    """Whether all characters of ``short`` stand in ``long`` in the same order."""
    rest = iter(long)
    return all(char in rest for char in short if not char.isspace())
