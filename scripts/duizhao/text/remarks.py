"""What readers are told of the notes of nodes, in both languages: the import notes facts of a node in words of its own.

The pages show these words, and the search finds them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from duizhao.model import Node

Words: TypeAlias = tuple[str, str]
"""The same in Chinese and in English."""

REMARK: Words = ("校注", "Note")
"""What stands before a note."""

STATUS: Mapping[str, str] = {"资料性": "informative", "规范性": "normative"}
"""The status of an annex, as its heading prints it."""

_LANGUAGES: Mapping[str, Words] = {"zh": ("中文", "the Chinese"), "en": ("英文", "the English")}

# The note of the import that a row's label was missing in one language or both.
# Examples: "label restored (zh)", "label restored (zh, en)".
_LABEL_RESTORED = re.compile(r"label restored \((?P<languages>(?:zh|en)(?:, (?:zh|en))*)\)")

_NOTES: Mapping[str, Words] = {
    "number restored": (
        "条号丢失，本站依目次的顺序补上。",
        "The number was lost; it is restored from the order of the table of contents.",
    ),
    "paragraph found by sense": (
        "副本不分段，本站按文意分出这一段。",
        "The copies show no paragraphs; this one was found by its sense.",
    ),
    "label repeated in the print": (
        "原件里这个编号出现不止一次，照原样保留。",
        "This number stands more than once in the print; it is kept as printed.",
    ),
    "number lost in the copy": (
        "副本丢失了这个编号里的数字，编号照副本保留。",
        "The copy has lost the figure of this number; the label stands as the copy has it.",
    ),
    "counted by the numbers below it": (
        "原件的编号与下级编号不符，地址按下级编号，编号照原样保留。",
        "The printed number does not fit those below it; the address goes by these, the label stands as printed.",
    ),
}

SHARED_NOTES: Mapping[str, Words] = {
    "paragraph found by sense": (
        "副本不分段，本页各段由本站按文意分出。",
        "The copies show no paragraphs; those of this page were found by their sense.",
    ),
}
"""What a page says once of notes that many of its entries have."""


def status(node: Node) -> Words | None:
    """The status of an annex, which stands beside its label."""
    note = (node.note or "").strip()
    return (note, STATUS[note]) if node.kind == "annex" and note in STATUS else None


def remark(node: Node) -> Words | None:
    """A node's note for readers; None where it has none or it stands elsewhere. An unknown note is shown as it is."""
    note = (node.note or "").strip()
    if not note or status(node):
        return None
    restored = _LABEL_RESTORED.fullmatch(note)
    return _label_restored(restored["languages"]) if restored else _NOTES.get(note, (note, ""))


def named(words: Words) -> Words:
    """A note with what stands before it, as text: "Note: …"."""
    zh, en = words
    return zh and f"{REMARK[0]}：{zh}", en and f"{REMARK[1]}: {en}"


def _label_restored(languages: str) -> Words:
    names = [_LANGUAGES[language] for language in languages.split(", ")]
    chinese, english = "和".join(zh for zh, _ in names), " and ".join(en for _, en in names)
    return (
        f"{chinese}丢失了这个编号，本站依顺序补上。",
        f"This label was lost in {english}; it is restored from the order.",
    )
