"""Annexes and their bilingual tables: factor, group, item and practice, each with its two languages.

Source: GB/T 1.1—2020, 8.9 (annexes: label, whether normative or informative, title) and 9.6 (tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from duizhao.grammars import bilingual, clause, plain_tables, rows
from duizhao.text.chars import ROW, has_han, squeeze
from duizhao.text.draft import EMPTY, Body, Draft, flow
from duizhao.text.traced import Traced, join

# The heading of an annex: "附 录 A(资料性)", "附录 B （规范性）"; at the start of a line also without its status.
HEADING = re.compile(
    r"(?:[A-Z]{1,3}\s?(?=附))?附\s{0,3}录\s{0,3}(?P<letter>[A-Z])\s*[(（]\s?(?P<status>资料性|规范性)(?:附录)?\s?[)）]\s*"
    r"|(?m:^)附录(?P<plain>[A-Z])\s+(?=[\u4e00-\u9fff])"
    # In English: "Annex A (informative)", "ANNEX B\n(normative)".
    r"|(?m:^)[ \t]*(?i:annex)[ \t]+(?P<english>[A-Z])\s{0,4}\((?P<nature>informative|normative)\)\s*"
)
_STATUS = {"informative": "资料性", "normative": "规范性"}
# Heads of the columns of a table in two languages: "原文", "译文", "英文".
_LANGUAGES = re.compile(r"[原译]\s?文|[英中]\s?文|English|Chinese|Original|Translation", re.IGNORECASE)
LONGEST_TITLE = 40
# The address of an annex's node at the start of a line: "A.2/1/2/a/3 ", "A.1/1 ", without groups "A.1/1/a ".
_ADDRESS = re.compile(r"(?m)^(?P<id>[A-Z]\.\d+(?:(?:/\d+){1,3}|/\d+(?:/\d+)?/[a-z](?:/\d+)?)?)[ \t]+")
# An address below a table: only a text that uses it is read by its addresses.
_PATH = re.compile(r"(?m)^[A-Z]\.\d+/\d")
# The caption of a table before its rows: "表A.1 常见概念"; group "title" reaches up to the rows.
_CAPTION = re.compile(rf"表\s?(?P<label>(?:[A-Z]\.)?\d+)\s*(?P<title>[^。\n{ROW}]{{0,60}}){plain_tables.UNIT}$")


def letter(heading: re.Match[str]) -> str:
    """The letter in an annex's heading."""
    return heading["letter"] or heading["plain"] or heading["english"]


def parse(text: Traced, letter: str, status: re.Match[str], wrap: float = 0.0) -> Iterator[Draft]:
    """The drafts of one annex; ``text`` begins with its heading, ``wrap`` is that of its document."""
    body = text[len(status.group()) :]
    label = tuple(text[: len(status.group())].positions())
    if _PATH.search(body.text):
        yield from _addressed(body, letter, status["status"], label)
        return
    first = body.text.find(ROW)
    before = body[: first if first >= 0 else len(body)]
    caption = _CAPTION.search(before.text) if first >= 0 else None
    title_end = _annex_title_end(before.text, letter, caption)
    heading = before[:title_end]
    english = bool(status["english"]) and not has_han(heading.text)
    zh, en = (flow([] if english == (n == 0) else [heading], english=bool(n)) for n in range(2))
    yield Draft(
        letter, "annex", None, f"Annex {letter}" if english else f"附录{letter}", f"annex {letter}", zh, en,
        len(zh.text), len(en.text) or None,
        note=_STATUS.get(status["nature"], status["status"]), matter=label,
    )  # fmt: skip
    tabled = first >= 0 and not _has_clauses(body.text, letter)
    yield from _tables(body[title_end:], letter, wrap) if tabled else _plain(body[title_end:], letter, wrap)


def _has_clauses(text: str, letter: str) -> bool:
    """Whether an annex has clauses beside those in which each of its tables is set, and no table in two languages."""
    clauses = {m["label"] for m in _clause_labels(text, letter)}
    tables = {m["label"] for m in re.finditer(plain_tables.CAPTION + rf"\s*{ROW}", text)}
    return len(clauses) > 1 and bool(clauses - tables) and not _LANGUAGES.search(_heads(text))


def _heads(text: str) -> str:
    """The first rows of the tables of a text."""
    found = re.finditer(rf"(?:^|\n)\s*{ROW}(?P<heads>[^{ROW}]*)", text)
    return "".join(m["heads"] for m in found)


def _annex_title_end(text: str, letter: str, caption: re.Match[str] | None) -> int:
    """The annex's title ends where its first clause begins: at its label or at the title of its table."""
    ends = [
        m.start() for m in [re.search(rf"(?<!表)(?<!表\s){letter}\.\d", text), re.search(r"\n", text.lstrip())] if m
    ]
    if caption and (title := caption["title"].strip()):
        # The annex's own title may begin with the table's: what counts is where it stands again.
        ends += [m.start() for m in re.finditer(re.escape(title), text) if m.start()][:1]
    return min(ends, default=len(text))


def _addressed(text: Traced, letter: str, status: str | None, label: tuple[int, ...]) -> Iterator[Draft]:
    """An annex whose nodes carry their addresses, as a plain edition writes them: "A.2/1/2/a 领导力 | Leadership"."""
    found = list(_ADDRESS.finditer(text.text))
    annex = Draft(letter, "annex", None, f"附录{letter}", f"annex {letter}", note=status, matter=label)
    yield _written(annex, text[: found[0].start()])
    for match, end in zip(found, [*(m.start() for m in found[1:]), len(text)], strict=True):
        table, *path = match["id"].split("/")
        last = path[-1] if path else ""
        shallow = len(path) < 3 and not any(part.isalpha() for part in path)
        kind = ("table", "factor", "group")[len(path)] if shallow else "item" if last.isalpha() else "practice"
        draft = Draft(
            match["id"], kind, match["id"].rpartition("/")[0] or letter,
            table if not path else None if shallow else f"{last})", f"table {table}",
            matter=tuple(text[match.start() : match.end()].positions()),
        )  # fmt: skip
        yield _written(draft, text[match.end() : end])


def _written(draft: Draft, body: Traced) -> Draft:
    """The draft with the heading and the paragraphs of both languages that stand behind its address."""
    zh_lines, en_lines, supplied = bilingual.languages(body)
    first = int(draft.kind != "practice")
    named = first and (supplied or bilingual.paired(body.text))
    signs = bilingual.sign_places(body.text)
    return replace(
        draft,
        zh=flow(zh_lines, english=False),
        en=flow(en_lines, english=True),
        title_zh=len(flow(zh_lines[:first], english=False).text),
        title_en=len(flow(en_lines[:1], english=True).text) if named else 0,
        supplied=("title_en",) if supplied else (),
        matter=(*draft.matter, *(p for n in signs for p in body[n : n + 1].positions())),
    )


def _plain(text: Traced, letter: str, wrap: float) -> Iterator[Draft]:
    """An annex without a bilingual table: its clauses, and its text under its heading."""
    clauses = _clause_labels(text.text, letter)
    if clauses:
        yield from _clauses(text, letter, clauses, wrap)
    elif text.text.strip():
        zh, en, _ = bilingual.languages(text, wrap, headed=False)
        yield Draft(
            f"{letter}/1", "paragraph", letter, None, f"annex {letter}",
            flow(zh, english=False), flow(en, english=True),
        )  # fmt: skip


def _clause_labels(text: str, letter: str) -> list[re.Match[str]]:
    """The numbers of an annex's clauses at the start of lines: "A.1", "A.1.2"."""
    return list(re.finditer(rf"(?m)^[ \t]*(?P<label>{letter}(?:\.\d{{1,3}}){{1,4}})(?![\d.])[ \t]*", text))


def _clauses(text: Traced, letter: str, found: list[re.Match[str]], wrap: float) -> Iterator[Draft]:
    """The numbered clauses of an annex: "A.1", "A.1.2"; what stands before the first is the annex's own text."""
    ends = [*(m.start() for m in found[1:]), len(text)]
    yield from _plain(text[: found[0].start()], letter, wrap)
    for match, stop in zip(found, ends, strict=True):
        label, matter = match["label"], tuple(text[match.start() : match.end()].positions())
        place = clause.Place(label, "clause", label.rpartition(".")[0], label, f"annex {letter}", matter, wrap)
        own, *below = clause.node(place, text[match.end() : stop])
        first = min(own.zh.breaks, default=len(own.zh.text))
        heading = own.zh.text.text[:first]
        titled = len(heading) <= LONGEST_TITLE and not re.search("[。；;:：，,]", heading)
        yield replace(own, title_zh=first if titled else 0)
        yield from below


def _tables(text: Traced, letter: str, wrap: float) -> Iterator[Draft]:
    """Each table with the clause in which it is set; the two are one node."""
    at = 0
    while (start := text.text.find(ROW, at)) >= 0:
        end = plain_tables.end(text.text, start)
        yield from _table(text[at:start], text[start:end], letter)
        at = end
    if text.text[at:].strip():
        yield from _plain(text[at:], letter, wrap)


def _table(before: Traced, body: Traced, letter: str) -> Iterator[Draft]:
    caption = _CAPTION.search(before.text.rstrip())
    label = caption["label"] if caption else f"{letter}.1"
    title = caption["title"].strip() if caption else ""
    zh, matter = _clause(before[: caption.start()] if caption else before, label, title)
    if not zh.text.text.startswith(squeeze(title)) and caption:
        named = before[caption.start("title") : caption.end("title")]
        zh = flow([named, zh.text], english=False)
        matter += tuple(before[caption.start() : caption.start("title")].positions())
    elif caption:
        matter += tuple(before[caption.start() : caption.end("title")].positions())
    unit = before[caption.start("unit") : caption.end("unit")] if caption and caption["unit"] else before[:0]
    heads, *rows_below = plain_tables.rows(body) or [[]]
    bilingual_rows = _is_bilingual(heads, rows_below)
    matter += tuple(p for cell in heads for p in cell.positions())
    whole = zh if bilingual_rows else plain_tables.with_heads(zh, heads, unit)
    yield Draft(label, "table", letter, label, f"table {label}", whole, title_zh=_title_end(zh, title), matter=matter)
    if bilingual_rows:
        yield from _factors(rows_below, label)
    else:
        yield from plain_tables.row_drafts(rows_below, label, f"table {label}")


def _title_end(zh: Body, title: str) -> int | None:
    """The length of the heading: of the clause where it says more than the table's title that it begins with."""
    named = len(squeeze(title))
    first = min(zh.breaks, default=0)
    goes_on = named < first <= LONGEST_TITLE and not re.search("[。；;:：，,]", zh.text.text[:first])
    return first if named and goes_on else named or None


def _is_bilingual(heads: list[Traced], table: list[list[Traced]]) -> bool:
    """Whether a table sets two languages side by side: its heads say so, or it has cells in both.

    A damaged table may have one of the two in some of its rows only; a plain one has no English sentence at all.
    """
    if _LANGUAGES.search("".join(cell.text for cell in heads)):
        return True
    cells = [cell.text for row in table if len(row) > 1 for cell in row[1:]]
    chinese = any(has_han(cell) for cell in cells)
    return chinese and any(not has_han(cell) and len(re.findall("[A-Za-z]{2,}", cell)) > 2 for cell in cells)


def _clause(text: Traced, label: str, title: str) -> tuple[Body, tuple[int, ...]]:
    """The annex clause's heading and text without its label, which may stand before or behind the heading."""
    # The label as a heading: "A.1", not in "表A.1" or "A.12".
    own = re.search(rf"(?<!表)(?<!表\s){re.escape(label)}(?!\d)\s*", text.text)
    parts = [text[: own.start()], text[own.end() :]] if own else [text]
    places = tuple(text[own.start() : own.end()].positions()) if own else ()
    return flow([part for part in parts if part.text.strip()], english=False), places


def _factors(table: list[list[Traced]], label: str) -> Iterator[Draft]:
    """The factors with what stands below them; a table without groups has its items right below its factors."""
    drafts = list(_grouped(table, label))
    grouped = any(draft.kind == "group" and (draft.zh or draft.en or draft.matter) for draft in drafts)
    items = [draft for draft in drafts if draft.kind == "item"]
    if grouped or not items or any(draft.id.split("/")[2] != "1" for draft in items):
        return iter(drafts)
    return (_ungrouped(draft) for draft in drafts if draft.kind != "group")


def _ungrouped(draft: Draft) -> Draft:
    """An item or a practice without the level of groups: "A.1/2/1/a/3" is "A.1/2/a/3"."""
    if draft.kind not in {"item", "practice"}:
        return draft
    table, factor, _, *path = draft.id.split("/")
    node = "/".join([table, factor, *path])
    return replace(draft, id=node, parent=node.rpartition("/")[0])


def _grouped(table: list[list[Traced]], label: str) -> Iterator[Draft]:
    count = 0
    for cells in table:
        name, second, third = (cells + [Traced("", [])] * 3)[:3]
        en, zh = (third, second) if has_han(second.text) and not has_han(third.text) else (second, third)
        if name.text.strip() or not count:
            count += 1
            yield _factor(name, f"{label}/{count}", label)
        yield from _entries(zh, en, f"{label}/{count}")


def _factor(name: Traced, node: str, parent: str) -> Draft:
    chinese, bracket, english = _named(name)
    zh, en = flow([chinese], english=False), flow([english], english=True)
    return Draft(
        node,
        "factor",
        parent,
        None,
        node,
        zh,
        en,
        len(zh.text),
        len(en.text) or None,
        matter=tuple(bracket.positions()),
    )


def _named(name: Traced) -> tuple[Traced, Traced, Traced]:
    """The Chinese name, the brackets, the English name in them: "服务文化(Service culture)"."""
    opening = re.search(r"\s*[(（](?=\s*[A-Za-z])", name.text)
    if not opening:
        return name, Traced("", []), Traced("", [])
    inner = name[opening.end() :].strip()
    closed = inner.text.endswith((")", "）"))
    brackets = [name[opening.start() : opening.end()], inner[len(inner) - 1 :] if closed else Traced("", [])]
    return name[: opening.start()], join(brackets), inner[: len(inner) - closed]


def _entries(zh: Traced, en: Traced, factor: str) -> Iterator[Draft]:
    chinese, english = rows.outline(zh), rows.outline(en)
    chinese, english = rows.adopt(chinese, english), rows.adopt(english, chinese)
    chinese, english = rows.pour(chinese, rows.restore(english, [])), rows.pour(english, rows.restore(chinese, []))
    chinese, english = rows.restore(chinese, english), rows.restore(english, chinese)
    by_path: dict[rows.Path, dict[str, rows.Entry]] = {}
    for language, entries in (("zh", chinese), ("en", english)):
        for entry in entries:
            known = by_path.setdefault(entry.path, {})
            if language in known:
                # The print has a label twice: the longer text is the entry's, the other has strayed.
                known[language], stray = sorted((known[language], entry), key=lambda e: -len(e.text))
                yield stray_text(stray.text, stray.matter)
            else:
                known[language] = entry
    for path in sorted(by_path, key=lambda p: (p[0], p[1], p[2])):
        yield _draft(path, by_path[path], factor)


def stray_text(text: Traced, matter: tuple[int, ...] = ()) -> Draft:
    """Text that belongs to no node: it is accounted for, not shown."""
    return Draft("", "stray", None, None, "stray", flow([text], english=False), matter=matter)


def _draft(path: rows.Path, pair: dict[str, rows.Entry], factor: str) -> Draft:
    group, letter, number = path
    node = "/".join([factor, str(group), *([letter] if letter else []), *([str(number)] if number else [])])
    kind = "practice" if number else "item" if letter else "group"
    zh = flow([pair["zh"].text], english=False) if "zh" in pair else EMPTY
    en = flow([pair["en"].text], english=True) if "en" in pair else EMPTY
    labels = [e.label for e in pair.values() if e.label]
    restored = [language for language, e in pair.items() if e.restored]
    return Draft(
        node, kind, node.rpartition("/")[0], labels[0] if labels else None, factor, zh, en,
        0 if number else None, 0 if number else None,
        note=f"label restored ({', '.join(restored)})" if restored else None,
        matter=tuple(p for e in pair.values() for p in e.matter),
    )  # fmt: skip
