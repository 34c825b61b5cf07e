"""The map as SVG and the element pages as Markdown: geometry, words, links, nothing but text from a title."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bases import laid
from duizhao import publish
from duizhao.model import Book, Document, Node
from duizhao.publish.drawing import PITCH, Drawn, below, dots, grid, letters, moved, scale
from duizhao.publish.elements import counted, together
from duizhao.publish.escape import one_line
from duizhao.publish.lettering import Face, measure, wrap
from duizhao.publish.map import DOTS, LISTED, MODES, glyph, has_map, on_home, site_map
from duizhao.publish.plan import Plan, plan
from duizhao.publish.structure import Knot

DOC = Document("db88-3-2030", "DB88 3—2030", "渡口管理", "Ferry management")
FACE = Face("name", 10, 14)


def ferry(title: str = "船只的照管", *, practices: int = 2, groups: int = 1, document: Document = DOC) -> Book:
    """A standard with principles, a process, and two elements of which the first stands in two places."""
    nodes = [
        *(Node("4", "clause", None, "4", "原则", "Principles"), Node("4.1", "clause", "4", "4.1", "守时", "On time")),
        *(Node("5", "clause", None, "5", "流程", "Process"), Node("5.1", "clause", "5", "5.1", "候船", "Waiting")),
        Node("5.2", "clause", "5", "5.2", "登船", "Boarding"),
        Node("6", "clause", None, "6", "要素", "Elements"),
        Node("6.1", "clause", "6", "6.1", title, "Care of boats", "船要照管好。", "Look after the boats."),
        Node("6.2", "clause", "6", "6.2", "码头", "Landing"),
        Node("A.1", "table", None, "A.1", "表"),
        Node("A.1/1", "factor", "A.1", None, title, "Care of the boats"),
    ]
    for group in range(groups):
        place = f"A.1/1/{group}"
        nodes.append(Node(place, "group", "A.1/1", None, f"第{group}组", f"Group {group}"))
        nodes += [Node(f"{place}/{p}", "practice", place, f"{p})", text_zh="擦洗甲板。") for p in range(practices)]
    return Book(document, plain=tuple(nodes))


def views(markup: str) -> list[ET.Element]:
    """The pictures of a map: wide and narrow, for each way of reading."""
    return list(ET.fromstring(markup).iter("svg"))


def links(picture: ET.Element) -> dict[str, str]:
    """Where the parts of a picture lead, by what a screen reader says."""
    return {link.attrib["aria-label"]: link.attrib["href"] for link in picture.iter("a")}


@pytest.fixture(scope="module")
def ferry_plan() -> Plan:
    return plan(ferry())


def test_every_part_is_a_link_with_its_counts(ferry_plan: Plan) -> None:
    pictures = views(site_map(ferry_plan))
    assert len(pictures) == 2 * len(MODES)
    both, _, chinese, _, english, _ = map(links, pictures)
    assert chinese["6.1 船只的照管，2 个做法"] == "element-6.1.html"
    assert chinese["第0组，2 个做法"] == "element-6.1.html#e-a.1-1-0"
    assert chinese["6.2 码头"] == "6.html#6.2"
    assert english["6.1 Care of boats, 2 practices"] == both["6.1 船只的照管，2 个做法 Care of boats, 2 practices"]
    assert list(chinese) == [
        *("4 原则", "4.1 守时", "5 流程", "5.1 候船", "5.2 登船", "6 要素"),
        *("6.1 船只的照管，2 个做法", "第0组，2 个做法", "6.2 码头"),
    ]


def test_both_arrangements_and_all_ways_of_reading_lead_to_the_same_places(ferry_plan: Plan) -> None:
    targets = {tuple(links(picture).values()) for picture in views(site_map(ferry_plan, prefix="db88/"))}
    assert len(targets) == 1
    assert all(target.startswith("db88/") for target in targets.pop())


def test_each_way_of_reading_shows_its_languages(ferry_plan: Plan) -> None:
    pictures = views(site_map(ferry_plan))
    for languages, picture in zip(("zh-Hans en", "zh-Hans", "en"), pictures[::2], strict=True):
        titles = [text for text in picture.iter("text") if re.search("name|also|title", text.attrib["class"])]
        assert {text.attrib["lang"] for text in titles} == set(languages.split())


def test_a_title_in_one_language_stands_in_every_way_of_reading() -> None:
    book = Book(DOC, plain=(Node("4", "clause", None, "4", "原则"), Node("4.1", "clause", "4", "4.1", "守时")))
    for picture in views(site_map(plan(book))):
        assert "守时" in "".join(picture.itertext())


def test_a_dot_stands_for_a_practice_until_there_are_too_many() -> None:
    def drawn(practices: int) -> int:
        picture = views(site_map(plan(ferry(practices=practices))))[0]
        paths = [path.attrib["d"] for path in picture.iter("path") if path.attrib["class"] == "dz-map-dot"]
        return sum(path.count("M") for path in paths) - 1  # one is the legend's

    assert [drawn(count) for count in (1, 7, DOTS)] == [1, 7, DOTS]
    assert drawn(DOTS + 1) == 13
    assert "5 practices" in site_map(plan(ferry(practices=DOTS + 1)))
    assert scale(10**9, DOTS) * DOTS >= 10**9


def test_a_long_list_of_parts_is_cut_with_its_number() -> None:
    assert f"＋{3}<" in site_map(plan(ferry(groups=LISTED + 3)))


def test_nothing_to_draw_draws_nothing() -> None:
    bare = plan(Book(DOC, plain=(Node("1", "clause", None, "1", "范围"), Node("2", "clause", None, "2", "清扫"))))
    assert not has_map(bare)
    assert site_map(bare) == glyph(bare) == ""
    assert '<section class="dz-map"' not in publish.pages(laid(bare.book))[0].text


def test_the_home_shows_the_map_of_the_one_document_or_of_the_one_with_a_model() -> None:
    chapters = [Node(str(number), "chapter", None, f"第{number}章", "题") for number in (1, 2)]
    book = Book(Document("shou-ce"), plain=(*chapters, Node("2.1", "section", "2", "2.1", "节")))
    model, handbook, other = plan(ferry()), plan(book), plan(ferry(document=Document("other")))
    assert on_home([model]) is model
    assert on_home([handbook]) is handbook
    assert on_home([handbook, model]) is model
    assert on_home([model, other, handbook]) is None
    home = publish.fill("<!-- duizhao:map -->", laid(ferry(), book))
    assert 'href="db88-3-2030/element-6.1.html"' in home
    assert publish.fill("<!-- duizhao:map -->", laid()) == ""


def test_cards_of_several_documents_have_the_map_in_small() -> None:
    shelf = publish.fill("<!-- duizhao:shelf -->", laid(ferry(), ferry(document=Document("other", "X 1"))))
    assert shelf.count("dz-map-glyph") == 2
    assert "dz-map-glyph" not in publish.fill("<!-- duizhao:shelf -->", laid(ferry()))


FRAGMENTS = (
    "<script>", "</svg>", "</text>", '"', "'", "&lt;", "&", "{{ x }}", "{: #x }", "`", "\\", "]]>", "\n", "\x00",
    "<!--", "\ud800", "\u202e", "-", "/", "船", "的" * 30, "x" * 90, " ",
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6).map("".join))
def test_any_title_stays_text(text: str) -> None:
    book = ferry(f"船{text}")
    pictures = views(site_map(plan(book)))
    assert {element.tag for picture in pictures for element in picture.iter()} <= {
        *("svg", "g", "a", "rect", "path", "text", "tspan"),
    }
    assert any(name.startswith(f"6.1 {one_line(f'船{text}')}") for name in links(pictures[2]))
    assert "\n" not in site_map(plan(book))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60), st.integers(20, 200))
def test_lines_hold_all_of_a_text_and_none_is_too_wide(text: str, room: int) -> None:
    lines = wrap(text, FACE, room, most=99)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(measure(line, FACE) <= room or len(line) == 1 for line in lines)


def test_lines_break_where_a_reader_expects() -> None:
    assert wrap("Care of the boats and of the landing", FACE, 120) == ("Care of the boats", "and of the landing")
    assert wrap("守时、安全和礼貌", FACE, 50) == ("守时、安", "全和礼貌")
    assert all(not line.startswith(("、", "，", "）")) for line in wrap("守时、安全，礼貌（对人）", FACE, 30))
    assert wrap("船" * 99, FACE, 50, most=2) == ("船" * 5, "船" * 4 + "…")
    assert letters("", "zh", FACE, 50) == Drawn()


def test_pieces_keep_their_distance_and_rows_their_height() -> None:
    piece = Drawn("<g/>", 10)
    assert below(piece, Drawn(), piece, gap=5).height == 25
    assert moved(piece, 3, 4) == Drawn('<g transform="translate(3 4)"><g/></g>', 14)
    heights = iter((10, 30, 20))
    cells = [lambda _width, high=high: lambda _head, height: Drawn("<g/>", max(high, height)) for high in heights]
    assert grid(cells, 100, 2, 10, 5).height == 30 + 5 + 20
    assert grid([], 100, 2, 10) == Drawn()
    assert dots(7, 3 * PITCH, "dot").svg.count("<path") == 3


def test_counts_are_worded_in_both_languages() -> None:
    def words(practices: int, concepts: int) -> tuple[str, str]:
        return counted(Knot((), (), practices, concepts))

    assert words(1, 2) == ("1 个做法，2 个概念", "1 practice, 2 concepts")
    assert words(0, 1) == ("1 个概念", "1 concept")
    assert words(0, 0) == ("", "")


def test_an_element_page_leads_from_the_clause_to_the_practices() -> None:
    site = laid(ferry())
    page = next(page for page in publish.pages(site) if page.path == "db88-3-2030/element-6.1.md")
    order = [
        "{: #e-6.1 ",
        'href="6.html#6.1"',
        'href="a.1-1.html"',
        "船要照管好。",
        "{: #e-a.1-1-0 ",
        'id="e-a.1-1-0-0"',
    ]
    assert [page.text.index(words) for words in order] == sorted(page.text.index(words) for words in order)
    assert page.text.count("擦洗甲板。") == 2
    assert not re.search(r'id="(?!e-)|\{: #(?!e-)', page.text)
    assert page.place[-1] == ("要素", "Elements")
    paths = [page.path.rpartition("/")[2] for page in publish.pages(site)]
    assert paths.index("index.md") < paths.index("element-6.1.md") < paths.index("4.md")


def test_pages_of_the_places_lead_to_the_element(ferry_plan: Plan) -> None:
    assert 'href="element-6.1.html"' in together(ferry_plan, ferry_plan.by_anchor["6.1"])
    assert "两处合读" in together(ferry_plan, ferry_plan.by_anchor["a.1-1"])
    assert together(ferry_plan, ferry_plan.by_anchor["6.2"]) == ""


def test_what_is_no_part_of_the_model_is_named_with_its_address() -> None:
    book = ferry()
    inner = (
        Node("6.1/t", "table", "6.1", "表1", "船期"),
        Node("6.1/t/1", "row", "6.1/t", text_zh="早 | 晚"),
        Node("6.1/note", "note", "6.1", "注：", text_zh="大船另算。"),
    )
    page = next(page for page in publish.pages(laid(Book(DOC, plain=(*book.plain, *inner)))) if "element" in page.path)
    assert "船期" in page.text
    assert 'href="6.html#6.1-t"' in page.text
    assert "大船另算。" in page.text


def test_a_page_of_the_text_keeps_its_name_where_an_element_wants_it() -> None:
    book = ferry()
    taken = Node("element-6.1", "clause", None, "7", "题")
    found = plan(Book(DOC, plain=(*book.plain, taken)))
    assert found.addresses["element-6.1"] == "element-6.1.md"
    assert list(found.elements) == ["element-6.1-page.md"]
