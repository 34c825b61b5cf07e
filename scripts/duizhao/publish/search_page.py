"""The page of results: for long lists, and what readers without JavaScript have in place of the search."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.publish.dress import both
from duizhao.publish.finder import finder_link
from duizhao.publish.glossary import FOLDER, Glossary
from duizhao.publish.page import Page
from duizhao.publish.plan import Plan
from duizhao.publish.shelf import shelf

PATH = "search.md"
NAME = ("搜索", "Search")
LISTS = ("各类清单", "Lists")
GLOSSARY = ("术语表：全部概念", "Glossary: all concepts")
WITHOUT = (
    "搜索需要 JavaScript。没有它，可以从下面的清单找起。",
    "The search needs JavaScript. Without it, start from the lists below.",
)
SCRIPT = '<script defer src="assets/duizhao/search-page.js"></script>'


def search_page(plans: Sequence[Plan], glossary: Glossary) -> Page:
    """The page: where scripts put the results, and the lists of what there is."""
    concepts = f"[{both(*GLOSSARY)}]({FOLDER}/index.md)" if glossary.concepts else ""
    blocks = [
        f"# {both(*NAME)} {{: #search }}",
        f'<p class="dz-search-without">{both(*WITHOUT)}</p>',
        f'<div class="dz-results" id="dz-results">{SCRIPT}</div>',
        f"## {both(*LISTS)} {{: #lists }}",
        finder_link(plans),
        concepts,
        shelf(plans),
    ]
    meta = {"title": NAME[0], "title_en": NAME[1]}
    return Page(PATH, NAME, "\n\n".join(filter(None, blocks)) + "\n", meta)
