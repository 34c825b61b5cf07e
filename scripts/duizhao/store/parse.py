"""YAML text as a tree that knows its lines: the one place that reads YAML.

Every scalar stays the string that stands in the file (6.10 is not 6.1, ``no`` is not false). What a knowledge base
never needs is refused: anchors and aliases (a few lines of them grow into gigabytes), tags, several documents in
one file, a key twice. Built from the parser's events, because its own composer recurses without a limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

MAX_BYTES = 64 * 1024 * 1024
"""More than any one file of a knowledge base needs: the largest standards have edits of some megabytes."""

MAX_DEPTH = 12
"""Our deepest file has four levels."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # about 14 times faster, where PyYAML was built with it


class MalformedError(ValueError):
    """What is wrong, and in which line; whoever knows the file's name makes a StoreError of it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(slots=True)
class Leaf:
    """A scalar: its text, or None where nothing stands after the key."""

    line: int
    text: str | None


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    items: list[Tree]


@dataclass(slots=True)
class Pairs:
    """A mapping, in the order of the file, with the line of each key."""

    line: int
    pairs: dict[str, Tree]
    lines: dict[str, int]


Tree = Leaf | Items | Pairs


def parse(data: bytes) -> Tree | None:
    """The tree of a YAML file; None where the file holds nothing but comments.

    Raises:
        MalformedError: no UTF-8, no YAML, or YAML of a kind that a knowledge base refuses.
    """
    if len(data) > MAX_BYTES:
        raise MalformedError(1, f"the file has {len(data)} bytes; the most that is read is {MAX_BYTES}: split it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MalformedError(line, "this is not UTF-8: save the file as UTF-8") from error
    try:
        return _document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise MalformedError(
            mark.line + 1 if mark else 1, f"this is not YAML: {error.problem or error.context}"
        ) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise MalformedError(line, f"YAML cannot hold this character: {error.reason}; write it as an escape") from error


def _document(events: Iterator[yaml.Event]) -> Tree | None:
    tree: Tree | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and tree is not None:
            raise MalformedError(_line(event), "a second document starts here ('---'): keep one a file")
        if isinstance(event, yaml.NodeEvent):
            tree = _tree(event, events, 0)
    return None if isinstance(tree, Leaf) and tree.text is None else tree


def _tree(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Tree:
    line = _line(event)
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:  # type: ignore[attr-defined]
        raise MalformedError(line, "anchors (&) and aliases (*) are not read: write the value out, or put it in quotes")
    if event.tag is not None:  # type: ignore[attr-defined]
        raise MalformedError(line, "tags (!) are not read: leave the tag out, or put the value in quotes")
    if depth > MAX_DEPTH:
        raise MalformedError(line, f"more than {MAX_DEPTH} levels: no file of a knowledge base is nested so deep")
    if isinstance(event, yaml.ScalarEvent):
        blank = not event.value and event.style in (None, "")
        return Leaf(line, None if blank else event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        return Items(line, list(_items(events, depth)))
    return _pairs(line, events, depth)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _items(events: Iterator[yaml.Event], depth: int) -> Iterator[Tree]:
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        yield _tree(event, events, depth + 1)


def _pairs(line: int, events: Iterator[yaml.Event], depth: int) -> Pairs:
    found = Pairs(line, {}, {})
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _tree(event, events, depth + 1)
        if not isinstance(key, Leaf) or key.text is None:
            raise MalformedError(key.line, "a key must be a word")
        if key.text in found.pairs:
            raise MalformedError(
                key.line, f"the key '{key.text}' stands twice, first in line {found.lines[key.text]}: keep one of them"
            )
        found.lines[key.text] = key.line
        found.pairs[key.text] = _tree(next(events), events, depth + 1)
    return found
