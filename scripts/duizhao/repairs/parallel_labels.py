"""A document in two languages, paragraph by paragraph, bears each clause number twice; it stands once here.

"4.1 排期" is followed by "4.1 Schedule", at once or behind the Chinese text: the second number says that this is the
same clause in the other language. Between the two stands no other number. A clause that only begins like the one
before it (a list that counts anew) is in the same language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import HEADING, LATIN, has_han

NAME = "parallel-labels"
WHY = "The number of the clause is printed before each of its two languages; it stands once here."

# A line with a clause number: "4.1 排期", "\x1d4.1 Schedule", "A.2 General"; not "12%", "a)", "2024-08-01".
_LINE = re.compile(
    rf"(?m)^(?P<mark>[{HEADING} \t\u3000]*)(?P<label>(?:[A-Z]\.)?\d{{1,2}}(?:\.\d{{1,3}}){{0,5}})"
    rf"(?P<gap>[ \t\u3000]*)(?=(?P<first>[^\d.)）、:：%,，\s\-—–/])(?P<rest>[^\n]*))"
)
_LETTER = re.compile(f"[{LATIN}]{{2}}")
# A heading as two languages have it: short, without the end of a sentence: "范围", "Normative references".
_HEADING = re.compile(r"(?:[^\n。；;，,]{1,40}|[A-Z][^\n.。;,]{1,80})\s*")


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Takes out the second number, with the marks of a heading before it: the heading is one."""
    label, chinese = None, False
    for found in _LINE.finditer(text):
        words = found["first"] + found["rest"]
        if not has_han(words) and not _LETTER.search(words):
            continue
        if found["label"].isdigit() and not _HEADING.fullmatch(words):
            continue  # "10 minutes" at the start of a line is a heading's number as little as "10 分钟" is
        if found["label"] == label and has_han(words) != chinese:
            start, end = found.start(), found.end("gap")
            yield Edit(start, end, text[start:end], "", NAME, WHY, "repeated-label")
            label = None
        else:
            label, chinese = found["label"], has_han(words)
