"""Titles that disagree: in the table of contents, over the clause, and in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from duizhao.checks import editions
from duizhao.checks.check import Check, Material
from duizhao.model import Book, Finding, Node

# What a table of contents has beside a title: the annex's letter and status, a number, page leaders.
# "附录 A(资料性)检查表", "6.1 总则 …… 4", "附录 B（规范性附录）".
_AROUND = re.compile(
    r"^(?:附\s*录\s*[A-Z]\s*|Annex [A-Z]\s*)?(?:[(（](?:资料性|规范性|informative|normative)(?:附录)?[)）]\s*)?"
    r"(?:第?[\dA-Z]{1,2}(?:\.\d{1,3})*[章条]?(?![A-Za-z])\s*)?|[\s.…·]{1,200}\d{0,4}$"
)
_SIGNS = re.compile(r"[\W_]+")

ALIKE = 0.4
"""The share of characters from which on two titles in the same place are one title, worded twice."""
LONG = 6
"""Characters of a title from which on a text that has all but one of them is taken to name it."""


LONGEST = 60
"""Characters of a title that is looked for in a text."""


def _run(material: Material) -> Iterator[Finding]:
    for book in material.books:
        if editions.edition(material, book) == "printed":
            yield from _contents(book, book.printed)
            yield from _in_text(book, book.printed)


def key(title: str) -> str:
    """A title as titles are compared: without label, status, spaces and signs."""
    return _SIGNS.sub("", _AROUND.sub("", title.strip()))


def _contents(book: Book, nodes: Sequence[Node]) -> Iterator[Finding]:
    """The contents against the titles in their order: where they part, neighbours in the same place are compared."""
    listed = [title for title in book.document.contents if key(title)]
    titled = [node for node in nodes if node.title_zh and "title_zh" not in node.supplied]
    everywhere = {key(node.title_zh or ""): node for node in titled}
    deep = any(key(title) in everywhere and everywhere[key(title)].parent for title in listed)
    level = titled if deep else [node for node in titled if node.parent is None]
    if not listed or not level:
        return
    lost = any(node.lost for node in nodes)
    keys = [key(title) for title in listed], [key(node.title_zh or "") for node in level]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield from _apart(book, listed[a:b], level[c:d], nodes, lost=lost or deep)


def _apart(
    book: Book, listed: Sequence[str], level: Sequence[Node], nodes: Sequence[Node], *, lost: bool
) -> Iterator[Finding]:
    pairs = list(zip(listed, level, strict=False))
    alone = len(listed) == len(level)
    told: set[str] = set()
    for title, node in pairs:
        named = _AROUND.sub("", title)
        if alone or _alike(key(title), key(node.title_zh or "")):
            told |= {title, node.id}
            yield _disagree(book, named, node, nodes)
    for title in listed:
        if title not in told:
            message = f"The table of contents has “{_AROUND.sub('', title)}”, and nothing bears that title."
            yield Finding(CHECK.id, "info" if lost else "warning", message, book.document.id, None, "zh")
    for node in level:
        if node.id not in told and not lost and node.kind in {"clause", "annex"}:
            message = f"“{node.title_zh}” is not in the table of contents."
            yield Finding(CHECK.id, "info", message, book.document.id, node.id, "zh")


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _disagree(book: Book, named: str, node: Node, nodes: Sequence[Node]) -> Finding:
    title = node.title_zh or ""
    texts = [(one.id, one.text_zh or "") for one in nodes]
    used = {word: [place for place, text in texts if word in text] for word in (named, title)}
    message = f"The table of contents has “{named}” where the {node.kind} has “{title}”."
    for word, places in used.items():
        if places:
            message += f" The text says “{word}” ({', '.join(places[:3])})."
    return Finding(CHECK.id, "warning", message, book.document.id, node.id, "zh", _usual(named, title, used))


def _usual(named: str, title: str, used: dict[str, list[str]]) -> str:
    return named if len(used[named]) > len(used[title]) else title


def _in_text(book: Book, nodes: Sequence[Node]) -> Iterator[Finding]:
    """A title that the clause's own text repeats, but for one character."""
    for node in nodes:
        title, text = (node.title_zh or "").strip(), node.text_zh or ""
        if len(title) >= LONG and title not in text and not node.lost and (found := _near(title, text)):
            message = f"The title is “{title}”; the text says “{found}”."
            yield Finding(CHECK.id, "warning", message, book.document.id, node.id, "zh", found)


def _near(title: str, text: str) -> str | None:
    """A part of the text that is the title but for one character, which is no sign.

    Two characters are a word, and another word there is mostly another thing: “service mission”, “service strategy”.
    """
    for start in range(len(text) - len(title) + 1 if len(title) <= LONGEST else 0):
        part = text[start : start + len(title)]
        apart = [n for n, (one, other) in enumerate(zip(title, part, strict=True)) if one != other]
        if len(apart) == 1 and not _SIGNS.search(part[apart[0]] + title[apart[0]]):
            return part
    return None


CHECK = Check(
    id="contents-title",
    severity="warning",
    name=("标题前后不一", "Titles that disagree"),
    what=(
        (
            "目次里的标题与正文章条的标题不同，或目次里的标题正文没有；条文重复本条标题时有一个字不同。只查原文版"
            "：简明版的标题是我们的。"
        ),
        (
            "A title in the table of contents that is not the one over the clause, or that nothing bears; a text that "
            "repeats its own title but for one character. Only the printed edition is looked at, for it "
            "alone has a table "
            "of contents."
        ),
    ),
    why=(
        "读者按目次找，译者按标题定术语；同一处有两个名字，不知该信哪个。",
        (
            "Readers go by the contents and translators by the titles: with two names for one place neither "
            "knows which holds."
        ),
    ),
    fix=(
        "查原件，看哪个是排印错误；原件如此的，在术语表或更正里说明采用哪个。",
        (
            "See in the original which one is the slip; where the print itself has both, settle on one and waive "
            "the other."
        ),
    ),
    example=None,
    run=_run,
)
