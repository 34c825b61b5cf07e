"""What the commands share: the knowledge base that is meant, and one way out for all that stops a run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from duizhao import store
from duizhao.errors import DuizhaoError
from duizhao.model import Book

Command = TypeVar("Command", bound=Callable[..., Any])


@contextmanager
def errors() -> Iterator[None]:
    """What stops a run becomes one message on standard error and exit code 2."""
    try:
        yield
    except DuizhaoError as error:
        stop(str(error))
    except BrokenPipeError:  # whoever read our output has seen enough (… | head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        stop(f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error))
    except KeyboardInterrupt:
        stop("interrupted.")


def stop(message: str) -> None:
    """Ends the run with exit code 2 and the message on standard error."""
    click.echo("\n".join(f"duizhao: {line}" for line in message.splitlines()), err=True)
    sys.exit(2)


def _at(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.obj = value


def root_option(command: Command) -> Command:
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


def root_of(given: Path | None) -> Path:
    """The knowledge base: exactly the folder that was named, else the one that the current folder is in."""
    if given is None:
        return store.find_root(Path.cwd())
    if not (given / "mkdocs.yml").is_file():
        raise DuizhaoError(f"{given}: is no knowledge base (it has no mkdocs.yml). Make one with: duizhao init {given}")
    return given.resolve()


def books(folder: Path, document: str | None) -> tuple[Book, ...]:
    """The books of a knowledge base, or only that document's.

    Raises:
        DuizhaoError: there is no such document.
    """
    from duizhao import pipeline

    found = pipeline.finish(store.load_library(folder)).books
    chosen = tuple(b for b in found if document in (None, b.document.id))
    if document and not chosen:
        known = ", ".join(b.document.id for b in found) or "none"
        raise DuizhaoError(f"{folder}: no document {document}; there are: {known}.")
    return chosen


def lines_out(lines: Iterable[str]) -> None:
    """Lines on standard output as UTF-8, whatever the terminal is: other programs read them."""
    for line in lines:
        sys.stdout.buffer.write((line + "\n").encode())
    sys.stdout.buffer.flush()
