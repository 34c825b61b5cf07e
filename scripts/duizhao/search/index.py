"""Builds the index: a stream of records becomes files, in memory that does not grow with their number (FORMAT.md)."""

from __future__ import annotations

import hashlib
import json
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from duizhao.model import Concept
from duizhao.search import readings
from duizhao.search.mentions import Mentions
from duizhao.search.meta import Facts
from duizhao.search.records import DOCUMENT, Record
from duizhao.search.shards import FORMAT, Row, deltas, packed, row, script, shared, table, varints
from duizhao.search.spill import BUFFER, Posting, Postings
from duizhao.search.texts import RECORDS_A_FILE, Texts
from duizhao.search.tokens import CODE, LONGEST, codes, fold, is_paired, runs, simplified, squeeze, tokens
from duizhao.text.inflection import form

Sink = Callable[[str, bytes], None]
"""Takes a file of the index: its name and its bytes."""

MANIFEST = "index"
"""Name of the file that is read first."""

SHARD, LARGEST = 6_000, 18_000
"""Bytes of rows in a file, before compression, and in the files of large libraries, whose list would grow too long.
A query reads one such file a word, rarely more."""

CONCEPTS_A_FILE = 32

SEGMENT = 1 << 14
"""Records that a query looks through at a time in large libraries."""

INLINE = 2_000
"""Postings of a key up to which they are in one place, however many segments there are."""

READING, NAME, WORD, LINKED = "\x01", "\x02", "\x03", "\x04"
"""First character of keys that are no tokens: readings of names, names, words, concepts."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: records, keys, files and their bytes, and the stamp that all files carry."""

    records: int
    keys: int
    files: int
    size: int
    stamp: str


class _Writer:
    """Compresses files as they come; writes them when the stamp, which depends on all of them, is known."""

    def __init__(self, sink: Sink) -> None:
        self._sink, self._digest = sink, hashlib.sha256(str(FORMAT).encode())
        self._waiting = tempfile.TemporaryFile()  # noqa: SIM115 (closed by write)
        self._names: list[tuple[str, int]] = []
        self.files = self.size = 0

    def add(self, name: str, data: bytes) -> None:
        """A file that is ready but for its stamp."""
        self.add_packed(name, packed(data))

    def add_packed(self, name: str, small: bytes) -> None:
        """The same of one that is compressed."""
        self._digest.update(f"{name} {len(small)} ".encode() + small)
        self._waiting.write(small)
        self._names.append((name, len(small)))

    def write(self) -> str:
        """All files; gives their stamp."""
        stamp = self._digest.hexdigest()[:12]
        self._waiting.seek(0)
        for name, length in self._names:
            data = script(name, stamp, self._waiting.read(length))
            self.files += 1
            self.size += len(data)
            self._sink(f"{name}.js", data)
        self._waiting.close()
        return stamp


def build(records: Iterable[Record], concepts: Sequence[Concept], sink: Sink, *, buffer: int = BUFFER) -> Built:
    """Write the index of the records, in their order, and of the glossary. ``buffer``: postings held in memory."""
    writer = _Writer(sink)
    mentions = Mentions(concepts)
    with Postings(buffer) as postings, Texts() as texts:
        _concepts(concepts, postings, writer)
        count, segments = _records(records, mentions, postings, texts, writer)
        for name, data in texts.files():
            writer.add_packed(name, data)
        keys, starts = _rows(postings, segments, min(LARGEST, SHARD + count // 20), writer)
    writer.add("z", _pairs(simplified()))
    writer.add("y", readings.syllables())
    for number, words in enumerate(readings.known_words()):
        writer.add(f"w{number}", words)
    writer.add(MANIFEST, _json(_manifest(count, len(concepts), starts)))
    stamp = writer.write()
    return Built(count, keys, writer.files, writer.size, stamp)


def _manifest(records: int, concepts: int, starts: Sequence[str]) -> dict[str, Any]:
    sizes = {"segment": SEGMENT, "texts": RECORDS_A_FILE, "terms": CONCEPTS_A_FILE}
    return {"format": FORMAT, "records": records, "concepts": concepts, **sizes, "starts": list(starts)}


def _pairs(mapping: dict[int, str]) -> bytes:
    codes = [code for code in sorted(mapping) if code < 0x10000]
    data = bytearray()
    varints((len(codes),), data)
    deltas(codes, data)
    varints((ord(mapping[code]) for code in codes), data)
    return bytes(data)


# Records


def _records(
    records: Iterable[Record], mentions: Mentions, postings: Postings, texts: Texts, writer: _Writer
) -> tuple[int, int]:
    facts = Facts()
    number = -1
    for number, record in enumerate(records):
        if number and number % SEGMENT == 0:
            writer.add(f"m{number // SEGMENT - 1}", facts.taken())
        facts.add(number, record)
        _index(number, record, mentions, postings)
        postings.settle()
        texts.add(record)
    count = number + 1
    segments = -(-count // SEGMENT)
    if count:
        writer.add(f"m{segments - 1}", facts.taken())
    return count, segments


def _index(number: int, record: Record, mentions: Mentions, postings: Postings) -> None:
    for text in filter(None, record.titles):
        _text(number, text, postings, title=True)
        name = squeeze(text)
        equal(number, name, postings)
        _name(name, postings)
    for text in filter(None, record.texts):
        _text(number, text, postings, title=False)
    for text in filter(None, record.numbers):
        equal(number, squeeze(text), postings)
        for token in dict.fromkeys(codes_of(text)):
            _token(token, number, postings, title=True)
    if record.kind == DOCUMENT:
        for text in filter(None, (record.text_zh, record.text_en)):
            equal(number, squeeze(text), postings)
    for concept, place in mentions.of(record):
        key = f"{LINKED}{concept:06d}"
        postings.add(key, number, title=place != "text")
        if place == "equal":
            postings.add(f"{key}\t=", number, title=True)


def codes_of(text: str) -> Iterator[str]:
    """An id as one code: single letters and digits would find half the library; of other numbers all tokens."""
    whole = CODE.fullmatch(fold(text))
    yield from codes(text) if whole else tokens(text)


def _text(number: int, text: str, postings: Postings, *, title: bool) -> None:
    for token in dict.fromkeys(tokens(text)):
        _token(token, number, postings, title=title)


def _token(token: str, number: int, postings: Postings, *, title: bool) -> None:
    postings.add(token, number, title)
    if not is_paired(token[0]):
        postings.add(f"{WORD}{token}")
        base = form(token) if token.isalpha() else token
        if base != token:
            postings.add(f"{token}\t@{base}")
            postings.add(f"{base}\t&{token}")


def based(squeezed: str) -> str:
    """Squeezed text with each English word in the one form for all its forms."""
    return " ".join(form(word) if word.isascii() and word.isalpha() else word for word in squeezed.split(" "))


def first_token(squeezed: str) -> str:
    """The token under which whole titles and terms are kept: the first of theirs."""
    head = runs(squeezed)[0].text
    return head[:2] if is_paired(head[0]) else head[:LONGEST]


def equal(number: int, squeezed: str, postings: Postings) -> None:
    """Note a whole title or number, by which a query that is just that is answered first."""
    name = based(squeezed)
    if 0 < len(name) <= 4 * LONGEST:
        postings.add(f"{first_token(name)}\t={name}", number, title=True)


def _name(name: str, postings: Postings) -> None:
    """Note a name by its readings, and for typing errors by itself and from its second character on."""
    if readings.is_name(name):
        for key in readings.keys(name):
            postings.add(f"{READING}{key}\t{name}")
        postings.add(f"{NAME}{name}")
        postings.add(f"{NAME}{name[1:]}\t{name[0]}")


# The glossary


def _concepts(concepts: Sequence[Concept], postings: Postings, writer: _Writer) -> None:
    for start in range(0, len(concepts), CONCEPTS_A_FILE):
        block = concepts[start : start + CONCEPTS_A_FILE]
        rows = [[one.id, *([term.language, term.text, term.status] for term in one.terms)] for one in block]
        writer.add(f"c{start // CONCEPTS_A_FILE}", _json(rows))
    for number, concept in enumerate(concepts):
        for term in concept.terms:
            name = squeeze(term.text)
            if name:
                postings.add(f"{first_token(based(name))}\t~{based(name)}\t{number:06d}")
                for word in filter(str.isascii, name.split(" ")):
                    postings.add(f"{word}\t@{based(word)}")
                _name(name, postings)
                for word in readings.words_in(name):
                    postings.add(f"{READING}{readings.keys(word)[0]}\t{word}")
                for short in readings.abbreviations(name):
                    postings.add(f"{READING}{short}\t{name}")


# Rows


def _rows(postings: Postings, segments: int, shard: int, writer: _Writer) -> tuple[int, list[str]]:
    """Write all rows in files of about one size; gives their number and the key that each file starts from."""
    starts: list[str] = []
    held: list[Row] = []
    size = count = 0
    last = ""
    for posting in postings.merged():
        for one in _split(posting, segments):
            if held and size > shard:
                writer.add(f"i{len(starts)}", table(held))
                starts.append(last)
                last = _between(held[-1][0], one[0])
                held, size = [], 0
            size += len(one[0][shared(held[-1][0], one[0]) if held else 0 :].encode()) + len(one[2]) + 3
            held.append(one)
            count += 1
    writer.add(f"i{len(starts)}", table(held))
    return count, [*starts, last]


def _between(before: str, after: str) -> str:
    """The shortest beginning of ``after`` that comes after ``before``."""
    for at, (one, other) in enumerate(zip(before, after, strict=False)):
        if one != other:
            return after[: at + 1]
    return after[: len(before) + 1]


def _split(posting: Posting, segments: int) -> Iterator[Row]:
    """A posting as one row, or where it is long as one row and one more for its texts in each segment."""
    key, titles, texts = posting
    if segments == 1 or len(texts) <= INLINE:
        yield row(key, titles, texts)
        return
    yield row(key, titles, split=True)
    for number in range(segments):
        first = bisect_left(texts, number * SEGMENT)
        last = bisect_left(texts, (number + 1) * SEGMENT)
        yield row(f"{key}\t#{number:03d}", (), texts[first:last])


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
