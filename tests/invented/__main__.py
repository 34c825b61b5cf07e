"""``PYTHONPATH=scripts:tests python -m invented DIR [--seed N] [--only NAME]`` writes every standard to DIR/NAME."""

from __future__ import annotations

import argparse
from pathlib import Path

from invented.make import make, write
from invented.standard import NAMES


def main() -> None:
    """Write the invented standards and their copies."""
    parser = argparse.ArgumentParser(prog="invented", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0, help="0 (the default): damage like the real copies'")
    parser.add_argument("--only", choices=NAMES, action="append", help="only this standard")
    options = parser.parse_args()
    for name in options.only or NAMES:
        write(make(name, options.seed), options.folder / name)


if __name__ == "__main__":
    main()
