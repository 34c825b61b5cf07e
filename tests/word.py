"""Word files for tests: made by python-docx, with lists, tracked changes and notes as XML of our own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)

Spec = Mapping[str, Any]


def level_xml(depth: int, spec: Spec) -> str:
    """A level of a list: {text, fmt, start, restart, style, legal, suff, font}."""

    def one(tag: str, key: str, usual: str | None = None) -> str:
        value = spec.get(key, usual)
        return "" if value is None else f'<w:{tag} w:val="{value}"/>'

    font = f'<w:rPr><w:rFonts w:ascii="{spec["font"]}"/></w:rPr>' if "font" in spec else ""
    return (
        f'<w:lvl w:ilvl="{depth}">{one("start", "start", "1")}{one("numFmt", "fmt", "decimal")}'
        f"{one('lvlRestart', 'restart')}{one('pStyle', 'style')}{'<w:isLgl/>' if spec.get('legal') else ''}"
        f"{one('suff', 'suff')}{one('lvlText', 'text')}{font}</w:lvl>"
    )


def number(document: Document, lists: Mapping[str, Spec], nums: Mapping[str, Spec]) -> None:
    """Gives a document these lists: {id: {levels, style_link, num_style_link}}, {id: {list, starts, levels}}."""
    root = document.part.numbering_part._element
    for child in list(root):
        root.remove(child)
    for key, spec in lists.items():
        links = "".join(f'<w:{tag} w:val="{spec[name]}"/>' for tag, name in LINKS if name in spec)
        levels = "".join(level_xml(n, level) for n, level in enumerate(spec.get("levels", ())))
        root.append(parse_xml(f'<w:abstractNum {W} w:abstractNumId="{key}">{links}{levels}</w:abstractNum>'))
    for key, spec in nums.items():
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for depth, start in spec.get("starts", {}).items()
        ) + "".join(
            f'<w:lvlOverride w:ilvl="{depth}">{level_xml(int(depth), level)}</w:lvlOverride>'
            for depth, level in spec.get("levels", {}).items()
        )
        root.append(parse_xml(
            f'<w:num {W} w:numId="{key}"><w:abstractNumId w:val="{spec["list"]}"/>{overrides}</w:num>'
        ))  # fmt: skip


LINKS = (("styleLink", "style_link"), ("numStyleLink", "num_style_link"))


def listed(paragraph: Paragraph, num: str | None, depth: str | None = "0") -> Paragraph:
    """Puts a paragraph into a list."""
    inner = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    inner += "" if num is None else f'<w:numId w:val="{num}"/>'
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:numPr {W}>{inner}</w:numPr>"))
    return paragraph


def style(
    document: Document,
    name: str,
    *,
    num: str | None = None,
    depth: str | None = None,
    based: str | None = None,
    outline: int | None = None,
) -> str:
    """A paragraph style; its id."""
    made = document.styles.add_style(name, 1)
    made.font.size = Pt(10.5)
    if based:
        made.base_style = document.styles[based]
    properties = made.element.get_or_add_pPr()
    if num is not None or depth is not None:
        inner = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
        inner += "" if num is None else f'<w:numId w:val="{num}"/>'
        properties.append(parse_xml(f"<w:numPr {W}>{inner}</w:numPr>"))
    if outline is not None:
        properties.append(parse_xml(f'<w:outlineLvl {W} w:val="{outline}"/>'))
    return str(made.style_id)


def saved(document: Document) -> bytes:
    """The file's bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def of_body(xml: str, **parts: str) -> bytes:
    """A file whose body is this XML (the prefixes of NAMES are declared), with further parts by name."""
    document = docx.Document()
    body = document.element.body
    for child in list(body):
        body.remove(child)
    for child in parse_xml(f"<w:body {NAMES}>{xml}</w:body>"):
        body.append(child)
    return with_parts(saved(document), **parts) if parts else saved(document)


def with_parts(data: bytes, **parts: str) -> bytes:
    """The file with parts (footnotes, endnotes) that its document is related to."""
    files = unpacked(data)
    relations = files["word/_rels/document.xml.rels"].decode()
    for n, (name, xml) in enumerate(parts.items()):
        kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
        relations = relations.replace(
            "</Relationships>", f'<Relationship Id="x{n}" Type="{kind}" Target="{name}.xml"/></Relationships>'
        )
        files[f"word/{name}.xml"] = f"<w:{name} {NAMES}>{xml}</w:{name}>".encode()
    files["word/_rels/document.xml.rels"] = relations.encode()
    return packed(files)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a container."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """A container with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in files.items():
            container.writestr(name, data)
    return out.getvalue()


def p(*texts: str, properties: str = "") -> str:
    """A paragraph as XML: of texts, or of XML where one begins with "<"."""
    runs = "".join(t if t.startswith("<") else f'<w:r><w:t xml:space="preserve">{t}</w:t></w:r>' for t in texts)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def table(rows: Iterable[Sequence[str]]) -> str:
    """A table as XML: of texts, or of ready cells where one begins with "<"."""
    made = (f"<w:tr>{''.join(c if c.startswith('<') else f'<w:tc>{p(c)}</w:tc>' for c in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(made)}</w:tbl>"
