"""How fast the terms of a glossary are found in text, and whether time grows with the text only.

``python benchmarks/bench_matching.py [1 10]``: in so many megabytes of Chinese and as many of English, 10 000 terms are
looked for. The text is dictionary words by chance, every second phrase with a term: no two places are alike, so that
nothing that was decided once is of use again, and far more has to be decided than in a standard. The peer is the least
that finds terms at all: ``str.find`` for one term after the other, which knows no word, no inflection and no longest
term; it is run on a part of the same text.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "scripts")]

from duizhao.model import LANGUAGES, Language  # noqa: E402 (after the path to it)
from duizhao.text import chinese, words  # noqa: E402
from duizhao.text.matching import Entry, Matcher  # noqa: E402

TERMS = 5_000
"""In each language."""
LINEAR = 1.5
"""Time a character at the greatest length against that at the smallest, up to which matching counts as linear."""
PART = 100_000
"""Characters that the peer is given."""


class Run(NamedTuple):
    """What one search took: characters, finds, seconds of the processor, and the peer's for as many characters."""

    characters: int
    finds: int
    seconds: float
    peer: float


def vocabulary(language: Language) -> list[str]:
    """Usual words of a language."""
    if language == "zh":
        return [word for word, value in chinese.likelihoods().items() if 2 <= len(word) <= 4 and value > -13]
    return [word for word in words._words() if len(word) > 3][:20_000]


def terms(known: Sequence[str], joint: str, rng: random.Random) -> list[str]:
    """Terms of one and of two words."""
    pairs = zip(rng.sample(known, TERMS // 2), rng.sample(known, TERMS // 2), strict=True)
    return [*rng.sample(known, TERMS - TERMS // 2), *(joint.join(pair) for pair in pairs)]


def prose(known: Sequence[str], named: Sequence[str], joint: str, size: int, rng: random.Random) -> str:
    """Lines of some eight words, as many as make up so many bytes."""
    lines, length = [], 0
    while length < size:
        line = joint.join([*rng.choices(known, k=7), rng.choice(named if rng.random() < 0.5 else known)]) + "."
        lines.append(line)
        length += len(line.encode()) + 1
    return "\n".join(lines)


def measure(matcher: Matcher[str], named: Sequence[str], text: str, language: Language) -> Run:
    """One search, and the peer's on the text's beginning."""
    start = time.process_time()
    finds = len(matcher.find(text, language))
    seconds = time.process_time() - start
    part = text[:PART]
    start = time.process_time()
    for term in named:
        at = part.find(term)
        while at >= 0:
            at = part.find(term, at + 1)
    return Run(len(text), finds, seconds, (time.process_time() - start) * len(text) / len(part))


def line(times: int, language: Language, run: Run, base: Run) -> str:
    """A run as a line of the table."""
    ratio = (run.seconds / run.characters) / (base.seconds / base.characters)
    return (
        f"{times:>4} MB  {language:<8}{run.characters:>12,} {run.finds:>10,} {run.seconds:>9.1f}"
        f" {run.characters / run.seconds:>11,.0f} {ratio:>15.2f} {run.seconds / run.peer:>12.3f}"
    )


def main() -> None:
    """Measure, print, and end with 1 where matching is not linear."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("megabytes", nargs="*", type=int, default=[1, 10], help="lengths of text in each language")
    rng = random.Random(1)  # noqa: S311 (text, not secrets)
    sizes = parser.parse_args().megabytes
    known = {language: vocabulary(language) for language in LANGUAGES}
    joints: dict[Language, str] = {"zh": "", "en": " "}
    named = {language: terms(known[language], joints[language], rng) for language in LANGUAGES}
    matcher = Matcher(Entry(term, language, term) for language in LANGUAGES for term in named[language])
    for language in LANGUAGES:  # what is loaded or built once
        matcher.find(prose(known[language], named[language], joints[language], 10_000, rng), language)
    slow = []
    sys.stdout.write("text     language  characters      finds   seconds     chars/s   × time a char   × str.find\n")
    for language in LANGUAGES:
        runs: dict[int, Run] = {}
        for size in sizes:
            text = prose(known[language], named[language], joints[language], size * 1_000_000, rng)
            runs[size] = measure(matcher, named[language], text, language)
            sys.stdout.write(line(size, language, runs[size], runs[sizes[0]]) + "\n")
        first, last = runs[sizes[0]], runs[sizes[-1]]
        slow += [language] if last.seconds / last.characters > LINEAR * first.seconds / first.characters else []
    if slow:
        raise SystemExit(f"Matching is not linear in {', '.join(slow)}: more than {LINEAR} times the time a character.")


if __name__ == "__main__":
    main()
