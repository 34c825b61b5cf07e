"""The process in which a PDF is decoded: its time and memory are bounded, and if a decoder fails nothing else does.

Reads the file from standard input and writes one line of JSON: the text, or why the file is refused.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress

from duizhao.errors import CopyError
from duizhao.readers.pdf import reading
from duizhao.readers.pdf.remedies import SAVE_AGAIN

MEMORY = 3 << 30
"""Bytes of address space; the decoders' code takes up a sixth of it, a page of the densest text a hundredth."""
PAGE_SECONDS = 10
"""Seconds of processor time for a page, or for opening the file; a dense page takes a fifth of a second."""

try:
    import resource
except ImportError:  # Windows has no such limits; the time limit of the caller holds there
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Decode what is on standard input."""
    _bound_memory()
    _grant()
    try:
        answer = {"text": reading.text(sys.stdin.buffer.read(), sys.argv[1], _grant)}
    except CopyError as error:
        answer = {"refused": str(error)}
    except (MemoryError, RecursionError):
        answer = {"refused": f"{sys.argv[1]}: asks for more memory than any document does. {SAVE_AGAIN}"}
    sys.stdout.write(json.dumps(answer))


def _bound_memory() -> None:
    if resource is not None:
        with suppress(ValueError, OSError):  # a stricter limit holds already
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _grant() -> None:
    """Some more seconds; when they are used up the system ends the process."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + PAGE_SECONDS + 1
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
