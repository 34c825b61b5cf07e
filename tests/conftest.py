"""Settings that all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# No deadline: how long one case takes says more about the machine's other work than about the code. In continuous
# integration the cases are the same each time, so that a failure there is never an accident of the draw.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    """Hand out files in their order: those of the site, which take longest, come first. By the number of their tests,
    as pytest-xdist would, some of them came last, and all processes waited for one.
    """
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False
