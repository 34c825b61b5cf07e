"""Formulas (Office Math, MathML) as one line of text: (a+b)/c, x^2, √(y)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from duizhao.readers.elements import attribute, children, every, name, value

_SKIPPED = frozenset({"annotation", "annotation-xml", "mphantom", "phant", "ctrlPr", "rPr", "del", "moveFrom"})


def linear(element: Any) -> str:
    """The formula in an element, or the part of one, as a line of text."""
    kind = name(element)
    if kind in _SKIPPED or (kind.endswith("Pr") and kind != "Pr"):
        return ""
    rule = _RULES.get(kind)
    if rule:
        return rule(element)
    own = (element.text or "") if kind in ("t", "mi", "mn", "mo", "mtext", "ms") else ""
    return own.strip() + "".join(map(linear, element))


def _part(element: Any, wanted: str) -> str:
    found = children(element, wanted)
    return linear(found) if found is not None else ""


def _parts(element: Any) -> list[str]:
    """The children of an element of MathML, which go by their order."""
    return [linear(child) for child in element if name(child)]


def _at(parts: list[str], place: int) -> str:
    return parts[place] if place < len(parts) else ""


def grouped(text: str) -> str:
    """In brackets where it is more than one sign or number: "(a+b)", "x", "12"."""
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _raised(text: str) -> str:
    return f"^{grouped(text)}" if text else ""


def _lowered(text: str) -> str:
    return f"_{grouped(text)}" if text else ""


def _fraction(element: Any) -> str:
    return f"{grouped(_part(element, 'num'))}/{grouped(_part(element, 'den'))}"


def _scripts(element: Any) -> str:
    return _part(element, "e") + _lowered(_part(element, "sub")) + _raised(_part(element, "sup"))


def _before(element: Any) -> str:
    return _lowered(_part(element, "sub")) + _raised(_part(element, "sup")) + _part(element, "e")


def _root(degree: str, under: str) -> str:
    return f"{degree}√({under})"


def _large(element: Any) -> str:
    """A sum, product or integral with its limits."""
    sign = value(element, "naryPr", "chr")
    limits = _lowered(_part(element, "sub")) + _raised(_part(element, "sup"))
    return f"{'∫' if sign is None else sign}{limits} {_part(element, 'e')}".strip()


def _brackets(element: Any) -> str:
    signs = (value(element, "dPr", kind) for kind in ("begChr", "endChr", "sepChr"))
    left, right, between = (sign if sign is not None else usual for sign, usual in zip(signs, "()|", strict=True))
    return left + between.join(linear(e) for e in every(element, "e")) + right


def _accent(element: Any) -> str:
    return _part(element, "e") + (value(element, "accPr", "chr") or "\u0302")


def _matrix(element: Any) -> str:
    return "[" + "; ".join(", ".join(linear(e) for e in every(row, "e")) for row in every(element, "mr")) + "]"


def _lines(element: Any) -> str:
    return "; ".join(linear(e) for e in every(element, "e"))


def _limit(sign: Callable[[str], str]) -> Callable[[Any], str]:
    return lambda element: _part(element, "e") + sign(_part(element, "lim"))


def _function(element: Any) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}".strip()


def _ml_fraction(element: Any) -> str:
    parts = _parts(element)
    return f"{grouped(_at(parts, 0))}/{grouped(_at(parts, 1))}"


def _ml_scripts(low: int | None, high: int | None) -> Callable[[Any], str]:
    def written(element: Any) -> str:
        parts = _parts(element)
        below = _lowered(_at(parts, low)) if low else ""
        return _at(parts, 0) + below + (_raised(_at(parts, high)) if high else "")

    return written


def _ml_root(element: Any) -> str:
    parts = _parts(element)
    return _root(_at(parts, 1), _at(parts, 0))


def _ml_fenced(element: Any) -> str:
    left, right = (attribute(element, key) for key in ("open", "close"))
    between = attribute(element, "separators") or ","
    return f"{'(' if left is None else left}{between[0].join(_parts(element))}{')' if right is None else right}"


def _ml_table(element: Any) -> str:
    return "[" + "; ".join(", ".join(_parts(row)) for row in element if name(row)) + "]"


_RULES: dict[str, Callable[[Any], str]] = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _before,
    "rad": lambda e: _root(_part(e, "deg"), _part(e, "e")),
    "nary": _large,
    "d": _brackets,
    "acc": _accent,
    "m": _matrix,
    "eqArr": _lines,
    "limLow": _limit(_lowered),
    "limUpp": _limit(_raised),
    "func": _function,
    "mfrac": _ml_fraction,
    "msup": _ml_scripts(None, 1),
    "msub": _ml_scripts(1, None),
    "msubsup": _ml_scripts(1, 2),
    "munder": _ml_scripts(1, None),
    "mover": _ml_scripts(None, 1),
    "munderover": _ml_scripts(1, 2),
    "msqrt": lambda e: _root("", "".join(_parts(e))),
    "mroot": _ml_root,
    "mfenced": _ml_fenced,
    "mtable": _ml_table,
}
