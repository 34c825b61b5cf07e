"""Figures in running text: each a node with its caption as its heading and the key below it as its text.

A figure is no text, so that a copy shows its caption, a mark where the picture stood ("[▣]") and what its numbers
mean. Source: GB/T 1.1—2020, 9.7 (figures: number, title, key; "图1 装置").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.text.chars import has_han
from duizhao.text.draft import Draft, flow
from duizhao.text.traced import Traced, join

# The caption of a figure, a line of its own: "图1 装置", "图 A.2（续）", "Figure 3 — Oven"; not "图1给出了装置。".
_CAPTION = re.compile(
    r"(?m)^[ \t\u3000]*(?P<name>(?:图|Figure|Fig\.)[ \t]?(?P<label>(?:[A-Z]\.)?\d{1,3}))(?![\d.])"
    r"(?:[ \t\u3000]*[—–：:][ \t]*|[ \t\u3000]+|(?=[(（]|\n|$))(?P<title>[^\n。；;]{0,80})$"
)
# What stands directly above a caption: the mark of a picture on a line of its own.
_PICTURE = re.compile(r"(?:^|\n)[ \t]*\[▣[^\]\n]{0,310}\][ \t]*\n+$")
# A line of the key below a caption: "1——瓶盖；", "a — cover", and what announces it: "标引序号说明：", "Key".
_KEY = re.compile(
    r"\n+[ \t\u3000]*(?:(?:标引序号)?说明[:：]?[ \t]*(?=\n)|Key[ \t]*(?=\n)|[\da-zA-Z]{1,2}[ \t]?(?:——|—|--)"
    r"[^\n]{1,100})"
)


def extract(body: Traced, node: str, region: str) -> tuple[Traced, list[Draft]]:
    """The text without its figures, and the drafts of these: "4.2/figure1" …"""
    rest: list[Traced] = []
    drafts: list[Draft] = []
    at = 0
    for caption in _CAPTION.finditer(body.text):
        picture = _PICTURE.search(body.text, max(at, caption.start() - 330), caption.start())
        start, stop = picture.start() if picture else caption.start(), _key_end(body.text, caption.end())
        rest.append(body[at:start])
        drafts += _figure(body, caption, start, stop, node, region)
        at = stop
    return (join([*rest, body[at:]], "\n") if drafts else body), drafts


def _key_end(text: str, at: int) -> int:
    while line := _KEY.match(text, at):
        at = line.end()
    return at


def _figure(body: Traced, caption: re.Match[str], start: int, stop: int, node: str, region: str) -> Iterator[Draft]:
    title = body[caption.start("title") : caption.end("title")]
    shown = [body[start : caption.start()], *body[caption.end() : stop].lines()]
    english = not has_han(caption["name"] + title.text)
    held = flow([title, *shown], english=english)
    length = len(flow([title], english=english).text)
    languages = {"en": held, "title_en": length} if english else {"zh": held, "title_zh": length}
    yield Draft(
        f"{node}/figure{caption['label']}", "paragraph", node, " ".join(caption["name"].split()), region,
        **({"title_zh": 0, "title_en": 0} | languages),  # type: ignore[arg-type]
        matter=tuple(body[caption.start() : caption.start("title")].positions()),
    )  # fmt: skip
