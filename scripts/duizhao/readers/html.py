"""HTML pages: text as a browser shows it, with headings, numbered lists and tables.

Left out, since they are not shown or are no part of the document: scripts, styles, forms, navigation (``nav``), page
feet (``footer``), hidden elements, deleted text (``del``), readings above characters. Style sheets are not read.
A formula becomes a line of text in ⟦…⟧, a picture the mark [▣] with its description. A footnote that a
mark links to follows its paragraph as a paragraph of its own.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from lxml import etree

from duizhao.errors import CopyError
from duizhao.model import Copy
from duizhao.readers import blocks, source
from duizhao.readers.web import footnotes, page
from duizhao.text import encodings

NAME = "html"
SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml")

MAX_TAGS = 2_000_000
"""Tags of a page at most, which bounds the memory of its tree. The longest standard has some 100 000."""
MAX_DEEP_TAGS = 200_000
"""Tags of a page at most whose elements nest deeper than 256: each end is looked for through all that are open."""
HEAD = 4096
"""Bytes in which a page says its encoding."""

# The encoding that a page names: '<meta charset="gbk">', 'content="text/html; charset=gb2312"', '<?xml encoding="…"?>'.
_NAMED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
# The declaration of XML, which says how the bytes were written: '<?xml version="1.0" encoding="GBK"?>'.
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


def read(path: Path) -> Copy:
    """The text of a page.

    Raises:
        CopyError: the file is no text, in an encoding that is not read, nested without end, or shows no text.
    """
    data = source.load(path)
    source.refuse_other(path, data, "an HTML page")
    named = _NAMED.search(data[:HEAD])
    text, encoding = encodings.decode_named(data, named[1].decode("ascii") if named else "", str(path))
    root = _tree(_undeclared(encodings.tidy(text)), str(path))
    if root is not None:
        footnotes.placed(root)
    shown = blocks.text(page.blocks(root), str(path)) if root is not None else ""
    if not shown.strip():
        raise CopyError(
            f"{path}: shows no text without its scripts and other files. Open it in a browser, {source.SAVE_AS_TEXT}."
        )
    return Copy(path.name, NAME, encoding, hashlib.sha256(data).hexdigest(), shown)


def _undeclared(text: str) -> str:
    """The text without the declaration of XML, which speaks of bytes that are characters by now."""
    found = _DECLARATION.match(text)
    return text[found.end() :] if found else text


def _tree(text: str, place: str) -> Any:
    """The tree of a page; None where nothing in it can be shown."""
    tags = text.count("<")
    if tags > MAX_TAGS:
        raise CopyError(f"{place}: has more than {MAX_TAGS} tags. Cut it into one file for each document.")
    data = text.encode()
    root, is_whole = _parsed(data, deep=False)
    if not is_whole and tags <= MAX_DEEP_TAGS:
        root, is_whole = _parsed(data, deep=True)
    if not is_whole:
        raise CopyError(
            f"{place}: its elements nest without end, so that what follows cannot be read. Open it in a browser, "
            f"{source.SAVE_AS_TEXT}."
        )
    return root


def _parsed(data: bytes, *, deep: bool) -> tuple[Any, bool]:
    """The tree, and whether it is whole: the parser leaves out what nests deeper than 256, or if ``deep`` than 2048."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=deep, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:  # nothing in it that is shown: only comments, or nothing at all
        return None, not _is_cut(parser)
    return root, not _is_cut(parser)


def _is_cut(parser: Any) -> bool:
    return any("depth" in entry.message or "huge" in entry.message.lower() for entry in parser.error_log)
