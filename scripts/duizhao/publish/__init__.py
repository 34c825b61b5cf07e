"""The site as plain records: pages, navigation, assets and settings. Nothing here knows a site generator's types."""

from duizhao.publish.files import (
    SCRIPTS,
    STYLES,
    assets,
    is_private,
    mkdocs_yml,
    overrides,
    site_navigation,
    write_site,
)
from duizhao.publish.library import HOME, SHELF, Settings, Site, attachments, fill, lay_out, pages
from duizhao.publish.navigation import Item, navigation
from duizhao.publish.page import Page

__all__ = [
    "HOME",
    "SCRIPTS",
    "SHELF",
    "STYLES",
    "Item",
    "Page",
    "Settings",
    "Site",
    "assets",
    "attachments",
    "fill",
    "is_private",
    "lay_out",
    "mkdocs_yml",
    "navigation",
    "overrides",
    "pages",
    "site_navigation",
    "write_site",
]
