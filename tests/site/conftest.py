"""Built sites and a browser, shared by the tests of the site."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

from duizhao import plugin, publish
from duizhao.model import Book
from site.sample import handbook, plain_library, printed_library  # type: ignore[import-not-found]

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
REQUIRED = os.environ.get("DUIZHAO_REQUIRE_BROWSER") == "1"
