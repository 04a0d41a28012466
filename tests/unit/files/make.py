"""Evidence files made for tests: sound ones of each type, and wrong ones of each kind. All wording is our own."""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image

from unit.documents.make import docx, p, pdf, show, zipped

WORDS = "Danh muc van ban da ra soat trong quy ba nam nay"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def types(part: str, main: str) -> str:
    return f'<Types xmlns="{_TYPES}"><Override PartName="/{part}" ContentType="{main}"/></Types>'


def letter(*lines: str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    return docx("".join(p(line) for line in lines or (WORDS,)), extra=extra)


def workbook(*rows: list[str], header: str = "", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Cells as inline texts; the first also through the table of shared strings."""
    cells = rows or ([WORDS],)
    shared = f"<sst {_S}><si><t>{cells[0][0]}</t></si></sst>"
    body = '<row><c t="s"><v>0</v></c></row>' + "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>"
        for row in cells
    )
    sheet = f"<worksheet {_S}><sheetData>{body}</sheetData>"
    sheet += f"<headerFooter><oddHeader>{header}</oddHeader></headerFooter></worksheet>"
    return zipped(
        {
            "[Content_Types].xml": types("xl/workbook.xml", _OFFICE + "spreadsheetml.sheet.main+xml"),
            "xl/workbook.xml": f"<workbook {_S}/>",
            "xl/sharedStrings.xml": shared,
            "xl/worksheets/sheet1.xml": sheet,
            **(extra or {}),
        }
    )


def slides(*lines: str) -> bytes:
    words = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines or (WORDS,))
    main = _OFFICE + "presentationml.presentation.main+xml"
    return zipped(
        {
            "[Content_Types].xml": types("ppt/presentation.xml", main),
            "ppt/presentation.xml": "<presentation/>",
            "ppt/slides/slide1.xml": f"<slide {_A}>{words}</slide>",
        }
    )


def paper(*lines: str) -> bytes:
    return pdf(b"".join(show(60, 760 - 20 * at, line) for at, line in enumerate(lines or (WORDS,))))


def scan() -> bytes:
    """A paper that is a picture."""
    return pdf(b"q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")


def vietnamese_paper(words: str, beside: str = "") -> bytes:
    """Words in any letters, through the font's own table of letters; ``beside`` stands on the same line."""
    letters = sorted(set(words + beside))
    code = {letter: 65 + at for at, letter in enumerate(letters)}
    table = "".join(f"<{code[letter]:02X}> <{ord(letter):04X}>\n" for letter in letters)
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{table}endbfchar\nendcmap end end"
    ).encode()

    def drawn(text: str, x: int) -> bytes:
        inside = "".join(f"{code[letter]:02X}" for letter in text)
        return f"BT /F1 12 Tf {x} 740 Td <{inside}> Tj ET\n".encode()

    content = drawn(words, 60) + (drawn(beside, 330) if beside else b"")
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(mapping), mapping),
    ]
    return written(bodies)


def written(bodies: list[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    return bytes(data)


def paper_with(catalogue: bytes, *more: bytes, page: bytes = b"") -> bytes:
    """A paper whose catalogue or page says more; further objects begin at number 4."""
    return written(
        [
            b"<< /Type /Catalog /Pages 2 0 R " + catalogue + b" >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] " + page + b" >>",
            *more,
        ]
    )


def photograph(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **saved: object) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, (30, 90, 150)).save(target, kind, **saved)
    return target.getvalue()


def relations(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" TargetMode="External" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        "</Relationships>"
    )
