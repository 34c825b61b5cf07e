"""The MkDocs plugin, and ``duizhao build`` and ``duizhao serve``: a thin layer that hands the site's pages to MkDocs.

The only module that imports mkdocs.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from duizhao import publish
from duizhao.errors import DuizhaoError
from duizhao.store import load_library

WATCHED = ("glossary",)
"""Folders beside ``content`` whose change builds the site again; MkDocs itself watches ``content``."""


class DuizhaoPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Adds the documents of the knowledge base in which ``mkdocs.yml`` stands to the site."""

    site = publish.Site()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the library, before MkDocs empties the site's folder: bad YAML must not cost the last good site."""
        root = Path(config.config_file_path).parent
        logging.getLogger("jieba").setLevel(logging.WARNING)  # it reports each start of its dictionary
        try:
            self.site = publish.lay_out(load_library(root))
        except DuizhaoError as error:
            raise PluginError(str(error)) from error
        owners = 1 if config.theme.custom_dir else 0  # a site owner's own templates come before ours
        config.theme.dirs.insert(owners, str(publish.overrides()))
        config.extra_css = [*config.extra_css, *publish.STYLES]
        config.extra_javascript = [*config.extra_javascript, *publish.SCRIPTS]
        config.watch = [*config.watch, *(str(root / name) for name in WATCHED if (root / name).is_dir())]
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take out what is never published, put in pages and assets, and set the navigation."""
        for file in list(files):
            if publish.is_private(file.src_uri):
                files.remove(file)
        written = sorted(file.src_uri for file in files.documentation_pages())
        if "index.md" not in written:
            files.append(File.generated(config, "index.md", content=publish.HOME))
        for page in publish.pages(self.site):
            files.append(File.generated(config, page.path, content=page.source))
        for path, data in (publish.assets() | publish.attachments(self.site)).items():
            files.append(File.generated(config, path, content=data))
        config.nav = config.nav or publish.site_navigation(self.site, written)
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the shelf of documents where a hand-written page asks for it."""
        return publish.fill(markdown, self.site)


def build(root: Path, strict: bool = True) -> Path:
    """Build the site of a knowledge base and return its folder.

    Raises DuizhaoError where the site cannot be built, or with ``strict`` where MkDocs warns.
    """
    try:
        config = load_config(_settings(root), strict=strict)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        raise _told(error, f"The site of {root} could not be built") from error
    return Path(config.site_dir)


def serve(root: Path) -> None:
    """Show the site on this machine and build it again at each change, until interrupted."""
    try:
        mkdocs_serve(_settings(root))
    except (Abort, MkDocsException) as error:
        raise _told(error, f"The site of {root} could not be shown") from error


def _told(error: BaseException, what: str) -> DuizhaoError:
    """What the user is told: our own error where one is behind MkDocs' own, which only says that it gave up."""
    behind: BaseException | None = error
    while behind is not None:
        if isinstance(behind, DuizhaoError):
            return behind
        behind = behind.__cause__ or behind.__context__
    return DuizhaoError(f"{what}: {error}")


def _settings(root: Path) -> str:
    """The path of the settings. Also keeps the theme from advertising its successor on every build."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    path = root / "mkdocs.yml"
    if not path.is_file():
        raise DuizhaoError(f"{root} is no knowledge base: it has no mkdocs.yml. `duizhao init` makes one.")
    return str(path)
