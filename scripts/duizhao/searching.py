"""A search of a knowledge base without its site, and the records that are searched for other programs.

The index is the one that the site has, byte for byte. Reading a library and indexing it takes longer than anybody
waits for an answer, so that it is kept in the knowledge base until a file there, or our own code, changes.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duizhao import search, store
from duizhao.errors import DuizhaoError
from duizhao.model import Book

if TYPE_CHECKING:
    from duizhao import publish

Shelves = Iterable[tuple[Book, str, Mapping[str, str]]]
"""Books with the addresses of their nodes, as ``publish.shelves`` gives them."""

CACHE = Path(".cache") / "duizhao" / "search.zip"
"""Where a knowledge base keeps its index between searches."""

FILTERS = ("document", "element", "kind")
"""What hits can be narrowed down by, in the order in which the index has them."""

KEYS = ("rank", "document", "id", "kind", "title_zh", "title_en", "snippet_zh", "snippet_en", "matched")
"""The keys of a hit in JSON, always all of them."""

NAMED = 20
"""Names that the message about an unknown one lists."""


# The index


def open_index(root: Path, shown: Callable[[Shelves], Shelves] = iter) -> search.Index:
    """The index of a knowledge base: the one that is kept, where it still fits, else a new one.

    ``shown`` is handed the books that are to be indexed, and may tell how far that has come.

    Raises:
        DuizhaoError: a file is malformed.
    """
    place, state = root / CACHE, _state(root)
    if kept := _kept(place, state):
        return search.Index(partial(_member, kept))
    files = _built(root, shown)
    with suppress(OSError):  # a knowledge base that cannot be written to is searched all the same
        _keep(place, state, files)
    return search.Index(files.__getitem__)


def _state(root: Path) -> str:
    """What changes with any file that the index is made from, and with the code that makes it."""
    digest = sha256()
    for folder in (root / "content", root / "glossary", Path(__file__).parent):
        for path in sorted(folder.rglob("*")):
            if "__pycache__" not in path.parts:
                told = path.stat() if path.is_file() else None
                file = f"{told.st_size} {told.st_mtime_ns}" if told else ""
                digest.update(f"{path} {file}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _kept(place: Path, state: str) -> zipfile.ZipFile | None:
    try:
        kept = zipfile.ZipFile(place)
    except (OSError, zipfile.BadZipFile):
        return None
    if kept.comment == state.encode():
        return kept
    kept.close()
    return None


def _built(root: Path, shown: Callable[[Shelves], Shelves]) -> dict[str, bytes]:
    from duizhao import pipeline, publish

    files: dict[str, bytes] = {}
    site = _site(root)
    pipeline.index(shown(list(publish.shelves(site))), site.concepts, files.__setitem__)
    return files


def _site(root: Path) -> publish.Site:
    from duizhao import pipeline, publish

    return publish.lay_out(pipeline.finish(store.load_library(root)))


def _keep(place: Path, state: str, files: Mapping[str, bytes]) -> None:
    """Keeps the files of an index, all or nothing, out of sight of git: the text in them may be a publisher's."""
    place.parent.mkdir(parents=True, exist_ok=True)
    (place.parent / ".gitignore").write_text("*\n", encoding="ascii")
    handle, name = tempfile.mkstemp(dir=place.parent, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as out, zipfile.ZipFile(out, "w") as kept:
            kept.comment = state.encode()
            for name_of, data in files.items():
                kept.writestr(name_of, data)
        Path(name).replace(place)
    finally:
        Path(name).unlink(missing_ok=True)


def _member(kept: zipfile.ZipFile, name: str) -> bytes:
    try:
        return kept.read(name)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise DuizhaoError(
            f"{kept.filename}: is damaged ({error}). Delete it: the next search makes it anew."
        ) from error


# A search


def find(index: search.Index, text: str, wanted: Mapping[str, str | None], limit: int) -> dict[str, Any]:
    """The answer to a query, as ``search.query`` gives it.

    ``wanted``: the document, element and kind that hits must have, by id or by a name in either language.

    Raises:
        DuizhaoError: there is no such document, element or kind, or nothing in the query that can be looked for.
    """
    filters = {name: _known(index, name, value) for name, value in wanted.items() if value is not None}
    told = search.query(index, text, limit=limit, filters=filters)
    if not told["hits"] and not told["tried"]:
        raise DuizhaoError(f"nothing to look for in “{text}”: a query needs a letter, a digit or a Chinese character.")
    return told


def _known(index: search.Index, name: str, value: str) -> str:
    """The id of what a filter names."""
    there = _names(index, FILTERS.index(name))
    same = value.strip().casefold()
    for names in there:
        if same in (one.casefold() for one in names if one):
            return names[0]
    listed = [" / ".join(dict.fromkeys(filter(None, names if name == "element" else names[:1]))) for names in there]
    more = f" … ({len(listed) - NAMED} more)" if len(listed) > NAMED else ""
    raise DuizhaoError(f"no {name} {value}; there are: {', '.join(listed[:NAMED]) or 'none'}{more}.")


def _names(index: search.Index, place: int) -> list[Sequence[str]]:
    """All documents, elements or kinds of the index: each its id and its names, in document order."""
    found: dict[str, Sequence[str]] = {}
    for segment in index.segments:
        for names in index.facts(segment)[place][0]:
            if names[0]:
                found.setdefault(names[0], names)
    return list(found.values())


def as_json(told: Mapping[str, Any]) -> list[str]:
    """The hits of an answer as the lines of a JSON array. ``rank`` is 1 for the best."""
    rows = [{key: {**hit, "rank": rank}[key] for key in KEYS} for rank, hit in enumerate(told["hits"], start=1)]
    return json.dumps(rows, ensure_ascii=False, indent=1).splitlines()


# Records


def records(root: Path, document: str | None = None) -> Iterator[dict[str, Any]]:
    """What is searched, as plain mappings in the order of the library; or only that document's.

    Raises:
        DuizhaoError: a file is malformed, or there is no such document.
    """
    from duizhao import publish

    shelves = list(publish.shelves(_site(root)))
    chosen = [shelf for shelf in shelves if document in (None, shelf[0].document.id)]
    if document and not chosen:
        known = ", ".join(book.document.id for book, *_ in shelves) or "none"
        raise DuizhaoError(f"{root}: no document {document}; there are: {known}.")
    return map(asdict, search.of_books(chosen))
