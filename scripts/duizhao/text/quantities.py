"""Numbers of a text in either language as values: digits, words, dates, shares, with their units.

Left out are the numbers of places, standards, lists and codes ("6.3", "GB/T 1.1—2020", "1)", "A4"): they name things.
A number is ``firm`` where it counts or measures something. "one", "一个", "both" and "一半" are not: a translation may
well say them otherwise, so they answer a number of the other language without asking for an answer themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from duizhao.model import Language
from duizhao.text import numerals, references
from duizhao.text.chars import HAN, LATIN


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at a place of a text: ``word`` as it stands, ``value``, and its unit's common name ("" for none)."""

    start: int
    end: int
    word: str
    value: Fraction
    unit: str = ""
    firm: bool = True

    def answers(self, other: Quantity) -> bool:
        """Whether the two are the same number, of the same unit as far as both have one."""
        units = {self.unit, other.unit}
        if "time" in units and len(units) == 2:
            return units <= {"time", "hour", ""} and self._hour() == other._hour()
        if "" in units or len(units) == 1:
            return self.value == other.value
        return self._base() == other._base()

    @property
    def keys(self) -> frozenset[Fraction]:
        """Values of which it shares one with every number that it may answer."""
        return frozenset((self.value, self._base()[1], self._hour()))

    def _hour(self) -> Fraction:
        """The hour on a clock's face: 下午2点 and 14:00 are both 2."""
        return (self.value / 60 if self.unit == "time" else self.value) % 12

    def _base(self) -> tuple[str, Fraction]:
        unit, factor = BASE.get(self.unit, (self.unit, Fraction(1)))
        return unit, self.value * factor


def find(text: str, language: Language) -> tuple[Quantity, ...]:
    """The quantities of a text, in order."""
    plain = text.translate(_NARROW)
    taken = bytearray(len(plain))
    for reference in references.find(text):
        _take(taken, reference.start, reference.end)
    for match in _NAMES.finditer(plain):
        _take(taken, *match.span())
    found: list[Quantity] = []
    for reader in (_dates, _times, _shares, _digits, _chinese if language == "zh" else _english):
        for one in reader(plain):
            if not any(taken[one.start : one.end]):
                _take(taken, one.start, one.end)
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


# Full-width letters, digits and signs as plain ones, and odd spaces as a space, one for one, so that places stay.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(sign): " " for sign in "\u00a0\u2009\u202f\u3000"
}

# What has digits and is no number: addresses, codes of letters and digits ("A4", "B2B", "COVID-19", "X-200"), labels of
# lists ("1)", "(2)", "3." at the beginning of a line).
_NAMES = re.compile(
    rf"https?://[^\s，。；]{{1,300}}|www\.[^\s，。；]{{1,300}}|[\w.+-]{{1,64}}@[\w.-]{{1,200}}"
    rf"|(?<![{LATIN}\d])[A-Z][A-Za-z]{{0,12}}-?\d[\dA-Za-z]*(?:[.-]\d+)*"
    rf"|(?<![{LATIN}\d.])\d{{1,3}}[A-Z]\d*(?![A-Za-z])"
    rf"|[(]\d{{1,2}}[)](?!\d)|(?:^|(?<=[\n；;：:,，。、])|(?<=[;:,.] )|(?<=and )|(?<=or ))\d{{1,2}}[)]|(?:^"
    rf"|(?<=\n))\d{{1,2}}\.(?=[ {HAN}])"
)

UNITS: dict[str, tuple[str, str]] = {
    "%": ("%|个百分点", "%|per ?cent|percentage points?"),
    "‰": ("‰", "‰"),
    "℃": ("℃|°C|摄氏度", "℃|°C|degrees (?:Celsius|centigrade)"),
    "°": ("°|度", "°|degrees?"),
    "working day": ("个?工作日", "working days?|business days?|workdays?"),
    "day": ("天|日(?!元)", "days?|d"),
    "hour": ("个?小时|时(?!期|代)|点|h(?![A-Za-z])", "hours?|hrs?|h"),
    "minute": ("分钟|min(?![A-Za-z])", "minutes?|mins?"),
    "second": ("秒钟?|s(?![A-Za-z])", "seconds?|secs?|s"),
    "week": ("周(?!年)|个?星期", "weeks?"),
    "month": ("个月", "months?"),
    "year": ("周?年(?!代)", "years?|yrs?"),
    "km": ("公里|千米|km(?![A-Za-z])", "kilomet(?:re|er)s?|km"),
    "m²": ("平方米|m²|m2|㎡", "square met(?:re|er)s?|m²|m2"),
    "m³": ("立方米|m³|m3", "cubic met(?:re|er)s?|m³|m3"),
    "cm": ("厘米|cm(?![A-Za-z])", "centimet(?:re|er)s?|cm"),
    "mm": ("毫米|mm(?![A-Za-z])", "millimet(?:re|er)s?|mm"),
    "m": ("米|m(?![A-Za-z²³])", "met(?:re|er)s?|m"),
    "kg": ("千克|公斤|kg(?![A-Za-z])", "kilograms?|kilos?|kg"),
    "mg": ("毫克|mg(?![A-Za-z])", "milligrams?|mg"),
    "g": ("克|g(?![A-Za-z])", "grams?|g"),
    "t": ("吨|t(?![A-Za-z])", "tonnes?|tons?|t"),
    "mL": ("毫升|m[Ll](?![A-Za-z])", "millilit(?:re|er)s?|m[Ll]"),
    "L": ("升|[Ll](?![A-Za-z])", "lit(?:re|er)s?|[Ll]"),
    "yuan": ("元", "yuan|RMB|CNY"),
    "K": ("开(?:尔文)|K(?![A-Za-z])", "kelvins?|K"),
    "℉": ("℉|°F|华氏度", "℉|°F|degrees Fahrenheit"),
    "ha": ("公顷|ha(?![A-Za-z])", "hectares?|ha"),
    "kWh": ("千瓦时|kW·?h(?![A-Za-z])", "kilowatt[ -]hours?|kW·?h"),
    "dB": ("分贝|dB(?:\\(A\\))?(?![A-Za-z])", "decibels?|dB(?:\\(A\\))?"),
    "lx": ("勒克斯|lx(?![A-Za-z])", "lux|lx"),
    **{
        prefix + sign: (f"{before}{zh}|{prefix}{sign}(?![A-Za-z])", f"{word}{en}|{prefix}{sign}")
        for sign, zh, en in (
            ("Pa", "帕(?:斯卡)?", "pascals?"),
            ("Hz", "赫兹?", "hertz"),
            ("W", "瓦(?:特)?(?!时)", "watts?"),
            ("V", "伏(?:特)?", "volts?"),
            ("N", "牛(?:顿)", "newtons?"),
            ("J", "焦(?:耳)?", "joules?"),
        )
        for prefix, before, word in (("", "", ""), ("k", "千", "kilo"), ("M", "兆", "mega"))
    },
    "μm": ("微米|[μµ]m(?![A-Za-z])", "micromet(?:re|er)s?|[μµ]m"),
    "nm": ("纳米|nm(?![A-Za-z])", "nanomet(?:re|er)s?|nm"),
}
"""What units are called after a number in Chinese and in English, by their common name."""


BASE = {
    "km": ("m", Fraction(1000)), "cm": ("m", Fraction(1, 100)), "mm": ("m", Fraction(1, 1000)),
    "kg": ("g", Fraction(1000)), "mg": ("g", Fraction(1, 1000)), "t": ("g", Fraction(10**6)),
    **{f"k{sign}": (sign, Fraction(1000)) for sign in ("Pa", "Hz", "W", "V", "N", "J")},
    **{f"M{sign}": (sign, Fraction(10**6)) for sign in ("Pa", "Hz", "W", "V", "N", "J")},
    "μm": ("m", Fraction(1, 10**6)), "nm": ("m", Fraction(1, 10**9)), "ha": ("m²", Fraction(10**4)),
    "mL": ("L", Fraction(1, 1000)), "week": ("day", Fraction(7)), "year": ("month", Fraction(12)),
}  # fmt: skip
"""Units that are so many of another."""


def _unit_pattern() -> re.Pattern[str]:
    """Any unit, the group saying which: in either language, since Chinese texts have "5 kg" too."""
    return re.compile(
        "|".join(
            rf"(?P<u{n}>(?:多|余)? ?(?:{zh})|(?: |-)?(?:{en})(?![A-Za-z]))" for n, (zh, en) in enumerate(UNITS.values())
        )
    )


_UNIT = _unit_pattern()
_DECADE = re.compile(r"\d{3}0s")  # "1990s"
_UNIT_NAMES = tuple(UNITS)


def _unit(text: str, at: int) -> tuple[str, int]:
    """The unit that follows, and where it ends."""
    match = None if _DECADE.match(text, max(0, at - 4)) else _UNIT.match(text, at)
    return (_UNIT_NAMES[int(str(match.lastgroup)[1:])], match.end()) if match and match[0].strip() else ("", at)


def _read(text: str, start: int, end: int, value: Fraction, *, firm: bool = True) -> Quantity:
    unit, stop = _unit(text, end)
    return Quantity(start, end, text[start:stop].strip(), value, unit, firm)


# --- dates and times

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATES = (
    # 2023年3月20日, 2023年3月, 3月20日, 3月.
    re.compile(r"(?:(?P<y>(?:19|20)\d\d) ?年 ?)?(?<![\d个])(?P<m>1[0-2]"
               r"|0?[1-9]) ?月(?!份?额)(?: ?(?P<d>[0-3]?\d) ?[日号])?"),
    # 五月, 十二月一日; not 三个月, 二月 of 十二月.
    re.compile(r"(?<![一二三四五六七八九十])(?P<m>十[一二]?|[一二三四五六七八九])月(?!份?额)(?:(?P<d>[一二三四五六七八九十]{1,3})[日号])?"),
    # 2023-03-20, 2023/3/20, 2023.3.20.
    re.compile(r"(?<![\d.])(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>[0-3]?\d)(?![\d.])"),
    # March 20, 2023; March 2023; March 20.
    re.compile(rf"\b{_MONTH}(?: (?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?!\d))?(?:,? (?P<y>(?:19|20)\d\d))?\b"),
    # 20 March 2023, 20th March.
    re.compile(rf"\b(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? (?P<y>(?:19|20)\d\d))?\b"),
)  # fmt: skip


# What before "May" or "March" makes it a month: "in May", "from March to May".
_BEFORE_MONTH = re.compile(
    r"\b(?:in|from|to|until|till|by|since|of|and|or|through|late|early|mid|during|every|each|before|after) $|[-–/]$",
    re.IGNORECASE,
)


def _dates(text: str) -> Iterator[Quantity]:
    """Dates as one value each: year, month and day of which some may be left out."""
    found = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            name = groups.get("name")
            before = text[max(0, match.start() - 8) : match.start()]
            if (
                name
                and not (groups.get("y") or groups.get("d"))
                and name in {"May", "March"}
                and not _BEFORE_MONTH.search(before)
            ):
                continue
            month = groups.get("m") or str([one[:3] for one in _MONTHS].index(str(name)[:3].lower()) + 1)
            year, day = groups.get("y"), groups.get("d")
            value = _whole(year) * 10_000 + _whole(month) * 100 + _whole(day)
            found.append(Quantity(match.start(), match.end(), match[0].strip(), Fraction(value), "date"))
    yield from sorted(found, key=lambda one: one.start - one.end)


def _whole(word: str | None) -> int:
    """A number in digits or Chinese characters; 0 for none."""
    if not word:
        return 0
    return int(word) if word.isdecimal() else int(numerals.chinese(word))


_TIMES = (
    # 9:30, 14:00, 9:30 p.m.
    re.compile(r"(?<![\d:])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?![\d:])(?: ?(?P<half>[ap])\.?m\b\.?)?"),
    # 9时30分, 9点半, 14点; not 9点要求.
    re.compile(r"(?<![\d.])(?P<h>[01]?\d|2[0-4])[时点](?:(?P<m>[0-5]?\d)分|(?P<thirty>半)|整)"),
    # 9 a.m., 2 pm.
    re.compile(r"(?<![\d.:])(?P<h>1[0-2]|[1-9]) ?(?P<half>[ap])\.?m\b\.?"),
)


def _times(text: str) -> Iterator[Quantity]:
    """Times of day in minutes."""
    for pattern in _TIMES:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            hour = int(groups["h"])
            late = groups.get("half") == "p" or re.search(r"(?:下午|晚上?|傍晚) ?$", text[: match.start()][-5:])
            hour += 12 if late and hour < 12 else 0
            minute = 30 if groups.get("thirty") else int(groups.get("m") or 0)
            yield Quantity(match.start(), match.end(), match[0].strip(), Fraction(hour * 60 + minute), "time")


# --- digits

# A number with thousands kept apart or not, decimals, and a Chinese or English word that multiplies it: "1,000",
# "10 000", "3.5", "3万", "1.5 million". Not part of a longer code or of a number with two dots.
_DIGITS = re.compile(
    r"(?<![\dA-Za-z.])(?P<n>\d{1,3}(?:[, ]\d{3})+(?![\d])|\d{1,15})(?P<f>\.\d{1,12})?(?!\.\d)"
    r"(?:[ -]?(?P<times>亿|千万|百万|十万|万|千(?![米克帕瓦牛伏赫焦])|hundred|thousand|million|billion)(?![A-Za-z]))?"
    r"(?P<power>(?<=10)[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})?(?P<ordinal>st|nd|rd|th)?"
)
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _digits(text: str) -> Iterator[Quantity]:
    for match in _DIGITS.finditer(text):
        value = Fraction(re.sub("[, ]", "", match["n"]) + (match["f"] or ""))
        if match["power"]:
            value **= int(match["power"].translate(_POWERS))
        yield _read(text, match.start(), match.end(), value * numerals.MULTIPLES.get(match["times"] or "", 1))


# --- shares

_HAN_NUMBER = "[零〇一二两三四五六七八九十百千万亿]"
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_SHARE_ZH = re.compile(rf"(?P<whole>{_HAN_NUMBER}{{1,8}}|\d{{1,6}})分之(?P<part>{_HAN_NUMBER}{{1,8}}|\d+(?:\.\d+)?)")
_SHARE_EN = re.compile(
    r"\b(?P<part>an?|one|two|three|four)[ -](?P<whole>half|third|quarter|fourth|fifth|sixth|eighth|tenth)s?\b(?= of"
    r"| or)",
    re.IGNORECASE,
)
# "1/2"; not "24/7", "and/or", a date.
_SHARE = re.compile(r"(?<![\d/.])(?P<part>[1-9])/(?P<whole>[2-9]|10)(?![\d/.])")


def _shares(text: str) -> Iterator[Quantity]:
    for match in _SHARE_ZH.finditer(text):
        whole, part = (
            Fraction(one) if one[0].isdigit() else numerals.chinese(one) for one in (match["whole"], match["part"])
        )
        if whole == 100:
            yield Quantity(match.start(), match.end(), match[0], part, "%")
        elif whole:
            yield Quantity(match.start(), match.end(), match[0], part / whole)
    for match in _SHARE_EN.finditer(text):
        part = Fraction(numerals.ONES.get(match["part"].lower(), 1))
        yield Quantity(match.start(), match.end(), match[0], part / _PARTS[match["whole"].lower()])
    for match in _SHARE.finditer(text):
        yield Quantity(match.start(), match.end(), match[0], Fraction(int(match["part"]), int(match["whole"])))


# --- words

_COUNTERS = (
    "个(?!别|人(?!员)|性|体)|[名位](?!义|置|称|于)|人(?!员)|[次天日周年月岁倍元米吨秒层楼册本条项种类份张台件套页章级步组家间处"
    "批款轮期卷场行列格寸枚支把辆座栋届门代段季](?!程|别|似|目|型|件)|小时|分钟|星期|工作日|公里|千米|厘米|毫米|平方|"
    "立方|千克|公斤|克(?!服)|升(?!级)|点(?!评)|遍|回|方面|部分|阶段|步骤|季度|度"
)
"""What follows a number that counts; after 一 it counts nothing."""

# A number in Chinese characters. Words that only have such characters are left out by _WORD_ZH: 十分, 统一, 万一.
_NUMBER_ZH = re.compile(rf"(?P<ordinal>第)?(?P<n>{_HAN_NUMBER}{{1,12}})(?P<unit>(?:多|余|来)?(?:{_COUNTERS}))?")
_WORD_ZH = re.compile(
    r"十分(?!之|钟)|[统单唯同专万不逐之划合归如]一|一(?:致|些|般|定|样|直|旦|切|起|贯|律|向|系列|并|经|体|线|方面|同|边|"
    r"目了然|下|时|流|手|带|共|应|概|举|味|再|度|点|种|成不变)|千(?:万(?!元)|方百计|变万化|篇一律)|百(?:分|货|科|姓|年大计)|"
    r"[四]川|三角|五金|九[江龙]|四[处季肢]|(?<=[其向馆场])四周|四周(?=[的环都有墙边])|万(?:物|能|分|维网|元户)|两(?:侧|边|旁|岸|极|难)|八卦|七夕|丈二|半|"
    r"三番|再三|五花|六神|亿万|千[差]万|接二连三|丢三落四|乱七八糟|十足|十全|双|零(?:部件|件|售|星|散|距离|容忍|碎)|"
    r"(?:星期|周|礼拜)[一二三四五六]|初[一二三四五六七八九十]|[一二三四五六七八九十]+、"
)


def _chinese(text: str) -> Iterator[Quantity]:
    words = bytearray(len(text))
    for match in _WORD_ZH.finditer(text):
        _take(words, *match.span())
    for match in _NUMBER_ZH.finditer(text):
        yield from _about(match)
        if any(words[match.start("n") : match.end("n")]):
            continue
        value = numerals.chinese(match["n"])
        counts = bool(match["ordinal"] or match["unit"] or len(match["n"]) > 1)
        vague = text[match.start() - 1 : match.start()] in {"数", "几", "上", "成"}
        firm = counts and not vague and value > 1 and match["n"] not in {"千万", "百", "千", "万", "亿", "一万", "万千"}
        yield _read(text, match.start(), match.end("n"), value, firm=firm)
    for match in re.finditer("一半|半数|双|半年", text):
        value, unit = {"双": (Fraction(2), ""), "半年": (Fraction(6), "month")}.get(match[0], (Fraction(1, 2), ""))
        yield Quantity(match.start(), match.end(), match[0], value, unit, firm=False)


def _about(match: re.Match[str]) -> Iterator[Quantity]:
    """The two numbers of "两三天"."""
    word, start = match["n"], match.start("n")
    values = [numerals.DIGITS.get(sign, -9) for sign in word]
    if len(word) == 2 and 0 < values[0] == values[1] - 1:
        for number, value in enumerate(values):
            yield Quantity(start + number, start + number + 1, word[number], Fraction(value), firm=False)


_SMALL = "|".join([*numerals.ONES, *numerals.TENS])
_ORDINAL = "|".join(numerals.ORDINALS)
_LOOSE = "|".join(sorted(numerals.LOOSE, key=len, reverse=True))
_NUMBER_EN = re.compile(
    rf"(?<![A-Za-z-])(?:(?P<n>(?:{_SMALL}|a(?= (?:hundred|thousand)))(?:[ -](?:and )?(?:{_SMALL}|hundred|thousand"
    rf"|million))*)"
    rf"|(?P<ordinal>{_ORDINAL})|(?P<loose>{_LOOSE}))(?![A-Za-z])", re.IGNORECASE
)  # fmt: skip


def _english(text: str) -> Iterator[Quantity]:
    for match in _NUMBER_EN.finditer(text):
        word = match[0].lower()
        if match["n"]:
            value = numerals.english(re.split("[ -]", word))
            yield _read(text, match.start(), match.end(), value, firm=value > 1 and word.split()[0] != "a")
        elif match["ordinal"]:
            # "second" may be a time, "first" a mere beginning.
            yield Quantity(
                match.start(), match.end(), match[0], Fraction(numerals.ORDINALS[word]), "", numerals.ORDINALS[word] > 2
            )
        else:
            yield Quantity(match.start(), match.end(), match[0], Fraction(numerals.LOOSE[word]), "", False)
