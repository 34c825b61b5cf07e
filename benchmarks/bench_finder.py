"""What a key typed in the practice finder costs with many practices.

``python benchmarks/bench_finder.py [1000 10000]``: for each number of practices the built page is opened in a browser
and words are typed. A key's time runs until the filters' counts and the rows that a screen holds are in the page,
laid out; beside it stands the least that any filter must do: ``Array.filter`` with ``includes`` over the same texts.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from pathlib import Path
from unittest import mock

from playwright.sync_api import Page, sync_playwright

from duizhao import plugin, publish
from duizhao.model import Book, Concept, Document, Library, Node, Term
from duizhao.publish.finder import DATA

ZH = ("读者", "服务", "反馈", "培训", "测量", "图书馆", "书架", "流程", "改进", "团队", "会议", "调查", "数据", "馆员")
EN = ("visitor", "service", "feedback", "training", "measure", "shelf", "process", "team", "meeting", "survey", "data")
TAGS = tuple(Concept(en, (Term("zh", zh), Term("en", en))) for zh, en in (("反馈", "feedback"), ("培训", "training")))
TYPED = ("f", "feed", "feedback", "反馈", "反馈 培训", "survey data", "服务流程", "没有的词")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# The medians, in milliseconds, of the key's work, of laying the page out after it, and of the plain filter.
MEASURE = """typed => {
  const field = document.querySelector('.dz-finder-field'), rows = duizhao.practices.rows;
  const texts = rows.zh.map((text, row) => (text + rows.en[row]).toLowerCase());
  const times = {key: [], layout: [], plain: []};
  const clock = (name, work) => {
    const start = performance.now();
    work();
    times[name].push(performance.now() - start);
  };
  for (let round = 0; round < 8; round += 1) for (const words of typed) {
    field.value = words;
    clock('key', () => field.dispatchEvent(new Event('input')));
    clock('layout', () => document.body.offsetHeight);
    const wanted = words.split(' ');
    clock('plain', () => texts.filter(text => wanted.every(word => text.includes(word))).length);
  }
  const median = list => list.sort((a, b) => a - b)[list.length >> 1];
  return [median(times.key), median(times.layout), median(times.plain), document.querySelectorAll('*').length];
}"""


def book(count: int) -> Book:
    """A document with so many invented practices: twenty an item, five items a group, five groups an element."""
    chance = random.Random(count)  # noqa: S311 (invented text)
    nodes: dict[str, Node] = {}
    for number in range(count):
        element, group, item = number // 500, number // 100 % 5, "abcde"[number // 20 % 5]
        above = (f"A/{element}", f"A/{element}/{group}", f"A/{element}/{group}/{item}")
        for id_, kind, parent in zip(above, ("factor", "group", "item"), (None, *above), strict=False):
            nodes.setdefault(id_, Node(id_, kind, parent, None, f"{kind} {id_[2:]}", f"{kind} {id_[2:]}"))
        zh, en = "".join(chance.choices(ZH, k=20)), " ".join(chance.choices(EN, k=20))
        linked = tuple(tag.id for tag in TAGS if tag.id in en)
        id_ = f"{above[-1]}/{number % 20 + 1}"
        nodes[id_] = Node(id_, "practice", above[-1], f"{number}", text_zh=zh, text_en=en, concepts=linked)
    return Book(Document("many", "DB99 1—2031", "多", "Many"), plain=tuple(nodes.values()))


def site(folder: Path) -> Path:
    """A small site, whose finder then gets other data: pages of thousands of practices take long to build."""
    (folder / "content").mkdir()
    (folder / "mkdocs.yml").write_text(publish.mkdocs_yml("bench", plugin=True), encoding="utf-8")
    with mock.patch.object(plugin, "load_library", return_value=Library((book(20),))):
        return plugin.build(folder)


def measure(page: Page, built: Path, count: int) -> str:
    """One line of the table."""
    data = publish.attachments(publish.lay_out(Library((book(count),), TAGS)))[DATA]
    (built / DATA).write_bytes(data)
    page.goto((built / "practices.html").as_uri())
    key, layout, plain, elements = page.evaluate(MEASURE, list(TYPED))
    ratio = key / plain if plain else float("nan")
    return f"{count:>9} {len(data) / 1000:>8.0f} {key:>8.1f} {layout:>11.1f} {plain:>12.1f} {ratio:>7.1f} {elements:>9}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("practices", nargs="*", type=int, default=[1000, 10_000])
    options = parser.parse_args()
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    sys.stdout.write("practices data (kB) key (ms) layout (ms) plain filter (ms)  ratio  elements\n")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page, built = browser.new_page(viewport={"width": 1440, "height": 900}), site(Path(name))
        for count in options.practices:
            sys.stdout.write(measure(page, built, count) + "\n")
        browser.close()


if __name__ == "__main__":
    main()
