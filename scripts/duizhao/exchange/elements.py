"""What the XML formats share: names without namespaces, and the text of elements without the codes inside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# A line end with the indentation around it, as pretty-printed files have it inside texts: "a \n\t\tb".
_BROKEN = re.compile(r"[ \t]*[\r\n]+[ \t]*")


def local(element: Any) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: Any) -> str:
    """The element's namespace, "" where it has none."""
    return str(element.tag).rpartition("}")[0].removeprefix("{")


def children(element: Any, *names: str) -> list[Any]:
    """The children with one of these names."""
    return [child for child in element if local(child) in names]


def child(element: Any, *names: str) -> Any:
    """The first child with one of these names, or None."""
    return next(iter(children(element, *names)), None)


def text(element: Any, codes: Collection[str] = ()) -> str:
    """All text in an element but that of ``codes``: elements that hold markup of the original file."""
    return "".join(_pieces(element, frozenset(codes)))


def _pieces(element: Any, codes: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        name = local(inner)
        if name == "cp":  # XLIFF 2: a character that XML cannot hold, by its number
            yield _character(inner.get("hex"))
        elif name not in codes:
            yield from _pieces(inner, codes)
        yield inner.tail or ""


def _character(number: str | None) -> str:
    try:
        return chr(int(number or "", 16))
    except (ValueError, OverflowError):
        return ""


def joined(value: str) -> str:
    """The text on one line, as it was before somebody's program broke and indented it."""
    return _BROKEN.sub(" ", value).strip()


def keeps_space(element: Any) -> bool:
    """Whether ``xml:space`` of the element, or of the nearest above that has it, says to keep white space."""
    while element is not None:
        if element.get(SPACE):
            return bool(element.get(SPACE) == "preserve")
        element = element.getparent()
    return False
