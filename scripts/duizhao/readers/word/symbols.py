"""Characters of symbol fonts, which stand in the private area of Unicode: what one sees in their place."""

from __future__ import annotations

_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SMALL = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = (
    {0x41 + n: char for n, char in enumerate(_GREEK)}
    | {0x61 + n: char for n, char in enumerate(_SMALL)}
    | {
        0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝",
        0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪",
        0xCE: "∈", 0xD0: "∠", 0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xE5: "∑", 0xF2: "∫", 0x2D: "−",
    }
)  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢",
    0xDC: "➲", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip

UNKNOWN = "\ufffd"


def symbol(font: str, char: str) -> str:
    """The character that one sees where a symbol font sets another one; U+FFFD where its look is not known."""
    code = ord(char)
    private = 0xF000 <= code <= 0xF0FF
    own = _WINGDINGS if "wingdings" in font.lower() else _SYMBOL if private or font.lower() == "symbol" else None
    if own is None or not (private or 0x20 < code <= 0xFF):
        return char
    low = code & 0xFF
    return own.get(low) or (chr(low) if own is _SYMBOL and 0x20 <= low < 0x7F else UNKNOWN)
