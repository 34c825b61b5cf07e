"""What a grammar makes of a copy: drafts of nodes whose texts still know where each character stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from duizhao.model import Document, Language
from duizhao.text.chars import CELL, HEADING, PAGE, ROW, SPACES, is_han
from duizhao.text.traced import NEW, Traced

_LINE_ENDS = "\n" + PAGE + ROW + CELL + HEADING
_CJK = "、。，；：？！（）《》“”‘’【】「」—…"


@dataclass(frozen=True, slots=True)
class Body:
    """Running text of one language, the offsets at which a printed line and a paragraph are known to begin."""

    text: Traced
    breaks: frozenset[int] = frozenset()
    paragraphs: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.text.text)


EMPTY = Body(Traced("", []))


@dataclass(frozen=True, slots=True)
class Draft:
    """A node before its copies are collated.

    ``zh`` and ``en`` hold heading and text together; ``title`` says how many characters of each are known to be
    the heading (None: not known; the heading is found once the copies have been compared). ``region`` names the
    part of the document within which copies are compared. ``matter`` are the places of what belongs to the node
    beside its text: its label, brackets, marks. ``certainty``: how sure the grammar is that the node begins and ends
    here. ``parted``: each paragraph of the text is to be a node of its own, once the copies have been compared.
    """

    id: str
    kind: str
    parent: str | None
    label: str | None
    region: str
    zh: Body = EMPTY
    en: Body = EMPTY
    title_zh: int | None = None
    title_en: int | None = None
    lost: bool = False
    note: str | None = None
    supplied: tuple[str, ...] = ()
    matter: tuple[int, ...] = ()
    certainty: float = 1.0
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A copy as a grammar read it. ``discarded`` are positions in the copy by class of matter that is no text."""

    document: Document
    drafts: tuple[Draft, ...]
    discarded: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Witness:
    """What became of the characters of one node's text in one language."""

    confirmed: int = 0
    differing: int = 0
    places: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Collated:
    """The drafts of the document, one for each node, and how the copies bear them out.

    ``witnesses`` has an entry for each node and language that a second copy holds too. ``duplicates`` are
    positions of characters that another copy's stand for, ``variants`` those of readings not taken. ``strayed`` are
    the texts that a copy shows to belong to no node.
    """

    drafts: tuple[Draft, ...]
    witnesses: dict[tuple[str, Language], Witness]
    duplicates: list[int]
    variants: list[int]
    strayed: frozenset[str] = frozenset()


def flow(paragraphs: Iterable[Traced], english: bool) -> Body:
    """Paragraphs as running text: no space between Chinese signs, one between English words, line starts kept."""
    flowing = _Flow(english)
    for paragraph in paragraphs:
        flowing.add(paragraph)
    text = Traced("".join(flowing.text), flowing.origin)
    return Body(text, frozenset(flowing.breaks - {0}), frozenset(flowing.paragraphs - {0}))


class _Flow:
    def __init__(self, english: bool) -> None:
        self.english = english
        self.text: list[str] = []
        self.origin: list[int] = []
        self.breaks: set[int] = set()
        self.paragraphs: set[int] = set()

    def add(self, paragraph: Traced) -> None:
        new, line, gap = True, True, bool(self.text)
        for char, place in zip(paragraph.text, paragraph.origin, strict=True):
            if char in _LINE_ENDS or char in SPACES:
                gap, line = bool(self.text), line or char in _LINE_ENDS
                continue
            if gap and _needs_space(self.text[-1], char, self.english):
                self.text.append(" ")
                self.origin.append(NEW)
            if line:
                self.breaks.add(len(self.text))
            if new:
                self.paragraphs.add(len(self.text))
            self.text.append(char)
            self.origin.append(place)
            new = line = gap = False


def _needs_space(left: str, right: str, english: bool) -> bool:
    if is_han(left) or is_han(right) or left in _CJK or right in _CJK:
        return english and not (is_han(left) or is_han(right))
    return (english and left != "-" and right != "-") or (left.isalnum() and right.isalnum())
