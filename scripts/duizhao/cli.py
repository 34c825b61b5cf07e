"""The command line. Exit codes: 0 done, 1 findings at or above --fail-on, 2 could not run."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from tqdm import tqdm

from duizhao import __version__, pipeline, store
from duizhao.errors import CopyError, DuizhaoError
from duizhao.exchange import jsonl
from duizhao.model import Book, CopyRecord


@contextmanager
def _errors() -> Iterator[None]:
    """What stops a run becomes one message on standard error and exit code 2."""
    try:
        yield
    except DuizhaoError as error:
        click.echo(f"duizhao: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"duizhao: {error.filename or 'file system'}: {error.strerror}. Nothing was left half-written.", err=True)
        sys.exit(2)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="duizhao")
@click.option("--root", type=click.Path(path_type=Path, file_okay=False), help="The knowledge base (default: the folder with mkdocs.yml).")
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """A bilingual knowledge base of standards, rebuilt from the copies that people really have."""
    context.obj = root


def _root(given: Path | None) -> Path:
    return store.find_root(given or Path.cwd())


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a new, empty knowledge base that builds."""
    from duizhao import scaffold

    with _errors():
        scaffold.create(folder)
    click.echo(f"{folder}: a new knowledge base. Put copies of a standard anywhere and run: duizhao --root {folder} import FILE…")


@main.command(name="import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--audit", "audit_file", type=click.Path(path_type=Path, dir_okay=False), help="Write where every character of every copy went (JSON lines).")
@click.pass_obj
def import_(given: Path | None, files: Sequence[Path], audit_file: Path | None) -> None:
    """Read copies, find out which document each is, and write its text as YAML.

    Without FILES: all copies in content/*/copies, and every plain.md.
    """
    from duizhao import importing

    with _errors():
        root = _root(given)
        with store.writing(root):
            work = importing.plan(root, files)
            results = [importing.run(root, job) for job in tqdm(work, disable=not sys.stderr.isatty(), unit="document")]
        if audit_file:
            importing.write_audit(audit_file, results)
    for result in results:
        click.echo(_report(result))
    if not results:
        raise SystemExit(_nothing(given))


def _nothing(given: Path | None) -> int:
    click.echo("duizhao: nothing to import: name files, or put copies into content/<document>/copies.", err=True)
    return 2


def _report(result: "object") -> str:
    from duizhao.importing import Result

    assert isinstance(result, Result)
    book = result.book
    nodes = book.printed if result.edition == "printed" else book.plain
    lines = [f"{book.document.id}  {book.document.title_zh or book.document.title_en or ''}  ({result.edition})"]
    lost = sum(n.lost for n in nodes)
    lines.append(f"  nodes {len(nodes)}, repairs {len(book.mends)}, lost {lost}, findings {len(result.findings)}")
    lines += [_copy_line(copy) for copy in book.copies]
    lines += [f"  {f.severity}: {f.message}" for f in result.findings if f.severity != "info"][:20]
    return "\n".join(lines)


def _copy_line(copy: CopyRecord) -> str:
    gone = sum(copy.discarded.values())
    return (
        f"  {copy.name}: {copy.characters} characters = {copy.in_nodes} in nodes + {sum(copy.in_edits.values())} in edits"
        f" + {gone} discarded + {copy.unread} unread"
    )


@main.group()
def export() -> None:
    """The library for other tools."""


@export.command(name="jsonl")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write (default: standard output).")
@click.option("--edition", type=click.Choice(["printed", "plain"]), help="Default: the printed edition where it is imported, else the plain one.")
@click.option("--document", help="Only this document.")
@click.pass_obj
def export_jsonl(given: Path | None, output: Path | None, edition: str | None, document: str | None) -> None:
    """One JSON object a line, a node a line, in document order."""
    from duizhao import importing

    with _errors():
        books = _books(_root(given), document)
        lines = (jsonl.dumps(r) for book in books for r in jsonl.records(book, edition))  # type: ignore[arg-type]
        if output:
            importing.write_lines(output, lines)
        else:
            for line in lines:
                click.echo(line)


def _books(root: Path, document: str | None) -> tuple[Book, ...]:
    books = store.load_library(root)
    chosen = tuple(b for b in books if document in (None, b.document.id))
    if document and not chosen:
        known = ", ".join(b.document.id for b in books) or "none"
        raise CopyError(f"{root}: no document {document}; there are: {known}.")
    return chosen


@export.command(name="site")
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def export_site(given: Path | None, folder: Path) -> None:
    """The site's pages and a mkdocs.yml as plain files, for MkDocs without our plugin and for Zensical."""
    from duizhao import publish

    with _errors():
        root = _root(given)
        publish.write_site(store.load_library(root), folder, content=root / "content")
    click.echo(f"{folder}: pages written. Build them with: mkdocs build -f {folder / 'mkdocs.yml'}")


@main.command()
@click.pass_obj
def build(given: Path | None) -> None:
    """Build the site into site/."""
    from duizhao import plugin

    with _errors():
        click.echo(plugin.build(_root(given)))


@main.command()
@click.pass_obj
def serve(given: Path | None) -> None:
    """Serve the site with live reload on edits of pages and YAML."""
    from duizhao import plugin

    with _errors():
        plugin.serve(_root(given))


if __name__ == "__main__":
    main()
