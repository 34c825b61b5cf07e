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
from duizhao.publish.library import HOME, MAP, SHELF, Site, attachments, fill, lay_out, listed, pages, unlisted
from duizhao.publish.navigation import Item, heading_titles, line, navigation
from duizhao.publish.offline import pack
from duizhao.publish.page import Page
from duizhao.publish.report import report
from duizhao.publish.searching import INDEX, shelves
from duizhao.publish.settings import Settings
from duizhao.publish.theme import conforming

__all__ = [
    "HOME",
    "INDEX",
    "MAP",
    "SCRIPTS",
    "SHELF",
    "STYLES",
    "Item",
    "Page",
    "Settings",
    "Site",
    "assets",
    "attachments",
    "conforming",
    "fill",
    "heading_titles",
    "is_private",
    "lay_out",
    "line",
    "listed",
    "mkdocs_yml",
    "navigation",
    "overrides",
    "pack",
    "pages",
    "report",
    "shelves",
    "site_navigation",
    "unlisted",
    "write_site",
]
