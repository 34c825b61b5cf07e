"""The invented library as it is searched: records, a glossary, and an index in memory."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from duizhao.model import Book, Concept, Node, Term
from duizhao.search import Index, Record, build, of_book

SAMPLE = Path(__file__).parent / "site" / "sample.py"


def _concept(id_: str, zh: Sequence[str], en: Sequence[str]) -> Concept:
    """A concept; the first term of a language is preferred, the others are to be avoided."""
    terms = [Term("zh", text, "avoid" if n else "preferred") for n, text in enumerate(zh)]
    terms += [Term("en", text, "avoid" if n else "preferred") for n, text in enumerate(en)]
    return Concept(id_, tuple(terms))


CONCEPTS = (
    _concept("reader", ("读者", "借阅人"), ("visitor", "patron")),
    _concept("librarian", ("馆员", "图书管理员"), ("librarian",)),
    _concept("feedback", ("反馈", "回音"), ("feedback",)),
    _concept("reader-feedback", ("读者反馈",), ("visitor feedback",)),
    _concept("service", ("服务",), ("service",)),
    _concept("service-map", ("服务蓝图",), ("service blueprint",)),
    _concept("training", ("培训",), ("training",)),
    _concept("library", ("图书馆",), ("library",)),
)


@cache
def sample() -> Any:
    """The invented books of the site's tests."""
    spec = importlib.util.spec_from_file_location("duizhao_sample", SAMPLE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def records_of(books: Iterable[Book]) -> list[Record]:
    """The records of books at invented addresses."""
    return [record for book in books for record in of_book(book, _address(book), f"{book.document.id}/")]


def _address(book: Book) -> Callable[[Node], str]:
    return lambda node: f"{book.document.id}/#{node.anchor}"


@cache
def library() -> tuple[Record, ...]:
    """The records of the invented standard in both editions, and of the handbook."""
    return tuple(records_of((sample().printed_library(), sample().handbook())))


def written(records: Iterable[Record], concepts: Sequence[Concept] = CONCEPTS, **options: int) -> dict[str, bytes]:
    """The files of an index."""
    files: dict[str, bytes] = {}
    build(records, concepts, files.__setitem__, **options)
    return files


@cache
def index() -> Index:
    """The index of ``library``."""
    return Index(written(library()).__getitem__)
