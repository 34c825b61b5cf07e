"""What the site's build costs beyond MkDocs itself.

``python benchmarks/bench_site.py [1 4]``: for each number of documents a knowledge base is made; ``duizhao build``
(read the YAML, make the pages, build) is timed against a bare ``mkdocs build`` of the pages that
``duizhao export site`` has written, with the same theme. Both run as commands of their own, one after the other.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]

from benchmarks.generate import copies  # noqa: E402 (after the path to it)

BIN = Path(sys.executable).parent
ROUNDS = 3


def command(*arguments: object) -> float:
    """Seconds that a command takes."""
    start = time.perf_counter()
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, env=quiet, check=False)  # noqa: S603 (ours)
    if done.returncode:
        raise SystemExit(done.stderr)
    return time.perf_counter() - start


def fill(root: Path, documents: int) -> int:
    """A knowledge base with so many documents; returns the number of their nodes."""
    command(BIN / "duizhao", "init", root)
    for n in range(1, documents + 1):
        for name, text in copies(1, seed=n).items():
            path = root.parent / f"{n}{name}"
            # Each a document of its own: another number in both layouts.
            numbered = text.replace("1234—2025", f"{1000 + n}—2025").replace("12342025", f"{1000 + n}2025")
            path.write_text(numbered.replace("1234-2025", f"{1000 + n}-2025"), encoding="utf-8", newline="\n")
    command(BIN / "duizhao", "--root", root, "import", *sorted(root.parent.glob("*.txt")))
    return sum(path.read_text("utf-8").count("\n- id: ") for path in root.glob("content/*/printed/*.yaml"))


def measure(documents: int) -> str:
    """One line of the table: the best of some rounds of each."""
    with tempfile.TemporaryDirectory() as name:
        root, pages = Path(name, "base"), Path(name, "pages")
        nodes = fill(root, documents)
        export = command(BIN / "duizhao", "--root", root, "export", "site", pages)
        rounds = [_both(root, pages) for _ in range(ROUNDS)]
        ours, bare = (min(seconds) for seconds in zip(*rounds, strict=True))
        count = len(list(pages.rglob("*.md")))
    return f"{documents:>9} {nodes:>7} {count:>7} {ours:>14.1f} {bare:>13.1f} {ours / bare:>8.2f} {export:>16.1f}"


def _both(root: Path, pages: Path) -> tuple[float, float]:
    """One after the other, so that what else the machine does weighs on both."""
    ours = command(BIN / "duizhao", "--root", root, "build")
    return ours, command(BIN / "mkdocs", "build", "-q", "-f", pages / "mkdocs.yml")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=int, default=[1, 4])
    options = parser.parse_args()
    sys.stdout.write("documents   nodes   pages  duizhao build  mkdocs build    ratio  export site (s)\n")
    for documents in options.documents:
        sys.stdout.write(measure(documents) + "\n")


if __name__ == "__main__":
    main()
