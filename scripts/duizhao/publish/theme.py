"""What the theme writes and HTML does not allow, taken out of finished pages."""

from __future__ import annotations

import re

# ``autocomplete`` on a box that is ticked, which HTML has for fields of text only (HTML standard, 4.10.18.7).
# Example: <input class="md-toggle" type="checkbox" id="__drawer" autocomplete="off">. The script that a page has
# anyway says it again (language.js), for the browser that keeps the state of such a box over a reload.
_TICKED = re.compile(r'(<input class="md-toggle"[^<>]*) autocomplete="off"')


def conforming(page: str) -> str:
    """A finished page without the theme's attribute that stands where HTML has none."""
    return _TICKED.sub(r"\1", page)
