"""Standards in the shape that GB/T 1.1 gives them: cover, contents, foreword, numbered clauses, annexes.

Source: GB/T 1.1—2020, 7.2 (numbering of clauses), 8.4 to 8.9 (foreword to annexes), 9.11 (notes and examples).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from duizhao.grammars import annex, bilingual, clause, front_matter
from duizhao.model import Document, Reference
from duizhao.text import cited, labels, numbers
from duizhao.text import contents as table_of_contents
from duizhao.text.chars import PAGE, squeeze
from duizhao.text.contents import Contents
from duizhao.text.draft import Body, Draft, Parsed, flow
from duizhao.text.traced import Traced

NAME = "gbt"

_UNNUMBERED = ("前言", "引言", "附录", "参考文献", "索引", "Foreword", "Introduction", "Annex", "Bibliography", "Index")
# Headings of elements without a number, at the start of a line, page or after a sentence: "前 言", "参考文献"; the
# English ones on a line of their own.
_ELEMENT = re.compile(
    rf"(?:(?<=[{PAGE}\n。])|^)\s{{0,40}}(?P<title>前\s{{0,4}}言|引\s{{0,4}}言|参\s?考\s?文\s?献|索\s{{0,4}}引)"
    r"\s*(?P<english>\[[A-Za-z][^\]\n]*\])?"
    r"|(?m:^)[ \t]*(?P<own>Foreword|FOREWORD|Introduction|INTRODUCTION|Bibliography|BIBLIOGRAPHY|Index|INDEX)"
    r"[ \t]*(?=\n)"
)
_ELEMENT_IDS = {"前言": "foreword", "引言": "intro", "参考文献": "bibliography", "索引": "index"}
_ELEMENT_IDS |= {"Foreword": "foreword", "Introduction": "intro", "Bibliography": "bibliography", "Index": "index"}
# The heading of a clause of terms: "术语和定义", "名词定义", "Terms and definitions".
_TERMS = re.compile(r"\s*(?:术\s?语|名词|定义\s*(?:\n|$)|(?i:terms\b))")
# The verbs of provisions, which definitions have not: "应使用", "shall".
_PROVISION = re.compile(r"(?<![适反响效供感呼相对])应(?![急用对变力激])|(?<![适便])宜(?!居)|不得|\bshall\b|\bshould\b")
# What stands behind a number in a table of contents without its heading: "1 范围……………3".
_LED = re.compile(r"[^\n.…·．]{1,60}(?:[.…·．]{3}|…)[.…·． \t]{0,200}\d{1,3}[ \t]*(?:\n|$)")
MOST_NAMED, FEW_PROVISIONS = 0.6, 0.2
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
    ``wrap``: from which width on a line that ends no sentence may go on in the next.
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
    wrap: float


def parse(text: Traced) -> Parsed:
    """The standard as drafts in printed order."""
    at = _layout(text.text)
    drafts = [*_elements(text, at.front, at.title, at.wrap)]
    drafts += _numbered(text, at) if at.clauses else _unlabelled(text, at)
    drafts += _annexes(text, at)
    drafts += _elements(text, at.tail, len(text), at.wrap)
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
    wrap = bilingual.wrap(text[front:])
    return _Layout(listed, front, title, main, min(end, tail), tail, clauses, headings, annexes, wrap)


def _annexes(text: Traced, at: _Layout) -> Iterator[Draft]:
    for heading, end in zip(at.annexes, _stops(at.annexes, at.tail), strict=True):
        segment = text[heading.start() : max(end, heading.end())]
        yield from annex.parse(segment, annex.letter(heading), heading, at.wrap)


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
    if _LED.match(text, match.end()):
        return -4.0
    if len(label) == 1:
        listed = titles[label[0] - 1] if 0 < label[0] <= len(titles) else None
        named = bool(listed) and squeeze(text[match.end() : match.end() + 80]).startswith(squeeze(str(listed)))
        weight += 3.0 if named else -1.0 if before not in "\n" + PAGE else 0.0
    return weight


def _numbered(text: Traced, at: _Layout) -> Iterator[Draft]:
    titles = _numbered_titles(at.contents)
    bodies = [text[m.end() : stop] for m, stop in zip(at.clauses, _stops(at.clauses, at.end), strict=True)]
    terms = _terms([(m["label"], body.text) for m, body in zip(at.clauses, bodies, strict=True)])
    for match, body in zip(at.clauses, bodies, strict=True):
        label = match["label"]
        parent = label.rpartition(".")[0] or None
        matter = tuple(text[match.start() : match.end()].positions())
        kind = "term" if label in terms else "clause"
        own, *below = clause.node(clause.Place(label, kind, parent, label, "clauses", matter, at.wrap), body)
        listed = titles[int(label) - 1] if not parent and 0 < int(label) <= len(titles) else None
        if listed and own.zh.text.text.startswith(listed):
            own = replace(own, title_zh=len(listed))
        yield from (own, *below)


def _terms(found: Sequence[tuple[str, str]]) -> set[str]:
    """The numbers of terms, of (number, text): those below a clause of terms, with no other number below them.

    Terms may stand in groups that have a heading (GB/T 20001.1—2024, 6.4): "3.1 一般术语" with the terms 3.1.1, 3.1.2.
    A clause is one of terms by its heading, or because what stands below it are names with their English equivalents.
    """
    above = {label.rpartition(".")[0] for label, _ in found}
    below: dict[str, list[str]] = {}
    named = {label for label, body in found if "." not in label and _TERMS.match(body)}
    for label, body in found:
        if label not in above and "." in label:
            below.setdefault(label.partition(".")[0], []).append(body)
    named |= {top for top, bodies in below.items() if _is_vocabulary(bodies)}
    return {label for label, _ in found if label not in above and "." in label and label.partition(".")[0] in named}


def _is_vocabulary(bodies: Sequence[str]) -> bool:
    """Whether texts are definitions: most begin with a name and its equivalent, next to none has a provision."""
    named = sum(clause.has_equivalent(body) for body in bodies)
    provisions = sum(bool(_PROVISION.search(body)) for body in bodies)
    return named >= MOST_NAMED * len(bodies) and named > 1 and provisions <= FEW_PROVISIONS * len(bodies)


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


def _elements(text: Traced, start: int, end: int, wrap: float) -> Iterator[Draft]:
    """Foreword, introduction, bibliography: elements with a title and no number."""
    found = list(_ELEMENT.finditer(text.text, start, end))
    for match, stop in zip(found, _stops(found, end), strict=True):
        if match["own"]:
            yield _english_element(text, match, stop, wrap)
            continue
        heading = text[match.start("title") : match.end("title")]
        node = _ELEMENT_IDS[squeeze(heading.text)]
        english = [text[match.start("english") + 1 : match.end("english") - 1]] if match["english"] else []
        # Each entry of an index has a line of its own.
        zh_lines, en_lines, _ = bilingual.languages(text[match.end() : stop], math.inf if node == "index" else wrap)
        zh = flow([heading, *clause.paragraphs(zh_lines, node)], english=False)
        yield Draft(
            node, "clause", None, None, node, zh, flow([*english, *en_lines], english=True),
            len(squeeze(heading.text)), len(english[0]) if english else None,
            supplied=("title_en",) if english else (),
            matter=_ends(text, *match.span("english")) if english else (),
        )  # fmt: skip


def _english_element(text: Traced, match: re.Match[str], stop: int, wrap: float) -> Draft:
    """An element with an English heading: of an English copy, or behind the Chinese heading of a bilingual one."""
    heading = text[match.start("own") : match.end("own")]
    node = _ELEMENT_IDS[heading.text.capitalize()]
    zh_lines, en_lines, _ = bilingual.languages(text[match.end() : stop], wrap)
    zh, en = flow(clause.paragraphs(zh_lines, node), english=False), flow([heading, *en_lines], english=True)
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
    document = front_matter.document(cover, foreword, references, listed.titles if listed else ())
    known = {reference.number for reference in document.references}
    taken = (one for draft in drafts if draft.kind == "term" for one in _taken_from(draft) if one.number not in known)
    return replace(document, references=(*document.references, *dict.fromkeys(taken)))


def _taken_from(term: Draft) -> Iterator[Reference]:
    """The standards that a term was taken from."""
    for body in (term.zh, term.en):
        for source in cited.sources(body.text.text):
            yield from cited.named(source)
