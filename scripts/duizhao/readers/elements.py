"""Elements of XML and HTML trees by their local names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def name(element: Any) -> str:
    """The local name: "p" for ``w:p``; "" for what is no element."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: Any, wanted: str) -> str | None:
    """The value of an attribute, in whichever namespace it stands."""
    for key, value in element.attrib.items():
        if _local(key) == wanted:
            return str(value)
    return None


def children(element: Any, *path: str) -> Any:
    """The first child with the first name, in it the first with the second, and so on; None where there is none."""
    for wanted in path:
        if element is None:
            return None
        element = next((child for child in element if name(child) == wanted), None)
    return element


def every(element: Any, wanted: str) -> Iterator[Any]:
    """All children with a name."""
    return (child for child in element if name(child) == wanted) if element is not None else iter(())


def value(element: Any, *path: str) -> str | None:
    """The value (``w:val``) of the element at the end of a path of children."""
    found = children(element, *path)
    return None if found is None else attribute(found, "val")


def number(text: str | None) -> int | None:
    """An attribute as a number; None where it is none, or beyond what a document can mean."""
    try:
        found = int(text) if text is not None and len(text) < 12 else None
    except ValueError:
        return None
    return found if found is not None and abs(found) <= 1_000_000 else None


def is_on(element: Any, *path: str) -> bool | None:
    """Whether a property that is on or off is on; None where nothing is said."""
    found = children(element, *path)
    return None if found is None else attribute(found, "val") not in ("0", "false", "off")


def alternative(element: Any) -> Any:
    """Of content that stands for programs of several ages (``mc:AlternateContent``) the one for new programs."""
    choice, other = children(element, "Choice"), children(element, "Fallback")
    return choice if choice is not None and len(choice) else other if other is not None else ()
