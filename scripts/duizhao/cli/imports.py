"""The commands that make a knowledge base and bring copies into it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from duizhao import store
from duizhao.cli.exchange import take_back
from duizhao.cli.shared import errors, root_of, root_option
from duizhao.errors import DuizhaoError
from duizhao.model import CopyRecord

if TYPE_CHECKING:
    from duizhao.importing import Result

SHOWN = 20
"""Findings that the report of an import tells in full."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a new, empty knowledge base in DIR: it builds at once, and copies can be imported into it."""
    from duizhao import scaffold

    with errors():
        scaffold.create(folder)
    click.echo(f"{folder}: a new knowledge base. Next: duizhao --root {folder} import FILE…")


@click.command(name="import")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--audit",
    "audit_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write where every character of every copy went (JSON lines).",
)
@click.option("--who", metavar="NAME", help="Whose work a translation that comes back is (default: your account).")
@click.option("--dask", "cluster", metavar="ADDRESS", help="Build the documents on an existing Dask cluster.")
@root_option
@click.pass_obj
def import_(
    given: Path | None, files: Sequence[Path], audit_file: Path | None, who: str | None, cluster: str | None
) -> None:
    """Read copies, find out which document each is of, and write its text as YAML.

    Copies of one document become one text; each FILE is kept in content/<document>/copies. Without FILE: all copies
    that lie there, and every plain.md. Where one file cannot be imported nothing is written.

    Documents are built on all cores; with --dask on the workers of a cluster, which need duizhao installed and nothing
    else. The results are the same.

    FILEs that 'duizhao export xliff' or 'xlsx' wrote may come back with changed texts: these become entries of
    corrections.yaml. Where a text has changed here since, that is told, nothing is written, and the exit code is 1.
    """
    with errors():
        if take_back(root_of(given), files, who):
            return
        results = _import(root_of(given), files, audit_file, cluster)
        for n, result in enumerate(results):
            click.echo("\n" * bool(n) + _report(result))


def _import(root: Path, files: Sequence[Path], audit_file: Path | None, cluster: str | None) -> list[Result]:
    from duizhao import importing, spreading

    with store.writing(root):
        work = importing.plan(root, files)
        if not work:
            raise DuizhaoError("nothing to import: name files, or put copies into content/<document>/copies.")
        built = spreading.each(importing.build, work, cluster)
        bar = tqdm(built, total=len(work), disable=not sys.stderr.isatty(), unit="document", leave=False)
        results = list(bar)
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
