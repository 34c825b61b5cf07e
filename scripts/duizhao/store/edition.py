"""The nodes of an edition as files: one for each top-level node, split further where that would grow long.

``index.yaml`` names the files in document order, so that the order never hangs on file names; where it is missing,
a natural order is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from duizhao.errors import StoreError
from duizhao.model import Node
from duizhao.store import files, names

INDEX = "index.yaml"
OTHER_FILES = frozenset({INDEX, "copies.yaml", "mends.yaml", "findings.yaml"})
"""Files of an edition that hold no nodes."""

MAX_NODES = 60
"""A file with more nodes than this is split, if it can be: about a thousand lines are still read with pleasure."""


def to_files(nodes: Sequence[Node], folder: Path, root: Path) -> dict[str, bytes]:
    """The files of these nodes, the index included.

    Raises:
        StoreError: an id stands twice, or a parent is missing (a fault of whoever made the nodes).
    """
    check(((str(folder), n + 1, node) for n, node in enumerate(nodes)), "node")
    found: dict[str, bytes] = {}
    taken = {*OTHER_FILES}
    for chunk in chunks(nodes):
        name = names.numbered(names.node_file(chunk[0].id), taken)
        taken.add(name.casefold())
        found[name] = files.dumps_all(chunk, "nodes", folder, root)
    index = files.dumps_all(found, "index", folder, root)
    return found | {INDEX: index}


def chunks(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Runs of nodes, in document order, each to be one file."""
    together: list[Node] = []
    for run in _runs(nodes, {None}):
        # Paragraphs under no heading are no parts of their own: a file for each would be hundreds.
        if run[0].kind == "paragraph" and 0 < len(together) < MAX_NODES:
            together += run
        else:
            yield from _split(together)
            together = run
    yield from _split(together)


def _split(run: list[Node]) -> Iterator[list[Node]]:
    """A long run at the children of its first node that are long themselves; what is short stays together."""
    if len(run) <= MAX_NODES:
        yield from [run] if run else []
        return
    parts = list(_runs(run, {run[0].id}))
    if len(parts) == 1:
        yield run
        return
    together = parts[0]
    for part in parts[1:]:
        if len(together) + len(part) <= MAX_NODES:
            together += part
        else:
            yield together
            together = []
            *long, together = _split(part)
            yield from long
    yield together


def _runs(nodes: Sequence[Node], parents: set[str | None]) -> Iterator[list[Node]]:
    """The nodes cut before each that has one of these parents."""
    run: list[Node] = []
    for node in nodes:
        if run and node.parent in parents:
            yield run
            run = []
        run.append(node)
    if run:
        yield run


def from_files(found: Mapping[str, bytes], folder: Path) -> tuple[Node, ...]:
    """The nodes of these files in document order.

    Raises:
        StoreError: a file is malformed or not in the index, an id stands twice, a parent is missing.
    """
    placed = [
        (str(folder / name), line, node)
        for name in _order(found, folder)
        for line, node in files.loads_all(found[name], Node, folder / name)
    ]
    check(placed, "line")
    return tuple(node for _, _, node in placed)


def _order(found: Mapping[str, bytes], folder: Path) -> list[str]:
    present = found.keys() - OTHER_FILES
    if INDEX not in found:
        return sorted(present, key=names.natural)
    listed = [name for _, name in files.loads_all(found[INDEX], str, folder / INDEX)]
    if missing := [name for name in listed if name not in present]:
        raise StoreError(f"{folder / INDEX}: names '{missing[0]}', which is not there: take its line out.")
    if extra := sorted(present - set(listed)):
        raise StoreError(f"{folder / extra[0]}: is not in {INDEX}: add its name there, at its place in the document.")
    if twice := [name for name, n in Counter(listed).items() if n > 1]:
        raise StoreError(f"{folder / INDEX}: names '{twice[0]}' twice: take one line out.")
    return listed


def check(placed: Iterator[tuple[str, int, Node]] | list[tuple[str, int, Node]], unit: str) -> None:
    """Raises StoreError where an id stands twice or a parent is no node before it; ``unit`` is what places count."""
    seen: dict[str, str] = {}
    for file, at, node in placed:
        place = f"{file}:{at}" if unit == "line" else f"{file}, {unit} {at}"
        if node.id in seen:
            raise StoreError(f"{place}: the id '{node.id}' stands twice, first at {seen[node.id]}: ids are addresses.")
        if node.parent is not None and node.parent not in seen:
            raise StoreError(
                f"{place}: the parent '{node.parent}' of '{node.id}' is no node before it: "
                "correct it, or move the node."
            )
        seen[node.id] = place
