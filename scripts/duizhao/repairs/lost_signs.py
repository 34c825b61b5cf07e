"""Signs that an extraction did not see: the dash of a standard number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import squeeze
from duizhao.text.numbers import NUMBER, split_year

NAME = "lost-signs"
WHY = "The dash between a standard's number and its year had been lost."


# A year of publication on a cover: "2024-05-01 发布", "2024年5月1日发 布".
_PUBLISHED = re.compile(r"((?:19|20)\d{2})\s?[-—.年]\s?\d{1,2}\s?[-—.月]\s?\d{1,2}\s?日?\s?发\s?布")
COVER = 2000
"""Characters within which a document's own number and its date of publication stand."""


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Puts the dash back where the digits show that a year follows: "GB/T 1.12020" is GB/T 1.1—2020.

    Of the document's own number the year is known from its date of publication: "T/XX 122024" of 2024.
    """
    published = _PUBLISHED.search(text, 0, COVER)
    own = next((_digits(m) for m in NUMBER.finditer(text, 0, COVER)), None)
    for found in NUMBER.finditer(text):
        year = published[1] if published and _digits(found) == own else None
        lost = split_year(found["body"], year) if not found["year"] else None
        if lost:
            at = found.start("body") + len(lost[0])
            yield Edit(at, at, "", "—", NAME, WHY)


def _digits(number: re.Match[str]) -> str:
    return squeeze(number["prefix"] + number["body"])
