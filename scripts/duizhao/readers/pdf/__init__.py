"""PDF: decoded by pdfplumber, with PDFium as the second witness of each page, and read by its layout.

The text has one paragraph a line and tables in rows and cells (``text.chars``). Headings are marked where larger or
bolder type shows them. Running heads and feet, page numbers, stamps across the page and the repeated heads of a table
that goes over pages stay in the text, set aside by marks that the repair "set-aside" takes out. A text keeps all
characters of its pages but these: the marks of footnotes, each of which follows its paragraph as "脚注1：…"; further
printings of the same character at the same place (bold type drawn twice), all leader dots beyond one "……" a line,
hyphens that only break a word at a line's end, and characters that lie beyond the page's edge. Spaces are set by the
gaps between characters. Radicals, ligatures and the bar ― that a program wrote for a character with the same glyph are
read as that character (``text.doubles``).

A stranger's PDF can make a decoder use any amount of time and memory or fail altogether. So a process of its own
decodes it (``worker``), with bounds on both.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from duizhao.errors import CopyError
from duizhao.model import Copy
from duizhao.readers import source
from duizhao.readers.pdf.remedies import SAVE_AGAIN

NAME = "pdf"
SUFFIXES: tuple[str, ...] = (".pdf",)

SECONDS = 900
"""Seconds for a whole file, where the system cannot bound the time of each page."""
HEADER = 1024
"""Bytes within which "%PDF-" must stand; mail programs and web servers leave lines before it."""


def read(path: Path) -> Copy:
    """The text of the pages; see the module for what it holds.

    Raises:
        CopyError: the file is no PDF, broken, encrypted, asks for too much time or memory, or has pages that cannot
            be read truly (scans, fonts that do not say which characters their glyphs are); the message names them.
    """
    data = source.load(path)
    if b"%PDF-" not in data[:HEADER]:
        raise CopyError(f"{path}: is no PDF, whatever its name says. Check what it is; {source.SAVE_AS_TEXT}.")
    text = _answer(path, data)
    return Copy(path.name, NAME, "pdf", hashlib.sha256(data).hexdigest(), text)


def _answer(path: Path, data: bytes) -> str:
    """What the decoding process says."""
    command = [sys.executable, "-m", "duizhao.readers.pdf.worker", str(path)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, env=env, timeout=SECONDS, check=False)  # noqa: S603 (our own module)
        answer = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        answer = {}
    if "text" in answer:
        return str(answer["text"])
    raise CopyError(
        answer.get("refused")
        or f"{path}: asks for more time or memory than any document does, or breaks the decoder. {SAVE_AGAIN}"
    )
