"""TBX: what a concept holds survives the way out and in; files of others lose nothing silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from duizhao.errors import CopyError, DuizhaoError
from duizhao.exchange import tbx, tbx_in
from duizhao.model import Concept, Condition, Source, Term

CASES = Path(__file__).parents[1] / "cases" / "exchange"
SCHEMA = etree.RelaxNG(etree.parse(CASES / "tbx_basic_dca.rng"))

# All that XML can hold; line ends and blanks at the edges among them.
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.just("\n"), max_size=20
)
MAYBE = st.none() | TEXT
LIST = st.lists(TEXT, max_size=2).map(tuple)
ID = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
WORD = TEXT.filter(str.strip)
TERM = st.builds(
    Term, st.sampled_from(["zh", "en"]), WORD, st.sampled_from(["preferred", "admitted", "avoid"]), MAYBE,
    st.none() | st.sampled_from(["noun", "other", "phrase"]) | TEXT, st.none() | st.builds(Condition, LIST, LIST, LIST),
)  # fmt: skip
TERMS = st.lists(TERM, min_size=1, max_size=4, unique_by=lambda term: (term.language, term.text)).map(tuple)
SOURCE = st.builds(Source, TEXT.filter(lambda text: "#" not in text), MAYBE)
IDS = st.lists(ID, max_size=2).map(tuple)
CONCEPT = st.builds(
    Concept, ID, TERMS, MAYBE, MAYBE, st.lists(SOURCE, max_size=2).map(tuple), IDS, IDS, MAYBE
)  # fmt: skip
GLOSSARY = st.lists(CONCEPT, min_size=1, max_size=4, unique_by=lambda concept: concept.id).map(tuple)

TRICKY = Concept(
    "5s", (Term("en", "5S", reason="duizhao:condition {}"), Term("zh", " 整理"), Term("en", "c1", "avoid")),
    definition_zh="", definition_en="tidy\r\nup", broader=("5s", "c1"), related=("c1", "5s"), note="duizhao:id c1",
)  # fmt: skip


@given(GLOSSARY)
@example((TRICKY, Concept("c1", (Term("zh", "字"),), definition_en="without a term in English")))
@settings(deadline=None, max_examples=40)
def test_what_is_written_comes_back(concepts: tuple[Concept, ...]) -> None:
    data = tbx.dump(concepts)
    read = tbx_in.load(data, "x.tbx")
    assert read.concepts == concepts
    assert read.told == ()
    assert SCHEMA.validate(etree.fromstring(data)), SCHEMA.error_log


def harbour(name: str) -> tbx_in.Read:
    return tbx_in.load((CASES / name).read_bytes(), name)


@pytest.mark.parametrize("name", ["v3_dct.tbx", "v3_dca.tbx", "v2.tbx"])
def test_files_of_others_are_read_in_each_style(name: str) -> None:
    read = harbour(name)
    line, quay = read.concepts
    assert line.terms == (
        Term("en", "mooring line", part_of_speech="noun"),
        Term("en", "hawser", "avoid", "administrativeStatus: supersededTerm-admn-sts\nHeard on old ships."),
        Term("zh", "系泊缆"),
        Term("zh", "缆绳", "admitted"),
    )
    assert (line.id, quay.id) == ("mooring-line", "quay")
    assert line.definition_en == "line by which a ship is tied up"
    assert line.related == ("quay",)
    assert set((line.note or "").splitlines()) == {
        "subjectField: Harbours",
        "Asked for by the pilots.",
        "en: source: Pilots' handbook",
        "en, mooring line: context: Take in the mooring line.",
    }
    assert quay == Concept("quay", (Term("en", "quay"), Term("zh", "码头")))
    assert [line.removeprefix(f"{name}: left out: ") for line in read.told] == [
        "history (who changed what, and when) (1)",
        "terms in the language fr (1)",
    ]


def test_nothing_of_a_file_is_lost_without_a_word() -> None:
    """Each text of the file stands in a concept, or what is told says that its kind is left out."""
    kept = repr(harbour("v3_dca.tbx").concepts)
    root = etree.parse(CASES / "v3_dca.tbx").getroot()
    body = next(root.iter("{*}body"))
    texts = {" ".join(text.split()) for text in body.itertext() if text.strip()}
    gone = {"origination", "2021-03-04", "amarre", "preferredTerm-admn-sts"}
    assert {text for text in texts if text not in kept and text.replace("'", "\\'") not in kept} == gone


def entry(inner: str) -> bytes:
    return f"<tbx style='dca'><text><body>{inner}</body></text></tbx>".encode()


def english(term: str, name: str = "") -> str:
    known = f" id='{name}'" if name else ""
    return (
        f"<conceptEntry{known}><langSec xml:lang='en'><termSec><term>{term}</term></termSec></langSec></conceptEntry>"
    )


@pytest.mark.parametrize(
    ("given_ids", "ids"),
    [
        ([("Health &amp; safety", ""), ("health, safety", "")], ["health-safety", "health-safety-2"]),
        ([("bell", "ship-bell")], ["ship-bell"]),
        ([("bell", "../../etc")], ["bell"]),
        ([("∞", "")], ["concept-1"]),
    ],
)
def test_ids_are_made_where_they_are_missing_or_unfit(given_ids: list[tuple[str, str]], ids: list[str]) -> None:
    data = entry("".join(english(term, name) for term, name in given_ids))
    assert [concept.id for concept in tbx_in.load(data, "x").concepts] == ids


def test_an_id_is_made_of_chinese_where_there_is_no_english() -> None:
    data = english("码头").replace("'en'", "'zh-CN'")
    assert tbx_in.load(entry(data), "x").concepts[0].id == "ma-tou"


def test_a_reference_to_an_entry_of_another_language_is_told() -> None:
    french = "<conceptEntry id='f'><langSec xml:lang='fr'><termSec><term>quai</term></termSec></langSec></conceptEntry>"
    pointing = english("quay", "q").replace("<langSec", "<ref type='crossReference' target='f'>quai</ref><langSec")
    read = tbx_in.load(entry(french + pointing), "x")
    assert read.concepts == (Concept("q", (Term("en", "quay"),)),)
    assert len(read.told) == 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<tbx>", "line 1: this is no well-formed XML"),
        (b"no xml", "line 1: this is no well-formed XML"),
        (b"<html/>", "is no TBX file"),
        (b"<tbx/>", "holds no term in Chinese or English"),
        (b'<!DOCTYPE tbx [<!ENTITY a "aa">]><tbx>&a;</tbx>', "declares entities"),
        (
            '<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>'.encode("utf-16"),
            "declares entities",
        ),
        (b'<!DOCTYPE tbx SYSTEM "http://example.org/x.dtd"><tbx>&nbsp;</tbx>', "uses the entity &nbsp;"),
        (b'<?xml version="1.0" encoding="x-none"?><tbx/>', "x.tbx"),
        (b"<a>" * 3000, "line 1"),
    ],
)
def test_bad_files_are_refused_by_name(data: bytes, message: str) -> None:
    with pytest.raises(CopyError, match=r"x\.tbx") as refused:
        tbx_in.load(data, "x.tbx")
    assert message in str(refused.value)


@given(st.binary(max_size=60) | st.builds(bytes.__add__, st.just(b"<tbx>"), st.binary(max_size=60)))
@settings(deadline=None, max_examples=40)
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    with pytest.raises(CopyError):
        tbx_in.load(data, "x.tbx")


@pytest.mark.parametrize(
    ("concepts", "message"),
    [
        ([], "the glossary is empty"),
        ([Concept("a", ())], "concept a: has no term"),
        ([Concept("a", (Term("en", "a\x01"),))], "concept a: holds a character"),
    ],
)
def test_what_tbx_cannot_hold_is_refused(concepts: list[Concept], message: str) -> None:
    with pytest.raises(DuizhaoError, match=message):
        tbx.dump(concepts)
