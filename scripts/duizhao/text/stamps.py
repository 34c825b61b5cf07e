"""Stamps of texts: by them a file that comes back tells which text its translator had before him."""

from __future__ import annotations

import hashlib

LENGTH = 16
"""Hexadecimal digits of a stamp: 64 bits, so that two texts of one node never share one by chance."""


def stamp(text: str) -> str:
    """The stamp of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def of_pair(zh: str, en: str) -> str:
    """The stamp of a text and its counterpart: those of both, Chinese first."""
    return f"{stamp(zh)}-{stamp(en)}"
