"""Cover and foreword of a Chinese standard: number, titles, classification, dates, who issued and who wrote it.

Source: GB/T 1.1—2020, 8.2 (cover) and 8.4 (foreword).
"""

from __future__ import annotations

import re

from duizhao.model import Document, Reference
from duizhao.text import numbers
from duizhao.text.chars import HAN, has_han, squeeze

# The classification numbers of a cover: "ICS 03.080.20", "CCS A 10".
_ICS = re.compile(r"ICS\s?(\d{2}(?:\.\d{3}(?:\.\d{2})?)?)")
_CCS = re.compile(r"CCS\s?([A-Z])\s?(\d{2})")
# A date of the cover with what it is the date of: "2023-03-20 发布", "2023-04-19实施".
_DATE = re.compile(r"(\d{4})\s?[-—.年/]\s?(\d{1,2})\s?[-—.月/]\s?(\d{1,2})\s?日?\s?(发\s?布|实\s?施)")
# The issuer, which a cover prints before 发布: "某省市场监督管理局发 布".
_ISSUER = re.compile(rf"(?P<issuer>[{HAN}、\s?]{{4,60}}?)\s*[?]{{0,2}}\s*发\s?布")
# Statements of a foreword: "由…提出并归口。", "起草单位:…。", "主要起草人:…。"
_PROPOSER = re.compile(r"由([^。，,]{2,60}?)(?:提出|归口)")
_ORGANIZATIONS = re.compile(r"起草单位\s?[:：]\s?([^。]+)")
_DRAFTERS = re.compile(r"起草人(?:员)?\s?[:：]\s?([^。]+)")


# A line that may be an English title, not a sentence nor how a letter begins ("Dear all,"): a capital first, as in
# "Guidance on the care of lending libraries".
_ENGLISH_TITLE = re.compile(r"[A-Z][^\u4e00-\u9fff.;!?|\[\]]{3,149}[^\u4e00-\u9fff.;!?|\[\],:]")
FIRST_LINES = 4
"""Lines above a text of which one is its title."""
LONGEST_COVER, LONGEST_TITLE = 3000, 60
"""Characters of a cover and of a title at most."""


def document(cover: str, foreword: str, references: str, contents: tuple[str, ...]) -> Document:
    """What the front matter says of the document; its id is empty where no number is found."""
    cover = cover[:LONGEST_COVER]
    found = numbers.find(cover)
    number = next((n for n in found if n.year), None) or next(iter(found), None)
    dates = {squeeze(m[4]): f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}" for m in _DATE.finditer(cover)}
    zh, en = titles(cover)
    return Document(
        id=number.id if number else "",
        number=str(number) if number else None,
        title_zh=zh,
        title_en=en,
        ics=_first(_ICS, cover),
        ccs=" ".join(m.groups()) if (m := _CCS.search(cover)) else None,
        published=dates.get("发布"),
        effective=dates.get("实施"),
        issuer=_issuer(cover),
        proposer=_first(_PROPOSER, foreword),
        drafting_organizations=_names(_ORGANIZATIONS, foreword),
        drafters=_names(_DRAFTERS, foreword),
        references=cited(references),
        contents=contents,
        supplied=("title_en",) if en and f"[{en}]" in " ".join(cover.split()) else (),
    )


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return squeeze(found[1]) if found else None


def _names(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = pattern.search(text)
    return tuple(name for part in re.split("[、，,;；]", found[1]) if (name := part.strip())) if found else ()


def _issuer(cover: str) -> str | None:
    """The name before the 发布 that stands without a date."""
    dated = {m.start(4) for m in _DATE.finditer(cover)}
    for found in _ISSUER.finditer(_DATE.sub(lambda m: "。" * len(m[0]), cover)):
        if found.end() not in dated and has_han(found["issuer"]):
            return squeeze(found["issuer"]).strip("?") or None
    return None


def titles(cover: str) -> tuple[str | None, str | None]:
    """The Chinese and the English title, which the cover prints after the number."""
    cover = cover[:LONGEST_COVER]
    found = next((m for m in numbers.NUMBER.finditer(cover) if numbers.read(m).year), None)
    if not found:
        zh = _first_line(cover)
        return zh, None if zh or has_han(cover) else english_title(cover)
    rest = cover[found.end() :]
    end = _DATE.search(rest)
    name = rest[: end.start()] if end else _two_lines(rest)
    # "代替 GB/T 1—2009" is printed under the number; the title follows it.
    name = re.sub(rf"^\s*代替\s?{numbers.NUMBER.pattern.replace('?P<', '?P<x_')}", "", name)
    # Capitals of a Chinese title, not the first one of the English title below it: "IT服务指南", "…指南\nGuide to".
    chinese = re.match(rf"\s*((?:[{HAN}0-9（）()：:、—\-\s]|[A-Z](?![a-z]))+)", name)
    english = re.search(r"[A-Z][A-Za-z\s,—\-:;()’']{8,}", name)
    zh = squeeze(chinese[1]).strip("(（") if chinese and has_han(chinese[1]) else None
    return zh, " ".join(english.group().split()) if english else None


def _two_lines(rest: str) -> str:
    """The line of the title, with the one below it where that has it in the other language; Chinese first."""
    first, *others = [line for line in re.split(r"\n|(?<=。)", rest) if line.strip()] or [""]
    if others and has_han(others[0]) and re.match(r"\s*[A-Z][a-z]+ [^\u4e00-\u9fff]+$", first):
        return f"{_two_lines(others[0])}\n{first}"
    english = others and not has_han(others[0]) and re.match(r"\s*[A-Z][a-z]+ ", others[0])
    return f"{first}\n{others[0]}" if english else first.partition("。")[0]


def _first_line(cover: str) -> str | None:
    """The title of a document without a number: the first line, if it is a short Chinese one."""
    line = next((line.strip() for line in cover.split("\n") if line.strip()), "")
    return squeeze(line) if has_han(line) and len(line) <= LONGEST_TITLE and not re.search("[。；;]", line) else None


def english_title(cover: str) -> str | None:
    """The title of an English document without a number: of its first lines the one with most words."""
    lines = [line.strip() for line in cover[:LONGEST_COVER].split("\n") if line.strip()][:FIRST_LINES]
    named = [" ".join(line.split()) for line in lines if _ENGLISH_TITLE.fullmatch(line)]
    return max(named, key=lambda line: len(line.split()), default=None)


def title(line: str) -> tuple[str | None, str | None, bool]:
    """The Chinese title that a line gives, the English one behind it, and whether that is ours: "… [Handbook]"."""
    found = re.match(r"\s*(?P<zh>[^\[\]|]+?)\s*(?:\[(?P<ours>[A-Za-z][^\[\]]*)\]|\|\s*(?P<own>[A-Za-z].*))?\s*$", line)
    zh = _first_line(found["zh"]) if found else None
    english = (found["ours"] or found["own"]) if found and zh else None if has_han(line) else english_title(line)
    return zh, " ".join(english.split()) if english else None, bool(found and zh and found["ours"])


def cited(text: str) -> tuple[Reference, ...]:
    """The documents that a list of references names: number and title."""
    found = list(numbers.NUMBER.finditer(text))
    ends = [*(m.start() for m in found[1:]), len(text)][: len(found)]
    out: dict[str, Reference] = {}
    for match, end in zip(found, ends, strict=True):
        title = re.match(
            rf"[\s《]*([{HAN}A-Za-z0-9、（）()\-—\s：:第]+?)[》\s。；;,，]*$",
            text[match.end() : min(end, match.end() + 200)],
        )
        number = str(numbers.read(match))
        out.setdefault(number, Reference(number, " ".join(title[1].split()) if title else None))
    return tuple(out.values())
