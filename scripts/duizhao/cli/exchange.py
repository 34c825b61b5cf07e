"""The commands that exchange files with other programs: the glossary, and texts for translators."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duizhao.cli.shared import books, errors, lines_out, root_of, root_option
from duizhao.errors import DuizhaoError
from duizhao.model import Edition, Language

if TYPE_CHECKING:
    from duizhao.exchanging import Format

RETURNED = (".xlf", ".xliff", ".xlsx")
"""Endings of the files of texts that ``duizhao import`` takes back from a translator."""

SAYS = {
    "tmx": "The aligned texts as a translation memory (TMX 1.4b).",
    "xliff": "The aligned texts for a translator's program (XLIFF 2.1); 'duizhao import' takes the file back.",
    "xlsx": "The aligned texts as a workbook, a text a row; 'duizhao import' takes the file back.",
}


@click.group()
@root_option
def glossary() -> None:
    """Take terms in, and hand them out."""


@glossary.command(name="import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Concepts of the file replace those of the same id that are other.")
@root_option
@click.pass_obj
def glossary_import(given: Path | None, file: Path, replace: bool) -> None:
    """Add the concepts of FILE to the glossary: TBX (version 3 in either style, or 2), CSV or XLSX.

    A concept whose id the glossary has already must be the same, unless --replace is given; else nothing is written.
    What a concept cannot hold goes into its note, and what is left out is told.
    """
    from duizhao import exchanging

    with errors():
        taken = exchanging.import_glossary(root_of(given), file, overwrite=replace)
    for line in taken.told:
        click.echo(line, err=True)
    click.echo(f"{file}: {taken.new} concepts new, {taken.changed} replaced, {taken.same} as they were.")


@glossary.command(name="export")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@root_option
@click.pass_obj
def glossary_export(given: Path | None, file: Path) -> None:
    """Write the glossary to FILE, in the format of its ending: .tbx (TBX-Basic, ISO 30042:2019), .csv or .xlsx."""
    from duizhao import exchanging

    with errors():
        number = exchanging.export_glossary(root_of(given), file)
    click.echo(f"{file}: {number} concepts.")


def exports() -> Iterator[click.Command]:
    """The commands of ``duizhao export`` that write texts for translators."""
    for kind in ("tmx", "xliff", "xlsx"):
        yield _export(kind)


def _export(kind: Format) -> click.Command:
    @click.pass_obj
    def write(
        given: Path | None,
        output: Path,
        edition: Edition | None,
        document: str | None,
        source: Language = "en",
        sentences: bool = False,
    ) -> None:
        from duizhao import exchanging

        with errors():
            held = books(root_of(given), document)
            number = exchanging.export_texts(held, output, kind, edition, source, sentences=sentences)
        click.echo(f"{output}: {number} texts.")

    command = click.command(name=kind, help=SAYS[kind])(root_option(write))
    command.params[:0] = [
        click.Option(
            ["-o", "--output"], required=True, metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
            help="The file to write.",
        ),
        click.Option(
            ["--edition"], type=click.Choice(["printed", "plain"]),
            help="Default: the printed edition where it has been imported, else the plain one.",
        ),
        click.Option(["--document"], metavar="ID", help="Only this document (as its folder in content/ is called)."),
    ]  # fmt: skip
    if kind == "xliff":
        says = "The language that is translated from (default: en)."
        command.params.insert(1, click.Option(["--source"], type=click.Choice(["zh", "en"]), default="en", help=says))
    if kind == "tmx":
        says = "A unit for each sentence and its counterpart, instead of each text."
        command.params.insert(1, click.Option(["--sentences"], is_flag=True, help=says))
    return command


def take_back(folder: Path, files: Sequence[Path], who: str | None) -> bool:
    """Takes changed texts from files that translators send back; False where the files are copies of documents.

    Raises:
        DuizhaoError: some files are the one and some the other, or one cannot be taken.
    """
    back = [file for file in files if file.suffix.lower() in RETURNED]
    if not back:
        return False
    if len(back) < len(files):
        raise DuizhaoError(f"{back[0]}: is no copy of a document: import translations and copies in separate runs.")
    from duizhao import exchanging

    landed = exchanging.take_back(folder, files, who)
    for document, number in landed.written.items():
        click.echo(f"{number} corrections → content/{document}/corrections.yaml")
    click.echo(f"{landed.unchanged} texts as they were, {landed.empty} left empty (nothing is deleted for that).")
    _conflicts(landed.conflicts)
    return True


def _conflicts(lines: Iterable[str]) -> None:
    listed = list(lines)
    if listed:
        told = [*listed, f"{len(listed)} conflicts: nothing was written. Settle them in the file, or export it anew."]
        click.echo("\n".join(f"conflict: {line}" if line in listed else line for line in told), err=True)
        sys.exit(1)


@click.command(name="jsonl")
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
@root_option
@click.pass_obj
def export_jsonl(given: Path | None, output: Path | None, edition: Edition | None, document: str | None) -> None:
    """One JSON object a line, a node a line, in document order."""
    from duizhao import importing
    from duizhao.exchange import jsonl

    with errors():
        found = books(root_of(given), document)
        lines = (jsonl.dumps(record) for book in found for record in jsonl.records(book, edition))
        if output:
            importing.write_lines(output, lines)
            return
        lines_out(lines)
