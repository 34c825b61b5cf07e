"""Cross-references in running text: clauses, tables, figures, formulas, annexes, list items, notes, other standards.

A pure function of a text in either language, or in both mixed. Sources: GB/T 1.1—2020, 9.5 (referring to the document
itself and to others); ISO/IEC Directives, Part 2, clause 10.

A bare number is a reference only where a word says so: "见 6.3", "6.3 的规定", "in accordance with 6.3". A quantity,
a version or a date behind such a word is none. Nothing is guessed: a standard number that has lost its dash
("GB/T 1.12020") is not read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from duizhao.text.chars import HAN
from duizhao.text.numbers import PREFIX

Kind = Literal["clause", "table", "figure", "formula", "annex", "item", "note", "standard"]


@dataclass(frozen=True, slots=True)
class CrossReference:
    """Characters ``start`` (included) to ``end`` (excluded) of a text name something.

    ``target`` by ``kind``: clause "6.3.2", "A.2" (also chapters and sections); table, figure and formula "A.1"; annex
    "A"; item "6.1/b", "6.1/b/2"; note "6.3.3/note1", "6.3.3/note"; an item or a note without its clause begins with "/"
    ("/b") and stands in the place that speaks; standard "GB/T 1.1—2020", "ISO 9001:2015" or without the year.
    ``of``: the standard that the place belongs to where that is another one ("GB/T 1.1—2020 的 9.5").
    """

    start: int
    end: int
    kind: Kind
    target: str
    of: str | None = None


def find(text: str) -> tuple[CrossReference, ...]:
    """All cross-references of a text, in order, none overlapping another."""
    if not _HINT.search(text):
        return ()
    narrow = text.translate(_NARROW)
    standards = sorted(_standards(narrow), key=lambda standard: standard.start)
    groups = (_owned(narrow, group, standards) for group in _groups(narrow, standards))
    found: list[CrossReference] = []
    taken = bytearray(len(text))
    for reference in chain(standards, *groups):
        span = slice(reference.start, reference.end)
        if not any(taken[span]):
            taken[span] = b"\x01" * (reference.end - reference.start)
            found.append(reference)
    return tuple(sorted(found, key=lambda reference: reference.start))


def undated(number: str) -> str:
    """A standard's number, as a target has it, without its year."""
    return re.sub(r"[—:]\d{4}$", "", number)


# What a label says besides its number: "表A.1", "附录 A", "Annex B", "第6章".
_SAID = re.compile(
    r"(?P<figure>图|Figure|Fig\.)?(?:表|附录|第|Table|Annex)?\s?(?P<number>[\w.-]+?)[章节条]?", re.IGNORECASE
)
# The id of what is numbered through the whole document, in whatever clause it stands: "4.2/figure1", "5/tableA.1".
_THROUGH = re.compile(r".+/(?P<kind>figure|table)[\w.-]+")
# A formula in its marks with its number: "⟦W=m1/m2⟧（1）".
_FORMULA = re.compile(r"⟦[^⟧\n]*⟧\s?[.·…．\s]{0,40}[(（](?P<number>(?:[A-Z]\.)?\d{1,3})[)）]")


def named(node: str, kind: str, label: str | None) -> tuple[Kind, str | None]:
    """What a reference calls a node of that id, kind and label: clause "6.3", figure "A.1".

    The label of an item or a row counts within its clause only: then there is no number.
    """
    said = _SAID.fullmatch((label or "").strip())
    through = _THROUGH.fullmatch(node)
    sort: Kind = "table" if kind == "table" else "annex" if kind == "annex" else "clause"
    if (said and said["figure"]) or (through and through["kind"] == "figure"):
        sort = "figure"
    return sort, said["number"] if said and (through or "/" not in node) else None


def formulas(text: str | None) -> Iterator[str]:
    """The numbers of the formulas that stand in a text."""
    return (found["number"] for found in _FORMULA.finditer(text or ""))


# What every reference has: a figure, or a word that an annex, an item or a note goes by. Spares most texts the rest.
_HINT = re.compile(r"\d|附录|[Aa]nnex|列项|[Ii]tem|第|注|[Nn]ote")
# Full-width letters, digits and signs, and odd spaces, as their plain forms, one for one, so that places stay.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(char): plain for plain, chars in {" ": "\u3000\u00a0\u2009\u2002\u2003\t", "/": "∕", "-": "－‐‑"}.items()
    for char in chars
}  # fmt: skip

_SPACE = r"[ \n]?"
_YEAR = rf"(?:{_SPACE}[—–―:-]{{1,2}}{_SPACE}(?P<year>(?:19|20)\d{{2}})(?!\d|\s?年))?"

# A Chinese standard: "GB/T 1.1—2020", "GB 5749", "DB23/T 3405—2023", "T/CAS 100", "Q/ABC 001". After another "GB"
# of storage ("16 GB 32") there is a digit before.
_CHINESE = re.compile(
    rf"(?<![A-Za-z0-9/])(?<!\d )(?P<prefix>{PREFIX}){_SPACE}"
    rf"(?P<body>\d{{1,6}}(?:\.\d{{1,4}})*){_YEAR}(?![\dA-Za-z]|\.\d)"
)
_BODY = (
    r"(?:ISO|IEC|IEEE|ITU-[TR]|IWA|EN|CEN|CENELEC|ETSI|BS|PAS|DIN|NF|UNE|UNI|AS|NZS|CSA|ANSI|ASTM|ASME|ASHRAE|SAE"
    r"|JIS|KS|GOST|UL)"
)
# An international or foreign standard: one to three bodies, a kind of document, a letter, the number with parts, a
# year. "ISO 9001:2015", "ISO/IEC 17025", "ISO/TS 23686:2022", "BS EN ISO 9001", "ASTM E23", "IEC 60601-1-2:2014".
_FOREIGN = re.compile(
    rf"(?<![A-Za-z0-9/])(?P<prefix>{_BODY}(?:[/ ]{_BODY}){{0,2}}(?:[/ ](?:TS|TR|PAS|IS|SPEC|Guide|IWA|Std))?){_SPACE}"
    rf"(?P<body>(?:[A-Z]{{1,2}}[-. ]?)?\d{{1,6}}(?:\.\d{{1,4}}|-\d{{1,3}}(?!\d))*){_YEAR}(?![\dA-Za-z]|\.\d)"
)
# A code of letters only, which may also be a word or a unit: "QC 7" are tools, "QB 1234" is a standard.
_LETTERS = re.compile(r"(?!GB$|GJB$)[A-Z]{2,5}")


def _standards(text: str) -> Iterator[CrossReference]:
    for pattern, joint in ((_CHINESE, "—"), (_FOREIGN, ":")):
        for match in pattern.finditer(text):
            prefix = re.sub(r" ?/ ?", "/", match["prefix"])
            if joint == "—":
                prefix = prefix.replace(" ", "")
            digits = sum(char.isdigit() for char in match["body"])
            sure = (
                match["year"]
                or digits > 2
                or prefix.startswith(("ISO", "IEC", "ASTM"))
                or not _LETTERS.fullmatch(prefix)
            )
            if sure:
                year = f"{joint}{match['year']}" if match["year"] else ""
                yield CrossReference(match.start(), match.end(), "standard", f"{prefix} {match['body']}{year}")


_UNIT = (
    r"(?:[kcmμn]?m[23²³]?|[kmμ]?g|[km]?L|[km]?l|[mk]?s|min|h|d|[kMG]?Hz|[kmM]?[VAW]|[kM]?Pa|[kMGT]?B|[kM]?bit|dB|mol|kWh"
    r"|pt|px|[ap]\.?m\b|million|billion|thousand|hundred|percent|per cent|times|hours?|minutes?|days?|weeks?|months?"
    r"|years?|people|persons?|points?|stars?|metres?|meters?|kilometres?|grams?|degrees?|yuan)(?![A-Za-z)])"
)
_COUNT = (
    r"(?:多?[万亿千百]|以[上下内]|左右|上下|之间|元(?!素)|角(?!色)|分(?:钟|(?![别析级类]))|[秒天倍个次岁版台套张折级吨]"
    r"|月|年(?!度)|小时|周(?!期)|米|公[里斤]|毫[升米]|升(?!级)|克(?!服)|人(?!员)|名(?!称)|位(?!置)|件|批(?!准)|份"
    r"|度(?!量)|计(?!算)|的?(?:系数|比例|权重|概率))"
)
# What cannot follow the number of a place, for then it is a quantity, a version, a time: "6.3 %", "6.3 m", "3.5 版本".
_END = rf"(?!\d|\.\d|[A-Za-z](?!\))|:\d| ?[%‰°℃$€¥Ω×*^=]| ?{_UNIT}| ?{_COUNT})"
_JOINT = r" ?(?:, ?and|, ?or|[、,~—–-]|以及|或者|[和与及或至到]|and|or|to|through) ?"
"""What stands between the entries of a list of references."""

_DOTTED = rf"(?<![\dA-Za-z.])(?:\d{{1,2}}|[A-Z])(?:\.\d{{1,3}}){{1,5}}{_END}"
_WHOLE = rf"(?<![\dA-Za-z.])(?:(?:\d{{1,2}}|[A-Z])(?:\.\d{{1,3}}){{1,5}}|\d{{1,2}}){_END}"
_MARK = r"[a-z]\)(?: ?\d{1,2}\))?"
_MARKS = rf"{_MARK}(?:{_JOINT}{_MARK}){{0,8}}"
# Items or a note of a clause, behind its number: "6.1 a)", "6.1 的列项 a) 和 b)", "6.3.3 的注 1".
_INNER = rf"(?: ?的? ?(?:列项)? ?{_MARKS}| ?的? ?注(?! ?[意重明释册解]) ?\d{{0,2}}(?!\d))?"
_PLACES = rf"(?P<list>{_DOTTED}{_INNER}(?:{_JOINT}{_DOTTED}{_INNER}){{0,8}})"
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_LABEL = r"(?<![A-Za-z\d.])(?:[A-Z]\.)?\d{1,3}(?![\dA-Za-z]|\.\d)"
_COUNTED = rf"(?! ?(?:{_COUNT}|[%‰]))"
_OURS = r"(?:本文件|本标准|本部分|本指南|this document|this standard)?"

_CUE_ZH = r"(?:见|按照?|依据|根据|依照|遵照|遵循|遵守|符合|满足|参[见照考]|执行|除|与|由|在|对|如|应用|采用|适用|违反)"
_CUE_EN = (
    r"(?:[Ss]ee(?: also)?|(?:accordance|compliance|conformity|conformance|line) with|[Aa]ccording to|[Pp]ursuant to"
    r"|compl(?:y|ies|ying|ied) with|conform(?:s|ing|ed)? (?:to|with)|refer(?:s|red)? to|cf\.|as per|subject to|meets?"
    r"|satisf(?:y|ies)|fulfils?|(?:specified|described|given|set out|defined|listed|stated|provided|laid down|outlined"
    r"|mentioned|required|shown|explained|covered) (?:in|by)|(?:requirements?|provisions?|recommendations?|guidance"
    r"|conditions?|principles?) (?:of|in))"
)
# What may follow a place behind a weak word, "in 6.3 and …": the end of a phrase, or a verb of a standard.
_CLOSE = r"(?= ?(?:$|[.;)\]。；，、]|,(?! ?\d)|(?:and|or|shall|should|may|can|is|are|appl(?:y|ies)|for|above|below)\b))"


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to refer: a pattern whose group ``list`` holds the entries that ``entry`` finds one by one.

    Groups ``lead`` and ``tail`` are words that belong to the first and to the last entry ("表", "章").
    """

    kind: Kind
    pattern: re.Pattern[str]
    entry: re.Pattern[str]


def _form(kind: Kind, pattern: str, entry: str) -> _Form:
    return _Form(kind, re.compile(pattern), re.compile(entry))


def _labels(kind: Kind, lead: str, label: str, after: str = "") -> _Form:
    pattern = rf"(?P<list>{lead}{label}(?:{_JOINT}(?:{lead})?{label}){{0,8}}){after}"
    return _form(kind, pattern, rf"(?:{lead})?(?P<label>{label})")


def _formulas(lead: str) -> _Form:
    number = r"(?:[A-Z]\.)?\d{1,3}"
    pattern = rf"(?P<list>{lead} ?\({number}\)(?:{_JOINT}(?:{lead} ?)?\({number}\)){{0,8}})"
    return _form("formula", pattern, rf"(?:{lead} ?)?\((?P<label>{number})\)")


_PLACE = rf"(?P<number>{_WHOLE})(?P<inner>{_INNER})"
_CHAPTER = rf"(?:\d{{1,2}}(?:\.\d{{1,3}}){{0,5}}|{_HAN_NUMBER})"
_ANNEX = r"[A-Z](?:\.\d{1,3}){0,5}(?![A-Za-z\d]|\.\d)"

_FORMS = (
    # "第6章", "第 4～6 章", "第六章", "第6.3条"; not "《合同法》第3条".
    _form(
        "clause",
        rf"(?<![》法])(?P<lead>第 ?)(?P<list>{_CHAPTER}(?:{_JOINT}{_CHAPTER}){{0,8}})(?P<tail> ?[章条](?!件))",
        rf"(?P<number>{_CHAPTER})(?P<inner>)",
    ),
    # "clause 6", "Clauses 5 and 6", "subclause 6.3.1", "section 4.2".
    _form(
        "clause",
        rf"(?<![A-Za-z])(?P<lead>(?:[Ss]ub-?)?(?:[Cc]lauses?|[Ss]ections?|[Pp]aragraphs?) )"
        rf"(?P<list>{_WHOLE}{_INNER}(?:{_JOINT}{_WHOLE}{_INNER}){{0,8}})",
        _PLACE,
    ),
    # "表A.1", "表 1 和表 2"; not "代表1人", "附表1".
    _labels("table", r"(?<![代发外仪手报列附图填年月])表 ?", _LABEL, _COUNTED),
    _labels("table", r"(?<![A-Za-z])[Tt]ables? ", _LABEL, _END),
    # "图1", "图 A.1～图 A.3"; not "企图1次", "地图2".
    _labels("figure", r"(?<![企意试力地附蓝略插])图 ?", _LABEL, _COUNTED),
    _labels("figure", r"(?<![A-Za-z])(?:[Ff]igures?|[Ff]igs?\.) ", _LABEL, _END),
    # "式(1)", "公式（A.2）", "Formulas (1) and (2)"; not "模式(1)".
    _formulas(rf"(?:公式|(?:(?<![{HAN}])|(?<=[按由见用从将在与和及或对如据照下列以代入])|(?<=通过))式)"),
    _formulas(r"(?<![A-Za-z])(?:[Ff]ormula[es]?|[Ee]quations?|[Ee]qs?\.)"),
    # "附录A", "附录 A.2", "Annexes A and B".
    _labels("annex", r"附录 ?", _ANNEX),
    _labels("annex", r"(?<![A-Za-z])[Aa]nnex(?:es)? ", _ANNEX),
    # "Note 1 to 6.3.3", "见注2", "see Note 2".
    _form(
        "note",
        rf"(?P<list>[Nn]ote(?: \d{{1,2}})? (?:of|to|in) {_DOTTED})",
        rf"[Nn]ote ?(?P<note>\d{{0,2}}) (?:of|to|in) (?P<number>{_DOTTED})",
    ),
    _form(
        "note", r"(?:见|[Ss]ee )(?P<list>(?:注|[Nn]ote) ?\d{0,2})(?![\d意释册])", r"(?:注|[Nn]ote) ?(?P<note>\d{0,2})"
    ),
    # "见 6.3、6.4 和 7.1", "按本文件 5.2 的规定"; a place of two or more numbers, for "按 6" is none.
    _form("clause", rf"{_CUE_ZH} ?{_OURS}的? ?(?:条款 ?)?{_PLACES}", _PLACE),
    # "6.3 的规定", "6.3 和 6.4 所述".
    _form("clause", rf"{_PLACES}(?= ?(?:中|所|的)?(?:的|所)?(?:规定|要求|述|列出|给出))", _PLACE),
    # "see 6.3", "in accordance with 6.3 and 6.4".
    _form("clause", rf"(?<![A-Za-z]){_CUE_EN} (?:{_OURS},? )?{_PLACES}", _PLACE),
    # "in 6.3, the …", "under 6.3 and 6.4 shall".
    _form("clause", rf"(?<![A-Za-z])(?:[Ii]n|[Uu]nder) {_PLACES}{_CLOSE}", _PLACE),
    # "列项 a) 和 b)", "items a) to c)".
    _labels("item", r"(?:列项 ?|(?<![A-Za-z])(?:[Ll]ist )?[Ii]tems? )", _MARK),
)


def _groups(text: str, standards: Sequence[CrossReference]) -> Iterator[list[CrossReference]]:
    """The references of each list: what stands together belongs to one document."""
    for standard in standards:
        match = _BEHIND.match(text, standard.end)
        if match:
            places = _entries(match, re.compile(_PLACE), "clause")
            yield [replace(place, of=standard.target) for place in places]
    for form in _FORMS:
        for match in form.pattern.finditer(text):
            yield list(_entries(match, form.entry, form.kind))


# A place of the standard that stands before it: "GB/T 1.1—2020 的 9.5", "GB/T 1.1—2020《…》中 9.5 和 9.6".
_BEHIND = re.compile(rf" ?(?:《[^》]{{0,60}}》 ?)?(?:, ?|中的? ?|的 ?|第 ?){_PLACES}")
# Between a standard and a place of it: "GB/T 1.1—2020 的表1", "ISO 9001:2015, Clause 5".
_AFTER_STANDARD = re.compile(r" ?(?:《[^》]{0,60}》 ?)?(?:[,:] ?|中的? ?|的 ?)?")
# Between a place and the standard it is of: "Clause 5 of ISO 9001".
_BEFORE_STANDARD = re.compile(r"(?: of| in| from|,)(?: the)? ?")
# A place of some other document: "Section 3 of the Act"; not "of this document".
_FOREIGN_PLACE = re.compile(r" of (?!this\b|the present\b|the document\b|the standard\b)")


def _owned(text: str, group: list[CrossReference], standards: Sequence[CrossReference]) -> Sequence[CrossReference]:
    """The list with the standard that its places are of; nothing where that is some other document without a number."""
    if not group or group[0].of:
        return group
    first, last = group[0].start, group[-1].end
    at = bisect_right(standards, first, key=lambda standard: standard.start)
    before, after = standards[max(at - 1, 0) : at], standards[at : at + 1]
    for standard in (*before, *after):
        start, end, joint = (standard.end, first, _AFTER_STANDARD)
        if standard.start > first:
            start, end, joint = (last, standard.start, _BEFORE_STANDARD)
        if start <= end and joint.fullmatch(text, start, end):
            return [replace(reference, of=standard.target) for reference in group]
    return [] if _FOREIGN_PLACE.match(text, last) else group


def _entries(match: re.Match[str], entry: re.Pattern[str], kind: Kind) -> Iterator[CrossReference]:
    start, end = match.span("list")
    names = match.re.groupindex
    found = [one for part in entry.finditer(match.string, start, end) for one in _read(part, kind)]
    for index, one in enumerate(found):
        lead = index == 0 and "lead" in names
        tail = index == len(found) - 1 and "tail" in names
        yield replace(one, start=match.start("lead") if lead else one.start, end=match.end("tail") if tail else one.end)


def _read(part: re.Match[str], kind: Kind) -> Iterator[CrossReference]:
    """What one entry of a list names: a place, or its items one by one."""
    groups = part.groupdict()
    start, end = part.span()
    if kind == "note":
        yield CrossReference(start, end, kind, f"{groups.get('number') or ''}/note{groups['note']}")
    elif kind == "item":
        yield CrossReference(start, end, kind, _item("", groups["label"]))
    elif kind == "clause":
        yield from _places(part)
    else:
        clause = kind == "annex" and "." in groups["label"]
        yield CrossReference(start, end, "clause" if clause else kind, groups["label"])


def _places(part: re.Match[str]) -> Iterator[CrossReference]:
    number, inner = _arabic(part["number"]), part["inner"]
    note = re.search(r"注 ?(\d*)", inner)
    marks = list(re.finditer(_MARK, inner))
    if note:
        yield CrossReference(part.start(), part.end(), "note", f"{number}/note{note[1]}")
    elif not marks:
        yield CrossReference(part.start(), part.end("number"), "clause", number)
    for index, mark in enumerate(marks):
        offset = part.start("inner")
        start = part.start() if index == 0 else offset + mark.start()
        yield CrossReference(start, offset + mark.end(), "item", _item(number, mark[0]))


def _item(clause: str, marks: str) -> str:
    return "/".join([clause, *re.findall(r"[a-z]|\d+", marks)])


def _arabic(number: str) -> str:
    """A Chinese number up to 99 in digits: "十二" is 12."""
    tens, ten, ones = number.rpartition("十")
    if not re.fullmatch(_HAN_NUMBER, number):
        return number
    digits = "一二三四五六七八九"
    high = (digits.find(tens) + 1 or 1) * 10 if ten else 0
    return str(high + digits.find(ones) + 1)
