"""Standard numbers: "GB/T 1.1—2020", "DB23/T 3405—2023", "T/CAS 100—2021", "ISO 23592:2021".

Sources: GB/T 1.1—2020, 9.2 (citing documents); 《标准化法》 implementation rules for DB and T prefixes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BRANCHES = (
    "AQ BB CB CC CECS CH CJ CJJ CY DA DB DL DY DZ EJ FZ GA GC GD GH GM GY HB HG HJ HS HY JB JC JG JGJ JR "
    "JT JTG JY KA LB LD LS LY MH MT MZ NB NY QB QC QJ QX RB SB SC SF SH SJ SL SN SW SY TB TD TY WB WH WJ "
    "WM WS WW XB XF YB YC YD YS YY YZ ZY"
).replace(" ", "|")
"""The codes of the branches that issue standards. Only "/T" or "/Z" behind them makes other letters a standard's."""
PREFIX = (
    r"(?:(?:GB|GJB|DB\s?\d{2,6}|T/[A-Z]{2,10}|Q/[A-Z0-9]{2,10}|JJ[FG]|[A-HJ-NP-SU-Z][A-Z])\s?[/∕／]\s?[TZ](?![A-Za-z])"
    rf"|GB|GJB|DB\s?\d{{2,6}}|T/[A-Z]{{2,10}}|Q/[A-Z0-9]{{2,10}}|JJ[FG]|{_BRANCHES})"
)
# A Chinese standard number: prefix, sequence number with parts, and, after a dash that a copy may have lost, the
# year. "GB/T 1.1—2020", "DB23/T 34052023", "GB/Z 41838".
NUMBER = re.compile(
    rf"(?<![A-Za-z])(?P<prefix>{PREFIX})\s?(?P<body>\d{{1,9}}(?:\.\d{{1,6}})*)(?:\s?(?P<dash>[—–\-－―‐]{{1,2}})\s?(?P<year>\d{{4}}))?(?!\d)"
)
# The same with X for digits not yet given, as drafts print it in running heads: "DB23/T XXXX—XXXX".
PLACEHOLDER = re.compile(rf"(?<![A-WYZa-z])(?:{PREFIX})\s?X{{3,5}}(?:\s?[—–\-－―‐]{{0,2}}\s?X{{4}})(?!X)")
# A year at the end of digits from which the dash is gone: "34052023" is 3405 and 2023.
_LOST_DASH = re.compile(r"^(?P<body>\d{1,5}(?:\.\d{1,2})*?)(?P<year>(?:19[5-9]|20[0-4])\d)$")


@dataclass(frozen=True, slots=True)
class StandardNumber:
    """The parts of a standard number: ``prefix`` "DB23/T", ``body`` "3405", ``year`` "2023" or None."""

    prefix: str
    body: str
    year: str | None = None

    def __str__(self) -> str:
        return f"{self.prefix} {self.body}" + (f"—{self.year}" if self.year else "")

    @property
    def id(self) -> str:
        """The document id: "db23-t-3405-2023" (design, section 4)."""
        parts = [self.prefix.replace("/", "-"), self.body, *([self.year] if self.year else [])]
        return "-".join(parts).lower()


def read(match: re.Match[str]) -> StandardNumber:
    """The number that a match of ``NUMBER`` stands for, a lost dash put back where the digits show it."""
    prefix = re.sub(r"\s", "", match["prefix"]).replace("∕", "/").replace("／", "/")
    body, year = match["body"], match["year"]
    if year is None and (lost := split_year(body)):
        body, year = lost
    return StandardNumber(prefix, body, year)


def split_year(body: str, year: str | None = None) -> tuple[str, str] | None:
    """Number and year of digits that lost their dash, None where they can be a number by themselves.

    "34052023" and "1.12020" are; "12020" may be GB/T 12020 and stays, unless ``year``, known from elsewhere, says so.
    """
    found = _LOST_DASH.match(body)
    long = len(body.rsplit(".", maxsplit=1)[-1]) > (3 if "." in body else 6)
    return (found["body"], found["year"]) if found and (long or found["year"] == year) else None


def find(text: str) -> list[StandardNumber]:
    """All standard numbers of a text, in order."""
    return [read(m) for m in NUMBER.finditer(text)]
