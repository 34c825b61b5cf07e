"""Automatic numbers: what Word shows before a paragraph, worked out from ``numbering.xml`` (ISO/IEC 29500-1, 17.9).

A number (``w:num``) is an instance of an abstract list; all instances of one list count on together, except where an
instance says where a level is to start. A level starts again after any level above it, unless it says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from duizhao.readers.elements import attribute, children, every, is_on, name, number, value
from duizhao.readers.formats import render
from duizhao.readers.word.symbols import symbol

DEPTHS = 9
# The place of a level's number in the text of a label: "%1" in "第%1章".
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered. ``restart``: the level (from 1) after which it starts again, 0 for never."""

    start: int = 0
    kind: str = "decimal"
    custom: str | None = None
    text: str = ""
    gap: str = "tab"
    restart: int | None = None
    style: str | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Instance:
    """A number: its abstract list, its levels, and the values at which it makes levels start."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """The numbers of a file, and how far each list has counted."""

    def __init__(self, root: Any, style_number: Callable[[str], int | None]) -> None:
        lists = {attribute(e, "abstractNumId") or "": e for e in every(root, "abstractNum")}
        nums = {n: e for e in every(root, "num") if (n := number(attribute(e, "numId"))) is not None}
        self._lists = {key: _levels(e) for key, e in lists.items()}
        self._instances = {n: self._instance(n, nums, lists, style_number) for n in nums}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[int, int]] = set()

    def _instance(
        self, wanted: int, nums: Mapping[int, Any], lists: Mapping[str, Any], style_number: Callable[[str], int | None]
    ) -> Instance:
        abstract = value(nums[wanted], "abstractNumId") or ""
        seen: set[str] = set()
        while abstract in lists and abstract not in seen:  # a list may say: as the style so-and-so has it
            seen.add(abstract)
            linked = value(lists[abstract], "numStyleLink")
            other = style_number(linked) if linked else None
            if other is None or other not in nums:
                break
            abstract = value(nums[other], "abstractNumId") or ""
        levels = dict(self._lists.get(abstract, {}))
        starts: dict[int, int] = {}
        for override in every(nums[wanted], "lvlOverride"):
            depth = number(attribute(override, "ilvl"))
            if depth is None or not 0 <= depth < DEPTHS:
                continue
            own = children(override, "lvl")
            if own is not None:
                levels[depth] = _level(own)
            start = number(value(override, "startOverride"))
            if start is not None:
                starts[depth] = start
        return Instance(abstract, levels, starts)

    def depth(self, number_id: int, chain: Sequence[str]) -> int | None:
        """The level that belongs to the nearest of the styles, where one is tied to a style."""
        instance = self._instances.get(number_id)
        tied = {level.style: depth for depth, level in instance.levels.items() if level.style} if instance else {}
        return next((tied[style] for style in chain if style in tied), None)

    def label(self, number_id: int, depth: int) -> str:
        """The label of the next paragraph of a list at a level, with what parts it from the text; "" where none is."""
        instance = self._instances.get(number_id)
        level = instance.levels.get(depth) if instance else None
        if instance is None or level is None:
            return ""
        counts = self._count(number_id, instance, depth)
        if (level.kind == "none" and not _PLACE.search(level.text)) or level.kind == "bullet":
            label = level.text
        else:
            label = _PLACE.sub(lambda m: self._number(instance, counts, int(m[1]) - 1, level), level.text)
        return _with_gap(label, level.gap)

    def _count(self, number_id: int, instance: Instance, depth: int) -> list[int | None]:
        counts = self._counts.setdefault(instance.abstract, [None] * DEPTHS)
        first = (number_id, depth) not in self._started
        self._started.add((number_id, depth))
        now = counts[depth]
        restarts = first and depth in instance.starts
        counts[depth] = _start(instance, depth) if now is None or restarts else now + 1
        for below in range(depth + 1, DEPTHS):
            limit = instance.levels.get(below, Level()).restart
            if limit is None or depth < limit:
                counts[below] = None
        return counts

    def _number(self, instance: Instance, counts: Sequence[int | None], depth: int, shown: Level) -> str:
        """The number of a level as it stands in a label; one that has not begun shows where it would."""
        own = instance.levels.get(depth, Level(1))
        count = counts[depth]
        now = count if count is not None else _start(instance, depth)
        return render(now, "decimal" if shown.legal else own.kind, own.custom)


def _start(instance: Instance, depth: int) -> int:
    return instance.starts.get(depth, instance.levels.get(depth, Level(1)).start)


def _with_gap(label: str, gap: str) -> str:
    """The label and a space, where the file has one, or where the text would run into it: "1" and "2020年"."""
    needs = gap != "nothing" or label[-1:].isalnum()
    return f"{label} " if label and needs and not label[-1].isspace() else label


def _levels(abstract: Any) -> dict[int, Level]:
    found = ((number(attribute(e, "ilvl")), e) for e in every(abstract, "lvl"))
    return {depth: _level(e) for depth, e in found if depth is not None and 0 <= depth < DEPTHS}


def _level(element: Any) -> Level:
    kind, custom = _kind(element)
    text = value(element, "lvlText") or ""
    level = Level(
        number(value(element, "start")) or 0, kind, custom, text,
        value(element, "suff") or "tab",
        number(value(element, "lvlRestart")),
        value(element, "pStyle"),
        is_on(element, "isLgl") is True,
    )  # fmt: skip
    if children(element, "lvlPicBulletId") is not None:
        return replace(level, kind="bullet", text="•")
    fonts = children(element, "rPr", "rFonts")
    font = (attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "") if fonts is not None else ""
    return replace(level, text="".join(symbol(font, char) for char in text))


def _kind(element: Any) -> tuple[str, str | None]:
    """The format of a level, and its pattern where it is one of its own, which stands beside one for older programs."""
    for child in element:
        if name(child) == "AlternateContent":
            own = children(child, "Choice", "numFmt")
            if own is not None:
                return attribute(own, "val") or "decimal", attribute(own, "format")
    own = children(element, "numFmt")
    return (attribute(own, "val") or "decimal", attribute(own, "format")) if own is not None else ("decimal", None)
