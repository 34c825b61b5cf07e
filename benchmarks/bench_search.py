"""What a search costs with many standards: bytes and time to the first result, warm queries, building, size.

``python benchmarks/bench_search.py [1 10 100 1000]``: for each number of standards an index of 275 nodes a standard is
built in a process of its own (time, memory), served, and asked in a browser. Words are drawn from the frequency lists
of both languages, so that the vocabulary grows with the text as it does in real text (Zipf, Heaps). No peer runs here:
the figures to beat are those of the design, taken with as many nodes.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import accumulate
from pathlib import Path
from typing import Any

import jieba
from playwright.sync_api import Browser, sync_playwright

from duizhao.model import Concept, Term
from duizhao.search import Label, Record, build
from duizhao.text.words import frequencies

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"]
ENGINE = Path(__file__).parents[1] / "scripts" / "duizhao" / "publish" / "assets" / "search-engine.js"
NODES = 275
CHINESE, ENGLISH = 24, 22
"""Words of a text: some 40 characters and 22 words, as in the standards that we have."""


class Writer:
    """Draws words by their frequency in the language at large, and the terms of a glossary that grows with the text."""

    def __init__(self, standards: int) -> None:
        """The same number of standards writes the same text."""
        self.rng = random.Random(standards)  # noqa: S311 (text, not secrets)
        self.zh, self.zh_weights = _chinese()
        self.en, self.en_weights = _english()
        self.terms = [(self.chinese(2), self.english(2)) for _ in range(300 + 30 * standards)]
        self.term_weights = list(accumulate(1 / (n + 5) for n in range(len(self.terms))))

    def chinese(self, count: int) -> str:
        """So many Chinese words."""
        return "".join(self.rng.choices(self.zh, cum_weights=self.zh_weights, k=count))

    def english(self, count: int) -> str:
        """So many English words."""
        return " ".join(self.rng.choices(self.en, cum_weights=self.en_weights, k=count))

    def term(self) -> tuple[str, str]:
        """A term in both languages, the first ones often."""
        return self.rng.choices(self.terms, cum_weights=self.term_weights)[0]

    def text(self) -> tuple[str, str]:
        """A sentence or two around a term."""
        zh, en = self.term()
        half = CHINESE // 2
        return (
            f"{self.chinese(half)}，{zh}{self.chinese(half)}。",
            f"{self.english(ENGLISH // 2).capitalize()} {en}, {self.english(ENGLISH // 2)}.",
        )

    def concepts(self) -> list[Concept]:
        """The glossary."""
        return [
            Concept(f"c{n}", (Term("zh", zh), Term("zh", self.chinese(2), "avoid"), Term("en", en)))
            for n, (zh, en) in enumerate(self.terms)
        ]


def _chinese() -> tuple[list[str], list[float]]:
    with jieba.get_module_res("dict.txt") as file:
        rows = [line.split(" ") for line in file.read().decode("utf-8").splitlines()]
    counted = sorted(((int(count), word) for word, count, *_ in rows if len(word) > 1), reverse=True)
    return [word for _, word in counted], list(accumulate(float(count) for count, _ in counted))


def _english() -> tuple[list[str], list[float]]:
    found = sorted(((10**chance, word) for word, chance in frequencies().items()), reverse=True)
    return [word for _, word in found], list(accumulate(chance for chance, _ in found))


def records(standards: int, writer: Writer) -> Iterator[Record]:
    """The nodes: eight elements a standard, below each items with four practices."""
    for number in range(1, standards + 1):
        name = f"db{number % 90 + 10}-t-{number:04d}-2031"
        document = Label(name, f"{writer.chinese(3)}指南", f"Guide to {writer.english(3)}")
        element = Label("")
        for node in range(NODES):
            if node % 35 == 0:
                zh, en = writer.term()
                element = Label(zh, zh, en)
            id_ = f"A.{node // 35 + 1}/{node // 5 % 7 + 1}/{node % 5}"
            title = writer.term() if node % 5 == 0 else ("", "")
            kind = "item" if title[0] else "practice"
            yield Record(
                *(id_, kind, document, f"{name}/{node // 35}.html#{id_.lower()}", ""),
                *title,
                *writer.text(),
                element=element,
            )


def built(standards: int, folder: Path) -> dict[str, float]:
    """Build the index in this process; what that took."""
    writer = Writer(standards)
    concepts = writer.concepts()
    size = 0

    def counted() -> Iterator[Record]:
        nonlocal size
        for record in records(standards, writer):
            size += sum(len(text.encode()) for text in (*record.titles, *record.texts))
            yield record

    def sink(name: str, data: bytes) -> None:
        (folder / name).write_bytes(data)

    list(records(min(standards, 1), Writer(1)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    made = build(counted(), concepts, sink)
    seconds = time.process_time() - start
    start = time.process_time()
    sum(1 for _ in records(standards, Writer(standards)))
    writing = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "text": size,
        "index": made.size,
        "files": made.files,
        "seconds": seconds - writing,
        "before": before,
        "peak": peak,
    }


def queries(standards: int) -> dict[str, str]:
    """One query of each kind."""
    from pypinyin import lazy_pinyin

    writer = Writer(standards)
    zh, en = next(one for one in writer.terms if len(one[0]) == 4 and len(one[1]) > 12)
    return {
        "term": zh,
        "English term": en,
        "common word": writer.en[40],
        "two common words": f"{writer.en[0]} {writer.en[1]}",
        "two common Chinese": f"{writer.zh[0]} {writer.zh[1]}",
        "reading": "".join(lazy_pinyin(zh)),
        "typing error": f"{en[:4]}{en[5:]}",
        "absent": "zyzzyvaq",
    }


ASK = """async ([query, first]) => {
  const start = performance.now(); let shown = 0;
  const engine = window.engine = window.engine || duizhao.search.open('./');
  const told = await engine.query(query, first ? {first: () => { shown = performance.now() - start; }} : {});
  return [shown, performance.now() - start, told.total, told.hits.length];
}"""


def measured(browser: Browser, address: str, query: str) -> dict[str, Any]:
    """A query in a fresh browser context, then the same again warm."""
    context = browser.new_context()
    page = context.new_page()
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(f"{address}page.html")
    start = time.perf_counter()
    page.add_script_tag(url=f"{address}search-engine.js")
    script = (time.perf_counter() - start) * 1000
    shown, done, total, hits = page.evaluate(ASK, [query, True])
    bytes_ = sum(sizes[1:])
    again = [page.evaluate(ASK, [query, False])[1] for _ in range(7)]
    memory = page.evaluate("performance.memory ? performance.memory.usedJSHeapSize : 0") / 2**20
    context.close()
    return {
        "kB": bytes_ / 1000, "first": shown, "all": done, "script": script, "warm": statistics.median(again),
        "total": total, "hits": hits, "heap": memory,
    }  # fmt: skip


def first_bytes(browser: Browser, address: str, query: str) -> float:
    """Kilobytes that were asked for until the first hit was there, the script included."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}page.html")
    page.add_script_tag(url=f"{address}search-engine.js")
    count = page.evaluate(
        """async query => { const sum = () => performance.getEntriesByType('resource')
          .reduce((all, one) => all + one.encodedBodySize, 0);
          let seen = 0; await duizhao.search.open('./').query(query, {first: () => { seen = sum(); }});
          return seen || sum(); }""",
        query,
    )
    context.close()
    return float(count) / 1000


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def run(standards: int, browser: Browser) -> None:
    """Build, ask and print for one number of standards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told = subprocess.run(  # noqa: S603 (this very script)
            [sys.executable, __file__, "--build", name, str(standards)], check=True, capture_output=True, text=True
        )
        made = json.loads(told.stdout)
        shutil.copy(ENGINE, folder)
        (folder / "page.html").write_text("<!doctype html><title>Search</title>")
        print(  # noqa: T201
            f"{standards} standards: build {made['seconds']:.1f} s of processor time, peak {made['peak']:.0f} MB "
            f"({made['peak'] - made['before']:.0f} more than before), {made['files']} files, "
            f"{made['index'] / 1e6:.2f} MB for {made['text'] / 1e6:.2f} MB of text"
        )
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=name))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        for kind, query in queries(standards).items():
            one = measured(browser, address, query)
            first = first_bytes(browser, address, query)
            print(  # noqa: T201
                f"  {kind:20} first {first:6.0f} kB {one['first']:6.0f} ms, ten hits {one['kB']:6.0f} kB "
                f"{one['all']:6.0f} ms, warm {one['warm']:6.1f} ms, heap {one['heap']:4.0f} MiB, {one['total']} found"
            )
        server.shutdown()


def main() -> None:
    """Measure for each number of standards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("standards", nargs="*", type=int, default=[1, 10, 100, 1000])
    parser.add_argument("--build", type=Path, help="only build, into this folder")
    given = parser.parse_args()
    if given.build:
        print(json.dumps(built(given.standards[0], given.build)))  # noqa: T201
        return
    with sync_playwright() as tools:
        path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
        browser = tools.chromium.launch(executable_path=path, args=ARGUMENTS)
        for standards in given.standards:
            run(standards, browser)
        browser.close()


if __name__ == "__main__":
    main()
