"""``duizhao import`` of many documents: time, memory, and what a second import costs where nothing or little changed.

So many invented standards of a page or two, every other one in two copies, are imported on all cores and on one; the
bytes must be the same. Then all are imported again as they are, and again with one copy changed. Ends with 1 where the
bytes differ, or where time a document or memory grows with the number of documents.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]

from benchmarks.generate import Writer  # noqa: E402 (after the path to it)

LINEAR = 1.5
"""How much the time of a document more, and the memory, may be at the largest number against the smallest."""
CLAUSES, SECTIONS = 4, 3


@dataclass(frozen=True)
class Run:
    """One import: seconds by the clock, of all processors together, and the peaks of this process and of the largest of
    its workers in MiB.
    """

    seconds: float
    work: float
    own: float
    worker: float


def standard(number: int) -> str:
    """An invented standard; its sentences are those of no other."""
    writer = Writer(number)
    title, _ = writer.title()
    lines = [f"DB99/T {number}—2031", "", f"{title}第{number}号指南", "", "1 范围", f"本文件给出了{title}的做法。", ""]
    for clause in range(2, 2 + CLAUSES):
        lines += [f"{clause} {writer.title()[0]}"]
        for section in range(1, SECTIONS + 1):
            lines += [f"{clause}.{section} {writer.title()[0]}", writer.sentence()[0] + writer.sentence()[0]]
        lines.append("")
    return "\n".join(lines)


def copies(folder: Path, documents: int) -> list[Path]:
    """The copies of so many standards, of every other one a second one with a lost line."""
    folder.mkdir()
    for number in range(1, documents + 1):
        text = standard(number)
        _write(folder / f"{number:04}-a.txt", text)
        if number % 2 == 0:
            _write(folder / f"{number:04}-b.txt", "\n".join(text.split("\n")[:-2]))
    return sorted(folder.iterdir())


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def one(root: Path, files: Path | None) -> Run:
    """One import, in this process."""
    from duizhao import cli

    arguments = [str(path) for path in sorted(files.iterdir())] if files else []
    start = time.perf_counter()
    cli.main(["--root", str(root), "import", *arguments], standalone_mode=False)
    seconds = time.perf_counter() - start
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    work = own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime
    return Run(seconds, work, own.ru_maxrss / 1024, workers.ru_maxrss / 1024)


def run(root: Path, files: Path | None = None, *, alone: bool = False) -> Run:
    """One import, in a process of its own, on all cores or on one."""
    command = [sys.executable, __file__, "--one", str(root), *([str(files)] if files else [])]
    command += ["--alone"] if alone else []
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (this very file)
    found = Run(**json.loads(done.stdout.splitlines()[-1]))
    sys.stderr.write(f"load {os.getloadavg()[0]:.1f}: {found}\n")
    return found


def contents(root: Path) -> str:
    """A hash of all names and bytes below ``content``."""
    found = hashlib.sha256()
    for path in sorted(path for path in (root / "content").rglob("*") if path.is_file()):
        found.update(f"{path.relative_to(root)}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def base(root: Path) -> Path:
    """A new knowledge base."""
    from duizhao import scaffold

    scaffold.create(root)
    return root


def measure(folder: Path, documents: int) -> dict[str, Run]:
    """The imports of so many documents.

    Raises:
        SystemExit: one core and all cores wrote different bytes.
    """
    given = folder / "in"
    sys.stderr.write(f"{documents} documents, {len(copies(given, documents))} copies\n")
    spread, alone = base(folder / "spread"), base(folder / "alone")
    found = {"all cores": run(spread, given), "nothing changed": run(spread)}
    found["one core"] = run(alone, given, alone=True)
    if contents(spread) != contents(alone):
        raise SystemExit(f"{documents} documents: one core and all cores wrote different bytes.")
    changed = next((spread / "content").glob("*/copies/0001-a.txt"))
    _write(changed, changed.read_text("utf-8") + "\n")
    found["one changed"] = run(spread)
    return found


def report(runs: dict[int, dict[str, Run]]) -> str:
    """A table of the runs."""
    lines = ["documents  import             seconds  CPU seconds  MiB, main  MiB, largest worker"]
    for documents, found in runs.items():
        lines += [
            f"{documents:>9}  {name:<16}  {done.seconds:>8.1f}  {done.work:>11.1f}"
            f"  {done.own:>9.0f}  {done.worker:>19.0f}"
            for name, done in found.items()
        ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and end with 1 where time a document or memory grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=int, default=[10, 40, 160], help="numbers of documents")
    parser.add_argument("--one", nargs="+", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if options.one:
        done = one(options.one[0], options.one[1] if len(options.one) > 1 else None)
        sys.stdout.write(json.dumps(asdict(done)) + "\n")
        return
    runs: dict[int, dict[str, Run]] = {}
    for documents in options.documents:
        with tempfile.TemporaryDirectory() as name:
            runs[documents] = measure(Path(name), documents)
    sys.stdout.write(report(runs) + "\n")
    costs = [cost(runs, few, many) for few, many in pairwise(sorted(runs))]
    if (len(costs) > 1 and costs[-1] > LINEAR * costs[0]) or own(runs, max(runs)) > LINEAR * own(runs, min(runs)):
        raise SystemExit(f"Time a document or memory grows: to more than {LINEAR} times.")


def cost(runs: dict[int, dict[str, Run]], few: int, many: int) -> float:
    """Processor seconds of each document more: what an import takes to begin is in neither."""
    return (runs[many]["one core"].work - runs[few]["one core"].work) / (many - few)


def own(runs: dict[int, dict[str, Run]], documents: int) -> float:
    """The peak of the memory on one core."""
    return runs[documents]["one core"].own


if __name__ == "__main__":
    main()
