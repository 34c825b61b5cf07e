"""Footnotes of a page: a mark that links to a note further down, and the note, which links back or opens with the mark.

Each note is set behind the paragraph that it is a footnote to, as the reader of DOCX does it: "脚注1：…". What only
looks like one, such as an entry of a bibliography, stays where it stands.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from lxml import etree

from duizhao.readers.elements import name
from duizhao.text.chars import has_han

LONGEST = 2000
"""Characters of a note at most."""
_HOLDERS = frozenset({"li", "p", "div", "aside", "dd", "section", "td", "body", "blockquote"})
_BEHIND = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "dt", "dd", "blockquote"})
_WITHIN = frozenset({"li", "td", "th", "caption", "body"})
# What a footnote goes by: "1", "[1]", "1)", "①", "*".
_MARK = re.compile(r"[\[(（]?(?P<sign>\d{1,3}|[①-⑳]|[*†‡]{1,3}|[a-z])[\])）]?")
# Names of targets that are entries of a bibliography: "ref-1", "bib2", "cite_note-3".
_BIBLIOGRAPHY = re.compile(r"(?i)bib|(?<!_ft)(?<!fn)(?<!note)ref|cit")
# What a program sets at the end of a note to lead back: "↩", "^".
_BACK = re.compile(r"\s*(?:[↩↑⏎^⬆]\ufe0e?\s*)+$")


def placed(root: Any) -> None:
    """Moves each footnote of a page behind the paragraph with its mark."""
    named = _named(root)
    count = 0
    for link in list(root.iter("a")):
        target = _target(link, "href")
        note = _holder(named[target]) if target in named and not _BIBLIOGRAPHY.search(target) else None
        mark = _MARK.fullmatch(_text(link).strip())
        if note is None or mark is None or note in set(link.iterancestors()):
            continue
        words = _words(note, link, mark)
        block = next((above for above in link.iterancestors() if name(above).lower() in _BEHIND | _WITHIN), None)
        if words and block is not None and note.getparent() is not None:
            count += 1
            _move(note, link, block, _said(words, int(mark["sign"]) if mark["sign"].isdecimal() else count))


def _named(root: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in root.iter(etree.Element):
        for key in ("id", "name"):
            if element.get(key):
                found.setdefault(element.get(key), element)
    return found


def _target(element: Any, key: str) -> str:
    address = element.get(key) or ""
    return address[1:] if address.startswith("#") else ""


def _holder(element: Any) -> Any:
    """The element that holds a whole note: the one that is named, or the paragraph about it."""
    return next((one for one in (element, *element.iterancestors()) if name(one).lower() in _HOLDERS), None)


def _text(element: Any) -> str:
    return "".join(islice(element.itertext(), 400))[: LONGEST + 1]


def _words(note: Any, link: Any, mark: re.Match[str]) -> str:
    """The words of a note without its mark and its way back; nothing where it is no note of that mark."""
    names = {one.get(key) for one in (link, *islice(link.iterancestors(), 2)) for key in ("id", "name")} - {None, ""}
    text = " ".join(_text(note).split())
    backs = any(_target(one, "href") in names for one in islice(note.iter("a"), 20))
    opens = text.startswith(mark[0]) and not mark[0].startswith("[")
    if len(text) > LONGEST or not (backs or opens):
        return ""
    text = _BACK.sub("", text)
    sign = _MARK.match(text)
    if sign is None or sign["sign"] != mark["sign"] or text[sign.end() :][:1].isalnum():
        return text
    return text[sign.end() :].lstrip(" .、:：")


def _said(words: str, number: int) -> str:
    return f"脚注{number}：{words}" if has_han(words) else f"Footnote {number}: {words}"


def _move(note: Any, link: Any, block: Any, words: str) -> None:
    for child in list(link):
        link.remove(child)
    link.text = None
    _take_out(note)
    paragraph = etree.Element("p")
    paragraph.text = words
    if name(block).lower() in _WITHIN:
        block.append(paragraph)
    else:
        last = block  # notes of one paragraph follow one another
        while last.getnext() is not None and last.getnext().get("data-footnote"):
            last = last.getnext()
        paragraph.set("data-footnote", "1")
        last.addnext(paragraph)


def _take_out(element: Any) -> None:
    """Takes an element out of its page, and leaves the text behind it."""
    above, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        above.text = (above.text or "") + element.tail
    element.tail = None
    above.remove(element)
