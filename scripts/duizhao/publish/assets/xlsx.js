/* Tables as files: CSV (RFC 4180, UTF-8 with a mark) and XLSX (Office Open XML: a zip of a few XML parts, not packed).
   duizhao.sheet.csv(table) and .xlsx(table) give a Blob; a table is {name, head: [text], widths: [characters],
   rows: [[text]], link: number of the column that holds addresses}. */
(function () {
  "use strict";

  var shared = (window.duizhao = window.duizhao || {});
  var CSV_TYPE = "text/csv;charset=utf-8";
  var XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  var LONGEST_CELL = 32767; // of Excel
  var MOST_LINKS = 65530; // of Excel, a sheet
  var MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  var OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  var PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  var KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  var PLAIN = 2;
  var LINK = 3;

  /* A spreadsheet takes a cell of a CSV file that begins so for a formula, also in full width: the apostrophe makes it
     text. A cell of an XLSX file says by itself that it is text, and stays as it is. */
  function guarded(text) {
    return /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? "'" + text : text;
  }

  function csvCell(text) {
    var safe = guarded(text);
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function csv(table) {
    var lines = [table.head].concat(table.rows).map(function (row) {
      return row.map(csvCell).join(",") + "\r\n";
    });
    return new Blob(["\ufeff", lines.join("")], { type: CSV_TYPE });
  }

  /* Text as XML: without the characters that XML has no place for, halves of pairs among them. */
  function xml(text) {
    return text
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, "\ufffd")
      .replace(/(^|[^\ud800-\udbff])[\udc00-\udfff]/g, "$1\ufffd")
      .replace(/[&<>"\r]/g, function (sign) {
        return "&#" + sign.charCodeAt(0) + ";";
      });
  }

  /* "A", "B" … "Z", "AA": what a spreadsheet calls a column. */
  function column(index) {
    var name = "";
    for (var rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
      name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    }
    return name;
  }

  function sheetRow(cells, number, style) {
    var inner = cells.map(function (text, index) {
      return (
        '<c r="' + column(index) + number + '" s="' + style(index) + '" t="inlineStr"><is><t xml:space="preserve">' +
        xml(text.slice(0, LONGEST_CELL)) + "</t></is></c>"
      );
    });
    return '<row r="' + number + '">' + inner.join("") + "</row>";
  }

  function links(table) {
    return table.rows.slice(0, MOST_LINKS).map(function (row, index) {
      return { cell: column(table.link) + (index + 2), address: row[table.link], id: "r" + (index + 1) };
    });
  }

  function sheet(table) {
    var last = column(table.head.length - 1) + (table.rows.length + 1);
    var widths = table.widths.map(function (width, index) {
      return '<col min="' + (index + 1) + '" max="' + (index + 1) + '" width="' + width + '" customWidth="1"/>';
    });
    var head = sheetRow(table.head, 1, function () {
      return 1;
    });
    var body = table.rows.map(function (row, index) {
      return sheetRow(row, index + 2, function (at) {
        return at === table.link ? LINK : PLAIN;
      });
    });
    var anchors = links(table).map(function (link) {
      return '<hyperlink ref="' + link.cell + '" r:id="' + link.id + '"/>';
    });
    return (
      '<worksheet xmlns="' + MAIN + '" xmlns:r="' + OFFICE + '"><dimension ref="A1:' + last + '"/>' +
      '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" ' +
      'state="frozen"/></sheetView></sheetViews><cols>' + widths.join("") + "</cols><sheetData>" + head +
      body.join("") + '</sheetData><autoFilter ref="A1:' + last + '"/>' +
      (anchors.length ? "<hyperlinks>" + anchors.join("") + "</hyperlinks>" : "") + "</worksheet>"
    );
  }

  function relations(list) {
    var lines = list.map(function (one) {
      return (
        '<Relationship Id="' + one.id + '" Type="' + OFFICE + "/" + one.kind + '" Target="' + xml(one.target) + '"' +
        (one.outside ? ' TargetMode="External"' : "") + "/>"
      );
    });
    return '<Relationships xmlns="' + PACKAGE + 'relationships">' + lines.join("") + "</Relationships>";
  }

  /* The looks of cells, by number: 0 none, 1 the head, 2 text that wraps, 3 an address. */
  function styles() {
    var wrap = '<alignment vertical="top" wrapText="1"/>';
    var cell = '" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">';
    return (
      '<styleSheet xmlns="' + MAIN + '"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>' +
      '<font><b/><sz val="11"/><name val="Calibri"/></font>' +
      '<font><u/><sz val="11"/><color rgb="FF1D6270"/><name val="Calibri"/></font></fonts>' +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
      '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
      '<xf numFmtId="0" fontId="1' + cell + wrap + '</xf><xf numFmtId="0" fontId="0' + cell + wrap +
      '</xf><xf numFmtId="0" fontId="2' + cell + '<alignment vertical="top"/></xf></cellXfs></styleSheet>'
    );
  }

  function kinds() {
    var part = function (name, kind) {
      return '<Override PartName="/xl/' + name + '" ContentType="' + KINDS + kind + '+xml"/>';
    };
    return (
      '<Types xmlns="' + PACKAGE + 'content-types"><Default Extension="rels" ContentType="application/vnd.' +
      'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
      part("workbook.xml", "sheet.main") + part("worksheets/sheet1.xml", "worksheet") + part("styles.xml", "styles") +
      "</Types>"
    );
  }

  function parts(table) {
    var outside = links(table).map(function (link) {
      return { id: link.id, kind: "hyperlink", target: link.address, outside: true };
    });
    return {
      "[Content_Types].xml": kinds(),
      "_rels/.rels": relations([{ id: "r1", kind: "officeDocument", target: "xl/workbook.xml" }]),
      "xl/workbook.xml":
        '<workbook xmlns="' + MAIN + '" xmlns:r="' + OFFICE + '"><sheets><sheet name="' + xml(table.name) +
        '" sheetId="1" r:id="r1"/></sheets></workbook>',
      "xl/_rels/workbook.xml.rels": relations([
        { id: "r1", kind: "worksheet", target: "worksheets/sheet1.xml" },
        { id: "r2", kind: "styles", target: "styles.xml" }
      ]),
      "xl/styles.xml": styles(),
      "xl/worksheets/sheet1.xml": sheet(table),
      "xl/worksheets/_rels/sheet1.xml.rels": relations(outside)
    };
  }

  var crcTable = null;

  /* The check sum of a zip (CRC-32, polynomial EDB88320). */
  function crc(bytes) {
    if (!crcTable) {
      crcTable = new Uint32Array(256).map(function (_, value) {
        for (var bit = 0; bit < 8; bit += 1) {
          value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
        }
        return value;
      });
    }
    var sum = 0xffffffff;
    for (var at = 0; at < bytes.length; at += 1) {
      sum = crcTable[(sum ^ bytes[at]) & 255] ^ (sum >>> 8);
    }
    return (sum ^ 0xffffffff) >>> 0;
  }

  /* Numbers as the bytes of a zip, lowest first: [value, number of bytes, value, number of bytes …]. */
  function bytes(fields) {
    var found = [];
    for (var n = 0; n < fields.length; n += 2) {
      for (var shift = 0; shift < fields[n + 1]; shift += 1) {
        found.push(Math.floor(fields[n] / Math.pow(256, shift)) & 255);
      }
    }
    return new Uint8Array(found);
  }

  /* A zip whose files are stored as they are, dated with the first day that the format knows. */
  function zip(files) {
    var encoder = new TextEncoder();
    var body = [];
    var directory = [];
    var place = 0;
    var length = 0;
    Object.keys(files).forEach(function (path) {
      var name = encoder.encode(path);
      var data = encoder.encode('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + files[path]);
      var fact = [20, 2, 0, 2, 0, 2, 0, 2, 33, 2, crc(data), 4, data.length, 4, data.length, 4, name.length, 2, 0, 2];
      var local = bytes([0x04034b50, 4].concat(fact));
      var central = bytes([0x02014b50, 4, 20, 2].concat(fact, [0, 2, 0, 2, 0, 2, 0, 4, place, 4]));
      body.push(local, name, data);
      directory.push(central, name);
      place += local.length + name.length + data.length;
      length += central.length + name.length;
    });
    var count = directory.length / 2;
    var end = bytes([0x06054b50, 4, 0, 2, 0, 2, count, 2, count, 2, length, 4, place, 4, 0, 2]);
    return body.concat(directory, [end]);
  }

  function xlsx(table) {
    return new Blob(zip(parts(table)), { type: XLSX_TYPE });
  }

  shared.sheet = { csv: csv, xlsx: xlsx };
})();
