"""What programs read of a page: the file beside it, and the block for its own scripts. And the site's settings."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from bases import base, run
from duizhao import plugin, publish, store
from duizhao.errors import DuizhaoError
from duizhao.exchange import jsonl
from duizhao.model import Book, Concept, Document, Library, Node, Span, Term

DOC = Document("db88-1-2030", "DB88 1—2030", "茶室", issuer="某局")
EVIL = "</script><script>x</script><!-- {{ y }} {% z %} \u2028 \ud800"
PRINTED = (
    Node("6", "clause", None, "6", "茶", text_zh=EVIL, copies=(Span("a.txt", 1, 2),), concepts=("tea",)),
    Node("6/Note1", "note", "6", "注1：", text_zh="烫。"),
)
PLAIN = (Node("6", "clause", None, "6", text_zh="喝茶"), Node("6.9", "clause", "6", "6.9", EVIL))
BOOK = Book(DOC, printed=PRINTED, plain=PLAIN)
PATH = "db88-1-2030/6.json"


def site(book: Book, report: str | None = None) -> publish.Site:
    return publish.lay_out(Library((book,)), publish.Settings(report))


def data(book: Book) -> dict[str, object]:
    return json.loads(publish.attachments(site(book))[PATH])  # type: ignore[no-any-return]


def block(book: Book, report: str | None = None) -> dict[str, object]:
    [text] = [page.text for page in publish.pages(site(book, report)) if page.path == "db88-1-2030/6.md"]
    [inside] = re.findall(r'<div class="dz-page-data" hidden data-held="([^"]*)"></div>', text)
    assert not re.search(r"[<>{}`\n\ud800]", inside)
    return json.loads(html.unescape(inside))  # type: ignore[no-any-return]


def test_a_file_holds_the_nodes_as_exported_lines_do() -> None:
    held = data(BOOK)
    assert (held["edition"], held["page"]) == ("printed", "6.html")
    assert held["document"] == {
        "id": "db88-1-2030", "number": "DB88 1—2030", "title_zh": "茶室", "title_en": None, "published": None,
        "effective": None, "issuer": "某局",
    }  # fmt: skip
    nodes = {node["id"]: node for node in held["nodes"]}  # type: ignore[attr-defined]
    assert set(nodes) == {"6", "6/Note1", "6.9"}
    exported = {record["id"]: record for record in jsonl.records(Book(DOC, printed=PRINTED[1:]))}
    assert nodes["6/Note1"] == {**exported["6/Note1"], "anchor": "6-note1"}
    assert nodes["6"]["plain"] == {"title_zh": None, "title_en": None, "text_zh": "喝茶", "text_en": None}
    assert nodes["6.9"]["edition"] == "plain"


def test_each_page_of_text_has_its_file_and_a_link_to_it() -> None:
    laid = site(BOOK)
    files = publish.attachments(laid)
    texts = {page.path: page.text for page in publish.pages(laid)}
    assert "](6.json)" in texts["db88-1-2030/6.md"]
    assert {path for path in files if path.endswith(".json")} == {PATH}
    assert publish.attachments(site(BOOK)) == files


def test_the_block_of_a_page_names_each_place_and_how_each_edition_is_cited() -> None:
    held = block(BOOK)
    assert held["nodes"] == {
        "6": ["6", "第6章", "clause 6", "printed"],
        "6-note1": ["6/Note1", "第6章, 注1", "clause 6, Note 1", "printed"],
        "6.9": ["6.9", "第6.9条", "clause 6.9", "plain"],
    }
    assert set(held["cite"]) == {"printed", "plain"}  # type: ignore[call-overload]
    assert held["report"] is None


def test_the_block_of_a_page_cannot_be_ended_by_a_text() -> None:
    evil = Document("db88-1-2030", EVIL, EVIL, issuer=EVIL)
    held = block(Book(evil, printed=PRINTED), "https://x.test/?q={node}")
    assert "</script><script>x</script>" in str(held["document"])


@pytest.mark.parametrize(
    "target",
    [
        "https://x.test/new?title={node}&body={address}",
        "http://x.test",
        "mailto:a@x.test?subject={document}",
        "mailto:",
    ],
)
def test_a_target_for_reports_is_a_page_or_a_letter(target: str) -> None:
    assert block(BOOK, target)["report"] == target


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("javascript:alert(1)", "opens with https://"),
        ("data:text/html,x", "opens with https://"),
        ("//x.test", "opens with https://"),
        ("https://", "opens with https://"),
        ("https://x.test/a b", "holds no space"),
        ("https://x.test/?q={nodes}", r"\{nodes\} is not known. A target may name \{node\}, \{document\}, \{address\}"),
    ],
)
def test_any_other_target_is_refused_with_what_to_do(target: str, said: str) -> None:
    with pytest.raises(DuizhaoError, match=said):
        publish.Settings(target)


def test_the_target_is_set_in_the_settings_of_the_site(tmp_path: Path) -> None:
    """The plugin reads it, and an export, which does without the plugin, has it in its pages."""
    root = base(tmp_path / "base")
    settings = root / "mkdocs.yml"
    assert plugin.settings(root) == publish.Settings()
    plain = settings.read_text(encoding="utf-8")
    settings.write_text(plain.replace("\n  - duizhao\n", "\n  - duizhao:\n      report: mailto:a@x.test\n"), "utf-8")
    assert plugin.settings(root).report == "mailto:a@x.test"
    store.save_printed(root / "content" / "db88-1-2030", Book(DOC, printed=(Node("6", "clause", None, "6", "茶"),)))
    run("--root", root, "export", "site", tmp_path / "out")
    page = (tmp_path / "out" / "content" / "db88-1-2030" / "6.md").read_text(encoding="utf-8")
    assert '"report":"mailto:a@x.test"' in html.unescape(page)
    assert (tmp_path / "out" / "content" / PATH).is_file()
    settings.write_text(plain.replace("\n  - duizhao\n", "\n  - duizhao:\n      report: javascript:x\n"), "utf-8")
    with pytest.raises(DuizhaoError, match="no target for reports"):
        plugin.build(root)


def test_only_the_data_for_programs_keep_characters_that_nobody_sees() -> None:
    unseen = "a\u202eb\u200bc"
    texts = (unseen,) * 4
    nodes = (
        Node("1", "clause", None, unseen, *texts, note=unseen),
        Node("1/1", "practice", "1", unseen, *texts, note=unseen),
    )
    book = Book(Document("ferry", unseen, unseen, unseen, issuer=unseen), printed=nodes, plain=nodes)
    terms = (Term("zh", unseen, "preferred", unseen), Term("en", unseen, "avoid", unseen))
    site = publish.lay_out(Library((book,), (Concept("quay", terms, unseen, unseen, note=unseen),)))
    shown = {page.path: page.source for page in publish.pages(site)}
    shown |= {path: data.decode() for path, data in publish.attachments(site).items() if not path.endswith(".json")}
    assert len(shown) > 8
    assert [path for path, text in shown.items() if "\u202e" in text or "\u200b" in text] == []
