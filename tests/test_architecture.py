"""The rules of the house (design, section 3), read from the source: who imports what, who prints, how long parts are.

Each failure says which rule was broken, where, and what to do. A new module needs no line here unless it is a new
top-level one: every top-level module and package is listed in ``MAY_IMPORT``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "scripts" / "duizhao"
MODULES = sorted(PACKAGE.rglob("*.py"))

SHARED = frozenset({"model", "errors", "text"})
"""What every stage may import."""

STAGES = (
    "readers", "repairs", "collection", "grammars", "identify", "collate", "headings", "paragraphs", "nodes", "align",
    "audit", "link", "renderings", "checks", "exchange", "search", "publish",
)  # fmt: skip
"""The steps of the way, each by itself. What one hands to the next is a record of ``model`` or ``text.draft``."""

ALL = frozenset({"*"})

MAY_IMPORT: dict[str, frozenset[str]] = {
    "__init__": frozenset(),
    "__main__": frozenset({"cli"}),
    "model": frozenset(),
    "errors": frozenset(),
    "text": SHARED,
    "schema": frozenset({"model"}),
    "store": SHARED | {"schema"},
    # A pure function over records that import and the site both use: as shared as the records themselves.
    "corrections": SHARED,
    **dict.fromkeys(STAGES, SHARED),
    # A node as other programs read it: the same mapping in exported lines and in the data beside the site's pages.
    "records": frozenset({"model"}),
    "exchange": SHARED | {"records"},
    "publish": SHARED | {"records"},
    # The way itself: it alone knows the order of the stages, and it neither reads nor writes our YAML.
    "pipeline": SHARED | frozenset(STAGES) | {"corrections"},
    # What an import has to do, what of it need not be done, and doing it.
    "planning": SHARED | {"pipeline", "store", "corrections", "spreading", "unchanged"},
    "unchanged": SHARED | {"store"},
    "importing": SHARED | {"pipeline", "audit", "identify", "planning", "store", "unchanged"},
    "checking": SHARED | {"pipeline", "checks", "exchange", "publish", "store"},
    # How work is spread knows nothing of the work.
    "spreading": frozenset({"errors"}),
    "scaffold": SHARED | {"publish", "store"},
    "plugin": SHARED | {"pipeline", "publish", "store"},
    # The work of the commands that exchange files: reads with exchange, writes with store.
    "exchanging": SHARED | {"corrections", "exchange", "store"},
    # A search without a site, and the records for other search programs: the site's own index, from the library.
    "searching": SHARED | {"pipeline", "publish", "search", "store"},
    "cli": ALL,
}
"""Each top-level part of the package, and the parts besides itself that it may import."""

ONLY: dict[str, tuple[frozenset[str], str]] = {
    "mkdocs": (frozenset({"plugin"}), "hand plain records to plugin.py, which alone knows MkDocs"),
    "material": (frozenset({"plugin"}), "hand plain records to plugin.py, which alone knows the theme"),
    "lxml": (frozenset({"exchange", "readers"}), "hand bytes to exchange or readers, which alone read XML"),
    "openpyxl": (frozenset({"exchange"}), "hand rows to exchange.cells, which alone knows workbooks"),
    "docx": (frozenset({"exchange"}), "hand bytes to exchange.docx_table, which alone knows Word files"),
    "pdfplumber": (frozenset({"readers"}), "hand bytes to readers.pdf, which alone decodes PDF"),
    "pdfminer": (frozenset({"readers"}), "hand bytes to readers.pdf, which alone decodes PDF"),
    "pypdfium2": (frozenset({"readers"}), "hand bytes to readers.pdf, which alone decodes PDF"),
    "click": (
        frozenset({"cli"}),
        "return values and raise DuizhaoError; cli.py and its parts alone talk to the terminal",
    ),
    "yaml": (frozenset({"store"}), "use duizhao.store, the only part that reads or writes our YAML"),
}
"""Libraries, the only parts that may import them, and what others do instead."""

OPENS_FILES = frozenset({
    "readers", "store", "schema", "importing", "exchanging", "checking", "scaffold", "cli", "exchange",
    "publish", "plugin", "searching", "unchanged",
})  # fmt: skip
"""Parts that may open files at all. Copies are opened by readers only: the others never get a copy's path to read."""

PACKAGE_DATA = frozenset({"text", "repairs", "renderings", "search"})
"""Parts that may read data files which ship inside the package (word lists), next to the module that reads them."""

LONG_FUNCTION = 40
LONG_FILE = 400


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE.parent))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of all that a module imports, also inside functions: ``duizhao.text.traced.Traced``."""
    package = ["duizhao", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            origin = ".".join(filter(None, (above, node.module)))
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def our_parts(path: Path) -> Iterator[tuple[int, str]]:
    """Line and part of each import from our own package: ``text`` for ``duizhao.text.traced.Traced``."""
    for line, name in imports(path):
        head, _, rest = name.partition(".")
        if head == "duizhao":
            yield line, rest.partition(".")[0] if rest and not rest.startswith("__") else "__init__"


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Line and last name of each call: ``read_bytes`` for ``path.read_bytes()``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            name = (
                called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
            )
            yield node.lineno, name


def functions() -> Iterator[tuple[str, int]]:
    """Each function's place and number of lines."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name_of(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def told(rule: str, remedy: str, places: list[str]) -> None:
    """Fails, where there are places, with the rule, what to do, and the places."""
    __tracebackhide__ = True
    if places:
        pytest.fail(f"\nRule: {rule}\nDo:   {remedy}\nWhere:\n  " + "\n  ".join(places), pytrace=False)


def test_every_part_is_listed() -> None:
    parts = {part_of(path) for path in MODULES}
    told(
        "every top-level module and package has its place in the order of parts",
        "add it to MAY_IMPORT in tests/test_architecture.py with the parts that it may import, or put it into a stage",
        sorted(parts - MAY_IMPORT.keys()),
    )


def test_packages_can_be_installed() -> None:
    folders = {path.parent for path in MODULES}
    told(
        "every folder with modules is a package",
        "add an __init__.py that says what the package is for; without it the installed project lacks the folder",
        sorted(name_of(folder) for folder in folders if not (folder / "__init__.py").is_file()),
    )


def test_parts_import_only_what_they_may() -> None:
    told(
        "a stage imports model, errors, text and nothing of another stage",
        "pass the value in from pipeline.py, or move what both need into text/",
        [
            f"{name_of(path)}:{line} imports duizhao.{part}"
            for path in MODULES
            for line, part in our_parts(path)
            if part not in allowed(part_of(path))
        ],
    )


def allowed(part: str) -> frozenset[str]:
    may = MAY_IMPORT.get(part, frozenset())
    return frozenset(MAY_IMPORT) if may == ALL else may | {part, "__init__"}


@pytest.mark.parametrize("library", ONLY)
def test_libraries_stay_where_they_belong(library: str) -> None:
    parts, remedy = ONLY[library]
    told(
        f"only {', '.join(sorted(parts))} imports {library}",
        remedy,
        [
            f"{name_of(path)}:{line} imports {name}"
            for path in MODULES
            if part_of(path) not in parts
            for line, name in imports(path)
            if name.partition(".")[0] == library
        ],
    )


def test_only_some_parts_open_files() -> None:
    opening = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
    told(
        "only readers open copies, only store opens our YAML",
        "take the text as an argument; data that ships in the package may be read by text, repairs and search",
        [
            f"{name_of(path)}:{line} calls {name}()"
            for path in MODULES
            if part_of(path) not in OPENS_FILES | PACKAGE_DATA
            for line, name in calls(path)
            if name in opening
        ],
    )


def test_only_the_command_line_prints() -> None:
    told(
        "only cli.py prints",
        "return the text, or report a Finding",
        [
            f"{name_of(path)}:{line} calls print()"
            for path in MODULES
            if part_of(path) != "cli"
            for line, name in calls(path)
            if name == "print"
        ],
    )


def test_functions_are_short() -> None:
    found = list(functions())
    long = [f"{place} has {lines} lines" for place, lines in found if lines > LONG_FUNCTION]
    if len(long) > len(found) * 0.05:
        told(f"95 of 100 functions have at most {LONG_FUNCTION} lines", "split the longest by what they do", long)


def test_files_are_short() -> None:
    sizes = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    told(
        f"files have fewer than {LONG_FILE} lines",
        "split the file by subject into modules of one package",
        [f"{name} has {lines} lines" for name, lines in sizes.items() if lines >= LONG_FILE],
    )


def test_the_rules_bite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A breach of each import rule is seen, also a relative import and one inside a function."""
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
    (tmp_path / "checks").mkdir()
    bad = tmp_path / "checks" / "bad.py"
    bad.write_text(
        "import yaml.nodes\nfrom ..store import library\nfrom . import good\nfrom duizhao import pipeline\n"
        "def f():\n    import duizhao.align\n    print(1)\n"
    )
    assert list(our_parts(bad)) == [(2, "store"), (3, "checks"), (4, "pipeline"), (6, "align")]
    assert [part for _, part in our_parts(bad) if part not in allowed("checks")] == ["store", "pipeline", "align"]
    assert (1, "yaml.nodes") in list(imports(bad))
    assert (7, "print") in list(calls(bad))
