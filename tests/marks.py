"""Marks that tests of the site share."""

from __future__ import annotations

import pytest

one_edition = pytest.mark.parametrize("edition", ["printed"], indirect=True)
"""For what is the same in both states of a site: it is tried where there is more on the pages."""
