"""The command line. Exit codes: 0 done, 1 findings at or above --fail-on, 2 could not run."""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from tqdm import tqdm

from duizhao import __version__, store
from duizhao.errors import DuizhaoError
from duizhao.model import Book, CopyRecord, Edition

if TYPE_CHECKING:
    from duizhao.importing import Result

Command = TypeVar("Command", bound=Callable[..., Any])

SHOWN = 20
"""Findings that the report of an import tells in full."""


@contextmanager
def _errors() -> Iterator[None]:
    """What stops a run becomes one message on standard error and exit code 2."""
    try:
        yield
    except DuizhaoError as error:
        _stop(str(error))
    except BrokenPipeError:  # whoever read our output has seen enough (… | head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _stop(f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error))
    except KeyboardInterrupt:
        _stop("interrupted.")


def _stop(message: str) -> None:
    click.echo("\n".join(f"duizhao: {line}" for line in message.splitlines()), err=True)
    sys.exit(2)


def _at(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.obj = value


def _root_option(command: Command) -> Command:
    """``--root``, which stands before or behind a command's name."""
    option = click.option(
        "--root",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        callback=_at,
        expose_value=False,
        help="The knowledge base (default: the nearest folder upwards with mkdocs.yml).",
    )
    return option(command)


def _root(given: Path | None) -> Path:
    """The knowledge base: exactly the folder that was named, else the one that the current folder is in."""
    if given is None:
        return store.find_root(Path.cwd())
    if not (given / "mkdocs.yml").is_file():
        raise DuizhaoError(f"{given}: is no knowledge base (it has no mkdocs.yml). Make one with: duizhao init {given}")
    return given.resolve()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="duizhao", help="Show the version and exit.")
@_root_option
def main() -> None:
    """A bilingual knowledge base of standards, rebuilt from the copies that people really have.

    Exit codes: 0 done, 2 could not run (the message on standard error says what to do).
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show a character must not stop an import
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a new, empty knowledge base in DIR: it builds at once, and copies can be imported into it."""
    from duizhao import scaffold

    with _errors():
        scaffold.create(folder)
    click.echo(f"{folder}: a new knowledge base. Next: duizhao --root {folder} import FILE…")


@main.command(name="import")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--audit",
    "audit_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write where every character of every copy went (JSON lines).",
)
@_root_option
@click.pass_obj
def import_(given: Path | None, files: Sequence[Path], audit_file: Path | None) -> None:
    """Read copies, find out which document each is of, and write its text as YAML.

    Copies of one document become one text; each FILE is kept in content/<document>/copies. Without FILE: all copies
    that lie there, and every plain.md. Where one file cannot be imported nothing is written.
    """
    with _errors():
        results = _import(_root(given), files, audit_file)
        for n, result in enumerate(results):
            click.echo("\n" * bool(n) + _report(result))


def _import(root: Path, files: Sequence[Path], audit_file: Path | None) -> list[Result]:
    from duizhao import importing

    with store.writing(root):
        work = importing.plan(root, files)
        if not work:
            raise DuizhaoError("nothing to import: name files, or put copies into content/<document>/copies.")
        bar = tqdm(work, disable=not sys.stderr.isatty(), unit="document", leave=False)
        results = [importing.build(root, job) for job in bar]
        if audit_file:
            importing.write_audit(audit_file, results)
        return importing.write(root, results)


def _report(result: Result) -> str:
    """What became of a document's copies, for a person."""
    book, edition = result.book, result.job.edition
    nodes = book.printed if edition == "printed" else book.plain
    title = " ".join(filter(None, (book.document.number, book.document.title_zh or book.document.title_en)))
    lost = [n.id for n in nodes if n.lost]
    repairs = Counter(mend.repair for mend in book.mends)
    rows = [
        ("nodes", f"{len(nodes)}"),
        ("repairs", _counted(len(book.mends), (f"{name} {n}" for name, n in repairs.most_common()))),
        ("losses", _counted(len(lost), lost)),
        ("unread", f"{sum(copy.unread for copy in book.copies)} characters"),
        *(("copy", _copy(copy)) for copy in book.copies if edition == "printed"),
    ]
    lines = [f"{title or book.document.id}", f"  → content/{book.document.id}/{edition}/"]
    lines += [f"  {name:<9}{value}" for name, value in rows]
    return "\n".join([*lines, *_told(result)])


def _counted(number: int, what: Iterable[str]) -> str:
    listed = list(what)
    more = [f"{len(listed) - SHOWN} more"] if len(listed) > SHOWN else []
    return f"{number}  ({', '.join([*listed[:SHOWN], *more])})" if listed else f"{number}"


def _copy(copy: CopyRecord) -> str:
    edits, gone = sum(copy.in_edits.values()), sum(copy.discarded.values())
    return (
        f"{copy.name}: {copy.characters} characters = {copy.in_nodes} in nodes + {edits} in repairs"
        f" + {gone} discarded + {copy.unread} unread"
    )


def _told(result: Result) -> Iterator[str]:
    """The findings that somebody should look at; losses stand in the report already."""
    found = [f for f in result.findings if f.severity != "info" and f.check != "lost"]
    yield from (f"  {f.severity:<9}{f.message}" for f in found[:SHOWN])
    if len(found) > SHOWN:
        where = f"content/{result.book.document.id}/{result.job.edition}/findings.yaml"
        yield f"  {len(found) - SHOWN} more findings are in {where}"


@main.group()
@_root_option
def export() -> None:
    """Write the library for other tools."""


@export.command(name="jsonl")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write (default: standard output).",
)
@click.option(
    "--edition",
    type=click.Choice(["printed", "plain"]),
    help="Default: the printed edition where it has been imported, else the plain one.",
)
@click.option("--document", metavar="ID", help="Only this document (as its folder in content/ is called).")
@_root_option
@click.pass_obj
def export_jsonl(given: Path | None, output: Path | None, edition: Edition | None, document: str | None) -> None:
    """One JSON object a line, a node a line, in document order."""
    from duizhao import importing
    from duizhao.exchange import jsonl

    with _errors():
        books = _books(_root(given), document)
        lines = (jsonl.dumps(record) for book in books for record in jsonl.records(book, edition))
        if output:
            importing.write_lines(output, lines)
            return
        out = sys.stdout.buffer  # JSON is UTF-8, whatever the terminal is
        for line in lines:
            out.write((line + "\n").encode())
        out.flush()


def _books(root: Path, document: str | None) -> tuple[Book, ...]:
    books = store.load_library(root).books
    chosen = tuple(b for b in books if document in (None, b.document.id))
    if document and not chosen:
        known = ", ".join(b.document.id for b in books) or "none"
        raise DuizhaoError(f"{root}: no document {document}; there are: {known}.")
    return chosen


@export.command(name="site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_root_option
@click.pass_obj
def export_site(given: Path | None, folder: Path) -> None:
    """The site's pages and a mkdocs.yml as plain files in DIR, for MkDocs without our plugin and for Zensical."""
    from duizhao import publish

    with _errors():
        root = _root(given)
        publish.write_site(publish.lay_out(store.load_library(root)), folder, content=root / "content")
    click.echo(f"{folder}: pages written. Build them with: mkdocs build -f {folder / 'mkdocs.yml'}")


@main.command()
@_root_option
@click.pass_obj
def build(given: Path | None) -> None:
    """Build the site into site/."""
    from duizhao import plugin

    with _errors():
        click.echo(f"{plugin.build(_root(given))}: the site. Open index.html in it.")


@main.command()
@_root_option
@click.pass_obj
def serve(given: Path | None) -> None:
    """Serve the site on this machine and build it again when pages or YAML change."""
    from duizhao import plugin

    with _errors():
        plugin.serve(_root(given))


if __name__ == "__main__":
    main()
