"""Search: an index of static files, built from records and read by the site's pages and by the command line alike.

- ``of_book(book, address, home)`` makes the records of a book, ``of_books(shelves)`` those of several; addresses are
  handed in, as ``publish.searching.shelves(site)`` gives them.
- ``build(records, concepts, sink)`` writes the index: ``sink(name, data)`` takes each file.
- ``Index(fetch)`` opens one: ``fetch(name)`` gives the bytes of a file. Raises DuizhaoError where it is damaged.
- ``query(index, text, limit=…, filters={"document": …, "kind": …, "element": …})`` answers with plain values: ``hits``
  (``id address label document element kind rank title_zh title_en snippet_zh snippet_en``, ``marks`` with the marked
  characters of each of the four texts, and ``matched``: what of the query matched, what stands there, and how: exact,
  word, folded, concept, pinyin, fuzzy), ``total`` (``more``: at least so many), ``facets``, ``terms`` (the
  concepts that the query names: ``id zh en``), ``tried``, ``nearest``.

The format of the files is described in FORMAT.md. Answers are the same as those of ``publish/assets/search-engine.js``.
"""

from duizhao.search.index import Built, build
from duizhao.search.query import query
from duizhao.search.reader import Index
from duizhao.search.records import Label, Record, of_book, of_books

__all__ = ["Built", "Index", "Label", "Record", "build", "of_book", "of_books", "query"]
