"""Checks: the cases of each, its own example, and faults planted in sound pairs. What a case may say: `check_cases`."""

from __future__ import annotations

from typing import Any

import pytest

from check_cases import Case, cases, fits, found, material, unit
from duizhao import checks
from duizhao.checks import CHECKS, Check
from helpers import CASES

BY_ID = {check.id: check for check in CHECKS}
FILES = sorted(path.stem for path in (CASES / "checks").glob("*.yaml"))
JUDGED = [(name, case) for name in FILES if name in BY_ID for case in cases(name) if "finds" in case]


def said(value: object) -> str:
    """A name for a case."""
    case: Any = value
    return str(case.get("name") or case.get("en") or "case")[:60] if isinstance(value, dict) else str(value)


@pytest.mark.parametrize(("check", "case"), JUDGED, ids=said)
def test_case(check: str, case: Case) -> None:
    reported, expected = found(BY_ID[check], case), list(case["finds"])
    assert len(reported) == len(expected), reported
    for finding in reported:
        match = next((one for one in expected if fits(finding, one)), None)
        assert match is not None, (finding, expected)
        expected.remove(match)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_has_cases_that_must_and_that_must_not_be_reported(check: Check) -> None:
    judged = [case["finds"] for name, case in JUDGED if name == check.id]
    assert any(judged)
    assert not all(judged)


@pytest.mark.parametrize("check", [check for check in CHECKS if check.example], ids=lambda check: check.id)
def test_the_example_is_reported_and_put_right_it_is_not(check: Check) -> None:
    known = cases(check.id) if check.id in FILES else []
    around = next((case for case in known if case.get("example") == "true"), {})
    assert check.example
    for (zh, en), reported in ((check.example.wrong, True), (check.example.right, False)):
        units = [*around.get("units", ()), {"place": "example", "zh": zh, "en": en}]
        places = {finding.node for finding in found(check, {**around, "units": units})}
        assert ("example" in places) is reported


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_the_documentation_is_whole_in_both_languages(check: Check) -> None:
    for words in (check.name, check.what, check.why, check.fix):
        assert all(words)
    assert check.id == check.id.lower().replace("_", "-")


def test_files_of_cases_belong_to_a_check_and_no_id_is_taken_twice() -> None:
    assert {name for name in FILES if not name.startswith("_")} <= set(BY_ID)
    assert len(BY_ID) == len(CHECKS)


def test_sound_pairs_are_clean() -> None:
    units = tuple(unit(number, pair) for number, pair in enumerate(cases("_pairs"), start=1))
    given = material({"units": cases("_pairs")})
    assert given.units == units
    assert [finding for finding in checks.run(given) if finding.severity != "info"] == []
