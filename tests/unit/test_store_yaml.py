"""YAML of the store: whatever is written comes back, and what a person may break says where and what to do."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao import store
from duizhao.errors import StoreError
from duizhao.model import (
    KINDS,
    LANGUAGES,
    CopyRecord,
    Correction,
    Document,
    Finding,
    Mend,
    Node,
    Reference,
    Span,
)
from duizhao.store import convert, edition, emit, files, names, parse

# --- strategies ---------------------------------------------------------------------------------------------------

NASTY = st.sampled_from(
    [
        "", " ", "\n", "\n\n", "a\n", "\na", "a \nb", "a\n\n b", "  a\nb", "\t", "a\tb", "# a", "a #b", "a: b", "a:",
        "- a", "---", "...", "? a", "| ", ">-", "%TAG", "@a", "`a", "!x", "&a", "*a", "{a: b}", "[a]", "a, b", "a]",
        "'", '"', "it's", '"a" \'b\'', "\\", "\\n", "6.10", "6.3.2", "1:30", "no", "NULL", "~", "yes", "0x1F", "1e3",
        "1_000", ".5", "-.inf", ".NaN", "=", "<<", "2023-12-01", "2023-12-01 10:00:00", "null", "TRUE", "0o17", "+1",
        "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "a\x85b", "\u2028", "a\u2029b", "\ufeff", "\ufffe", "a\u202eb",
        "\r", "a\r\nb", "\u3000条文", "条文\u3000", "注1:", "（a）", "——", "\U0001f600", "a" * 3000, "长" * 500,
        "长" * 100 + "\n" + "b" * 100, "x\n" * 50 + "x", "#" + "长" * 100, "a" * 90 + "\n\n" + "b", "---\n" + "a" * 90,
    ]
)  # fmt: skip
TEXT = NASTY | st.text(max_size=40) | st.text(alphabet=" \n\t:#-'\"a条1.,[]{}|>&*!%@`?\\\x85\u2028\r", max_size=20)
MAYBE = st.none() | TEXT
COUNT = st.integers(min_value=-(10**12), max_value=10**12)
SHARE = st.floats(allow_nan=False, allow_infinity=False)
NAME = st.text(min_size=1, max_size=60)

SPANS = st.builds(Span, copy=TEXT, start=COUNT, end=COUNT)
NODES = st.builds(
    Node,
    id=TEXT,
    kind=st.sampled_from(KINDS),
    parent=st.none(),
    label=MAYBE,
    title_zh=MAYBE,
    title_en=MAYBE,
    text_zh=MAYBE,
    text_en=MAYBE,
    lost=st.booleans(),
    note=MAYBE,
    supplied=st.lists(TEXT, max_size=3).map(tuple),
    copies=st.lists(SPANS, max_size=3).map(tuple),
    edits=COUNT,
    agreement=st.none() | SHARE,
    confidence=SHARE,
    concepts=st.lists(TEXT, max_size=3).map(tuple),
)
DOCUMENTS = st.builds(
    Document,
    id=TEXT,
    number=MAYBE,
    title_zh=MAYBE,
    drafters=st.lists(TEXT, max_size=4).map(tuple),
    references=st.lists(st.builds(Reference, number=TEXT, title=MAYBE), max_size=3).map(tuple),
    contents=st.lists(TEXT, max_size=3).map(tuple),
)
COUNTS = st.dictionaries(NAME, COUNT, max_size=3)
COPY_RECORDS = st.builds(
    CopyRecord,
    name=TEXT,
    sha256=TEXT,
    format=TEXT,
    encoding=TEXT,
    characters=COUNT,
    in_nodes=COUNT,
    in_edits=COUNTS,
    discarded=COUNTS,
    unread=COUNT,
)
MENDS = st.builds(
    Mend, copy=TEXT, start=COUNT, end=COUNT, before=TEXT, after=TEXT, repair=TEXT, why=TEXT, node=MAYBE
)  # fmt: skip
FINDINGS = st.builds(
    Finding,
    check=TEXT,
    severity=st.sampled_from(["error", "warning", "info"]),
    message=TEXT,
    node=MAYBE,
    language=st.none() | st.sampled_from(LANGUAGES),
    suggestion=MAYBE,
)
CORRECTIONS = st.builds(
    Correction, node=TEXT, language=st.sampled_from(LANGUAGES), before=TEXT, after=TEXT, why=TEXT, who=TEXT
)
RECORDS = NODES | COPY_RECORDS | MENDS | FINDINGS | CORRECTIONS | DOCUMENTS

HERE = Path("content/x/plain")
ROOT = Path()


# --- laws ---------------------------------------------------------------------------------------------------------


@given(st.lists(RECORDS, max_size=4))
def test_what_is_dumped_loads_again(records: list[object]) -> None:
    for record in records:
        data = files.dumps(record, "nodes", HERE, ROOT)
        assert files.loads(data, type(record), HERE) == record
        many = files.dumps_all([record, record], "nodes", HERE, ROOT)
        assert [each for _, each in files.loads_all(many, type(record), HERE)] == [record, record]


@given(TEXT)
def test_a_text_comes_back_in_every_place(text: str) -> None:
    value: emit.Plain = {"a": text, "b": [text, text], "c": emit.Flow(k=text), "d": [{"e": text, "f": [[text]]}]}
    leaf = parse.Leaf
    tree = parse.parse(emit.dump(value).encode())
    assert isinstance(tree, parse.Pairs)
    found: list[str | None] = []

    def walk(node: parse.Tree) -> None:
        if isinstance(node, leaf):
            found.append(node.text)
        for each in node.items if isinstance(node, parse.Items) else []:
            walk(each)
        for each in node.pairs.values() if isinstance(node, parse.Pairs) else []:
            walk(each)

    walk(tree)
    assert found == [text] * 6


@given(TEXT, NAME)
def test_any_yaml_reader_sees_the_same_strings(text: str, key: str) -> None:
    value: emit.Plain = {key: text, "b" + key: [text]}
    assert yaml.safe_load(emit.dump(value)) == value


@given(TEXT)
def test_the_loaders_in_c_and_in_python_agree(text: str) -> None:
    dumped = emit.dump({"a": text, "b": emit.Flow(c=text)})
    assert yaml.load(dumped, Loader=yaml.SafeLoader) == {"a": text, "b": {"c": text}}


@given(st.lists(NODES, max_size=8, unique_by=lambda node: node.id), st.randoms())
def test_an_edition_comes_back_in_document_order(nodes: list[Node], chance: random.Random) -> None:
    placed: list[Node] = []
    for node in nodes:
        parent = chance.choice([None, *(each.id for each in placed)])
        placed.append(replace(node, parent=parent))
    assert edition.from_files(edition.to_files(placed, HERE, ROOT), HERE) == tuple(placed)


@given(st.text(max_size=200))
def test_no_document_id_leaves_its_folder(document_id: str) -> None:
    try:
        folder = store.document_folder(Path("/base"), document_id)
    except StoreError:
        return
    assert folder.resolve().parent == Path("/base/content")


@given(st.text(max_size=300))
def test_no_copy_name_leaves_its_folder(name: str) -> None:
    safe = names.copy_name(name)
    assert Path(safe).name == safe
    assert safe not in (".", "..")
    assert not safe.startswith(".")
    assert len(safe.encode()) <= 200
    assert names.copy_name(safe) == safe


@given(st.text(max_size=100))
def test_no_node_id_leaves_its_folder(node_id: str) -> None:
    assert Path(names.node_file(node_id)).name == names.node_file(node_id)
    assert not names.node_file(node_id).startswith(".")


# --- what a file looks like ---------------------------------------------------------------------------------------


def test_a_file_reads_well() -> None:
    node = Node(
        "6.3.2",
        "clause",
        parent="6.3",
        label="6.3.2",
        title_zh="服务承诺",
        text_zh="第一段。\n第二段: 见 6.1。",
        lost=True,
        supplied=("title_en",),
        copies=(Span("a.txt", 10, 92), Span("b, 2.md", 4, 80)),
        confidence=0.9,
    )
    assert files.dumps_all([node, Node("6.10", "clause")], "nodes", HERE, ROOT).decode() == (
        "# yaml-language-server: $schema=../../../.schemas/nodes.schema.json\n"
        "- id: 6.3.2\n"
        "  kind: clause\n"
        "  parent: '6.3'\n"
        "  label: 6.3.2\n"
        "  title_zh: 服务承诺\n"
        "  text_zh: |-\n"
        "    第一段。\n"
        "    第二段: 见 6.1。\n"
        "  lost: true\n"
        "  supplied: [title_en]\n"
        "  copies:\n"
        "    - {copy: a.txt, start: 10, end: 92}\n"
        "    - {copy: 'b, 2.md', start: 4, end: 80}\n"
        "  confidence: 0.9\n"
        "- id: '6.10'\n"
        "  kind: clause\n"
    )


def test_long_text_is_a_block_on_one_line() -> None:
    assert emit.dump({"text_zh": "长" * 200}) == "text_zh: |-\n  " + "长" * 200 + "\n"


def test_hand_written_yaml_keeps_its_strings() -> None:
    data = "- id: 6.10\n  kind: clause\n  title_zh: no\n  title_en: null\n  label: 1:30\n  note:\n  lost: true\r\n"
    [(line, node)] = files.loads_all(data.encode(), Node, HERE)
    assert node == Node("6.10", "clause", title_zh="no", title_en="null", label="1:30", lost=True)
    assert line == 1


def test_half_of_a_character_pair_is_refused() -> None:
    with pytest.raises(StoreError, match=r"half of a character pair \(U\+D83D\)"):
        emit.dump({"a": "x\ud83d"})


# --- what a person may break --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- id: 1\n  kind: clause\n  titel_zh: x\n", ":3: the key 'titel_zh' is not known: did you mean 'title_zh'"),
        ("- id: 1\n  kind: klause\n", ":2: 'klause' is not one of: clause, term"),
        ("- kind: clause\n", ":1: the key 'id' is missing"),
        ("- id:\n  kind: clause\n", ":1: the key 'id' is missing"),
        ("- id: 1\n  kind: clause\n  id: 2\n", ":3: the key 'id' stands twice, first in line 1"),
        ("- id: [1]\n  kind: clause\n", ":1: a text must stand here"),
        ("- id: 1\n  kind: clause\n  lost: maybe\n", ":3: 'maybe' is neither true nor false"),
        ("- id: 1\n  kind: clause\n  edits: 1.5\n", ":3: '1.5' is no whole number"),
        ("- id: 1\n  kind: clause\n  confidence: nan\n", ":3: 'nan' is no number"),
        ("- id: 1\n  kind: clause\n  copies: {copy: a}\n", ":3: a list must stand here"),
        ("- id: 1\n  kind: clause\n  copies: [a]\n", ":3: keys and values must stand here, such as 'copy: …'"),
        ("- id: 1\n  kind: clause\n  supplied:\n  -\n", ":4: a text must stand here: write ''"),
        ("id: 1\n", ":1: a list must stand here: each entry begins with '- '"),
        ("- id: &a 1\n  kind: *a\n", ":1: anchors (&) and aliases (*) are not read"),
        ("- id: !!int 1\n  kind: clause\n", ":1: tags (!) are not read"),
        ("- id: !x 1\n", ":1: tags (!) are not read"),
        ("- &a [1]\n", ":1: anchors"),
        ("- {? [a] : b}\n", ":1: a key must be a word"),
        ("- id: 1\n  kind: 'clause\n", "this is not YAML"),
        ("- id: 1\n   kind: clause\n", ":2: this is not YAML"),
        ("- id: 1\n  kind: clause\n---\n- id: 2\n", ":3: a second document"),
        ("[" * 50 + "]" * 50, ":1: more than 12 levels"),
        ("\n- id: \x00\n", ":2: YAML cannot hold this character"),
    ],
)
def test_errors_name_file_line_and_remedy(text: str, message: str) -> None:
    with pytest.raises(StoreError) as error:
        files.loads_all(text.encode(), Node, HERE / "6.yaml")
    assert str(HERE / "6.yaml") + ":" in str(error.value)
    assert message in str(error.value)


def test_other_encodings_and_endless_files_are_refused() -> None:
    with pytest.raises(StoreError, match=r"6\.yaml:2: this is not UTF-8"):
        files.loads_all("- id: 1\n  title_zh: 范围\n".encode("gbk"), Node, Path("6.yaml"))
    with pytest.raises(StoreError, match="the most that is read"):
        files.loads_all(b"#" * (parse.MAX_BYTES + 1), Node, Path("6.yaml"))


def test_an_alias_bomb_costs_nothing() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(StoreError, match="aliases"):
        files.loads(bomb.encode(), Document, Path("document.yaml"))


def test_very_deep_nesting_neither_crashes_nor_recurses() -> None:
    with pytest.raises(StoreError, match="levels"):
        files.loads_all(b"[" * 100_000, Node, Path("6.yaml"))


# --- speed --------------------------------------------------------------------------------------------------------


@settings(max_examples=5, deadline=None)
@given(st.integers(1, 4))
def test_a_large_edition_loads_fast_enough_to_serve(scale: int) -> None:
    nodes = [
        Node(
            str(n),
            "clause",
            title_zh="标题",
            text_zh="文" * 120,
            text_en="word " * 60,
            copies=(Span("a.txt", n, n + 9),),
        )
        for n in range(300 * scale)
    ]
    made = edition.to_files(nodes, HERE, ROOT)
    start = time.perf_counter()
    assert edition.from_files(made, HERE) == tuple(nodes)
    assert time.perf_counter() - start < 2 * scale


def test_language_of_a_correction_is_checked() -> None:
    language: str = "zh"
    data = f"- {{node: '1', language: {language}, before: a, after: b, why: c, who: d}}\n"
    assert len(files.loads_all(data.encode(), Correction, HERE)) == 1
    with pytest.raises(StoreError, match="'fr' is not one of: zh, en"):
        files.loads_all(data.replace("language: zh", "language: fr").encode(), Correction, HERE)


def test_a_type_without_a_reader_says_so() -> None:
    hint: type[object] = complex
    with pytest.raises(TypeError, match="teach duizhao"):
        convert.from_tree(hint, parse.Leaf(1, "1"))
