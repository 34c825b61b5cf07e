"""Hand corrections: made where they fit exactly once, reported where they do not."""

from __future__ import annotations

import pytest

from duizhao.corrections import apply_corrections
from duizhao.model import Correction, Node

NODES = (
    Node("1", "clause", title_zh="茶水间", text_zh="茶水间要干净。杯子要洗。", text_en="Keep the pantry clean."),
    Node("2", "clause", title_en="Cups"),
)


def correction(node: str, language: str, before: str, after: str) -> Correction:
    return Correction(node, "zh" if language == "zh" else "en", before, after, "typing error", "Li")


def test_a_correction_that_fits_is_made_in_its_language_only() -> None:
    nodes, stale = apply_corrections(
        NODES, [correction("1", "zh", "杯子", "茶杯"), correction("2", "en", "Cups", "Mugs")]
    )
    assert stale == ()
    assert [node.id for node in nodes] == ["1", "2"]
    assert nodes[0].text_zh == "茶水间要干净。茶杯要洗。"
    assert nodes[0].text_en == NODES[0].text_en
    assert nodes[1].title_en == "Mugs"


def test_corrections_build_on_one_another() -> None:
    nodes, stale = apply_corrections(
        NODES, [correction("2", "en", "Cups", "Mugs"), correction("2", "en", "Mugs", "Jars")]
    )
    assert (nodes[1].title_en, stale) == ("Jars", ())


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (correction("1", "zh", "茶水间", "x"), "it stands there 2 times"),
        (correction("1", "en", "茶水间", "x"), "it is not there"),
        (correction("1", "zh", "盘子", "x"), "it is not there"),
        (correction("1", "zh", "", "x"), "it is not there"),
        (correction("9", "zh", "杯子", "x"), "there is no such node"),
    ],
)
def test_a_correction_that_does_not_fit_is_a_finding(wrong: Correction, why: str) -> None:
    nodes, [finding] = apply_corrections(NODES, [wrong])
    assert nodes == NODES
    assert (finding.check, finding.severity, finding.node) == ("correction-stale", "warning", wrong.node)
    assert why in finding.message


def test_a_text_that_is_taken_out_whole_leaves_none() -> None:
    nodes, _ = apply_corrections(NODES, [correction("2", "en", "Cups", "")])
    assert nodes[1].title_en is None
