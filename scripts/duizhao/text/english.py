"""The word splitter without a document's own words, for stages that only ask whether something reads as English."""

from __future__ import annotations

from functools import cache

from duizhao.text.words import Splitter


@cache
def splitter() -> Splitter:
    """The splitter over the general frequency list."""
    return Splitter()
