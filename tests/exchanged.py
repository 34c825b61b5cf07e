"""Units for the tests of exchange formats: whatever an XML file can hold, and what an agency would send."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from duizhao.exchange.segments import Batch
from duizhao.model import Unit

CASES = Path(__file__).parent / "cases" / "exchange"

CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TEXT = st.text(CHARACTERS | st.sampled_from("\n\t"), max_size=20)
NAME = st.text(CHARACTERS, min_size=1, max_size=8)
PAIR = st.tuples(TEXT, TEXT).filter(lambda pair: any(text.strip() for text in pair))
UNIT = st.builds(
    lambda place, pair, part, label, lost: Unit(place, pair[0], pair[1], part, "clause", label, "db97-t-1-2024", lost),
    NAME, PAIR, st.sampled_from(["title", "text"]), st.none() | NAME, st.booleans(),
)  # fmt: skip
BATCH = st.builds(
    lambda edition, units: Batch("db97-t-1-2024", edition, tuple(units)),
    st.sampled_from(["printed", "plain"]),
    st.lists(UNIT, min_size=1, max_size=4, unique_by=lambda unit: (unit.place, unit.part)),
)
