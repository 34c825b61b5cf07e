"""Bytes into text: UTF-8, UTF-16, UTF-32, GB18030 (with it GBK and GB2312), Big5, HZ; others are refused by name.

An encoding is told by its mark, by being valid, or by what the text would look like in it. The last is needed since
GB18030 makes characters of almost any bytes: a text in Big5 read so gives rare characters and none of the hundred or
so of which half of every Chinese text is made. So each encoding is tried on the same sample and weighed by how many
characters are frequent in the language that it is for, how many are of its basic set, and how many are none at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import product
from typing import NamedTuple

from duizhao.errors import CopyError

READ = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "gb18030": "GB18030 (GBK, GB2312)",
    "cp950": "Big5",
    "big5hkscs": "Big5 with the characters of Hong Kong",
    "hz": "HZ",
}
"""The encodings that are read, by Python's name, and how messages call them."""

REFUSED = {
    "iso2022": "ISO-2022",
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "cp949": "EUC-KR",
    "cp1252": "Windows-1252 (Latin-1)",
    "cp1251": "Windows-1251 (Cyrillic)",
}
"""The encodings that are told and refused."""

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),  # before UTF-16, whose mark it begins with
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte order marks."""

NAMES = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb-2312", "gb_2312-80", "x-gbk", "csgb2312", "chinese"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cn-big5", "x-x-big5"), "cp950"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii"), "cp1252"),
    **dict.fromkeys(("hz-gb-2312", "hz"), "hz"),
}
"""Encodings that a file may say that it is in, by Python's name. UTF is not among them: it shows in the bytes."""

SAMPLE = 65_536
"""Bytes that are looked at where the text has to be judged."""
PLAIN_ENOUGH = 0.8
"""Least share of ordinary characters in UTF-16 without a mark. Other bytes read so have at most about a third."""
SURE_ENOUGH = 0.6
SURE_OF_BYTES = 1.3
"""Least weight of a text that is believed, in encodings of two bytes and of one. Chinese text has 1.2 to 1.7, French
and Russian 1.7 to 2. Bytes at random have less than 0.4 and about 0.7."""

SAVE_AS_UTF8 = "Open it in an editor that reads it properly, save it as UTF-8 and import that."

_CONTROL = re.compile(
    # What stands in no text: C0 without tab and line end, DEL and C1, the byte order mark inside a text, halves of
    # surrogate pairs, and code points that Unicode keeps free of characters: the NUL in "a\x00b", \x1e, \ufeff.
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
    + "]"
)
# A character of UTF-8 outside ASCII, as bytes: E6 9C 8D is 服.
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# Bytes outside ASCII, one or several: the bytes C3 A9 in "café".
_HIGH = re.compile(rb"[\x80-\xff]+")
# Signs that Chinese, Japanese and Korean texts share: 「, ，, （, ①, ·, —.
_SIGNS = re.compile("[·—…‘’“”①-⑳\u3000-\u3017\uff01-\uff5e]")


def decode(data: bytes, place: str) -> tuple[str, str]:
    """The text of ``data`` without its byte order mark, and the encoding that it is in (a key of ``READ``).

    ``place`` names the file in messages.

    Raises:
        CopyError: the bytes are no text, in an encoding that is not read, or broken at a place that is named.
    """
    skip, encoding = _marked(data)
    encoding = encoding or _recognised(data, place)
    if encoding not in READ:
        raise CopyError(f"{place}: looks like {REFUSED[encoding]}, which is not read. {SAVE_AS_UTF8}")
    try:
        return _decoded(data[skip:], encoding)
    except UnicodeDecodeError as error:
        line = 1 + data[skip : skip + error.start].decode(encoding, "ignore").count("\n")
        raise CopyError(
            f"{place}: looks like {READ[encoding]}, but what stands at byte {skip + error.start} (line {line}) is "
            "broken. Get the copy again, or put that place right in an editor and save it as UTF-8."
        ) from error


def decode_named(data: bytes, name: str, place: str) -> tuple[str, str]:
    """As ``decode``, for a file that names its encoding: the name counts where the bytes are no UTF and fit it.

    A name under which the bytes make no likely text, and that of Western ones (Latin-1), which many programs write
    without asking, is believed only where the bytes say nothing else.

    Raises:
        CopyError: as ``decode``.
    """
    encoding = NAMES.get(name.lower())
    marked = _marked(data)[1] is not None
    if encoding is None or marked or b"\0" in data or (_is_utf8(data) and encoding != "hz"):
        return decode(data, place)
    try:
        named = _decoded(data, encoding)
    except UnicodeDecodeError:
        return decode(data, place)
    if encoding != "cp1252" and _reads_as(data, encoding):
        return named
    try:
        return decode(data, place)
    except CopyError:
        return named


def _reads_as(data: bytes, encoding: str) -> bool:
    """Whether the bytes read like a text in this encoding."""
    language = languages().get(encoding)
    return language is None or _weight(data[_first_high(data) :][:SAMPLE], encoding) >= language.sure


def _decoded(data: bytes, encoding: str) -> tuple[str, str]:
    """The text and the encoding: Big5 as Hong Kong extends it where it is no plain one."""
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        if encoding != "cp950":
            raise
        return data.decode("big5hkscs"), "big5hkscs"


def tidy(text: str) -> str:
    """The text with one kind of line end and without control characters: what positions and the audit count in.

    ``\\r\\n``, ``\\r`` and the form feed become ``\\n``. Every other control character (C0 but the tab, DEL, C1), a
    byte order mark inside the text, a lone surrogate and a noncharacter becomes one space. So the marks that repairs
    set (``text.chars``: U+001E, U+001F, U+000C) never come from a copy.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if text.isprintable():
        return text
    bad = {char for char in set(text) if _CONTROL.match(char)}  # few kinds of characters make up a long text
    return text.translate(dict.fromkeys(map(ord, bad), " ")) if bad else text


def _marked(data: bytes) -> tuple[int, str | None]:
    """How long the byte order mark is, and the encoding that it tells; (0, None) where there is none."""
    return next(((len(mark), encoding) for mark, encoding in MARKS if data.startswith(mark)), (0, None))


def _recognised(data: bytes, place: str) -> str:
    sound, zeros = _is_utf8(data), b"\0" in data
    wide = _wide(data) if zeros or not sound else None
    if wide:
        return wide
    if zeros:
        raise CopyError(f"{place}: is no text file (it holds zero bytes). Save the copy as a UTF-8 text file (.txt).")
    if sound and _is_hz(data):
        return "hz"
    if b"\x1b$" in data and data.isascii():  # how ISO-2022 changes to Chinese, Japanese or Korean: all in ASCII
        return "iso2022"
    return "utf-8" if sound or _is_nearly_utf8(data) else _likeliest(data, place)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_hz(data: bytes) -> bool:
    """Whether ASCII stands for Chinese between "~{" and "~}", as mail and news once had it."""
    if b"~{" not in data or b"~}" not in data or not data.isascii():
        return False
    text = data[:SAMPLE].decode("hz", "ignore")
    high = [char for char in text if char > "\x7f"]
    return len(high) > 3 and sum(char in basic_chinese() or bool(_SIGNS.match(char)) for char in high) > 0.9 * len(high)


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether nearly all bytes outside ASCII make characters of UTF-8; of a text in GB18030 about a third do."""
    high = b"".join(_HIGH.findall(data[_first_high(data) :][:SAMPLE]))
    return len(_UTF8.sub(b"", high)) <= 0.2 * len(high)


def _first_high(data: bytes) -> int:
    found = _HIGH.search(data)
    return found.start() if found else 0


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, in the order of bytes in which it reads like a text."""
    sample = data[:SAMPLE]
    best, encoding = max((_plain_share(sample, each), each) for each in _WIDE)
    return encoding if best >= PLAIN_ENOUGH else None


_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def _plain_share(sample: bytes, encoding: str) -> float:
    """The share of characters that are ordinary: ASCII without control characters, basic Chinese and its signs."""
    text = sample.decode(encoding, "replace")
    plain = sum(" " <= c <= "~" or c in "\t\r\n" or c in basic_chinese() or bool(_SIGNS.match(c)) for c in text)
    return plain / max(1, len(text))


class Language(NamedTuple):
    """What a text in a language is made of: its most frequent characters, its basic set; the weight that it needs."""

    frequent: frozenset[str]
    basic: frozenset[str]
    sure: float = SURE_ENOUGH


def _likeliest(data: bytes, place: str) -> str:
    """The encoding in which the bytes make the most likely text; GB18030 where others are no likelier."""
    start = _first_high(data)
    sample = data[start : start + SAMPLE]
    best, _, encoding = max((_weight(sample, each), each == "gb18030", each) for each in languages())
    if best < languages()[encoding].sure:
        raise CopyError(f"{place}: is in no encoding that is known here, or no text at all. {SAVE_AS_UTF8}")
    return encoding


def _weight(sample: bytes, encoding: str) -> float:
    """How likely the sample is as text: -2 (no characters at all) to 2 (all of them frequent ones)."""
    language = languages()[encoding]
    counts = Counter(char for char in sample.decode(encoding, "replace") if char > "\x7f")
    total = max(1, sum(counts.values()))
    return sum(n * _worth(char, language) for char, n in counts.items()) / total


def _worth(char: str, language: Language) -> int:
    if char in language.frequent:
        return 2
    if char in language.basic or _SIGNS.match(char):
        return 1
    # No character (replaced, private, unassigned) speaks against the encoding, a rare one for nothing.
    return -2 if char == "\ufffd" or unicodedata.category(char) in {"Co", "Cn", "Cc"} else 0


@cache
def languages() -> dict[str, Language]:
    """The language that each encoding is for."""
    chinese = Language(frozenset(_CHINESE), basic_chinese())
    japanese = Language(frozenset(_KANA), frozenset(_KANA) | _table("euc_jp", 0xB0, 0xCF))
    korean = Language(frozenset(_KOREAN), frozenset(map(chr, range(0xAC00, 0xD7A4))))
    western = Language(frozenset(_WESTERN), frozenset(map(chr, range(0xC0, 0x100))), SURE_OF_BYTES)
    cyrillic = Language(frozenset(_CYRILLIC), frozenset(map(chr, range(0x410, 0x450))), SURE_OF_BYTES)
    return {
        "gb18030": chinese,
        "cp950": chinese,
        "cp932": japanese,
        "euc_jp": japanese,
        "cp949": korean,
        "cp1252": western,
        "cp1251": cyrillic,
    }


@cache
def basic_chinese() -> frozenset[str]:
    """The basic sets of both scripts: level 1 of GB/T 2312 (3755 characters) and of Big5 (5401)."""
    return _table("gb2312", 0xB0, 0xD7) | _table("cp950", 0xA4, 0xC6)


def _table(encoding: str, first: int, last: int) -> frozenset[str]:
    """The Chinese characters in the rows ``first`` to ``last`` of an encoding of two bytes."""
    pairs = product(range(first, last + 1), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    chars = (bytes(pair).decode(encoding, "ignore") for pair in pairs)
    return frozenset(char for char in chars if len(char) == 1 and "\u4e00" <= char <= "\u9fff")


# The most frequent characters of running text, from the most frequent on; for Chinese in both scripts.
_CHINESE = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行"
    "学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然"
    "前外天政四日社事平形相全表间样与关各重新线内数正心反明看原又利比或但质气第向道此变条只没结解问意建月公无系情者最立"
    "代已通并提直题程展五果料象员位入常文总次品式活设及管特件长求基资边流路级少图统接知较将组见计别手期根论运农指区强放"
    "据处服务企标准规范本件评价需附录则技术组织"
    "這為個國時來們於對會發動過說產種後學經進著電裡現實兩體機當點從業應開還間樣與關線內數質氣變條沒結解問無係"
    "係總設長資邊級圖統將組見計別論運農區據處務標準規範評價術織"
    "，。、；：（）《》“”—"
)
_KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7)))) + "ー、。"
_KOREAN = "이다는을의에가고한하지로기사리시은를도어인아나서대라자정해수스그부일보제있여러전게것과와적성조용위동업"
_WESTERN = "éèêàâçùûôîïëüöäßáíóúñãõåøæÉÀÖÄÜ‘’“”–—…°"
_CYRILLIC = "оеаинтсрвлкмдпуяызьбгч"
