"""What an import has to do: which copies are of which document, and which documents have not changed.

Copies that were named are looked at once, on all cores; what was read lies on a shelf until its document is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from duizhao import pipeline, store, unchanged
from duizhao.corrections import of_edition
from duizhao.errors import CopyError, StoreError
from duizhao.model import Copy, Correction, Document, Edition, Grammar
from duizhao.pipeline import Look
from duizhao.spreading import Hands, Shelf
from duizhao.store import names
from duizhao.unchanged import Sources, Stamp, Unchanged


@dataclass(frozen=True, slots=True)
class Task:
    """An edition of a document to build: its files in the knowledge base, and copies to be added to them.

    ``files`` are what the new copies were read from, ``parts`` the documents of those of them that hold several;
    ``settled``: the folder says what its copies are of.
    """

    root: Path
    sources: Sources
    held: tuple[Path, ...]
    new: tuple[Copy, ...] = ()
    files: tuple[Path, ...] = ()
    corrections: tuple[Correction, ...] = ()
    grammar: Grammar | None = None
    settled: bool = True
    parts: tuple[Document, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the document lies."""
        return store.document_folder(self.root, self.sources.document)


@dataclass(frozen=True, slots=True)
class Plan:
    """The tasks of an import, new copies without their texts, and the editions that are as they were.

    ``run``: what all printed editions of the run are made of; ``titles``: those of all documents, by id.
    """

    tasks: tuple[Task, ...]
    unchanged: tuple[Unchanged, ...]
    run: tuple[Sources, ...]
    titles: Mapping[str, str]
    whole: Callable[[Copy], Copy]

    def jobs(self) -> Iterator[Task]:
        """The tasks with the texts of new copies, each when its turn comes."""
        return (replace(task, new=tuple(map(self.whole, task.new))) for task in self.tasks)


@dataclass(frozen=True, slots=True)
class Glance:
    """A file that was named: what it is of, or why it cannot be read, or why nothing is recognised in it."""

    path: Path
    sha256: str
    looks: tuple[Look, ...] = ()
    unread: str | None = None
    unknown: str | None = None


def glance(path: Path) -> Glance:
    """A look at a file; nothing is raised, so that all bad files of an import can be told together."""
    try:
        copy = pipeline.read([path])[path]
    except CopyError as error:
        return Glance(path, "", unread=str(error))
    try:
        return Glance(path, copy.sha256, tuple(pipeline.look(copy)))
    except CopyError as error:
        return Glance(path, copy.sha256, unknown=str(error))


def by_title(titles: Mapping[str, str]) -> dict[str, str]:
    """The ids of documents by their titles, of several with one title the first."""
    return {title: document for document, title in sorted(titles.items(), reverse=True)}


def known_titles(root: Path) -> dict[str, str]:
    """The titles of the documents that the knowledge base has, by id."""
    documents = [store.load_document(folder) for folder in store.document_folders(root)]
    return {document.id: document.title_zh or document.id for document in documents}


class Planner:
    """Makes the plan of one import; ``skip``: whether documents that have not changed are left out."""

    def __init__(self, root: Path, hands: Hands, shelf: Shelf[Copy], *, skip: bool) -> None:
        """Looks at which documents there are.

        Raises:
            StoreError: a folder has a name that is no document's id, or is reached by a link.
        """
        self._root, self._hands, self._shelf, self._skip = root, hands, shelf, skip
        self._folders = store.document_folders(root)
        for folder in self._folders:
            store.refuse_links(folder)
        self._places: dict[tuple[str, int], int] = {}
        self._paths: dict[str, Path] = {}

    def plan(self, files: Sequence[Path]) -> Plan:
        """What is to be done for these files, or where none is named for all that the knowledge base holds.

        Raises:
            CopyError: files that cannot be read or in which no document can be recognised.
            StoreError: a file of the knowledge base is malformed.
        """
        ours = {(folder / "plain.md").resolve(): folder for folder in self._folders if (folder / "plain.md").is_file()}
        named = {file.resolve() for file in files}
        copies = [file for file in dict.fromkeys(files) if file.resolve() not in ours]
        titles = known_titles(self._root) if copies or not files else {}
        plain = [self._plain(folder) for path, folder in ours.items() if not files or path in named]
        printed = self._of_files(copies, by_title(titles)) if copies else [] if files else self._of_folders()
        run = tuple(task.sources for task in printed)
        same = [*self._same(plain, None, {}), *self._same(printed, None if files else run, titles)]
        done = {(one.document, one.edition) for one in same}
        left = (task for task in (*plain, *printed) if (task.sources.document, task.sources.edition) not in done)
        return Plan(tuple(map(_with_corrections, left)), tuple(same), run, titles, self._whole)

    def _plain(self, folder: Path) -> Task:
        return self._task(folder, "plain", [folder / "plain.md"])

    def _of_folders(self) -> list[Task]:
        return [self._task(folder, "printed", held) for folder in self._folders if (held := store.copies(folder))]

    def _task(self, folder: Path, edition: Edition, held: Sequence[Path]) -> Task:
        """Hashes come before anything is read: what changes in between is noticed at the next import."""
        files = {path.name: store.digest(path) or "" for path in held}
        corrections = store.digest(folder / "corrections.yaml")
        grammar = store.load_document(folder).grammar if folder.is_dir() else None
        sources = Sources(folder.name, edition, files, (corrections, grammar))
        return Task(self._root, sources, tuple(held), grammar=grammar)

    def _of_files(self, files: Sequence[Path], titles: Mapping[str, str]) -> list[Task]:
        """The documents that files named on the command line are copies of, with the copies held already."""
        looks = [look for one in _sound(self._glances(files)) for look in one.looks]
        parts: dict[str, list[Document]] = {}
        for look in looks:
            if look.copy.whole:
                parts.setdefault(look.copy.sha256, []).append(look.document)
        grouped = pipeline.gather(looks, titles)
        return [self._joined(document, copies, parts) for document, copies in sorted(grouped.items())]

    def _glances(self, files: Sequence[Path]) -> list[Glance]:
        """The files, looked at; those that lie among our copies and were looked at before are only hashed."""
        seen = self._seen() if self._skip else {}
        known = {file: (store.digest(file) or "") for file in files} if seen else {}
        found = [
            Glance(file, sha256, (Look(Copy(file.name, "", "", sha256, ""), seen[file.name, sha256]),))
            for file, sha256 in known.items() if (file.name, sha256) in seen
        ]  # fmt: skip
        new = [file for file in files if (file.name, known.get(file)) not in seen]
        found += map(self._shelved, self._hands.here(glance, new, len(new)))
        self._paths = {one.sha256: one.path for one in _ordered(found)[::-1]}
        return found

    def _seen(self) -> dict[tuple[str, str], Document]:
        stamps = (unchanged.load(self._root, folder.name, "printed") for folder in self._folders)
        return {place: document for stamp in stamps if stamp for place, document in stamp.seen.items()}

    def _shelved(self, one: Glance) -> Glance:
        """The glance without the texts, which lie on the shelf until they are built."""
        for look in one.looks:
            self._places[one.sha256, look.copy.start] = self._shelf.put(look.copy)
        return replace(one, looks=tuple(replace(look, copy=replace(look.copy, text="")) for look in one.looks))

    def _whole(self, copy: Copy) -> Copy:
        """A new copy with its text: from the shelf, or read now where it was known without reading it."""
        place = self._places.get((copy.sha256, copy.start))
        path = self._paths[copy.sha256]
        text = self._shelf[place] if place is not None else pipeline.read([path])[path]
        return replace(text, name=copy.name)

    def _joined(self, document: str, copies: Sequence[Copy], parts: Mapping[str, Sequence[Document]]) -> Task:
        folder = self._folder(document, copies)
        task = self._task(folder, "printed", store.copies(folder))
        hashes = set(task.sources.files.values())
        new = [copy for copy in copies if copy.sha256 not in hashes]
        kept = tuple(_named(new, taken={name.casefold() for name in task.sources.files}))
        files = {**task.sources.files, **{copy.name: copy.sha256 for copy in kept}}
        paths = tuple(self._paths[sha256] for sha256 in dict.fromkeys(copy.sha256 for copy in new))
        held = [part for sha256 in dict.fromkeys(copy.sha256 for copy in new) for part in parts.get(sha256, ())]
        return replace(
            task, sources=replace(task.sources, files=files), new=kept, files=paths, settled=False, parts=tuple(held)
        )  # fmt: skip

    def _folder(self, document: str, copies: Iterable[Copy]) -> Path:
        try:
            return store.document_folder(self._root, document)
        except StoreError as error:
            raise CopyError(f"{', '.join(copy.name for copy in copies)}: {error}") from error

    def _same(
        self, tasks: Sequence[Task], everyone: Sequence[Sources] | None, titles: Mapping[str, str]
    ) -> Iterator[Unchanged]:
        """The editions that need not be built. ``everyone``: what all documents are made of, where all are imported;
        else those that share a file with others are built, as the others may not be there to be compared with.
        """
        stamps: dict[str, Stamp] = {}
        for task in tasks if self._skip else ():
            stamp = unchanged.load(self._root, task.sources.document, task.sources.edition)
            if stamp and unchanged.holds(self._root, task.sources, stamp) and (everyone or not stamp.shared):
                stamps[task.sources.document] = stamp
        left = unchanged.settled(everyone, stamps, titles) if everyone else stamps.keys()
        for task in tasks:
            if (document := task.sources.document) in left:
                yield Unchanged(document, task.sources.edition, stamps[document].title, stamps[document].told)


def _with_corrections(task: Task) -> Task:
    if not task.folder.is_dir():
        return task
    corrections = of_edition(store.load_corrections(task.folder), task.sources.edition)
    return replace(task, corrections=tuple(corrections))


def _ordered(found: Iterable[Glance]) -> list[Glance]:
    return sorted(found, key=lambda one: (one.path.name, one.sha256, str(one.path)))


def _sound(found: Sequence[Glance]) -> list[Glance]:
    """The glances in an order that the command line does not change, of files with the same bytes the first.

    Raises:
        CopyError: files that cannot be read, else files in which nothing is recognised; the message names each.
    """
    unread = [one.unread for one in found if one.unread]
    first = {one.sha256: one for one in _ordered(found)[::-1]}
    kept = _ordered(first.values())
    if errors := unread or [one.unknown for one in kept if one.unknown]:
        raise CopyError("\n".join(errors))
    return kept


def _named(copies: Iterable[Copy], taken: set[str]) -> Iterator[Copy]:
    """New copies under the names that the store will keep them by, so that importing again finds the same names."""
    by_file: dict[str, str] = {}
    for copy in copies:
        if copy.sha256 not in by_file:
            by_file[copy.sha256] = names.numbered(names.copy_name(copy.name), taken)
            taken.add(by_file[copy.sha256].casefold())
        yield replace(copy, name=by_file[copy.sha256])
