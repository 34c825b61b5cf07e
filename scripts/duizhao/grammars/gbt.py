"""Standards in the shape that GB/T 1.1 gives them: cover, contents, foreword, numbered clauses, annexes.

Source: GB/T 1.1—2020, 7.2 (numbering of clauses), 8.4 to 8.9 (foreword to annexes), 9.11 (notes and examples).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from duizhao.grammars import annex, bilingual, front_matter, plain_tables
from duizhao.model import Document
from duizhao.text import contents as table_of_contents
from duizhao.text import labels, numbers
from duizhao.text.chars import PAGE, squeeze
from duizhao.text.contents import Contents
from duizhao.text.draft import Body, Draft, Parsed, flow
from duizhao.text.traced import Traced

NAME = "gbt"

_UNNUMBERED = ("前言", "引言", "附录", "参考文献", "索引", "Foreword", "Introduction", "Annex", "Bibliography", "Index")
# Headings of elements without a number, at the start of a line, page or after a sentence: "前 言", "参考文献"; the
# English ones on a line of their own.
_ELEMENT = re.compile(
    rf"(?:(?<=[{PAGE}\n。])|^)\s*(?P<title>前\s{{0,4}}言|引\s{{0,4}}言|参\s?考\s?文\s?献|索\s{{0,4}}引)"
    r"\s*(?P<english>\[[A-Za-z][^\]\n]*\])?"
    r"|(?m:^)[ \t]*(?P<own>Foreword|FOREWORD|Introduction|INTRODUCTION|Bibliography|BIBLIOGRAPHY|Index|INDEX)"
    r"[ \t]*(?=\n)"
)
_ELEMENT_IDS = {"前言": "foreword", "引言": "intro", "参考文献": "bibliography", "索引": "index"}
_ELEMENT_IDS |= {"Foreword": "foreword", "Introduction": "intro", "Bibliography": "bibliography", "Index": "index"}
# An entry of a list inside a clause: ";a)", ":——".
_ENTRY = re.compile(r"(?<=[;；:：。])\s*(?=[a-z][)）]|\d{1,2}[)）]|——)")
# A term with its English equivalent before the definition: "站点 docking station 由…" (GB/T 20001.1—2024, 6.5).
_EQUIVALENT = re.compile(
    r"\s*(?P<zh>[\u4e00-\u9fff]{1,20})\s*(?P<en>[A-Za-z][A-Za-z\s,;'’\-()]*[A-Za-z)])\s*(?=[\u4e00-\u9fff])"
)
# The same on a line of its own above the definition: "嫁接 grafting".
_ON_LINE = re.compile(r"\s*(?P<zh>[\u4e00-\u9fff]{1,20})[ \t]+(?P<en>[A-Za-z][A-Za-z ,;'’\-()]*[A-Za-z)])[ \t]*(?=\n)")
# Sentences with which a paragraph of the foreword and of the scope begins: 本文件由…, 请注意….
_PARAGRAPH = re.compile(r"(?<=。)(?=本(?:文件|标准|部分|规程|规范|指南)|请注意)")
_SENTENCE_END = re.compile(r"[。；;：:]")
LONGEST_HEADING = 60
_USUAL = (
    ("范围", "规范性引用文件", "术语和定义", "本文件"),
    ("Scope", "Normative references", "Terms and definitions", "This document"),
)
"""Words that standards have in each language, of which a document of another shape has one at most."""


def suits(text: str) -> float:
    """How sure it is that a text has this shape: by its clause numbers, else by its table of contents."""
    listed = table_of_contents.find(text)
    found = labels.chain(list(labels.CLAUSE.finditer(text)), lambda m: 1.0)
    tops = {labels.number(m["label"])[0] for m in found}
    named = max(sum(word in text for word in words) for words in _USUAL)
    standard = named >= 2 or any(number.year for number in numbers.find(text[: front_matter.LONGEST_COVER]))
    if len(tops) >= 3 and len(found) >= 5:
        return 0.9 if standard else 0.4
    if listed and named >= 3:
        return 0.6
    return (0.6 if standard else 0.3) if len(found) >= 2 else 0.0


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the parts of a standard stand: front matter, foreword, main text, annexes, what follows them.

    ``clauses`` are the clause numbers; where a copy has lost them, ``headings`` says where each clause begins.
    """

    contents: Contents | None
    front: int
    title: int
    main: int
    end: int
    tail: int
    clauses: list[re.Match[str]]
    headings: list[tuple[int, int]]
    annexes: list[re.Match[str]]


def parse(text: Traced) -> Parsed:
    """The standard as drafts in printed order."""
    at = _layout(text.text)
    drafts = [*_elements(text, at.front, at.title)]
    drafts += _numbered(text, at) if at.clauses else _unlabelled(text, at)
    drafts += _annexes(text, at)
    drafts += _elements(text, at.tail, len(text))
    drafts += _lost_elements(at.contents, drafts)
    cover = at.contents.start if at.contents else at.front
    discarded = {
        "cover": text[:cover].positions(),
        "contents": text[cover : at.front].positions(),
        "repeated-title": text[at.title : at.main].positions(),
    }
    return Parsed(_document(text.text[:cover], drafts, at.contents), tuple(drafts), discarded)


def _layout(text: str) -> _Layout:
    listed = table_of_contents.find(text)
    annexes = list(annex.HEADING.finditer(text, listed.end if listed else 0))
    front = listed.end if listed else _cover_end(text)
    end = annexes[0].start() if annexes else len(text)
    clauses = _clauses(text, front, end, listed)
    headings = [] if clauses else _headings(text, front, end, listed)
    main = min([m.start() for m in clauses] + [place for _, place in headings], default=end)
    tail = _tail_start(text, annexes, main)
    title = _repeated_title(text, main, front_matter.titles(text[:front])[0])
    return _Layout(listed, front, title, main, min(end, tail), tail, clauses, headings, annexes)


def _annexes(text: Traced, at: _Layout) -> Iterator[Draft]:
    for heading, end in zip(at.annexes, _stops(at.annexes, at.tail), strict=True):
        segment = text[heading.start() : max(end, heading.end())]
        local = annex.HEADING.match(segment.text)
        assert local  # the same heading in its own segment
        yield from annex.parse(segment, annex.letter(heading), local)


def _stops(found: list[re.Match[str]], end: int) -> list[int]:
    """Where what begins at each match ends: at the next one, the last at ``end``."""
    return [*(m.start() for m in found[1:]), end][: len(found)]


def _repeated_title(text: str, end: int, title: str | None) -> int:
    """Where the title begins that is printed again above clause 1; ``end`` where it is not."""
    if not title:
        return end
    start = max(0, end - 4 * len(title) - 20)
    found = re.search(r"\s{0,4}".join(map(re.escape, title)) + rf"[\s{PAGE}]*$", text[start:end])
    return start + found.start() if found else end


def _cover_end(text: str) -> int:
    """Without a table of contents: where the foreword or the first clause begins."""
    element = _ELEMENT.search(text)
    first = labels.chain(list(labels.CLAUSE.finditer(text)), lambda m: 1.0)
    starts = [m.start() for m in (element, first[0] if first else None) if m]
    return min(starts, default=0)


def _tail_start(text: str, annexes: list[re.Match[str]], front_end: int) -> int:
    last = annexes[-1].end() if annexes else front_end
    closing = ("参考文献", "索引", "Bibliography", "BIBLIOGRAPHY", "Index", "INDEX")
    found = [m.start() for m in _ELEMENT.finditer(text, last) if squeeze(m["title"] or m["own"]) in closing]
    return found[0] if found else len(text)


# -- clauses


def _clauses(text: str, start: int, end: int, listed: Contents | None) -> list[re.Match[str]]:
    """The clause numbers of the main text; none where the copy has lost them."""
    numbered = _numbered_titles(listed)
    found = [*labels.CLAUSE.finditer(text, start, end), *labels.TERM.finditer(text, start, end)]
    found.sort(key=lambda m: m.start())
    chosen = labels.chain(found, lambda m: _weight(text, m, numbered))
    tops = {labels.number(m["label"])[0] for m in chosen}
    return chosen if len(tops) >= 2 or len(chosen) >= 4 else []


def _numbered_titles(listed: Contents | None) -> list[str]:
    """The titles of clauses 1, 2, 3 … as the table of contents has them."""
    return [squeeze(t) for t in listed.titles if not t.startswith(_UNNUMBERED)] if listed else []


def _weight(text: str, match: re.Match[str], titles: list[str]) -> float:
    """How much a number looks like a clause's: listed in the contents, at the start of a line or sentence, dotted."""
    label = labels.number(match["label"])
    before = text[max(0, match.start() - 1) : match.start()] or "\n"
    weight = 1.0 + (before in "。；;：:)）\n" + PAGE) + (before == "\n") + 0.5 * (len(label) > 1)
    if len(label) == 1:
        listed = titles[label[0] - 1] if 0 < label[0] <= len(titles) else None
        named = bool(listed) and squeeze(text[match.end() : match.end() + 80]).startswith(squeeze(str(listed)))
        weight += 3.0 if named else -1.0 if before not in "\n" + PAGE else 0.0
    return weight


def _numbered(text: Traced, at: _Layout) -> Iterator[Draft]:
    titles = _numbered_titles(at.contents)
    terms: set[str] = set()
    above = {m["label"].rpartition(".")[0] for m in at.clauses}
    for match, stop in zip(at.clauses, _stops(at.clauses, at.end), strict=True):
        label = match["label"]
        parent = label.rpartition(".")[0] or None
        body = text[match.end() : stop]
        if re.match(r"\s*(?:术\s?语|Terms\b)", body.text):
            terms.add(label)
        kind = "term" if _is_term(label, terms, above) else "clause"
        matter = tuple(text[match.start() : match.end()].positions())
        own, *notes = _node(label, kind, parent, label, "clauses", body, matter)
        listed = titles[int(label) - 1] if not parent and 0 < int(label) <= len(titles) else None
        if listed and own.zh.text.text.startswith(listed):
            own = replace(own, title_zh=len(listed))
        yield from (own, *notes)


def _is_term(label: str, terms: set[str], above: set[str]) -> bool:
    """Whether a number is that of a term: it stands below the clause of terms, and no other number below it.

    Terms may stand in groups that have a heading (GB/T 20001.1—2024, 6.4): "3.1 一般术语" with the terms 3.1.1, 3.1.2.
    """
    return label not in above and any(label.startswith(f"{one}.") for one in terms)


def _node(
    node: str, kind: str, parent: str | None, label: str | None, region: str, body: Traced, matter: tuple[int, ...]
) -> Iterator[Draft]:
    """A clause with its notes, examples and tables, each in the languages that its lines are in."""
    body, tables = plain_tables.extract(body, node, region)
    cuts = list(labels.NOTE.finditer(body.text))
    starts = [0, *(m.start() for m in cuts)]
    own = body[: cuts[0].start()] if cuts else body
    yield _bilingual(node, kind, parent, label, region, own, matter)
    notes: dict[str, Draft] = {}
    for n, match in enumerate(cuts):
        stop = starts[n + 2] if n + 2 < len(starts) else len(body)
        kind_name = {"注": "note", "示例": "example"}.get(match["kind"], match["kind"].lower())
        note = f"{node}/{kind_name}{match['number']}"
        mark = body[match.start() : match.end()]
        new = _bilingual(
            note, kind_name, node, squeeze(mark.text), region, body[match.end() : stop], tuple(mark.positions())
        )
        notes[note] = _merge(notes[note], new) if note in notes else new
    yield from notes.values()
    yield from tables


def _merge(first: Draft, second: Draft) -> Draft:
    """A note whose two languages stand in two paragraphs."""
    chinese, english = (first, second) if first.zh or not second.zh else (second, first)
    return replace(chinese, en=chinese.en or english.en, matter=chinese.matter + english.matter)


def _bilingual(
    node: str, kind: str, parent: str | None, label: str | None, region: str, body: Traced, matter: tuple[int, ...]
) -> Draft:
    zh_lines, en_lines, supplied = bilingual.languages(body)
    signs = tuple(p for n in bilingual.sign_places(body.text) for p in body[n : n + 1].positions())
    named = (_EQUIVALENT.match(body.text) or _ON_LINE.match(body.text)) if kind == "term" and not en_lines else None
    if named:
        zh_lines = [body[: named.start("en")], body[named.end("en") :]]
        en_lines = [body[named.start("en") : named.end("en")]]
    zh, en = flow(_paragraphs(zh_lines, node), english=False), flow(en_lines, english=True)
    titled = kind not in ("note", "example")
    title = (len(squeeze(named["zh"])) if named else _first_line(zh)) if titled else 0
    title_en = (len(flow(en_lines[:1], english=True).text) if supplied else None) if titled else 0
    return Draft(
        node, kind, parent, label, region, zh, en, title, title_en,
        supplied=("title_en",) if supplied else (), matter=matter + signs,
    )  # fmt: skip


def _paragraphs(lines: list[Traced], node: str) -> Iterator[Traced]:
    """The lines; those of a foreword, a scope and a list of references also cut where a paragraph must begin."""
    for line in lines:
        cuts = [m.start() for m in _ENTRY.finditer(line.text)]
        cuts += [m.start() for m in _PARAGRAPH.finditer(line.text)] if node in ("foreword", "1") else []
        for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(line)], strict=True):
            yield line[start:end]


def _first_line(body: Body) -> int | None:
    """The length of the heading where the copy shows that its line ends."""
    if not body.breaks:
        return None if _SENTENCE_END.search(body.text.text) or len(body.text) > LONGEST_HEADING else len(body.text)
    first = min(body.breaks)
    heading = body.text.text[:first]
    return first if first <= LONGEST_HEADING and not re.search("[。；;:：]", heading) else None


def _headings(text: str, start: int, end: int, listed: Contents | None) -> list[tuple[int, int]]:
    """Where the clauses begin in a copy that has lost its numbers: (number, place), by the titles of the contents."""
    titles = _numbered_titles(listed)
    places: list[tuple[int, int]] = []
    at = start
    for n, title in enumerate(titles, 1):
        found = re.compile(r"\s{0,4}".join(map(re.escape, squeeze(title)))).search(text, at, end)
        if found:
            places.append((n, found.start()))
            at = found.end()
    return places


def _unlabelled(text: Traced, at: _Layout) -> Iterator[Draft]:
    stops = [*(place for _, place in at.headings[1:]), at.end][: len(at.headings)]
    for (n, begin), stop in zip(at.headings, stops, strict=True):
        notes = list(labels.NOTE.finditer(text.text, begin, stop))
        cuts = [begin, *(p for m in notes for p in m.span()), stop]
        body = flow([text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True)], english=False)
        marks = tuple(p for m in notes for p in text[m.start() : m.end()].positions())
        yield Draft(str(n), "clause", None, str(n), "clauses", body, note="number restored", matter=marks)


# -- what stands before and behind the clauses


def _elements(text: Traced, start: int, end: int) -> Iterator[Draft]:
    """Foreword, introduction, bibliography: elements with a title and no number."""
    found = list(_ELEMENT.finditer(text.text, start, end))
    for match, stop in zip(found, _stops(found, end), strict=True):
        if match["own"]:
            yield _english_element(text, match, stop)
            continue
        heading = text[match.start("title") : match.end("title")]
        node = _ELEMENT_IDS[squeeze(heading.text)]
        english = [text[match.start("english") + 1 : match.end("english") - 1]] if match["english"] else []
        zh_lines, en_lines, _ = bilingual.languages(text[match.end() : stop])
        yield Draft(
            node, "clause", None, None, node,
            flow([heading, *_paragraphs(zh_lines, node)], english=False), flow([*english, *en_lines], english=True),
            len(squeeze(heading.text)), len(english[0]) if english else None,
            supplied=("title_en",) if english else (),
            matter=_ends(text, *match.span("english")) if english else (),
        )  # fmt: skip


def _english_element(text: Traced, match: re.Match[str], stop: int) -> Draft:
    """An element with an English heading: of an English copy, or behind the Chinese heading of a bilingual one."""
    heading = text[match.start("own") : match.end("own")]
    node = _ELEMENT_IDS[heading.text.capitalize()]
    zh_lines, en_lines, _ = bilingual.languages(text[match.end() : stop])
    zh, en = flow(_paragraphs(zh_lines, node), english=False), flow([heading, *en_lines], english=True)
    return Draft(node, "clause", None, None, node, zh, en, 0, len(heading.text))


def _ends(text: Traced, start: int, end: int) -> tuple[int, ...]:
    """The places of the first and the last character of a stretch: of its brackets."""
    return (*text[start : start + 1].positions(), *text[end - 1 : end].positions())


def _lost_elements(listed: Contents | None, drafts: list[Draft]) -> Iterator[Draft]:
    """Elements that the contents promise and the copy does not hold."""
    known = {d.id for d in drafts}
    for title in listed.titles if listed else ():
        node = _ELEMENT_IDS.get(squeeze(title))
        if node and node not in known:
            yield Draft(
                node,
                "clause",
                None,
                None,
                node,
                Body(Traced(squeeze(title), [-1] * len(squeeze(title)))),
                title_zh=len(squeeze(title)),
                lost=True,
            )


def _document(cover: str, drafts: list[Draft], listed: Contents | None) -> Document:
    by_id = {d.id: d for d in drafts}
    foreword = by_id["foreword"].zh.text.text if "foreword" in by_id else ""
    references = next((d.zh.text.text for d in drafts if d.zh.text.text.startswith("规范性引用文件")), "")
    return front_matter.document(cover, foreword, references, listed.titles if listed else ())
