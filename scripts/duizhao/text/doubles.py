"""Characters that look like others and are written for them by programs that make PDF.

A font keeps one glyph for 文 and for the radical ⽂, for the dash — and the bar ―, and a program that knows only the
glyph may name the wrong one: browsers and several word processors do so on every page. Ligatures name two letters.
"""

from __future__ import annotations

import unicodedata

_KANGXI = range(0x2F00, 0x2FD6)
# Of the supplement those that also stand as characters of their own in texts.
_SUPPLEMENT = (
    "⺁厂⺃乚⺄乙⺈刀⺊卜⺌小⺍小⺎兀⺐尢⺒巳⺓幺⺛旡⺝月⺟母⺠民⺧牛⺩王⺪疋⺬示⺮竹⺶羊⺻聿⺼肉⺽臼⻁虎⻄西⻅见⻆角⻉贝⻋车⻏邑⻑長⻓长⻔门⻗雨"
    "⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻭歯⻮齿⻰龙⻱龜⻳龟"
)
_LIGATURES = range(0xFB00, 0xFB07)

PLAIN: dict[int, str] = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in (*_KANGXI, *_LIGATURES)},
    **{ord(one): other for one, other in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)},
    0x2015: "—",
}
"""For ``str.translate``: each with the character or characters that it stands for."""
