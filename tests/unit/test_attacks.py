"""Attacks by their names, each at every door that it could come in by; and texts as nobody would write them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bases import PLAIN, laid
from duizhao import pipeline, publish, store
from duizhao.errors import CopyError, StoreError
from duizhao.exchange import tbx_in, tmx, xliff_in
from duizhao.model import Book, Concept, Copy, Document, Library, Node, Term
from duizhao.text import encodings, hidden

# Entities that grow without bound, or fetch a file

LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
DECLARED = {
    "a billion laughs": LAUGHS,
    "a file": '<!ENTITY i SYSTEM "file:///etc/hostname">',
    "an address": '<!ENTITY i PUBLIC "-//x" "http://example.invalid/x">',
    "a parameter": '<!ENTITY % p SYSTEM "http://example.invalid/x">%p;<!ENTITY i "x">',
}
DOORS: dict[str, tuple[Callable[[bytes, str], object], str]] = {
    "tmx": (tmx.load, "<tmx version='1.4'><body><tu><tuv xml:lang='en'><seg>&i;</seg></tuv></tu></body></tmx>"),
    "xliff": (xliff_in.load, "<xliff version='2.0'><file><unit><segment><source>&i;</source></segment></unit></file>"),
    "tbx": (tbx_in.load, "<tbx><text><body><conceptEntry><note>&i;</note></conceptEntry></body></text></tbx>"),
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("attack", DECLARED)
@pytest.mark.parametrize("door", DOORS)
def test_no_entity_is_read(door: str, attack: str, encoding: str) -> None:
    load, body = DOORS[door]
    text = f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE {door} [{DECLARED[attack]}]>{body}"
    start = time.process_time()
    with pytest.raises(CopyError, match=r"x\.xml: declares entities") as refused:
        load(text.encode(encoding), "x.xml")
    assert "export the file again" in str(refused.value)
    assert time.process_time() - start < 1


# YAML that grows without bound

BOMBS = {
    "aliases": "terms: &a [x, x]\n" + "".join(f"{n}: &{n} [*a, *a, *a]\n" for n in "bcd"),
    "nested lists": "terms: " + "[" * 10_000,
    "nested keys": "terms: " + "{a: " * 10_000,
    "nested lines": "\n".join(" " * n + "a:" for n in range(2_000)),
    "nested dashes": "- " * 10_000 + "x",
    "a tag": "terms: !!python/object/apply:os.system ['x']\n",
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("name", ["glossary/quay.yaml", "content/d/document.yaml", "content/d/corrections.yaml"])
def test_yaml_that_grows_is_refused_with_its_place(name: str, bomb: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    if not name.endswith("document.yaml"):
        (tmp_path / "content/d").mkdir(parents=True, exist_ok=True)
        (tmp_path / "content/d/document.yaml").write_text("id: d\n", "utf-8")
    path.write_text(BOMBS[bomb], "utf-8")
    start = time.process_time()
    with pytest.raises(StoreError, match=rf"{path.name}:\d+: "):
        load_all(tmp_path)
    assert time.process_time() - start < 2


def load_all(root: Path) -> None:
    store.load_glossary(root)
    store.load_book(root / "content/d")
    store.load_corrections(root / "content/d")


# Texts as nobody would write them

ODD = {
    "a title of 100 000 characters": PLAIN.replace("村口晒谷场使用要点", "村口晒谷场的要点" * 12_500),
    "a clause title of 20 000 characters": PLAIN.replace("4.1 排期", f"4.1 {'排期' * 10_000}"),
    "a clause number of 5000 digits": PLAIN.replace("4.1 排期", f"4.{'1' * 5000} 排期"),
    "a chapter number of 5000 digits": PLAIN.replace("5 保养", f"{'5' * 5000} 保养"),
    "a clause number of 3000 levels": PLAIN.replace("4.1 排期", f"4.{'1.' * 3000}1 排期"),
    "a list label of 5000 digits": PLAIN.replace("村里用来", f"下列:\n{'9' * 5000}) 甲;\n{'9' * 5000}) 乙;\n"),
    "a document number of 5000 digits": PLAIN.replace("63—2024", f"{'6' * 5000}—2024"),
    "a zero byte": PLAIN.replace("村里", "村\x00里"),
    "half of a pair": PLAIN.replace("村里", "村\ud800里"),
    "private use": PLAIN.replace("村里", "村\ue000\U000f0001里"),
    "private use in the title": PLAIN.replace("村口晒谷场", "村口\ue000晒谷场"),
    "backwards": PLAIN.replace("村里", "村\u202e里").replace("清扫", "清\u200b扫"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_are_accounted_for_and_make_pages(name: str) -> None:
    copy = Copy("x.txt", "txt", "utf-8", name, encodings.tidy(ODD[name]))
    start = time.process_time()
    built = pipeline.build([copy])
    (record,) = built.book.copies
    assert record.in_nodes + sum(record.in_edits.values()) + sum(record.discarded.values()) + record.unread == len(
        copy.text
    )
    for page in publish.pages(laid(built.book)):
        page.source.encode("utf-8")
        assert len(page.path) < 200
    assert time.process_time() - start < 20


# Characters that nobody sees

SLY = "值\u202e班\u2066员\u200b与\u061c客\u2060人\U000e0041"


def test_what_turns_or_hides_is_shown_on_every_page() -> None:
    document = Document("d", "DB97/T 1—2020", SLY, SLY, issuer=SLY, drafters=(SLY,))
    nodes = (Node("1", "clause", None, "1", SLY, SLY, SLY, SLY, note=SLY), Node("2", "term", None, "2", SLY))
    concept = Concept(
        "duty", (Term("zh", SLY), Term("en", SLY, "avoid", SLY)), definition_zh=SLY, definition_en=SLY, note=SLY
    )
    site = publish.lay_out(Library((Book(document, nodes, nodes),), (concept,)))
    for page in publish.pages(site):
        assert not hidden.TURNING.search(page.source), page.path
        assert not hidden.UNSEEN.search(page.source), page.path
    shown = {page.path for page in publish.pages(site) if "U+202E" in page.source or "U&#43;202E" in page.source}
    assert len(shown) >= 3


@pytest.mark.parametrize(
    "text", ["值班员", "Café – “a”…", "农夫\U0001f468\u200d\U0001f33e", "to\u00adgether", "a\u3000b"]
)
def test_what_can_be_seen_stays_as_it_is(text: str) -> None:
    assert hidden.shown(text) == text


def test_a_joint_that_hides_is_shown() -> None:
    assert hidden.shown("cus\u200dtomer") == "cus[U+200D]tomer"
