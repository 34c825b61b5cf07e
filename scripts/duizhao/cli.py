"""The command line. Exit codes: 0 done, 1 findings at or above --fail-on, 2 could not run."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from tqdm import tqdm

from duizhao import __version__, store
from duizhao.cli_exchange import exports, glossary, take_back
from duizhao.cli_shared import books as _books
from duizhao.cli_shared import errors as _errors
from duizhao.cli_shared import lines_out as _print
from duizhao.cli_shared import root as _root
from duizhao.cli_shared import root_option as _root_option
from duizhao.errors import DuizhaoError
from duizhao.model import CopyRecord, Edition, Severity

if TYPE_CHECKING:
    from duizhao.importing import Result

Command = TypeVar("Command", bound=Callable[..., Any])

SHOWN = 20
"""Findings that the report of an import tells in full."""


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
@click.option("--who", metavar="NAME", help="Whose work a translation that comes back is (default: your account).")
@_root_option
@click.pass_obj
def import_(given: Path | None, files: Sequence[Path], audit_file: Path | None, who: str | None) -> None:
    """Read copies, find out which document each is of, and write its text as YAML.

    Copies of one document become one text; each FILE is kept in content/<document>/copies. Without FILE: all copies
    that lie there, and every plain.md. Where one file cannot be imported nothing is written.

    FILEs that 'duizhao export xliff' or 'xlsx' wrote may come back with changed texts: these become entries of
    corrections.yaml. Where a text has changed here since, that is told, nothing is written, and the exit code is 1.
    """
    with _errors():
        if take_back(_root(given), files, who):
            return
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


@main.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "html"]),
    default="text",
    help="Form of the report.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="error",
    help="Exit code 1 from here (default: error).",
)
@click.option("--check", "only", multiple=True, metavar="ID", help="Only this check; may be given several times.")
@click.option("--edition", type=click.Choice(["printed", "plain"]), help="Default: printed where imported, else plain.")
@click.option("--document", metavar="ID", help="Only this document (as its folder in content/ is called).")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Report only what this baseline lacks.",
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write all findings there as a baseline.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file to write (default: standard output).",
)
@click.option("--zh", metavar="COLUMN", help="The Chinese column of a table: its heading, a letter or a number.")
@click.option("--en", metavar="COLUMN", help="The English column of a table.")
@_root_option
@click.pass_obj
def check(
    given: Path | None,
    files: Sequence[Path],
    form: str,
    fail_on: Severity,
    only: tuple[str, ...],
    edition: Edition | None,
    document: str | None,
    baseline: Path | None,
    write_baseline: Path | None,
    output: Path | None,
    zh: str | None,
    en: str | None,
) -> None:
    """Check the library's translations and structure, or the bilingual FILEs that a translator brings.

    Exit code 1 where a finding is as grave as --fail-on or graver. waivers.yaml names findings that are let stand.
    """
    from duizhao import checking, importing
    from duizhao.exchange.columns import Columns

    with _errors():
        root, choice, today = _root(given), checking.Choice(edition, document, only), datetime.now(tz=UTC).date()
        if files:
            run = checking.of_files(root, files, choice, Columns(zh, en))
        else:
            run = checking.of_library(root, choice, today)
        if write_baseline:
            importing.write_lines(write_baseline, [checking.baseline(run.findings).rstrip()])
        if baseline:
            run = checking.without(run, checking.known_already(baseline))
        lines = checking.report(run, form, today)
        if output:
            importing.write_lines(output, lines)
        else:
            _print(lines)
        sys.exit(checking.fails(run.findings, fail_on))


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
        _print(lines)


for command in exports():
    export.add_command(command)


@export.command(name="site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_root_option
@click.pass_obj
def export_site(given: Path | None, folder: Path) -> None:
    """The site's pages and a mkdocs.yml as plain files in DIR, for MkDocs without our plugin and for Zensical."""
    from duizhao import plugin, publish

    with _errors():
        root = _root(given)
        site = plugin.lay_out(root, plugin.settings(root))
        publish.write_site(site, folder, content=root / "content")
    click.echo(f"{folder}: pages written. Build them with: mkdocs build -f {folder / 'mkdocs.yml'}")


main.add_command(glossary)


@main.command()
@click.option("--offline", is_flag=True, help="Also pack it as site.zip, to be read without a server or a network.")
@_root_option
@click.pass_obj
def build(given: Path | None, offline: bool) -> None:
    """Build the site into site/, which also opens from a disk."""
    from duizhao import plugin, publish

    with _errors():
        folder = plugin.build(_root(given), offline=offline)
        click.echo(f"{folder}: the site. Open index.html in it.")
        if offline:
            click.echo(f"{publish.pack(folder)}: the same, packed. Unpack it anywhere and open index.html.")


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
