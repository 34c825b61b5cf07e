"""An invented handbook in chapters, and how a web site shows it: run together, dressed, cut, its bytes damaged."""

from __future__ import annotations

import random

from invented import gbk

TITLE = "苗圃养护流程与规范手册"
NUMBERS = "一二三四五六七八九"

CHAPTERS: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = (
    ("育苗前准备", (
        ("苗床整理", (
            "苗床整理是育苗的第一步，土要翻到一锹深。根据《苗床平整规程》（GB/T 91001—2017），翻过的土要晒足三天。",
            "苗床应高出地面一拳，雨后水能自己流走。例如，靠河的一排床再垫高半拳。",
            "苗床之间留出一人宽的路，推车转得过来。",
        )),
        ("种子处理", (
            "种子处理从挑拣开始，瘪的和带虫眼的都不要。研究表明，挑过的种子出苗多两成（Lin&Zhao，2019）。",
            "种子应在温水里泡一夜，水面上浮着的捞出来扔掉。",
        )),
        ("工具与棚架", (
            "工具用完当天擦干，刀口抹一层油。按照《园艺工具保管办法》（2016版），生锈的刀不再用来嫁接。",
            "棚架应每季检查一遍，松了的绳结重新系紧。",
        )),
    )),
    ("苗期管理", (
        ("浇水时限", (
            "浇水时限按天气定，晴天早晚各一次，阴天一次就够。例如，连着三天大晴，中午再喷一回叶面。",
            "浇水时限的执行由当班的人负责，浇过的床插一面小旗。",
            "浇水时限的核对放在傍晚，没有插旗的床当天补上。",
        )),
        ("病虫观察", (
            "病虫观察每天一次，从棚门口走到最里头，叶子背面也要看。",
            "病虫观察的结果写在牌子上，写明哪一床、几片叶。根据ISO 90123:2015《苗圃记录》的做法，牌子三年不丢。",
        )),
    )),
    ("出圃与回访", (
        ("起苗要求", (
            "起苗要求带土团，土团不小于碗口。据《起苗与包扎》（GB/T 91002—2018），土团用草绳绕三圈。",
            "起苗应避开正午，起出来的苗两小时内装车。",
        )),
        ("客户回访", (
            "客户回访在栽下后第七天，问清成活了几棵。",
            "客户回访的电话由卖苗的人自己打，别人代打问不清楚。例如，去年代打的十个电话里有四",
        )),
    )),
)  # fmt: skip
"""Chapters with their sections and the paragraphs of each; the last one breaks off."""

HEADER = "版权说明:本文档由用户提供并上传,收益归属内容提供方,若内容存在侵权,请进行举报或认领\n文档简介\n"
FOOTER = (
    "\n温馨提示\n- 1. 本站所有资源如无特殊说明,都需要本地电脑安装软件。\n- 2. 本站的文档不包含任何第三方提供的附件。\n"
    "最新文档\n- 2026年苗木嫁接课程\n- 花卉市场调查报告\n评论\n0/150\n提交评论\n"
)
CITED = (
    ("GB/T 91001—2017", "苗床平整规程"), ("ISO 90123:2015", "苗圃记录"), ("GB/T 91002—2018", "起苗与包扎"),
)  # fmt: skip


def narrow(text: str) -> str:
    """With the half-width signs that such sites make of full-width ones, without the spaces."""
    return text.translate(str.maketrans("，（）：", ",():")).replace("—", "-").replace(" ", "")


def nodes() -> list[tuple[str, str, str]]:
    """Id, title and text of each chapter and section, the paragraphs run together."""
    found = []
    for n, (chapter, sections) in enumerate(CHAPTERS, 1):
        found.append((str(n), chapter, ""))
        found += [(f"{n}.{m}", title, narrow("".join(held))) for m, (title, held) in enumerate(sections, 1)]
    return found


def run_together() -> str:
    """The whole text without a break, as the site shows it."""
    parts = [TITLE]
    for n, (chapter, sections) in enumerate(CHAPTERS, 1):
        parts.append(f"第{n}章{chapter}")
        parts += [f"{n}.{m}{title}{''.join(held)}" for m, (title, held) in enumerate(sections, 1)]
    return narrow("".join(parts))


def with_lines() -> str:
    """The same with a line for each heading and paragraph, chapters and sections called by Chinese numbers."""
    lines = [TITLE]
    for n, (chapter, sections) in enumerate(CHAPTERS):
        lines.append(f"第{NUMBERS[n]}章 {chapter}")
        for m, (title, held) in enumerate(sections):
            lines += [f"第{NUMBERS[m]}节 {title}", *map(narrow, held)]
    return "\n".join(lines) + "\n"


def dressed() -> str:
    """What the site's page holds."""
    return f"{HEADER}{run_together()}{FOOTER}"


def damaged(seed: int) -> str:
    """What a site holds that turned the text into traditional characters, marked readings and broke its bytes."""
    text = gbk.traditional(dressed())
    return gbk.byte_damage(text, gbk.marks(text, 0.3, random.Random(seed)))[0]
