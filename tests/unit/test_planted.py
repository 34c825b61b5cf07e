"""Faults of all kinds planted in whole invented texts: they are found, and nothing is said of what is sound."""

from __future__ import annotations

from collections import Counter

import pytest

from duizhao import pipeline
from duizhao.model import Finding
from invented import faults, pairs

SEEDS = {"pool": (1, 4, 8, 11, 14), "garden": (2, 3, 7, 13, 15), "nightbus": (0, 5, 6, 9, 16)}
RECALL, PRECISION = 0.95, 0.95


def graver(text: pairs.Text) -> list[Finding]:
    """The findings in a text that are no mere hints."""
    return [one for one in pipeline.check(text.library).findings if one.severity != "info"]


@pytest.mark.parametrize("name", pairs.NAMES)
def test_a_consistent_text_is_clean(name: str) -> None:
    assert graver(pairs.load(name)) == []


def test_planted_faults_are_found_and_little_else() -> None:
    planted: Counter[str] = Counter()
    lost: list[tuple[str, int, faults.Plant]] = []
    reported, needless = 0, []
    for name, seeds in SEEDS.items():
        text = pairs.load(name)
        for seed in seeds:
            faulty = faults.plant(text, seed)
            found = graver(faulty.text)
            planted.update(one.kind for one in faulty.plants)
            lost += [(name, seed, one) for one in faulty.plants if not any(faults.finds(one, f) for f in found)]
            reported += len(found)
            needless += [f for f in found if f.node not in faults.places(faulty.plants)]
    assert len(planted) >= 0.9 * (len(faults.KINDS) + 2)
    assert len(lost) <= (1 - RECALL) * planted.total(), lost
    assert len(needless) <= (1 - PRECISION) * reported, needless


def test_the_same_seed_plants_the_same_faults() -> None:
    text = pairs.load("garden")
    assert faults.plant(text, 3) == faults.plant(text, 3)
    assert faults.plant(text, 3).plants != faults.plant(text, 4).plants


def test_every_kind_fits_somewhere() -> None:
    plants = [one for name in pairs.NAMES for seed in range(20) for one in faults.plant(pairs.load(name), seed).plants]
    assert set(faults.KINDS) <= {one.kind for one in plants}


def test_the_texts_are_many_pairs() -> None:
    assert sum(bool(node.text_zh and node.text_en) for name in pairs.NAMES for node in pairs.load(name).nodes) >= 150
