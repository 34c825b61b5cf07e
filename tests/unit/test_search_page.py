"""The page of results, and the words that the search's scripts have for what documents hold."""

from __future__ import annotations

import re
from importlib.resources import files

from duizhao import publish
from duizhao.model import KINDS, Book, Concept, Document, Library, Node, Term
from duizhao.search.records import DOCUMENT

CUP = Concept("cup", (Term("zh", "茶盏"), Term("en", "cup")), "喝茶的器具", "vessel for tea")
NODE = Node("1", "practice", None, "1", None, None, "用茶盏", "cup")
BOOK = Book(Document("tea", "茶室", "The tea room"), plain=(NODE,))


def text(*concepts: Concept) -> str:
    (page,) = (one for one in publish.unlisted(publish.lay_out(Library((BOOK,), concepts))) if one.path == "search.md")
    return page.source


def test_the_page_leads_to_everything_and_stays_out_of_the_navigation() -> None:
    assert all(way in text(CUP) for way in ("(tea/index.md)", "(practices.md)", "(glossary/index.md)"))
    assert "glossary" not in text()
    site = publish.lay_out(Library((BOOK,)))
    assert "search.md" not in str(publish.site_navigation(publish.listed(site), []))
    assert "/search.md" in publish.mkdocs_yml("x", plugin=False)


def test_an_export_runs_no_other_search() -> None:
    assert "plugins: []" in publish.mkdocs_yml("x", plugin=False)
    assert "search" not in publish.mkdocs_yml("x", plugin=True).replace("_search", "")


def test_every_kind_of_node_has_a_name() -> None:
    script = (files("duizhao.publish") / "assets" / "search-results.js").read_text(encoding="utf-8")
    table = script.partition("var KINDS = {")[2].partition("};")[0]
    assert set(re.findall(r"(\w+): \[", table)) == {*KINDS, DOCUMENT}
