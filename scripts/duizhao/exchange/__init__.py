"""Exchange formats in and out, one file a format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.model import Unit

if TYPE_CHECKING:
    from duizhao.exchange.columns import Columns


def read(path: Path, columns: Columns | None = None) -> tuple[Unit, ...]:
    """The units of a bilingual file that a translator brings (``bilingual.FORMATS``), in its order.

    Raises:
        CopyError: the file cannot be read, or holds no pair of texts in Chinese and English.
    """
    from duizhao.exchange import bilingual  # its libraries take a while to load

    return bilingual.read(path, columns)
