"""The MkDocs plugin, and ``duizhao build`` and ``duizhao serve``: a thin layer that hands the site's pages to MkDocs.

The only module that imports mkdocs.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_build_datetime

from duizhao import pipeline, publish
from duizhao.errors import DuizhaoError
from duizhao.store import load_library, load_waivers

WATCHED = ("glossary", "waivers.yaml")
"""What beside ``content`` builds the site again when it changes; MkDocs itself watches ``content``."""


class DuizhaoConfig(Config):  # type: ignore[no-untyped-call]
    """What a site's owner may set of the plugin. ``report``: where readers report a fault (see publish.Settings)."""

    report = config_options.Optional(config_options.Type(str))


class DuizhaoPlugin(BasePlugin[DuizhaoConfig]):  # type: ignore[no-untyped-call]
    """Adds the documents of the knowledge base in which ``mkdocs.yml`` stands to the site."""

    site = publish.Site()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the library, before MkDocs empties the site's folder: bad YAML must not cost the last good site."""
        root = Path(config.config_file_path).parent
        logging.getLogger("jieba").setLevel(logging.WARNING)  # it reports each start of its dictionary
        try:
            self.site = lay_out(root, publish.Settings(self.config.report))
        except DuizhaoError as error:
            raise PluginError(str(error)) from error
        owners = 1 if config.theme.custom_dir else 0  # a site owner's own templates come before ours
        config.theme.dirs.insert(owners, str(publish.overrides()))
        config.extra_css = [*config.extra_css, *publish.STYLES]
        config.extra_javascript = [*config.extra_javascript, *publish.SCRIPTS]
        config.watch = [*config.watch, *(str(root / name) for name in WATCHED if (root / name).exists())]
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take out what is never published, put in pages and assets, and set the navigation."""
        for file in list(files):
            if publish.is_private(file.src_uri):
                files.remove(file)
        written = sorted(file.src_uri for file in files.documentation_pages())
        if "index.md" not in written:
            files.append(File.generated(config, "index.md", content=publish.HOME))
        listed = publish.listed(self.site)
        for pages, level in (
            (listed, InclusionLevel.INCLUDED),
            (publish.unlisted(self.site), InclusionLevel.NOT_IN_NAV),
        ):
            for page in pages:
                files.append(File.generated(config, page.path, content=page.source, inclusion=level))
        for path, data in (publish.assets() | publish.attachments(self.site)).items():
            files.append(File.generated(config, path, content=data))
        config.nav = config.nav or publish.site_navigation(listed, written, marked=True)
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the shelf of documents where a hand-written page asks for it, and name the page in both languages."""
        if page.meta.get("title_en") and not page.file.generated_by:
            page.title = publish.line((str(page.meta.get("title", "")), str(page.meta["title_en"])))
        return publish.fill(markdown, self.site)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Name the page's provisions in the navigation in both languages."""
        _rename(page.toc, dict(publish.heading_titles(html)))
        return html

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search index, from the records rather than from the pages."""
        folder = Path(config.site_dir) / publish.INDEX
        shutil.rmtree(folder, ignore_errors=True)  # a file of an earlier build would be of another stamp
        folder.mkdir(parents=True)
        pipeline.index(publish.shelves(self.site), self.site.concepts, partial(_write, folder))

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Take out what the theme writes and HTML does not allow."""
        return publish.conforming(output)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for the page that hosts show where nothing is found."""
        return publish.conforming(output)


def _write(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)


def _rename(items: Iterable[AnchorLink], titles: Mapping[str, tuple[str, str]]) -> None:
    for item in items:
        if item.id in titles:
            item.title = publish.line(titles[item.id])
        _rename(item.children, titles)


def lay_out(root: Path, settings: publish.Settings) -> publish.Site:
    """The library of a knowledge base, linked, checked and laid out for the site.

    Raises DuizhaoError where a file of it is malformed.
    """
    library = pipeline.finish(load_library(root))
    checked = pipeline.check(library, waived=load_waivers(root), today=get_build_datetime().date())
    return publish.lay_out(library, settings, checked)


def settings(root: Path) -> publish.Settings:
    """What the settings of a knowledge base say of our plugin, for an export, which does without it.

    Raises DuizhaoError where they cannot be read.
    """
    try:
        plugins = load_config(_settings(root)).plugins
    except (Abort, MkDocsException) as error:
        raise _told(error, f"The settings of {root} could not be read") from error
    ours = [plugin for plugin in plugins.values() if isinstance(plugin, DuizhaoPlugin)]
    return publish.Settings(ours[0].config.report) if ours else publish.Settings()


def build(root: Path, strict: bool = True, offline: bool = False) -> Path:
    """Build the site of a knowledge base and return its folder.

    ``offline``: whatever the settings say, addresses end in ``.html``, which a folder opened from a disk needs.
    Raises DuizhaoError where the site cannot be built, or with ``strict`` where MkDocs warns.
    """
    try:
        own: dict[str, Any] = {"use_directory_urls": False} if offline else {}
        config = load_config(_settings(root), strict=strict, **own)
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
