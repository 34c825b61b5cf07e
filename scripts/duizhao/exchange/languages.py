"""Languages as files name them: tags of BCP 47, and words in the headings of a table."""

from __future__ import annotations

import re

from duizhao.model import Language
from duizhao.text.chars import HAN, LATIN

TAGS: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}
"""The tags that we write: all our Chinese is simplified."""

_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})

_HAN = re.compile(f"[{HAN}]")  # one Chinese character: 务
_LATIN = re.compile(f"[{LATIN}]")  # one letter: s

# What may stand around a language's name in a heading: "English (en)", "中文：", "[Chinese]".
_AROUND = re.compile(r"[\s()\[\]（）【】:：/_-]+")

_WORDS: dict[str, Language] = {
    **dict.fromkeys(("zh", "chi", "zho", "chs", "cn", "zhhans", "zhcn", "zhhanscn", "zhsg", "chinese"), "zh"),
    **dict.fromkeys(("simplifiedchinese", "chinesesimplified", "中文", "汉语", "汉文", "中文简体", "简体中文"), "zh"),
    **dict.fromkeys(("chineseprc", "chinesezh", "chinesezhcn", "中文zh", "中文chinese", "chinese中文"), "zh"),
    **dict.fromkeys(("en", "eng", "enus", "engb", "english", "英文", "英语", "englishen", "englishus"), "en"),
    **dict.fromkeys(("englishuk", "englishunitedstates", "englishenus", "英文en", "英文english", "english英文"), "en"),
}  # fmt: skip


def of_tag(tag: str | None) -> Language | None:
    """The language that a tag means; None for traditional Chinese (it is another text) and all others."""
    parts = (tag or "").replace("_", "-").lower().split("-")
    if parts[0] in ("zh", "zho", "chi", "cmn") and not _TRADITIONAL & set(parts[1:]):
        return "zh"
    return "en" if parts[0] in ("en", "eng") else None


def of_heading(text: str) -> Language | None:
    """The language that a column's heading names: "中文", "English", "zh-CN"."""
    return _WORDS.get(_AROUND.sub("", text).casefold())


def of_text(text: str) -> Language | None:
    """The language in which a text is written, by its script; None where it has neither Chinese nor letters."""
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    if not han and not latin:
        return None
    return "zh" if han * 3 >= latin else "en"  # a Chinese word has two characters, an English one about six letters
