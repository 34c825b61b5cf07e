"""Numbers as word processors and browsers write them, East Asian formats included.

The names are those of Office (ISO/IEC 29500-1, 17.18.59, ST_NumberFormat). Formats of scripts that do not occur in
standards of the two languages (Hebrew, Thai, Korean …) are written in digits.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FINANCIAL = "零壹贰叁肆伍陆柒捌玖"
_FINANCIAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def render(n: int, kind: str, custom: str | None = None) -> str:
    """The number in a format; in digits where the format does not reach so far or is not known."""
    if kind == "none":
        return ""
    if kind == "custom":
        return _padded(n, custom or "")
    written = _FORMATS.get(kind, str)
    return written(n) if n >= 0 else str(n)


def _padded(n: int, pattern: str) -> str:
    """A format of one's own, of which Word knows only leading zeros: "001, 002, 003, ..."."""
    first = pattern.partition(",")[0].strip()
    return str(n).zfill(len(first)) if first.isdigit() and len(first) < 10 else str(n)


def _letters(n: int) -> str:
    """A to Z, then AA, BB (17.18.59, upperLetter)."""
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n <= 260 else str(n)


def _roman(n: int) -> str:
    if not 0 < n < 4000:
        return str(n)
    out = ""
    for size, sign in _ROMAN:
        out += sign * (n // size)
        n %= size
    return out


def _digits(n: int) -> str:
    """Digit by digit: 一〇."""
    return "".join(_DIGITS[int(d)] for d in str(n))


def counted(n: int, digits: str = _DIGITS, units: str = "十百千", *, brief: bool = True) -> str:
    """As one counts: 十, 一百零一; financial numerals say 壹拾 where ``brief`` ones say 十."""
    if n == 0:
        return "零" if brief else digits[0]
    if n >= 10_000:
        high, low = divmod(n, 10_000)
        rest = counted(low, digits, units, brief=False) if low else ""
        return f"{counted(high, digits, units, brief=brief)}万{'零' if 0 < low < 1000 else ''}{rest}"
    out, skipped = "", False
    for power in (3, 2, 1, 0):
        digit = n // 10**power % 10
        if digit:
            out += ("零" if skipped and out else "") + digits[digit] + (units[power - 1] if power else "")
            skipped = False
        else:
            skipped = True
    return out[1:] if brief and 10 <= n < 20 else out


def _financial(n: int) -> str:
    return counted(n, _FINANCIAL, "拾佰仟", brief=False)


def _financial_traditional(n: int) -> str:
    return counted(n, _FINANCIAL_TRADITIONAL, "拾佰仟", brief=False).replace("万", "萬")


def _counted_to_99(n: int) -> str:
    """Taiwanese and Chinese counting, which go over to digits at 100."""
    return counted(n) if n < 100 else _digits(n)


def _run(first: str, count: int, start: int = 1) -> Callable[[int], str]:
    """Signs that follow one another in Unicode, in digits beyond their end."""
    return lambda n: chr(ord(first) + n - start) if start <= n < start + count else str(n)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda n: signs[n - 1] if 0 < n <= len(signs) else str(n)


def _circled(n: int) -> str:
    """① to ⑳, ㉑ to ㉟, ㊱ to ㊿."""
    for first, start, end in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= n <= end:
            return chr(ord(first) + n - start)
    return str(n)


def _sexagenary(n: int) -> str:
    return _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if 0 < n <= 60 else str(n)


def _wide(n: int) -> str:
    return "".join(chr(ord("０") + int(d)) for d in str(n))


def _ordinal(n: int) -> str:
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _cardinal_text(n: int) -> str:
    if n >= 1000:
        return str(n)
    hundreds, rest = divmod(n, 100)
    words = [f"{_ONES[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        words.append(_TENS[tens] + (f"-{_ONES[ones]}" if ones else ""))
    elif rest or not hundreds:
        words.append(_ONES[rest])
    return " ".join(words).capitalize()


def _ordinal_text(n: int) -> str:
    words = _cardinal_text(n)
    if words.isdigit():
        return _ordinal(n)
    at = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[at:].lower()
    ordinal = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return (words[:at] + ordinal).capitalize()


def _chicago(n: int) -> str:
    """*, †, ‡, §, then each twice."""
    return "*†‡§"[(n - 1) % 4] * ((n - 1) // 4 + 1) if 0 < n <= 40 else str(n)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "numberInDash": lambda n: f"- {n} -",
    "hex": lambda n: f"{n:X}",
    "chicago": _chicago,
    "ordinal": _ordinal,
    "ordinalText": _ordinal_text,
    "cardinalText": _cardinal_text,
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "chineseCounting": _counted_to_99,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": _counted_to_99,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "chineseLegalSimplified": _financial,
    "ideographLegalTraditional": _financial_traditional,
    "ideographEnclosedCircle": _run("㊀", 10),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
}
