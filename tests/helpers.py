"""What tests of repairs share: cases as YAML text, and a repair applied by replaying its edits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import yaml

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.traced import Traced, replay

CASES = Path(__file__).parent / "cases"


class Repair(Protocol):
    """A module of ``duizhao.repairs``."""

    NAME: str
    WHY: str

    def edits(self, text: str, context: Context) -> Iterator[Edit]: ...


def load_cases(name: str) -> list[dict[str, Any]]:
    """The cases of ``tests/cases/<name>.yaml``, every scalar a string."""
    cases: list[dict[str, Any]] = yaml.load((CASES / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return cases


def apply(repair: Repair, text: str, context: Context | None = None) -> str:
    """The text after the repair; raises where its edits do not fit the text."""
    return replay(Traced(text), list(repair.edits(text, context or Context()))).text
