"""Settings that all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# No deadline: how long one case takes says more about the machine's other work than about the code. In continuous
# integration the cases are the same each time, so that a failure there is never an accident of the draw.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
