"""The command that checks translations and structure."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from duizhao.cli.shared import errors, lines_out, root_of, root_option
from duizhao.model import Edition, Severity


@click.command()
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
@root_option
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

    with errors():
        root, choice, today = root_of(given), checking.Choice(edition, document, only), datetime.now(tz=UTC).date()
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
            lines_out(lines)
        sys.exit(checking.fails(run.findings, fail_on))


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the list.")
@click.option("--edition", type=click.Choice(["printed", "plain"]), help="Default: printed where imported, else plain.")
@click.option("--document", metavar="ID", help="Only this document (as its folder in content/ is called).")
@root_option
@click.pass_obj
def candidates(given: Path | None, form: str, edition: Edition | None, document: str | None) -> None:
    """List the recurrent terms of the texts that the glossary lacks, with their renderings and places."""
    from duizhao import checking

    with errors():
        lines_out(checking.told(checking.candidates(root_of(given), checking.Choice(edition, document)), form))
