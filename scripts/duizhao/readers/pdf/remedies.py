"""What to do about a PDF that cannot be read."""

from __future__ import annotations

SAVE_AGAIN = "Get the copy again, or open it in a viewer and save or print it as a new PDF."
OTHER_COPY = (
    "Get a copy with real text, or have the text recognised (OCR), save it as a UTF-8 text file (.txt) and import that."
)
