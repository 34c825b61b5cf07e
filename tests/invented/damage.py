"""How much of which damage the copies of a standard have, by seed."""

from __future__ import annotations

import random
from dataclasses import replace

from invented import dress
from invented.chunked import Chunked
from invented.lined import Lined
from invented.standard import NAMES


def styles(name: str, seed: int) -> tuple[Chunked, Lined]:
    """The damage of the two copies of a standard. Seed 0 is like the real copies, others vary."""
    site = NAMES.index(name)
    if seed == 0:
        return replace(LIKE_REAL[name][0], site=site), replace(LIKE_REAL[name][1], site=site)
    rng = random.Random(f"{name} {seed}")
    chunked_style = Chunked(
        chunk=rng.choice((200, 250, 300, 300, 400)),
        cut=rng.choice((None, rng.uniform(0.05, 0.6), rng.uniform(0.05, 0.6))),
        glued_lines=rng.uniform(0, 0.12),
        doubled=rng.random() < 0.8,
        stray=rng.choice(("", "A", "AA")),
        lost_captions=rng.uniform(0, 0.5),
        site=rng.randrange(len(dress.LISTS)),
    )
    lined_style = Lined(
        cut=rng.uniform(0.5, 0.95),
        lost_paragraphs=rng.uniform(0.3, 0.9),
        whole_english=rng.uniform(0, 0.3),
        lost_labels=rng.uniform(0, 0.1),
        lost_lines=rng.choice((0.0, 0.004, 0.008)),
        pitch=rng.uniform(0.96, 1.05),
        marked=rng.uniform(0.3, 0.6),
        site=rng.randrange(len(dress.LINES)),
    )
    return chunked_style, lined_style


LIKE_REAL = {
    "museum": (Chunked(), Lined()),
    "meals": (Chunked(chunk=250, cut=0.55, glued_lines=0.08, stray=""), Lined(cut=0.85, pitch=0.98)),
    "cycles": (Chunked(cut=None, doubled=False, stray="A"), Lined(cut=0.45, whole_english=0.25)),
}
"""Seed 0: the first has the measures of the real copies, the others keep away from them."""
