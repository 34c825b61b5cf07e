"""The commands that search the library, and that hand what is searched to other search programs."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duizhao.cli.shared import errors, lines_out, root_of, root_option

if TYPE_CHECKING:
    from duizhao.searching import Shelves


@click.command()
@click.argument("query", metavar="QUERY...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of the list.")
@click.option("--kind", metavar="KIND", help="Only nodes of this kind (clause, practice, row …).")
@click.option("--document", metavar="ID", help="Only this document (as its folder in content/ is called).")
@click.option("--element", metavar="NAME", help="Only what belongs to this element, by its name in either language.")
@click.option("--limit", type=click.IntRange(min=1), default=10, help="So many hits at most (default: 10).")
@root_option
@click.pass_obj
def search(
    given: Path | None, query: Sequence[str], form: str, kind: str | None, document: str | None, element: str | None,
    limit: int,
) -> None:  # fmt: skip
    """List the nodes that answer QUERY, the best first.

    Words and phrases of either language, numbers of clauses and standards, terms of the glossary and what else they are
    called, pinyin, traditional characters, small typing errors. '"two words"' asks for just that, 'word -other'
    excludes: put such a query in quotes as a whole.
    """
    from duizhao import searching

    with errors():
        index = searching.open_index(root_of(given), _bar)
        wanted = {"document": document, "element": element, "kind": kind}
        told = searching.find(index, " ".join(query), wanted, limit)
        if form == "json":
            lines_out(searching.as_json(told))
        else:
            _echo(_hits(told))
        if not told["hits"]:
            _echo(_nothing(told, [name for name, value in wanted.items() if value]), err=form == "json")


@click.command(name="opensearch")
@click.option(
    "-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write into.",
)  # fmt: skip
@click.option("--document", metavar="ID", help="Only this document (as its folder in content/ is called).")
@root_option
@click.pass_obj
def export_opensearch(given: Path | None, output: Path, document: str | None) -> None:
    """What is searched, for OpenSearch or Elasticsearch: index.json with the mapping, and bulk lines.

    Load them with curl, the index first: PUT index.json to /duizhao, then POST each records-….ndjson to /duizhao/_bulk
    (README.md has the commands).
    """
    from duizhao import exchanging, searching, store
    from duizhao.search.tokens import simplified

    with errors():
        root = root_of(given)
        found = searching.records(root, document)
        number = exchanging.export_opensearch(found, store.load_glossary(root), simplified(), output)
    click.echo(f"{output}: {number} records.")


def _bar(shelves: Shelves) -> Shelves:
    from tqdm import tqdm

    return tqdm(shelves, disable=not sys.stderr.isatty(), unit="document", leave=False)


def _echo(lines: Iterable[str], *, err: bool = False) -> None:
    """Lines with their colours on a terminal, unless NO_COLOR is set, and without in a pipe."""
    for line in lines:
        click.echo(line, err=err, color=False if os.environ.get("NO_COLOR") else None)


# An answer as text


def _hits(told: Mapping[str, Any]) -> Iterator[str]:
    for rank, hit in enumerate(told["hits"], start=1):
        yield from _hit(rank, hit)
        yield ""
    shown, total = len(told["hits"]), told["total"]
    if shown:
        least = "at least " if told["more"] else ""
        many = f"{shown} of {least}{total} hits: --limit shows more" if total > shown else f"{total} hits"
        yield many.replace("1 hits", "1 hit") if total == 1 else many


def _hit(rank: int, hit: Mapping[str, Any]) -> Iterator[str]:
    """A hit: where it is, its titles and snippets with the match marked, and why it is one."""
    titles = " · ".join(filter(None, (_marked(hit, f"title_{language}") for language in ("zh", "en"))))
    where = click.style(_safe(f"{hit['document']} {hit['id']}"), fg="cyan")
    yield "  ".join(filter(None, (f"{rank:>2}", where, click.style(_safe(hit["kind"]), dim=True), titles)))
    for language in ("zh", "en"):
        if snippet := _marked(hit, f"snippet_{language}"):
            yield f"    {snippet}"
    yield click.style(f"    matched: {'; '.join(map(_reason, hit['matched']))}", dim=True)


def _marked(hit: Mapping[str, Any], name: str) -> str:
    text, at, found = _safe(hit[name]), 0, ""
    for start, end in hit["marks"][name]:
        found += text[at:start] + click.style(text[start:end], fg="yellow", bold=True)
        at = end
    return found + text[at:]


def _reason(matched: Mapping[str, str]) -> str:
    part, what = _safe(matched["part"]), _safe(matched["what"])
    return f"{part if _bare(part) == _bare(what) else f'{part} → {what}'} ({matched['how']})"


def _bare(text: str) -> str:
    """A text without the signs that no search asks for."""
    return "".join(filter(str.isalnum, text.casefold()))


def _nothing(told: Mapping[str, Any], filters: Sequence[str]) -> Iterator[str]:
    """What is said where nothing was found: what was tried, what filters kept out, what resembles the query."""
    yield f"Nothing found. Tried: {', '.join(dict.fromkeys(map(_reason, told['tried'])))}"
    others = {name: told["facets"][name] for name in filters if told["facets"][name]}
    for name, held in others.items():
        counted = (f"{_safe(one['value'])} ({one['count']})" for one in held)
        yield f"With another --{name}: {', '.join(counted)}"
    if told["nearest"] and not others:
        yield f"Nearest: {', '.join(map(_safe, told['nearest']))}"


def _safe(text: str) -> str:
    """A text of a document on a terminal: nothing in it moves the cursor or turns the line round."""
    return "".join(" " if unicodedata.category(char) == "Cc" or char in _TURNS else char for char in text)


_TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Characters that change the direction of writing."""
