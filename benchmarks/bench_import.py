"""How fast ``duizhao import`` is, how much memory it takes, and whether both grow with the length only.

``python benchmarks/bench_import.py [1 10 50]``: for each length two copies of an invented standard, one in each table
layout, are imported in a process of their own. The peer is OpenCC, which turns the same text from traditional into
simplified Chinese and does nothing else: what a program must do at least that reads such copies at all.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]

from benchmarks.generate import copies  # noqa: E402 (after the path to it)

LINEAR = 1.5
"""Time a character at the greatest length against that at the smallest, up to which the import counts as linear."""


class Run(NamedTuple):
    """What one import took: characters of its copies, seconds, megabytes at the peak, seconds of OpenCC.

    Seconds are those of the processor: what else the machine does weighs less on them.
    """

    characters: int
    seconds: float
    megabytes: float
    peer: float


def measure(folder: Path) -> Run:
    """One import of the copies in a folder, in a process of its own."""
    command = [sys.executable, __file__, "--one", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 (this very file)
    return Run(*json.loads(done.stdout))


def one(folder: Path) -> Run:
    """The import itself; libraries are loaded before the clock starts, as a long run does not feel them."""
    from click.testing import CliRunner
    from opencc import OpenCC

    from duizhao import cli, pipeline

    warm_up()
    paths = sorted(folder.glob("*.txt"))
    texts = [path.read_text("utf-8") for path in paths]
    root = folder / "base"
    CliRunner().invoke(cli.main, ["init", str(root)])
    pipeline._character_edits.cache_clear()
    start = time.process_time()
    done = CliRunner().invoke(cli.main, ["--root", str(root), "import", *map(str, paths)])
    seconds = time.process_time() - start
    if done.exit_code:
        raise SystemExit(done.output)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    convert = OpenCC("t2s").convert
    start = time.process_time()
    for text in texts:
        convert(text)
    return Run(sum(map(len, texts)), seconds, peak, time.process_time() - start)


def warm_up() -> None:
    """Word lists, dictionaries and tables, which are loaded once whatever the length."""
    from duizhao import pipeline
    from duizhao.model import Copy

    texts = copies(1, seed=7)
    pipeline.build([Copy(name, "txt", "utf-8", name, text) for name, text in texts.items()])


def report(runs: dict[int, Run]) -> str:
    """A table of the runs, with time a character against the shortest."""
    base = next(iter(runs.values()))
    lines = ["import            characters   seconds   chars/s   × time a char      MB   B a char   × OpenCC"]
    for times, run in runs.items():
        ratio = (run.seconds / run.characters) / (base.seconds / base.characters)
        lines.append(
            f"{times:>4} times     {run.characters:>13,} {run.seconds:>9.1f} {run.characters / run.seconds:>9,.0f}"
            f" {ratio:>15.2f} {run.megabytes:>7.0f} {run.megabytes * 2**20 / run.characters:>10.0f}"
            f" {run.seconds / run.peer:>10.0f}"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and end with 1 where the import is not linear."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", nargs="*", type=int, default=[1, 10, 50], help="lengths, 1 is about 28 pages")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        sys.stdout.write(json.dumps(one(options.one)))
        return
    runs: dict[int, Run] = {}
    for times in options.times:
        with tempfile.TemporaryDirectory() as name:
            for file, text in copies(times).items():
                Path(name, file).write_text(text, encoding="utf-8", newline="\n")
            runs[times] = measure(Path(name))
    sys.stdout.write(report(runs) + "\n")
    first, *_, last = runs.values()
    if last.seconds / last.characters > LINEAR * first.seconds / first.characters:
        raise SystemExit(f"The import is not linear: more than {LINEAR} times the time a character.")


if __name__ == "__main__":
    main()
