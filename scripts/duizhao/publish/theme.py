"""What the theme writes and HTML does not allow, taken out of finished pages."""

from __future__ import annotations

import re

# ``autocomplete`` on a box that is ticked, which HTML has for fields of text only (HTML standard, 4.10.18.7).
# Example: <input class="md-toggle" type="checkbox" id="__drawer" autocomplete="off">. The script that a page has
# anyway says it again (language.js), for the browser that keeps the state of such a box over a reload.
_TICKED = re.compile(r'(<input class="md-toggle"[^<>]*) autocomplete="off"')

# ``autocorrect``, which older checkers do not know and which does nothing beside ``spellcheck``.
# Example: <input type="text" class="md-search__input" … autocorrect="off" …>.
_CORRECTED = re.compile(r'(<input type="text" class="md-search__input"[^<>]*) autocorrect="off"')


def conforming(page: str) -> str:
    """A finished page without the theme's attributes that stand where HTML has none."""
    return _CORRECTED.sub(r"\1", _TICKED.sub(r"\1", page))
