"""Text from a copy becomes characters on a page, whatever it holds: never markup, never an attribute, never script.

A page is Markdown, so a text has two dangers: what HTML reads in it, and what Markdown and its extensions read in
it. Bodies are written as HTML blocks, which Markdown leaves alone (:func:`block`); headings have to be Markdown,
for only then do they enter the page's table of contents (:func:`inline`).
"""

from __future__ import annotations

import re
import string

from duizhao.text import hidden

# Characters that no page may hold, because HTML, YAML or UTF-8 has no place for them: control characters except
# tab and line feed, halves of surrogate pairs, non-characters. Example: the bell "\x07".
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

# Anything that cannot stand in a file name or an id without quoting. Example: the space and the slash in "a b/c".
_UNSAFE = re.compile(r"[^\w.\-]+")

_HTML = "&<>\"'"
_TEMPLATES = "{}"  # Jinja, where a site owner adds the macros plugin, and attribute lists
_PLAIN_PUNCTUATION = ".,;?%"  # no meaning inside a heading


def _entities(characters: str) -> dict[int, str]:
    return {ord(char): f"&#{ord(char)};" for char in characters}


_BLOCK = _entities(_HTML + _TEMPLATES + "`\\")
_INLINE = _entities("".join(char for char in string.punctuation if char not in _PLAIN_PUNCTUATION))


def clean(text: str) -> str:
    """The text with ``\\n`` as its only line end and U+FFFD in place of what no page may hold.

    What nobody sees, and what turns the direction of writing, is shown by its number.
    """
    return hidden.shown(_printable(text))


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The cleaned text with every run of white space as one space."""
    return " ".join(clean(text).split())


def block(text: str) -> str:
    """The text for an HTML block or an attribute in one: one line, every character with a meaning as an entity."""
    return one_line(text).translate(_BLOCK)


def characters(text: str) -> str:
    """As :func:`block`, for a piece of a text that is one line already: white space at its ends stays."""
    return clean(text).translate(_BLOCK)


def inline(text: str) -> str:
    """The text for a Markdown line: one line, all ASCII punctuation that Markdown may read as entities."""
    return one_line(text).translate(_INLINE)


def slug(text: str, fallback: str) -> str:
    """The text as a file name or id: letters, digits, ``. - _``; ``fallback`` where nothing is left of it.

    No dot or hyphen stands at an end, so that ``../../x`` cannot climb and ``.x`` cannot hide.
    """
    return _UNSAFE.sub("-", _printable(text)).replace("\ufffd", "-").strip(".-")[:80] or fallback


def shorten(text: str, length: int) -> str:
    """The text on one line, cut at ``length`` characters with ``…``."""
    line = one_line(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
