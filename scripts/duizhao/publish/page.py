"""A page as plain data, free of the types of any site generator."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from duizhao.publish.escape import one_line

Title: TypeAlias = "str | tuple[str, str]"
"""A title as plain text: in whatever language it has, or in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    ``path`` is its place below the content folder ("db23-t-3405-2023/6.md"), ``title`` what the navigation calls
    it, ``text`` its Markdown, ``meta`` further front matter, ``place`` the navigation's sections that hold it,
    outermost first. Pages come in the order of the navigation.
    """

    path: str
    title: Title
    text: str
    meta: Mapping[str, str] = field(default_factory=dict)
    place: tuple[Title, ...] = ()

    @property
    def source(self) -> str:
        """The file: front matter and Markdown. JSON strings are YAML, and quote whatever a title may hold."""
        lines = [f"{key}: {json.dumps(one_line(value), ensure_ascii=False)}" for key, value in self.meta.items()]
        return "\n".join(["---", *lines, "---", "", self.text])
