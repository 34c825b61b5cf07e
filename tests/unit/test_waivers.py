"""Findings that are let stand: waivers and what becomes of them, fingerprints, and the file of a baseline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from duizhao import checking
from duizhao.checks import waivers
from duizhao.errors import DuizhaoError
from duizhao.model import Checked, Finding, Waiver

TODAY = date(2031, 3, 5)
FINDING = Finding(
    "term-rendering", "warning", "“renewal” is rendered “展期” (续借 7, 展期 2).", "db99-t-0404-2034", "4.1", "zh",
    "续借", "renewal", "renewal", "展期",
)  # fmt: skip
OTHER = replace(FINDING, node="4.2", term="loan", message="No rendering of “loan” was found here.", rendering=None)
WAIVER = Waiver("term-rendering", "4.1", "The museum calls it so.", "Lin")


def left(*held: Waiver) -> list[Finding]:
    return list(waivers.waive([FINDING, OTHER], held, TODAY))


def test_a_waiver_lets_its_finding_stand_and_no_other() -> None:
    assert left() == [FINDING, OTHER]
    assert left(WAIVER) == [OTHER]


@pytest.mark.parametrize(
    ("narrower", "covers"),
    [
        (replace(WAIVER, document="db99-t-0404-2034"), True),
        (replace(WAIVER, document="db99-t-0505-2035"), False),
        (replace(WAIVER, term="renewal"), True),
        (replace(WAIVER, term="loan"), False),
        (replace(WAIVER, message="展期"), True),
        (replace(WAIVER, message="延期"), False),
        (replace(WAIVER, check="number"), False),
        (replace(WAIVER, node="4.2", term="loan"), False),
        (replace(WAIVER, until="2031-03-05"), True),
    ],
)
def test_every_field_of_a_waiver_narrows_it(narrower: Waiver, covers: bool) -> None:
    assert (FINDING not in left(narrower)) is covers


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (replace(WAIVER, node="9.9"), "matches no finding any more"),
        (replace(WAIVER, until="2031-03-04"), "it held until 2031-03-04"),
        (replace(WAIVER, until="5 March"), "no day such as 2027-01-31"),
        (replace(WAIVER, until="20310305"), "no day such as 2027-01-31"),
        (replace(WAIVER, until="2031-13-01"), "no day such as 2027-01-31"),
    ],
)
def test_a_waiver_that_is_of_no_use_is_a_finding_and_hides_nothing(held: Waiver, said: str) -> None:
    *kept, about = left(held)
    assert kept == [FINDING, OTHER]
    assert about.check == waivers.CHECK == waivers.NOTES.id
    assert about.severity == "warning"
    assert about.node == held.node
    assert said in about.message
    assert "Lin" in about.message


def test_a_finding_of_no_place_can_be_waived() -> None:
    nowhere = Finding("glossary", "info", "Nothing uses it.")
    assert waivers.waive([nowhere], [Waiver("glossary", "", "Kept for later.", "Lin")], TODAY) == ()


def test_a_fingerprint_outlives_changed_counts() -> None:
    mended = replace(
        FINDING, message="“renewal” is rendered “展期” (续借 8, 展期 1).", severity="info", suggestion=None
    )
    assert waivers.fingerprint(mended) == waivers.fingerprint(FINDING)


@pytest.mark.parametrize(
    "other",
    [
        replace(FINDING, node="4.2"),
        replace(FINDING, check="rendering-variants"),
        replace(FINDING, document=None),
        replace(FINDING, rendering="延期"),
        replace(FINDING, message="“renewal” has no rendering."),
    ],
)
def test_another_finding_has_another_fingerprint(other: Finding) -> None:
    assert waivers.fingerprint(other) != waivers.fingerprint(FINDING)


def test_a_baseline_holds_back_what_it_knows(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(checking.baseline([FINDING, FINDING]), encoding="utf-8")
    run = checking.Run(checked=Checked(findings=(FINDING, OTHER)))
    assert checking.without(run, checking.known_already(path)).findings == (OTHER,)
    assert checking.baseline([OTHER, FINDING]) == checking.baseline([FINDING, OTHER])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"findings": 7}', "\ud800".encode("utf-8", "surrogatepass")])
def test_what_is_no_baseline_is_refused_by_name(tmp_path: Path, text: str | bytes) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DuizhaoError, match=r"baseline\.json: no baseline .*--write-baseline"):
        checking.known_already(path)


def test_a_baseline_that_is_missing_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError, match=r"none\.json: no baseline"):
        checking.known_already(tmp_path / "none.json")


def test_a_run_fails_from_a_severity_on() -> None:
    assert checking.fails([FINDING], "warning")
    assert checking.fails([FINDING], "info")
    assert not checking.fails([FINDING], "error")
    assert not checking.fails([], "info")
