"""Plain values as YAML text: the one place that writes YAML.

Written for a person who reads and edits it: one key a line, long text as blocks, nothing folded, quotes only where
YAML would otherwise read something else. Why not PyYAML's own writer: it folds, escapes or quotes as its version
likes, and its blocks do not always come back as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from duizhao.errors import StoreError

Scalar = str | bool | int | float
Plain = Scalar | Sequence["Plain"] | Mapping[str, "Plain"]

WIDTH = 88
"""Text longer than this becomes a block, a list longer than this gets a line an entry."""

# Characters that YAML cannot hold as they are (controls, NEL, line and paragraph separators, byte order mark,
# non-characters), or that nobody sees and that turn the reading order of what stands beside them (zero width and
# direction marks): they are written as escapes. "a\u2028b", "a\u202eb".
_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_BLOCK_ESCAPED = re.compile(_ESCAPED.pattern.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f"))

# Half of a character pair: no UTF-8 file can hold it. "\ud83d" by itself.
_SURROGATE = re.compile("[\ud800-\udfff]")

# A first character that means nothing to YAML: a letter, a digit, an opening bracket, any sign beyond ASCII
# ("条", "6", "(", "—"). Dashes, quotes, "#", "*" and the like are left to the quotes.
_SAFE_START = re.compile(r"[A-Za-z0-9(\x80-\U0010ffff]")

# What ends an unquoted text too early: a colon before a space or at the end, a space before "#". "注: 见 6.1", "a #1".
_SAFE_BREAKS = re.compile(r":(?= |$)| #")

# The same inside {…} and […], and in keys, where commas and brackets end a text too. "a, b".
_FLOW_BREAKS = re.compile(r"[,:?#\[\]{}\"']")

# What some version of YAML reads as a number, a time, a truth or nothing ("6.10", "1:30", "0x1F", "1e3", "no",
# "2023-12-01"); numbers with two dots or more, such as "6.3.2", are no such thing.
_AMBIGUOUS = re.compile(
    r"(?!\d+(\.\d+){2,}$)"
    r"([-+]?[.\d][\d_,.:]*([ex][-+]?[\da-f]*)?|0[box][\da-f_]+|\d{4}-\d\d?-\d\d?.*"
    r"|y|n|yes|no|true|false|on|off|null|~|=|[-+]?\.?(nan|inf))",
    re.IGNORECASE,
)

# A block comes back whole only if no line ends in a space and the text neither starts with white space nor ends
# in an empty line. "a\n b" may be a block, "a \nb" and "\na" may not.
_NO_BLOCK = re.compile(r"\A\s|[^\S\n]$|\n\Z", re.MULTILINE)

_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


class Flow(dict[str, Scalar]):
    """A mapping that is written on one line: ``{copy: a.txt, start: 10, end: 92}``."""


def dump(value: Plain) -> str:
    """YAML text of a value (str, bool, int, float, and lists and mappings of them), ending in a newline.

    Raises:
        StoreError: text holds half of a surrogate pair, which no UTF-8 file can hold.
    """
    if isinstance(value, Mapping) and value and not isinstance(value, Flow):
        lines: Iterator[str] = _mapping(value)
    elif isinstance(value, Sequence) and value and not isinstance(value, str):
        lines = _items(value)
    else:
        lines = iter([_inline(value)])
    return "\n".join(lines) + "\n"


def _mapping(mapping: Mapping[str, Plain]) -> Iterator[str]:
    for key, value in mapping.items():
        yield from _entry(f"{scalar(key, flow=True)}:", value)


def _items(items: Sequence[Plain]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Mapping) and item and not isinstance(item, Flow):
            for n, line in enumerate(_mapping(item)):
                yield (("  " if n else "- ") + line) if line else line
        else:
            yield from _entry("-", item)


def _entry(head: str, value: Plain) -> Iterator[str]:
    """A key or a dash, and its value: on the same line where that is short, else indented below."""
    if isinstance(value, str) and _is_block(value):
        yield f"{head} |-"
        below: Iterator[str] = iter(value.split("\n"))
    elif _is_short(value):
        yield f"{head} {_inline(value)}"
        return
    else:
        yield head
        below = _mapping(value) if isinstance(value, Mapping) else _items(value)  # type: ignore[arg-type]
    for line in below:
        yield f"  {line}" if line else line


def _is_block(text: str) -> bool:
    return ("\n" in text or len(text) > WIDTH) and not _NO_BLOCK.search(text) and not _BLOCK_ESCAPED.search(text)


def _is_short(value: Plain) -> bool:
    """Whether the value stands on its key's line: scalars, one-line mappings, empty and short plain lists."""
    if isinstance(value, Scalar | Flow) or not value:
        return True
    if isinstance(value, Mapping):
        return False
    return all(isinstance(item, Scalar) for item in value) and len(_inline(value)) <= WIDTH


def _inline(value: Plain) -> str:
    """The value on one line."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {_in_flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(_in_flow(item) for item in value) + "]"


def _in_flow(value: Plain) -> str:
    return scalar(value, flow=True) if isinstance(value, str) else _inline(value)


def scalar(text: str, *, flow: bool = False) -> str:
    """Text on one line, quoted only where YAML would read it as something else; ``flow``: inside brackets."""
    if _ESCAPED.search(text):
        return _double(text)
    if _is_plain(text) and not (flow and _FLOW_BREAKS.search(text)):
        return text
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _is_plain(text: str) -> bool:
    if not _SAFE_START.match(text) or text != text.strip():
        return False
    return not (_SAFE_BREAKS.search(text) or _AMBIGUOUS.fullmatch(text))


def _double(text: str) -> str:
    if found := _SURROGATE.search(text):
        raise StoreError(
            f"Text holds half of a character pair (U+{ord(found[0]):04X}), which no UTF-8 file can hold: "
            f"…{text[max(0, found.start() - 20) : found.start()]}… Decode the copy anew."
        )
    return '"' + _ESCAPED.sub(_escape, text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return _NAMED.get(found[0]) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
