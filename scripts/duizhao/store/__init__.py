"""The only part that reads or writes the YAML of a knowledge base.

``load_book(folder)`` after ``save_printed(folder, book)`` gives the same book, whatever text is in it. Files are
written all or nothing; a second run at the same time is refused; files that need not change keep their time. The
first line of each file names its schema in ``.schemas/`` of the knowledge base (see ``duizhao.schema``).
"""

from duizhao.store.copies import add_copy, copies
from duizhao.store.corrections import add_corrections
from duizhao.store.files import read_all, read_one, write_all, write_one, write_schemas
from duizhao.store.glossary import load_glossary, save_concept, save_glossary
from duizhao.store.library import (
    document_folder,
    document_folders,
    find_root,
    load_book,
    load_corrections,
    load_document,
    load_library,
    load_waivers,
    refuse_links,
    save_plain,
    save_printed,
)
from duizhao.store.names import check_document_id
from duizhao.store.stamps import digest, keep_stamps, load_stamp, save_stamp, written
from duizhao.store.swap import writing

__all__ = [
    "add_copy",
    "add_corrections",
    "check_document_id",
    "copies",
    "digest",
    "document_folder",
    "document_folders",
    "find_root",
    "keep_stamps",
    "load_book",
    "load_corrections",
    "load_document",
    "load_glossary",
    "load_library",
    "load_stamp",
    "load_waivers",
    "read_all",
    "read_one",
    "refuse_links",
    "save_concept",
    "save_glossary",
    "save_plain",
    "save_printed",
    "save_stamp",
    "write_all",
    "write_one",
    "write_schemas",
    "writing",
    "written",
]
