"""The body of one clause or term: its text, its notes and examples, its figures and tables, each in its languages.

Sources: GB/T 1.1—2020, 9.6 to 9.11 (tables, figures, formulas, notes, examples); GB/T 20001.1—2024, 6.4 to 6.9 (terms,
equivalents, sources).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from duizhao.grammars import bilingual, figures, formulas, lined_tables, plain_tables
from duizhao.text import cited, labels
from duizhao.text.chars import has_han, squeeze
from duizhao.text.draft import Body, Draft, flow
from duizhao.text.traced import Traced, join

# An entry of a list inside a clause: ";a)", ":——".
_ENTRY = re.compile(r"(?<=[;；:：。])\s*(?=[a-z][)）]|\d{1,2}[)）]|——)")
# A term with its English equivalent before the definition: "站点 docking station 由…" (GB/T 20001.1—2024, 6.5).
_EQUIVALENT = re.compile(
    r"\s*(?P<zh>[\u4e00-\u9fff]{1,20})\s*(?P<en>[A-Za-z][A-Za-z\s,;'’\-()]{0,150}[A-Za-z)])\s*(?=[\u4e00-\u9fff])"
)
# The same on a line of its own above the definition: "嫁接 grafting".
_ON_LINE = re.compile(
    r"\s*(?P<zh>[\u4e00-\u9fff][\u4e00-\u9fff、；;（）()]{0,25})[ \t\u3000]+"
    r"(?P<en>[A-Za-z][A-Za-z0-9 ,;；/'’\-()]{0,150}[A-Za-z)])[ \t]*(?=\n)"
)
# Where a term was taken from, a line of its own: "[来源：GB/T 19000—2016，3.2.4，有修改]", "[SOURCE: ISO 9000:2015]".
_SOURCE = re.compile(rf"(?m)^[ \t\u3000]*{cited.SOURCE}[ \t]*$")
# Sentences with which a paragraph of the foreword and of the scope begins: 本文件由…, 请注意….
_PARAGRAPH = re.compile(r"(?<=。)(?=本(?:文件|标准|部分|规程|规范|指南)|请注意)")
_SENTENCE_END = re.compile(r"[。；;：:]")
# What ends the paragraph of a note, and what begins an entry of its list.
_STOP = re.compile(r"[。.;；!！?？:：][”’）)\]]?\s*$")
_LISTED = re.compile(r"[ \t\u3000]*(?:[a-z\d]{1,2}[)）]|——|—|[-•·●◆]\s)")
# How a sentence ends in English, which no heading does.
_SENTENCE = re.compile(r"[.:;]\s*$")
LONGEST_HEADING = 60
LONGEST_ENGLISH = 120


@dataclass(frozen=True, slots=True)
class Place:
    """Which node a body is of: its id, kind, parent, label, the region in which copies are compared, its label's
    places, and from which width on a line that ends no sentence may go on in the next (``bilingual.wrap``).
    """

    id: str
    kind: str
    parent: str | None
    label: str | None
    region: str
    matter: tuple[int, ...] = ()
    wrap: float = 0.0


def node(place: Place, body: Traced) -> Iterator[Draft]:
    """A clause or term with its notes, examples, figures and tables."""
    body, tables = plain_tables.extract(body, place.id, place.region)
    body, lined = lined_tables.extract(body, place.id, place.region)
    body, shown = figures.extract(body, place.id, place.region)
    body, sources = _sources(body)
    body, leaders = formulas.marked(body)
    place = replace(place, matter=(*place.matter, *leaders))
    cuts = list(labels.NOTE.finditer(body.text))
    ends = [*(m.start() for m in cuts[1:]), len(body)][: len(cuts)]
    stops = [_note_end(body.text, m, end, place.wrap) for m, end in zip(cuts, ends, strict=True)]
    own = [body[: cuts[0].start()] if cuts else body, *(body[a:b] for a, b in zip(stops, ends, strict=True) if a < b)]
    yield text(place, join([*own, *sources], "\n\n") if len(own) + len(sources) > 1 else own[0])
    notes: dict[str, Draft] = {}
    alike: Counter[str] = Counter()
    for match, stop in zip(cuts, stops, strict=True):
        new = _note(place, body, match, stop)
        known = notes.get(new.id)
        if known and ((known.zh and new.zh) or (known.en and new.en)):  # the print numbers two of them alike
            alike[new.id] += 1
            new, known = replace(new, id=f"{new.id}_{alike[new.id] + 1}"), None
        notes[new.id] = _merge(known, new) if known else new
    yield from sorted((*notes.values(), *shown, *tables, *lined), key=_first_place)


def _first_place(draft: Draft) -> float:
    """Where a draft begins in the copy; one without a place there stays last."""
    return min((*draft.matter, *draft.zh.text.positions(), *draft.en.text.positions()), default=math.inf)


def _note(place: Place, body: Traced, match: re.Match[str], stop: int) -> Draft:
    kind = {"注": "note", "示例": "example"}.get(match["kind"], match["kind"].lower())
    mark = body[match.start() : match.end()]
    label = squeeze(mark.text) if has_han(mark.text) else " ".join(mark.text.split())
    name, matter = f"{place.id}/{kind}{match['number']}", tuple(mark.positions())
    return text(Place(name, kind, place.id, label, place.region, matter, place.wrap), body[match.end() : stop])


def _note_end(text: str, match: re.Match[str], end: int, wrap: float) -> int:
    """Where a note ends that more paragraphs of its clause follow: behind its own paragraph, in each language.

    An example without text on its own line may have as many as it likes, and a copy that shows no lines none.
    """
    lines = list(re.finditer(r"[^\n]*\n+|[^\n]+$", text[match.end() : end]))
    if len(lines) < 2 or not lines[0].group().strip():
        return end
    scripts = [has_han(line.group()) for line in lines]
    for n, line in enumerate(lines[:-1]):
        ended = _STOP.search(line.group()) and (wrap in (0.0, math.inf) or bilingual.width(line.group()) < wrap)
        other = scripts[n + 1] != scripts[n] and len({*scripts[: n + 1]}) == 1
        if ended and not other and not _LISTED.match(lines[n + 1].group()) and not _announces(line.group()):
            blank = wrap == 0.0 and not line.group().endswith("\n\n")
            if not blank:
                return match.end() + line.end()
    return end


def _announces(line: str) -> bool:
    return line.rstrip().endswith((":", "：", ";", "；"))


def _sources(body: Traced) -> tuple[Traced, list[Traced]]:
    """The body without the lines that say where a term was taken from, and these: they are the term's, not a note's."""
    found = list(_SOURCE.finditer(body.text))
    if not found:
        return body, []
    cuts = [0, *(p for m in found for p in m.span()), len(body)]
    rest = [body[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    return join(rest), [body[m.start() : m.end()] for m in found]


def _merge(first: Draft, second: Draft) -> Draft:
    """A note whose two languages stand in two paragraphs."""
    chinese, english = (first, second) if first.zh or not second.zh else (second, first)
    return replace(chinese, en=chinese.en or english.en, matter=chinese.matter + english.matter)


def text(place: Place, body: Traced) -> Draft:
    """A draft whose lines are told apart by language, with the heading where the copy shows that its line ends."""
    if place.kind == "term" and (named := _named(body, place.wrap)):
        return _term(place, body, named)
    zh_lines, en_lines, supplied = bilingual.languages(body, place.wrap)
    zh, en = flow(paragraphs(zh_lines, place.id), english=False), flow(en_lines, english=True)
    signs = tuple(p for n in bilingual.sign_places(body.text) for p in body[n : n + 1].positions())
    title: int | None = 0
    title_en: int | None = 0
    if place.kind not in ("note", "example"):
        title = first_line(zh)
        title_en = _english_title(place.kind, zh, en, en_lines, supplied=supplied)
    return Draft(
        place.id, place.kind, place.parent, place.label, place.region, zh, en, title, title_en,
        supplied=("title_en",) if supplied else (), matter=place.matter + signs,
    )  # fmt: skip


def _english_title(kind: str, zh: Body, en: Body, lines: Sequence[Traced], *, supplied: bool) -> int | None:
    """The length of an English heading where it is ours or all is English and its line shows it; None: not known."""
    first = flow(lines[:1], english=True).text.text
    if supplied or (kind == "term" and en.breaks and not zh):  # a term stands on a line of its own
        return len(first)
    if zh or not en or (not en.breaks and re.search(r"[.]\s+[A-Z]", first)):
        return None
    goes_on = en.text.text[len(first) :].lstrip()[:1].islower()
    return 0 if _SENTENCE.search(first) or len(first) > LONGEST_ENGLISH or goes_on else len(first)


def _named(body: Traced, wrap: float) -> re.Match[str] | None:
    """A term with its equivalents behind it, on its line or before a definition in one language."""
    found = _ON_LINE.match(body.text)
    return found or (None if bilingual.languages(body, wrap)[1] else _EQUIVALENT.match(body.text))


def has_equivalent(body: str) -> bool:
    """Whether a text begins with a term and its English equivalent on one line."""
    return bool(_ON_LINE.match(body))


def _term(place: Place, body: Traced, named: re.Match[str]) -> Draft:
    zh_lines, en_lines, _ = bilingual.languages(body[named.end("en") :], place.wrap, headed=False)
    equivalents = body[named.start("en") : named.end("en")]
    zh = flow([body[: named.start("en")], *paragraphs(zh_lines, place.id)], english=False)
    en = flow([equivalents, *en_lines], english=True)
    return Draft(
        place.id, place.kind, place.parent, place.label, place.region, zh, en, len(squeeze(named["zh"])),
        len(flow([equivalents], english=True).text), matter=place.matter,
    )  # fmt: skip


def paragraphs(lines: Sequence[Traced], node: str) -> Iterator[Traced]:
    """The lines; those of a foreword, a scope and a list of references also cut where a paragraph must begin."""
    for line in lines:
        cuts = [m.start() for m in _ENTRY.finditer(line.text)]
        cuts += [m.start() for m in _PARAGRAPH.finditer(line.text)] if node in ("foreword", "1") else []
        for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(line)], strict=True):
            yield line[start:end]


def first_line(body: Body) -> int | None:
    """The length of the heading where the copy shows that its line ends."""
    if not body.breaks:
        return None if _SENTENCE_END.search(body.text.text) or len(body.text) > LONGEST_HEADING else len(body.text)
    first = min(body.breaks)
    heading = body.text.text[:first]
    return first if first <= LONGEST_HEADING and not _SENTENCE_END.search(heading) else None
