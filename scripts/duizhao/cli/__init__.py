"""The command line. Exit codes: 0 done, 1 findings at or above --fail-on, 2 could not run."""

from __future__ import annotations

import io
import sys

import click

from duizhao import __version__
from duizhao.cli.checks import candidates, check
from duizhao.cli.exchange import export_jsonl, exports, glossary
from duizhao.cli.imports import import_, init
from duizhao.cli.search import export_opensearch, search
from duizhao.cli.shared import root_option
from duizhao.cli.site import build, export_site, serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="duizhao", help="Show the version and exit.")
@root_option
def main() -> None:
    """A bilingual knowledge base of standards, rebuilt from the copies that people really have.

    Exit codes: 0 done, 1 findings at or above --fail-on, 2 could not run (standard error says what to do).
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show a character must not stop an import
            stream.reconfigure(errors="replace")


@click.group()
@root_option
def export() -> None:
    """Write the library for other tools."""


for command in (export_jsonl, *exports(), export_opensearch, export_site):
    export.add_command(command)

glossary.add_command(candidates)

for command in (init, import_, check, glossary, search, export, build, serve):
    main.add_command(command)
