"""What a search costs with many standards: bytes and time to the first result, warm queries, memory, building, size.

``python benchmarks/bench_search.py [1 10 100 1000]``: for each number of standards of 275 invented nodes
(``generated.py``) the index is built in a process of its own, and MkDocs builds pages of the same nodes. A server that
compresses what it serves answers a browser without a cache. Pagefind, where ``build/peers`` has it, and Material's own
search are asked for the same term. ``--few`` leaves both out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import groupby, islice
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from playwright.sync_api import Browser, CDPSession, sync_playwright  # noqa: E402 (after the path to ours)

from benchmarks.generated import read_concepts, read_texts, write_texts  # noqa: E402
from benchmarks.serving import Quiet, served  # noqa: E402
from duizhao import publish  # noqa: E402
from duizhao.model import Book, Document, Library, Node  # noqa: E402
from duizhao.publish.files import assets  # noqa: E402
from duizhao.search import Record, build  # noqa: E402

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
PEERS = HERE.parent / "build" / "peers" / "bin" / "python"
ROUNDS, WARM = 5, 9
LARGEST_SITE = 100
"""Standards that MkDocs builds within minutes, and Material searches at all."""


# Building


def build_index(texts: Path, folder: Path) -> dict[str, float]:
    """Build the index in this process; what that took, reading lines and loading word lists left out."""
    start = time.process_time()
    count = sum(1 for _ in read_texts(texts))
    reading = time.process_time() - start
    concepts = read_concepts(texts)
    start = time.process_time()
    build(islice(read_texts(texts), 9), concepts[:9], lambda _name, _data: None)
    lists = time.process_time() - start
    size = 0

    def sink(name: str, data: bytes) -> None:
        nonlocal size
        (folder / name).write_bytes(data)
        size += len(gzip.compress(data, 6))

    start = time.process_time()
    made = build(read_texts(texts), concepts, partial(_write, folder))
    seconds = time.process_time() - start - reading
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for file in folder.glob("*.js"):
        sink(file.name, file.read_bytes())
    fixed = sum(len(gzip.compress((folder / f"{name}.js").read_bytes(), 6)) for name in _fixed())
    return {
        "nodes": count, "seconds": seconds, "peak": peak, "files": made.files, "disk": made.size, "size": size,
        "fixed": fixed, "lists": lists,
    }  # fmt: skip


def _fixed() -> list[str]:
    return ["y", "z", *(f"w{n}" for n in range(16))]


def _write(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)


def write_pages(texts: Path, root: Path) -> None:
    """The same nodes as the pages of our site, which any MkDocs builds."""
    books = []
    for document, found in groupby(read_texts(texts), key=lambda one: one.document):
        nodes = [_node(one) for one in found]
        books.append(Book(Document(document.id, None, document.zh, document.en), plain=_nested(nodes)))
    publish.write_site(publish.lay_out(Library(tuple(books))), root)


def _node(one: Record) -> Node:
    zh, en, text_zh, text_en = one.title_zh or None, one.title_en or None, one.text_zh or None, one.text_en or None
    return Node(one.id, one.kind, title_zh=zh, title_en=en, text_zh=text_zh, text_en=text_en)


def _nested(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Each practice below the item before it."""
    found: list[Node] = []
    above = None
    for node in nodes:
        above = node.id if node.kind == "item" else above
        found.append(replace(node, parent=None if node.kind == "item" else above))
    return tuple(found)


def mkdocs(root: Path, plugins: str) -> float:
    """Seconds of processor time that MkDocs takes for the pages."""
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(re.sub(r"^plugins: .*\n", plugins, settings, flags=re.MULTILINE), "utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [str(Path(sys.executable).parent / "mkdocs"), "build", "-q", "-f", str(root / "mkdocs.yml")]
    subprocess.run(command, check=True, capture_output=True, env=quiet)  # noqa: S603 (ours)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


BARE = "plugins: []\n"
MATERIAL = "plugins: [{search: {lang: [zh, en]}}]\n"

PAGEFIND = """
import asyncio, json, sys, time
from pagefind.index import PagefindIndex
async def main():
    async with PagefindIndex(config={"output_path": sys.argv[2]}) as index:
        for line in open(sys.argv[1], encoding="utf-8"):
            id_, kind, document, address, label, zh, en, text_zh, text_en, element = json.loads(line)
            await index.add_custom_record(url="/" + address, language="zh", meta={"title": f"{id_} {zh} {en}"},
                                          content=f"{id_} {zh} {en} {text_zh} {text_en}")
asyncio.run(main())
"""


# Serving


@cache
def _read(path: Path, packed: bool) -> bytes:
    """Compressed once, before anybody's clock runs for the second time."""
    return gzip.compress(path.read_bytes(), 6) if packed else path.read_bytes()


class _Compressed(Quiet):
    """Serves files compressed, and keeps connections, as hosts do."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms for the other side
    wbufsize = -1

    def do_GET(self) -> None:  # noqa: N802 (the library's name)
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        packed = path.suffix in (".js", ".html", ".json", ".css")
        data = _read(path, packed) if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(data)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)


# Asking

SUM = "performance.getEntriesByType('resource').reduce((sum, one) => sum + one.encodedBodySize, 0)"
COLD = f"""async query => {{
  const start = performance.now(); let seen = null;
  const now = () => [performance.now() - start, {SUM}];
  const list = document.createElement('link');
  Object.assign(list, {{rel: 'preload', as: 'script', href: 'index.js'}});
  document.head.append(list);
  await new Promise(done => {{ const script = document.createElement('script');
    script.src = 'search-engine.js'; script.onload = done; document.head.append(script); }});
  window.engine = duizhao.search.open('./');
  const told = await engine.query(query, {{first: () => {{ seen = now(); }}}});
  return [...(seen || now()), ...now(), told.total]; }}"""
WARM_ASK = """async ([query, times]) => { const found = [];
  for (let n = 0; n < times; n += 1) { const start = performance.now(); await engine.query(query, {});
    found.push(performance.now() - start); } return found; }"""
PAGEFIND_ASK = f"""async query => {{
  const start = performance.now();
  const pagefind = await import('/pagefind/pagefind.js');
  const found = await pagefind.search(query);
  if (found.results.length) await found.results[0].data();
  return [performance.now() - start, {SUM}, found.results.length]; }}"""
FRESH = """() => { performance.setResourceTimingBufferSize(5000); performance.clearResourceTimings(); }"""


def cold(browser: Browser, address: str, script: str, query: str, page: str = "page.html") -> list[list[float]]:
    """A query in so many fresh browser contexts."""
    found = []
    for _ in range(ROUNDS):
        context = browser.new_context()
        opened = context.new_page()
        opened.goto(f"{address}{page}")
        opened.evaluate(FRESH)
        before = spent(browser)
        found.append([*opened.evaluate(script, query), spent(browser) - before])
        context.close()
    return found


def material(browser: Browser, address: str, query: str) -> list[float]:
    """Material reads its index when a page opens: the time from there until the first result, and the index's bytes."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    before = spent(browser)
    page.goto(f"{address}index.html?q={query}")
    page.locator(".md-search-result__link").first.wait_for(state="attached", timeout=120_000)
    seconds = time.perf_counter() - start
    used = spent(browser) - before
    count = page.evaluate(f"({SUM})")
    index = len(gzip.compress(page.request.get(f"{address}search/search_index.json").body(), 6))
    context.close()
    return [seconds * 1000, count + index, 1, used]


def spent(browser: Browser) -> float:
    """Milliseconds of processor time of the browser's processes, which other work on the machine does not lengthen."""
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    return float(sum(one["cpuTime"] for one in told["processInfo"]) * 1000)


def median(rows: list[list[float]], column: int) -> float:
    """The median of a column."""
    return statistics.median(row[column] for row in rows)


def memory(session: CDPSession) -> float:
    """MiB that the page's scripts hold, buffers included."""
    told = session.send("Runtime.getHeapUsage")
    return float(sum(told.get(name, 0) for name in ("usedSize", "embedderHeapUsedSize", "backingStorageSize")) / 2**20)


def ask_all(browser: Browser, address: str, asked: dict[str, str]) -> None:
    """Each query cold and warm; at the end what a page holds that has asked all of them."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    page.goto(f"{address}page.html")
    page.evaluate(COLD, asked["absent"])
    most = 0.0
    for kind, query in asked.items():
        rows = cold(browser, address, COLD, query)
        warm = page.evaluate(WARM_ASK, [query, WARM + 1])[1:]
        most = max(most, memory(session))
        say(
            f"  {kind:18} first {median(rows, 1) / 1000:5.0f} kB {median(rows, 0):6.0f} ms "
            f"(least {min(row[0] for row in rows):.0f}; with all hits "
            f"{median(rows, 5):.0f} of processor time), ten hits {median(rows, 3) / 1000:5.0f} kB "
            f"{median(rows, 2):6.0f} ms, warm {statistics.median(warm):6.1f} ms (least {min(warm):.1f}), "
            f"{rows[0][4]:.0f} found"
        )
    say(f"  the page holds at most {most:.0f} MiB; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    context.close()


def say(line: str) -> None:
    """Print at once: a run takes long."""
    print(line, flush=True)  # noqa: T201


# The run


def run(standards: int, browser: Browser, *, few: bool) -> None:
    """Build, ask and print for one number of standards."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        texts, folder = root / "texts.jsonl", root / "index"
        folder.mkdir()
        told = child("--texts", texts, standards)
        made = child("--build", texts, folder)
        say(
            f"{standards} standards, {made['nodes']} nodes: index in {made['seconds']:.1f} s of processor time "
            f"(and {made['lists']:.1f} s for word lists, whatever the size), peak "
            f"{made['peak']:.0f} MiB, {made['files']} files, compressed {made['size'] / told['text']:.2f} of "
            f"{told['text'] / 1e6:.2f} MB of text ({(made['size'] - made['fixed']) / told['text']:.2f} without the "
            f"{made['fixed'] / 1000:.0f} kB that every index has), on disk {made['disk'] / told['text']:.2f}"
        )
        (folder / "search-engine.js").write_bytes(assets()["assets/duizhao/search-engine.js"])
        (folder / "page.html").write_text("<!doctype html><title>Search</title><link rel=icon href='data:,'>")
        with served(folder, _Compressed) as address:
            ask_all(browser, address, told["asked"])
        if not few:
            peers(standards, browser, texts, told["asked"]["term"], made["seconds"])


def peers(standards: int, browser: Browser, texts: Path, query: str, ours: float) -> None:
    """MkDocs' building time, and what the others need for the same term."""
    root = texts.parent / "pages"
    if standards <= LARGEST_SITE:
        write_pages(texts, root)
        bare = mkdocs(root, BARE)
        say(f"  mkdocs build of the same pages: {bare:.1f} s of processor time, the index {ours / bare:.2f} of it")
        mkdocs(root, MATERIAL)
        with served(root / "site", _Compressed) as address:
            attempt("Material", lambda: [material(browser, address, query) for _ in range(2)])
    site = texts.parent / "pagefind"
    if PEERS.exists():
        site.mkdir()
        start = time.perf_counter()
        command = [str(PEERS), "-c", PAGEFIND, str(texts), str(site / "pagefind")]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 (ours)
        seconds = time.perf_counter() - start
        (site / "page.html").write_text("<!doctype html><html lang=zh><title>x</title><link rel=icon href='data:,'>")
        with served(site, _Compressed) as address:
            attempt(f"Pagefind (built in {seconds:.1f} s)", lambda: cold(browser, address, PAGEFIND_ASK, query))


def attempt(name: str, ask: Callable[[], list[list[float]]]) -> None:
    """Print what a peer needed, or that it failed."""
    try:
        rows = ask()
    except Exception as error:  # noqa: BLE001 (whatever fails there is the finding)
        say(f"  {name}: no result ({type(error).__name__})")
        return
    used = f" ({median(rows, 3):.0f} of processor time)" if len(rows[0]) > 3 else ""
    say(f"  {name}: first {median(rows, 1) / 1000:.0f} kB {median(rows, 0):.0f} ms{used}, {rows[0][2]:.0f} found")


def child(*arguments: object) -> dict[str, Any]:
    """This script in a process of its own, whose memory is its own."""
    command = [sys.executable, __file__, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 (this script)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure for each number of standards."""
    if sys.argv[1:2] == ["--texts"]:
        say(json.dumps(write_texts(int(sys.argv[3]), Path(sys.argv[2]))))
    elif sys.argv[1:2] == ["--build"]:
        say(json.dumps(build_index(Path(sys.argv[2]), Path(sys.argv[3]))))
    else:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("standards", nargs="*", type=int, default=[1, 10, 100, 1000])
        parser.add_argument("--few", action="store_true", help="our own search alone")
        given = parser.parse_args()
        with sync_playwright() as tools:
            path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
            browser = tools.chromium.launch(executable_path=path, args=ARGUMENTS)
            for standards in given.standards:
                run(standards, browser, few=given.few)
            browser.close()


if __name__ == "__main__":
    main()
