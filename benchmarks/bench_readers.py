"""How fast PDF and Word files are read and what memory it takes, against markitdown and raw pdfplumber on the same.

``python benchmarks/bench_readers.py [1 5]``: for each length an invented standard is printed as a PDF and made as a
Word file, and each tool that reads the format reads it in a process of its own, in turn, in one run. Speed alone says
little: a tool that gives text without structure has less to do. So the share of headings stands beside it, those that
come out on a line of their own and those that come out marked as headings. markitdown is installed into
``build/markitdown`` (never among the project's own packages); where it cannot be installed it is left out.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "scripts")]

MARKITDOWN = ROOT / "build" / "markitdown"
HEADING = "\x1d"
# A heading's mark in what a tool gives: ours, or that of Markdown: "\x1d\x1d4.2 ", "## 4.2 ".
_MARK = re.compile(rf"^(?:{HEADING}+|#+ )")


class Run(NamedTuple):
    """What one tool took: seconds of the processor, megabytes at the peak; and its text."""

    seconds: float
    megabytes: float
    text: str


def ours(path: Path) -> str:
    """The text as this project reads it, through the process of its own."""
    from duizhao import readers

    return readers.read(path).text


def plumber(path: Path) -> str:
    """The text as pdfplumber gives it."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def markitdown(path: Path) -> str:
    """The text as markitdown gives it, in its own environment."""
    module: Any = import_module("markitdown")
    return str(module.MarkItDown().convert(str(path)).text_content)


TOOLS: dict[str, Callable[[Path], str]] = {"duizhao": ours, "pdfplumber": plumber, "markitdown": markitdown}


def one(tool: str, path: Path) -> Run:
    """One tool in this process; its children count with it."""
    text = TOOLS[tool](path)
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(used.ru_utime + used.ru_stime for used in both)
    return Run(seconds, max(used.ru_maxrss for used in both) / 1024, text)


def measure(tool: str, path: Path) -> Run:
    """One tool on a file, in a process of its own; what it takes to start is in its seconds."""
    python = MARKITDOWN / "bin" / "python" if tool == "markitdown" else Path(sys.executable)
    command = [str(python), __file__, "--one", tool, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 (this very file)
    return Run(*json.loads(done.stdout))


def is_installed() -> bool:
    """Whether markitdown is there, installed now if it was not."""
    python = MARKITDOWN / "bin" / "python"
    if not python.exists():
        venv.create(MARKITDOWN, with_pip=True)
    asked = [str(python), "-c", "import markitdown, pdfminer, mammoth"]
    if subprocess.run(asked, capture_output=True, check=False).returncode == 0:  # noqa: S603 (our own environment)
        return True
    install = [str(python), "-m", "pip", "install", "--quiet", "markitdown[pdf,docx]"]
    return subprocess.run(install, capture_output=True, check=False).returncode == 0  # noqa: S603 (the same)


def written(folder: Path, times: int) -> tuple[list[Path], list[str], int]:
    """A standard as a PDF and as a Word file, the headings in it, and its pages."""
    from benchmarks.generate import standard
    from invented.printed import printed
    from invented.typeset import typeset
    from invented.wordfile import made as word_file

    made = standard(times)
    paths = [folder / f"standard-{times}.{kind}" for kind in ("pdf", "docx")]
    paths[0].write_bytes(printed(made))
    paths[1].write_bytes(word_file(made))
    headings = [f"{e.label}{e.title_zh}" for e in made.entries if e.kind in {"clause", "term", "table"} and e.label]
    return paths, headings, len(typeset(made, 2))


def recall(text: str, headings: list[str]) -> tuple[float, float]:
    """The shares of headings that stand on a line of their own, and that are marked as headings."""
    lines = list(_lines(text))
    alone = {squeezed for squeezed, _ in lines}
    marked = {squeezed for squeezed, mark in lines if mark}
    wanted = ["".join(heading.split()) for heading in headings]
    return tuple(sum(one in found for one in wanted) / len(wanted) for found in (alone, marked))  # type: ignore[return-value]


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    for line in text.splitlines() if HEADING not in text else text.split("\n"):
        bare = _MARK.sub("", line.strip("\f "))
        yield "".join(bare.split()), bare != line.strip("\f ")


def _lines_of(path: Path, tools: list[str], headings: list[str], pages: int) -> Iterator[str]:
    kind = path.suffix[1:]
    for tool in tools:
        if (tool, kind) == ("pdfplumber", "docx"):
            continue
        run = measure(tool, path)
        alone, marked = recall(run.text, headings)
        yield (
            f"{kind:<5} {tool:<12} {pages:>5} {run.seconds:>9.1f} {pages / run.seconds:>9.1f} {run.megabytes:>7.0f}"
            f" {alone:>16.2f} {marked:>8.2f}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", nargs="*", type=int, default=[1, 5], help="lengths, 1 is about 30 pages")
    parser.add_argument("--one", nargs=2, metavar=("TOOL", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        sys.stdout.write(json.dumps(one(options.one[0], Path(options.one[1]))))
        return
    tools = [tool for tool in TOOLS if tool != "markitdown" or is_installed()]
    out = ["file  tool         pages   seconds   pages/s      MB   headings alone   marked"]
    with tempfile.TemporaryDirectory() as name:
        for times in options.times:
            paths, headings, pages = written(Path(name), times)
            for path in paths:
                out += _lines_of(path, tools, headings, pages)
    if "markitdown" not in tools:
        out.append("markitdown could not be installed and was left out.")
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
