"""What the checks find of faults that were planted, what they say of sound text, and the same for other checkers.

``python benchmarks/bench_checks.py [20]``: so many times faults of every kind are planted in each of the invented texts
of the tests (`tests/invented/pairs`). Recall: of the faults, how many have an error or a warning at their place that
speaks of them. Precision: of all errors and warnings, how many stand where a fault was planted. The peers are
``pofilter`` and ``poconflicts`` of translate-toolkit, outside programs that get the same pairs as PO files; what they
find counts wherever it stands at a fault's place, whatever they say of it. Where they are not installed (TOOLS names
another folder of programs, by default those of PATH are taken) that part is left out, and the report says so.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "scripts"), str(HERE.parent / "tests")]

from duizhao import pipeline  # noqa: E402 (after the path to it)
from duizhao.model import Unit  # noqa: E402
from duizhao.text.units import paired, units  # noqa: E402
from invented import faults, pairs  # noqa: E402

PEERS = ("pofilter", "poconflicts")

# A string of a PO file in its place: msgctxt "4.1/1 text".
_CONTEXT = re.compile(r'^msgctxt "(?P<place>[^" ]+) (?:title|text) \d+"', re.MULTILINE)
_TEST = re.compile(r"^# \(pofilter\) (?P<test>\w+):", re.MULTILINE)

Said = Mapping[str, set[str]]
"""What a checker says: the names of its tests by place."""


@dataclass(slots=True)
class Tally:
    """Faults and finds of one checker: ``planted`` and ``found`` by kind, all that it reports, and what is needless."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    places: int = 0
    needless: Counter[str] = field(default_factory=Counter)

    def recall(self, kind: str | None = None) -> float:
        """The share of faults, of a kind or of all kinds, that were found."""
        planted = self.planted[kind] if kind else self.planted.total()
        return (self.found[kind] if kind else self.found.total()) / max(1, planted)

    def precision(self) -> float:
        """The share of reported places that have a fault."""
        return 1 - sum(self.needless.values()) / max(1, self.places)


def ours(text: pairs.Text, plants: Sequence[faults.Plant], tally: Tally) -> set[str | None]:
    """Runs the checks; the places of the plants that they find."""
    found = [one for one in pipeline.check(text.library).findings if one.severity != "info"]
    hit = [one for one in plants if any(faults.finds(one, finding) for finding in found)]
    tally.planted.update(one.kind for one in plants)
    tally.found.update(one.kind for one in hit)
    tally.places += len(found)
    sound = faults.places(plants)
    tally.needless.update(one.check for one in found if one.node not in sound)
    return {one.place for one in hit}


def theirs(said: Said, plants: Sequence[faults.Plant], tally: Tally) -> set[str | None]:
    """Counts what a peer says of the same text."""
    hit = [one for one in plants if one.place in said]
    tally.planted.update(one.kind for one in plants)
    tally.found.update(one.kind for one in hit)
    tally.places += len(said)
    sound = faults.places(plants)
    tally.needless.update(test for place, tests in said.items() if place not in sound for test in sorted(tests)[:1])
    return {one.place for one in hit}


def exported(found: Iterable[Unit], swapped: bool = False) -> str:
    """The pairs as a PO file; ``swapped``: from Chinese to English."""
    lines = ['msgid ""', 'msgstr ""', r'"Content-Type: text/plain; charset=UTF-8\n"', r'"Language: zh_CN\n"', ""]
    for number, unit in enumerate(found):
        source, target = (unit.zh, unit.en) if swapped else (unit.en, unit.zh)
        lines += [
            f'msgctxt "{unit.place} {unit.part} {number}"',
            f"msgid {_quoted(source)}",
            f"msgstr {_quoted(target)}",
            "",
        ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    for sign, code in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
        text = text.replace(sign, code)
    return f'"{text}"'


def peer(program: str, found: Sequence[Unit]) -> Said:
    """What an outside program says of pairs, by place."""
    said: dict[str, set[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for swapped in (False, True) if Path(program).name == "poconflicts" else (False,):
            given, told = Path(folder, f"in{swapped:d}"), Path(folder, f"out{swapped:d}")
            given.mkdir()
            (given / "pairs.po").write_text(exported(found, swapped), encoding="utf-8")
            options = ["--language=zh_CN"] if Path(program).name == "pofilter" else []
            subprocess.run([program, "--progress=none", *options, given, told], check=True, capture_output=True)  # noqa: S603 (the peers)
            for path in sorted(told.rglob("*.po")):
                _read(path.read_text(encoding="utf-8"), said)
    return said


def _read(text: str, said: dict[str, set[str]]) -> None:
    for entry in text.split("\n\n"):
        place = _CONTEXT.search(entry)
        if place:
            said.setdefault(place["place"], set()).update(_TEST.findall(entry) or ["conflict"])


def programs() -> dict[str, str]:
    """The peers that are there, by name."""
    path = os.environ.get("TOOLS") or None
    return {name: found for name in PEERS if (found := shutil.which(name, path=path))}


def table(tallies: Mapping[str, Tally]) -> str:
    """Recall by kind, a column a checker, and all together."""
    names = list(tallies)
    rows = ["recall".ljust(34) + "faults".rjust(7) + "".join(name.rjust(13) for name in names)]
    for kind, count in sorted(tallies[names[0]].planted.items()):
        rows.append(f"{kind:<34}{count:>7}" + "".join(f"{tallies[name].recall(kind):>13.2f}" for name in names))
    total = tallies[names[0]].planted.total()
    rows.append(f"{'all':<34}{total:>7}" + "".join(f"{tallies[name].recall():>13.3f}" for name in names))
    rows.append(f"{'precision':<41}" + "".join(f"{tallies[name].precision():>13.3f}" for name in names))
    return "\n".join(rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", nargs="?", type=int, default=20, help="how often faults are planted in each text")
    times = parser.parse_args().times
    peers = programs()
    tallies = {name: Tally() for name in ("duizhao", *peers)}
    only: Counter[str] = Counter()
    clean = Counter(dict.fromkeys(tallies, 0))
    for name in pairs.NAMES:
        text = pairs.load(name)
        clean["duizhao"] += sum(one.severity != "info" for one in pipeline.check(text.library).findings)
        for one, program in peers.items():
            clean[one] += len(peer(program, paired(units(text.library.books[0]))))
        for seed in range(times):
            faulty = faults.plant(text, seed)
            found = ours(faulty.text, faulty.plants, tallies["duizhao"])
            given = [unit for unit in units(faulty.text.library.books[0]) if unit.zh or unit.en]
            kinds = {one.place: one.kind for one in faulty.plants}
            for one, program in peers.items():
                more = theirs(peer(program, given), faulty.plants, tallies[one]) - found
                only.update(f"{one}: {kinds[place]} ({name} {seed}, {place})" for place in more)
    write = sys.stdout.write
    write(table(tallies) + "\n\nfindings in the texts without faults: ")
    write(", ".join(f"{name} {count}" for name, count in clean.items()) + "\n")
    for name, tally in tallies.items():
        write(f"needless, {name}: {', '.join(f'{test} {n}' for test, n in tally.needless.most_common()) or 'none'}\n")
    for missing in sorted(set(PEERS) - set(peers)):
        write(f"LEFT OUT: {missing} is not installed (translate-toolkit; TOOLS=folder of its programs).\n")
    if peers:
        write("\nfaults at places where a peer says something and duizhao does not speak of the fault:\n")
        write("".join(f"  {line}\n" for line in sorted(only)) or "  none\n")


if __name__ == "__main__":
    main()
