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
from duizhao.model import Copy, CopyRecord, Edition, Finding

if TYPE_CHECKING:
    from duizhao.importing import Result, Unchanged

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
    that lie there, and every plain.md. Where one file cannot be imported nothing is written. A document of which
    nothing has changed since is left as it is; with --audit all are read.

    Documents are built on all cores; with --dask on the workers of a cluster, which need duizhao installed and nothing
    else. The results are the same.

    FILEs that 'duizhao export xliff' or 'xlsx' wrote may come back with changed texts: these become entries of
    corrections.yaml. Where a text has changed here since, that is told, nothing is written, and the exit code is 1.
    """
    with errors():
        if take_back(root_of(given), files, who):
            return
        for n, lines in enumerate(_import(root_of(given), files, audit_file, cluster)):
            click.echo("\n" * bool(n) + lines)


def _import(root: Path, files: Sequence[Path], audit_file: Path | None, cluster: str | None) -> list[str]:
    """What is to be told of the import, a paragraph each."""
    from duizhao import importing, spreading

    texts: spreading.Shelf[Copy] = spreading.Shelf()
    results: spreading.Shelf[Result] = spreading.Shelf()
    with store.writing(root), spreading.Hands(cluster) as hands, texts, results:
        plan = importing.Planner(root, hands, texts, skip=audit_file is None).plan(files)
        if not plan.tasks and not plan.unchanged:
            raise DuizhaoError("nothing to import: name files, or put copies into content/<document>/copies.")
        built = hands.each(importing.load, importing.build, plan.jobs(), len(plan.tasks))
        for result in tqdm(built, total=len(plan.tasks), disable=not sys.stderr.isatty(), unit="document", leave=False):
            results.put(result)
        if audit_file:
            importing.write_audit(audit_file, results)
        told = [_report(result) for result in importing.write(root, plan, results)]
        return [*told, *_unchanged(plan.unchanged, named=bool(files))]


def _unchanged(held: Sequence[Unchanged], *, named: bool) -> Iterator[str]:
    """What was not built again: how many, each that was named, and what the last import had to tell of them."""
    for one in held:
        lines = list(_told(one.findings, one.document, one.edition))
        if lines or named:
            yield "\n".join([one.title, f"  → content/{one.document}/{one.edition}/ (unchanged)", *lines])
    if held:
        names = (one.document if one.edition == "printed" else f"{one.document} (plain)" for one in held)
        yield f"unchanged: {_counted(len(held), names)}"


def _report(result: Result) -> str:
    """What became of a document's copies, for a person."""
    from duizhao import importing

    book, edition = result.book, result.job.edition
    nodes = book.printed if edition == "printed" else book.plain
    lost = [n.id for n in nodes if n.lost]
    repairs = Counter(mend.repair for mend in book.mends)
    rows = [
        ("nodes", f"{len(nodes)}"),
        ("repairs", _counted(len(book.mends), (f"{name} {n}" for name, n in repairs.most_common()))),
        ("losses", _counted(len(lost), lost)),
        ("unread", f"{sum(copy.unread for copy in book.copies)} characters"),
        *(("copy", _copy(copy)) for copy in book.copies if edition == "printed"),
    ]
    lines = [importing.title(book.document), f"  → content/{book.document.id}/{edition}/"]
    lines += [f"  {name:<9}{value}" for name, value in rows]
    told = _told(importing.worth_telling(result.findings), book.document.id, edition)
    return "\n".join([*lines, *told])


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


def _told(found: Sequence[Finding], document: str, edition: Edition) -> Iterator[str]:
    """The findings that somebody should look at."""
    yield from (f"  {finding.severity:<9}{finding.message}" for finding in found[:SHOWN])
    if len(found) > SHOWN:
        yield f"  {len(found) - SHOWN} more findings are in content/{document}/{edition}/findings.yaml"
