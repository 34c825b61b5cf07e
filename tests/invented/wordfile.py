"""Sets an invented standard as a Word file: styles with automatic numbers, a table of contents, an annex table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK

import word
from invented.standard import TEXTS, Entry, Standard

LISTS = {
    "6": {
        "levels": [
            {"text": ".".join(f"%{n}" for n in range(1, depth + 1)), "style": f"L{depth}"} for depth in (1, 2, 3)
        ]
    },
    "1": {"levels": [{"text": "附\u3000录\u3000%1", "fmt": "upperLetter", "suff": "nothing"}, {"text": "%1.%2"}]},
    "2": {"levels": [{"text": "%1)", "fmt": "lowerLetter"}, {"text": "%2)"}]},
    "3": {"levels": [{"text": "注：", "fmt": "none", "suff": "nothing"}]},
    "4": {"levels": [{"text": "注%1：", "suff": "nothing"}]},
    "5": {"levels": [{"text": "%1)", "fmt": "lowerLetter"}]},
}


class Press:
    """A document in the making. Each list that begins anew is an instance of its own."""

    def __init__(self, standard: Standard) -> None:
        self.standard = standard
        self.document: Document = docx.Document()
        self.next = 10
        word.number(self.document, LISTS, {key: {"list": key} for key in LISTS})
        for depth in (1, 2, 3):
            word.style(self.document, f"L{depth}", num="6", outline=depth - 1)

    def anew(self, key: str) -> str:
        """An instance of a list that begins at its start."""
        self.next += 1
        starts = "".join(f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="1"/></w:lvlOverride>' for n in range(2))
        self.document.part.numbering_part._element.append(docx.oxml.parse_xml(
            f'<w:num {word.W} w:numId="{self.next}"><w:abstractNumId w:val="{key}"/>{starts}</w:num>'
        ))  # fmt: skip
        return str(self.next)


def made(standard: Standard) -> bytes:
    """The Word file."""
    press = Press(standard)
    _front(press)
    _clauses(press)
    _annex(press)
    press.document.add_heading("参考文献", 1)
    _paragraphs(press, standard.entry("bibliography").field("text_zh"))
    return word.saved(press.document)


def _front(press: Press) -> None:
    standard, document = press.standard, press.document
    for text in (
        f"ICS {standard.ics}", f"CCS {standard.ccs}", standard.heading, standard.number, standard.title_zh,
        standard.title_en, f"{standard.published} 发布", f"{standard.effective} 实施", f"{standard.issuer} 发 布",
    ):  # fmt: skip
        document.add_paragraph(text)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("目\u3000次")
    word.style(document, "toc 1")
    for n, entry in enumerate(e for e in standard.entries if not e.parent):
        number = f"{entry.label}\t" if entry.kind == "clause" and entry.label else ""
        title = f"附录A（{standard.nature}）{entry.title_zh}" if entry.kind == "annex" else entry.title_zh
        document.add_paragraph(f"{number}{title}\t{n}", style="toc 1")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_heading("前\u3000言", 1)
    _paragraphs(press, standard.entry("foreword").field("text_zh"))
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph(standard.title_zh)


def _paragraphs(press: Press, text: str) -> None:
    number = None
    for line in text.split("\n"):
        if line[1:3] == ") ":
            number = number or press.anew("5")
            word.listed(press.document.add_paragraph(line[3:]), number)
        elif line:
            number = None
            press.document.add_paragraph(line)


def _clauses(press: Press) -> None:
    notes: dict[str, str] = {}
    for entry in press.standard.entries:
        if entry.kind in ("note", "example"):
            number = (
                notes.setdefault(entry.parent or "", press.anew("4")) if entry.id[-1].isdigit() else press.anew("3")
            )
            if entry.kind == "note":
                word.listed(press.document.add_paragraph(entry.field("text_zh")), number)
            else:
                press.document.add_paragraph(f"{entry.label}{entry.text_zh}")
        elif entry.id[0].isdigit():
            title = f"{entry.title_zh}\u3000{entry.title_en}" if entry.title_en else entry.field("title_zh")
            press.document.add_paragraph(title, style=f"L{entry.id.count('.') + 1}")
            _paragraphs(press, entry.field("text_zh"))


def _annex(press: Press) -> None:
    standard = press.standard
    annex = next(e for e in standard.entries if e.kind == "annex")
    heading = press.document.add_heading(f"\n（{standard.nature}）\n{annex.title_zh}", 1)
    word.listed(heading, "1", "0")
    for table in (e for e in standard.entries if e.kind == "table"):
        word.listed(press.document.add_paragraph(table.field("title_zh")), "1", "1")
        _paragraphs(press, table.field("text_zh"))
        press.document.add_paragraph(f"表{table.id}\u3000{table.title_zh}")
        _table(press, table)


def _table(press: Press, table: Entry) -> None:
    factors = [e for e in press.standard.entries if e.kind == "factor" and e.parent == table.id]
    grid = press.document.add_table(1 + len(factors), 3)
    cells = grid._cells
    for n, head in enumerate(press.standard.heads[table.id]):
        cells[n].text = head
    for n, factor in enumerate(factors, 1):
        cells[3 * n].text = f"{factor.title_zh}\n({factor.title_en})"
        under = [e for e in press.standard.entries if e.id.startswith(f"{factor.id}/")]
        for column, language in ((1, "en"), (2, "zh")):
            _cell(press, cells[3 * n + column], under, language)


def _cell(press: Press, cell: object, under: list[Entry], language: str) -> None:
    number = ""
    for entry in under:
        if entry.kind == "group" or (entry.label or "").startswith(("a)", "1)")):
            number = press.anew("2") if entry.kind == "group" or not number else number
        for n, text in enumerate(filter(None, (entry.field(f"title_{language}"), entry.field(f"text_{language}")))):
            paragraph = cell.add_paragraph(text)  # type: ignore[attr-defined]
            if not n and entry.kind in ("item", "practice"):
                word.listed(paragraph, number, "0" if entry.kind == "item" else "1")


def records(standard: Standard) -> Iterator[Mapping[str, object]]:
    """What an import of the file must give."""
    for entry in standard.entries:
        facts = {"id": entry.id, "kind": entry.kind, "parent": entry.parent, "label": entry.label}
        yield {**facts, **{name: getattr(entry, name) for name in TEXTS}}
