"""The glossary's files: one concept a file, named after its id.

What is wrong is told of all files at once, each with its line: whoever writes a glossary mends it in one go.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from duizhao.errors import StoreError
from duizhao.model import Concept, Term
from duizhao.store import convert, files, names, parse, swap

GLOSSARY = "glossary"

LONGEST_TERM = 200
"""Characters; what is longer is a definition."""


class _Fault(NamedTuple):
    """What is wrong with a concept, and where: the keys and numbers that lead there in its file."""

    concept: str
    at: tuple[str | int, ...]
    message: str


def load_glossary(root: Path) -> tuple[Concept, ...]:
    """All concepts of a knowledge base, sorted by id; none where there is no glossary.

    Raises:
        StoreError: files are malformed or contradict one another; the message names each, with the line.
    """
    folder = root / GLOSSARY
    found = swap.read_folder(folder)
    stray = sorted(folder.glob("*.yml"))
    trees: dict[str, parse.Tree] = {}
    concepts: list[Concept] = []
    errors = [f"{path}: is not read: rename it to {path.stem}.yaml." for path in stray]
    for name, data in found.items():
        try:
            tree = trees[Path(name).stem] = parse.parse(data) or parse.Pairs(1, {}, {})
            concepts.append(_concept(tree, Path(name).stem))
        except parse.MalformedError as error:
            errors.append(str(files.store_error(folder / name, error.line, error.message)))
    # A file that cannot be read is no concept, and yet those that name it are not wrong.
    known = {Path(name).stem for name in found} | {path.stem for path in stray}
    errors += [_told(folder, fault, trees) for fault in _faults(concepts, known)]
    if errors:
        raise StoreError("\n".join(errors))
    return tuple(sorted(concepts, key=lambda concept: concept.id))


def _concept(tree: parse.Tree, name: str) -> Concept:
    concept = convert.from_tree(Concept, tree)
    if concept.id != name:
        message = f"the id '{concept.id}' is not the file's name '{name}': make them the same."
        raise parse.MalformedError(_line(tree, ("id",)), message)
    return concept


def save_concept(root: Path, concept: Concept) -> bool:
    """Writes a concept into its file; returns whether the file had to change. The others must be there already.

    Raises:
        StoreError: the concept is wrong, or another run is writing.
    """
    with swap.writing(root):
        there = {one.id: one for one in load_glossary(root)} | {concept.id: concept}
        _check(root / GLOSSARY, there.values())
        if _same(root / GLOSSARY / f"{concept.id}.yaml", concept):
            return False
        return files.write_one(root / GLOSSARY / f"{concept.id}.yaml", concept, "concept", root)


def save_glossary(root: Path, concepts: Iterable[Concept]) -> bool:
    """Makes these the concepts of a knowledge base, all or none; returns whether any file had to change.

    The file of a concept that stays as it was is left as a person wrote it, comments and all.

    Raises:
        StoreError: the concepts are wrong or contradict one another, or another run is writing.
    """
    folder, wanted = root / GLOSSARY, sorted(concepts, key=lambda concept: concept.id)
    _check(folder, wanted)
    with swap.writing(root):
        found: dict[str, bytes] = {}
        for concept in wanted:
            path = folder / f"{concept.id}.yaml"
            same = _same(path, concept)
            found[path.name] = path.read_bytes() if same else files.dumps(concept, "concept", folder, root)
        files.write_schemas(root)
        return swap.swap_folder(folder, found)


def _same(path: Path, concept: Concept) -> bool:
    try:
        return path.is_file() and files.read_one(path, Concept) == concept
    except StoreError:
        return False


def _check(folder: Path, concepts: Iterable[Concept]) -> None:
    listed = list(concepts)
    if errors := [_told(folder, fault, {}) for fault in _faults(listed)]:
        raise StoreError("\n".join(errors))


def _told(folder: Path, fault: _Fault, trees: Mapping[str, parse.Tree]) -> str:
    path = folder / f"{fault.concept}.yaml"
    if fault.concept not in trees:
        return f"{path}: {fault.message}"
    return str(files.store_error(path, _line(trees[fault.concept], fault.at), fault.message))


def _line(tree: parse.Tree, at: Sequence[str | int]) -> int:
    """The line of what these keys and numbers lead to, or of the last of them that is there."""
    line = tree.line
    for step in at:
        if isinstance(tree, parse.Pairs) and step in tree.pairs:
            line, tree = tree.lines[str(step)], tree.pairs[str(step)]
        elif isinstance(tree, parse.Items) and isinstance(step, int):
            tree = tree.items[step]
            line = tree.line
    return line


def _faults(concepts: Sequence[Concept], known: Iterable[str] = ()) -> Iterator[_Fault]:
    """All that is wrong; ``known`` are ids of concepts beyond those given."""
    ids = {concept.id for concept in concepts}
    if len(ids) < len(concepts):
        listed = [concept.id for concept in concepts]
        yield from (_Fault(one, ("id",), "the id stands twice.") for one in sorted(ids) if listed.count(one) > 1)
    for concept in concepts:
        if fault := names.concept_id_fault(concept.id):
            yield _Fault(concept.id, ("id",), fault)
        yield from _of_terms(concept)
        yield from _of_relations(concept, ids | set(known))
    yield from _circles(concepts)


def _of_terms(concept: Concept) -> Iterator[_Fault]:
    if not concept.terms:
        yield _Fault(concept.id, ("terms",), "a concept needs a term: add one below 'terms:'.")
    seen: dict[tuple[str, str], int] = {}
    for n, term in enumerate(concept.terms):
        if message := _of_term(term):
            yield _Fault(concept.id, ("terms", n, "text"), message)
        first = seen.setdefault((term.language, term.text), n)
        if first != n:
            message = f"the term '{term.text}' stands twice in this concept, first as number {first + 1}: keep one."
            yield _Fault(concept.id, ("terms", n, "text"), message)


def _of_term(term: Term) -> str | None:
    """A term is a word or a phrase. Several preferred ones are right: ISO 10241-1 knows terms of equal standing."""
    text = term.text
    if not any(char.isalnum() for char in text):
        return f"the term '{text}' has no letter: write the term."
    if text != text.strip() or "\n" in text:
        return "a term is one line without space around it: take the space or the line end out."
    if len(text) > LONGEST_TERM:
        return f"the term has {len(text)} characters; {LONGEST_TERM} is the most: a definition has a key of its own."
    return None


def _of_relations(concept: Concept, ids: set[str]) -> Iterator[_Fault]:
    for key, named in (("broader", concept.broader), ("related", concept.related)):
        for n, one in enumerate(named):
            if one == concept.id:
                yield _Fault(concept.id, (key, n), f"{key} names the concept itself: take '{one}' out.")
            elif one not in ids:
                near = difflib.get_close_matches(one, ids, n=1)
                guess = f"did you mean '{near[0]}'? Else " if near else ""
                message = f"{key} names '{one}', which is no concept: {guess}write glossary/{one}.yaml, or take it out."
                yield _Fault(concept.id, (key, n), message)


def _circles(concepts: Sequence[Concept]) -> Iterator[_Fault]:
    """Circles of broader concepts, each told once, at its first concept in order."""
    above = {concept.id: [one for one in concept.broader if one != concept.id] for concept in concepts}
    done: set[str] = set()
    for start, named in above.items():
        way, rests = [start], [iter(named)]
        while way:  # a walk in depth, by hand: no glossary is too deep for it
            one = next(rests[-1], None) if way[-1] not in done else None
            if one is None:
                done.add(way.pop())
                rests.pop()
            elif one in way:
                circle = " → ".join([*way[way.index(one) :], one])
                message = f"a concept cannot be broader than itself: {circle}. Take one of these out of 'broader'."
                yield _Fault(way[-1], ("broader", above[way[-1]].index(one)), message)
            elif one in above and one not in done:
                way.append(one)
                rests.append(iter(above[one]))
