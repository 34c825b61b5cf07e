"""What searches find: our index, Material's own search and Pagefind, asked the same queries of the same records.

``python benchmarks/bench_search_quality.py [--missed]``: the queries of ``queries.yaml`` (each with the nodes that
answer it) are asked of the plain edition that ships with the project. For each class: the share of queries with a right
node first, among the first three and among the first ten, and the false hits: queries of absent words that found
something, or queries that found a node which they exclude. ``--missed`` also names the queries that each engine missed.

Our engine is asked in Python and, in headless Chromium, in JavaScript; the answers must be the same. The peers get one
page a record, run in the same browser, and are tuned: Material's search with jieba and a separator for Chinese
punctuation (the glossary as jieba's dictionary made it worse); Pagefind in its extended build, which cuts Chinese into
words. Pagefind is installed into ``build/peers`` from the package index; where it cannot be had, a line says so.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(ROOT / "tests")]

import quality  # noqa: E402 (after the path to it)
from benchmarks.serving import served  # noqa: E402
from duizhao.model import Concept  # noqa: E402
from duizhao.search import Index, Record, build, query  # noqa: E402

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ENGINE = ROOT / "scripts" / "duizhao" / "publish" / "assets" / "search-engine.js"
PEERS = ROOT / "build" / "peers" / "extended"
LIMIT = 10
LANGUAGE = "zh"

Answers = dict[str, list[str]]
"""The ids of the first hits of each query, best first."""

OURS = """async queries => {
  const engine = duizhao.search.open('./'), found = {};
  for (const one of queries) found[one] = (await engine.query(one)).hits.map(hit => hit.id);
  return found;
}"""

# The page's own worker, asked as the page asks it: 2 is a query, 3 its answer; an answer holds a list a page.
CAUGHT = """(() => {
  const Real = window.Worker;
  window.Worker = class extends Real {
    constructor(...given) {
      super(...given);
      window.searcher = this;
      this.addEventListener('message', event => { if (event.data.type === 1) window.ready = true; });
    }
  };
})();"""
MATERIAL = """async ([queries, limit]) => {
  const ask = text => new Promise(done => {
    const heard = event => {
      if (event.data.type !== 3) return;
      searcher.removeEventListener('message', heard);
      done(event.data.data.items.map(page => page[0].location));
    };
    searcher.addEventListener('message', heard);
    searcher.postMessage({type: 2, data: text});
  });
  const found = {};
  for (const one of queries) found[one] = (await ask(one)).slice(0, limit);
  return found;
}"""
PAGEFIND = """async ([queries, limit]) => {
  const engine = await import('/pagefind/pagefind.js'), found = {};
  await engine.init();
  for (const one of queries) {
    const told = await engine.search(one);
    found[one] = (await Promise.all(told.results.slice(0, limit).map(hit => hit.data()))).map(hit => hit.url);
  }
  return found;
}"""

# The settings of the search that the site had before it got its own.
SEPARATOR = (
    r"[\s\u200b\u00b7\u2010-\u2027\u2030-\u205e\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    r"\-,:;!?=\[\]()\"'`/|_]+|\.(?!\d)|&[lg]t;|&amp;"
)


@contextmanager
def opened(browser: Browser, address: str, script: str = "") -> Iterator[Page]:
    """A page in a browser of its own."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(120_000)
    if script:
        page.add_init_script(script)
    page.goto(address)
    yield page
    context.close()


# Ours


def ours(
    records: Sequence[Record], concepts: Sequence[Concept], browser: Browser, folder: Path
) -> tuple[Answers, list[str]]:
    """What our engine answers, and the queries that it answers otherwise in the browser."""
    files: dict[str, bytes] = {}
    build(records, concepts, files.__setitem__)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    index = Index(files.__getitem__)
    asked = [case.query for case in quality.cases()]
    told = {one: [hit["id"] for hit in query(index, one)["hits"]] for one in asked}
    head = '<!doctype html><meta charset="utf-8"><title>Search</title>'
    (folder / "page.html").write_text(f"{head}<script>{ENGINE.read_text('utf-8')}</script>", "utf-8")
    with served(folder) as address, opened(browser, f"{address}page.html") as page:
        theirs = page.evaluate(OURS, asked)
    return told, [one for one in asked if told[one] != theirs[one]]


# The peers: a page a record


def written(records: Sequence[Record]) -> list[tuple[str, str]]:
    """A heading and the text for each record: all that our index has of it."""
    found = []
    for one in records:
        title = " ".join(filter(None, (one.label, one.title_zh, one.title_en))) or one.id
        found.append((title, "\n\n".join(filter(None, (one.id, one.text_zh, one.text_en)))))
    return found


def material(records: Sequence[Record], browser: Browser, folder: Path) -> Answers:
    """What Material's search answers."""
    (folder / "docs").mkdir()
    for n, (title, text) in enumerate(written(records)):
        name = "index.md" if n == 0 else f"{n}.md"
        (folder / "docs" / name).write_text(f"# {html.escape(title)}\n\n{html.escape(text)}\n", "utf-8")
    search = {"lang": ["zh", "en"], "separator": SEPARATOR, "pipeline": []}
    settings = {
        "site_name": "peer", "use_directory_urls": False, "plugins": [{"search": search}],
        "theme": {"name": "material", "language": "zh", "font": False},
    }  # fmt: skip
    (folder / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, env=quiet, check=True, capture_output=True)  # noqa: S603 (the peer)
    asked = [case.query for case in quality.cases()]
    with served(folder / "site") as address, opened(browser, address, CAUGHT) as page:
        page.focus("[data-md-component=search-query]")
        page.wait_for_function("window.ready")
        found = page.evaluate(MATERIAL, [asked, LIMIT])
    return {one: [_record(records, place) for place in places] for one, places in found.items()}


def pagefind(records: Sequence[Record], browser: Browser, folder: Path) -> Answers | None:
    """What Pagefind answers; None where it cannot be had."""
    if not installed():
        return None
    for n, (title, text) in enumerate(written(records)):
        body = f"<h1>{html.escape(title)}</h1><p>{html.escape(text)}</p>"
        head = f'<!doctype html><html lang="{LANGUAGE}"><meta charset="utf-8"><title>{n}</title>'
        (folder / f"{n}.html").write_text(f"{head}<body><main>{body}</main></body></html>", "utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(folder)]
    subprocess.run(command, env=os.environ | {"PYTHONPATH": str(PEERS)}, check=True, capture_output=True)  # noqa: S603
    asked = [case.query for case in quality.cases()]
    with served(folder) as address, opened(browser, f"{address}0.html") as page:
        found = page.evaluate(PAGEFIND, [asked, LIMIT])
    return {one: [_record(records, place) for place in places] for one, places in found.items()}


def installed() -> bool:
    """Whether Pagefind is there, installed now if it was not."""
    if (PEERS / "pagefind").is_dir():
        return True
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(PEERS), "pagefind[extended]"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 (the peer)


def _record(records: Sequence[Record], place: str) -> str:
    """The id of the record of a page."""
    name = place.rpartition("/")[2].partition("#")[0].removesuffix(".html")
    return records[int(name) if name.isdigit() else 0].id


# The table


def table(answers: Mapping[str, Answers]) -> Iterator[str]:
    """A line a class: the shares for each engine, and its false hits."""
    counts = {name: quality.tallies(told) for name, told in answers.items()}
    head = "top 1  top 3  top 10  false"
    yield f"{'':34}" + "".join(f"{name:^30}" for name in counts)
    yield f"{'class':28}{'n':>4}  " + f"{head:^30}" * len(counts)
    for kind in quality.kinds():
        cells = "".join(f"{_cell(kind, count[kind.name]):^30}" for count in counts.values())
        yield f"{kind.name:28}{len(kind.cases):>4}  {cells}"


def _cell(kind: quality.Kind, tally: quality.Tally) -> str:
    shares = "".join(f"{tally.share(top):.2f}   " if kind.top else "   -   " for top in quality.TOPS)
    return f"{shares} {len(tally.false):>3}"


def missed(answers: Mapping[str, Answers]) -> Iterator[str]:
    """The queries that each engine missed, a line an engine and class."""
    for name, told in answers.items():
        for kind, tally in quality.tallies(told).items():
            if tally.missed or tally.false:
                yield f"{name}, {kind}: {', '.join(tally.missed)} | false: {', '.join(tally.false)}"


def main() -> None:
    """Ask all and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="name the queries that were missed")
    options = parser.parse_args()
    records, concepts = quality.library()
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        folders = {one: Path(name) / one for one in ("duizhao", "Material", "Pagefind")}
        for folder in folders.values():
            folder.mkdir()
        own, other = ours(records, concepts, browser, folders["duizhao"])
        answers = {"duizhao": own, "Material": material(records, browser, folders["Material"])}
        peer = pagefind(records, browser, folders["Pagefind"])
        answers |= {"Pagefind": peer} if peer else {}
        browser.close()
    sys.stdout.write("\n".join(table(answers)) + "\n")
    sys.stdout.write(f"Answered otherwise in the browser than in Python: {', '.join(other) or 'none'}.\n")
    if not peer:
        sys.stdout.write("Pagefind could not be installed: it is left out.\n")
    if options.missed:
        sys.stdout.write("\n".join(missed(answers)) + "\n")


if __name__ == "__main__":
    main()
