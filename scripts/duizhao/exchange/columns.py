"""The two columns of somebody's table, as a person names them."""

from __future__ import annotations

from dataclasses import dataclass

from duizhao.model import Language


@dataclass(frozen=True, slots=True)
class Columns:
    """Where Chinese and English stand, as a person named it: a heading, a letter ("C") or a number from 1."""

    zh: str | None = None
    en: str | None = None

    def named(self, language: Language) -> str | None:
        """What the person called the column of that language."""
        return self.zh if language == "zh" else self.en
