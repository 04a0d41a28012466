"""What is not read: each refusal has its code, its sentence and its remedy, and costs little."""

from __future__ import annotations

import io
import re
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from sauro import definitions
from sauro.engine import documents
from sauro.engine.documents import DocumentRefused, Limits, read_document
from unit.documents.make import MAIN, NAMESPACES, docx, p, pdf, row, show, table, types, zipped

FILES = Path(__file__).parent / "files"
SMALL = Limits(
    bytes=2_000_000, part=300_000, unpacked=600_000, ratio_from=100_000, pages=3, characters=50_000
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def ole(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\x00" * 100


def lying_size() -> bytes:
    """A part that claims 100 bytes and unfolds to megabytes."""
    data = bytearray(docx("", extra={"word/document.xml": b"A" * 5_000_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        for match in re.finditer(re.escape(mark), bytes(data)):
            if struct.unpack_from("<I", data, match.start() + offset)[0] == 5_000_000:
                struct.pack_into("<I", data, match.start() + offset, 100)
    return bytes(data)


def many_entries() -> bytes:
    return zipped({f"word/{number}.xml": b"" for number in range(5_000)})


def encrypted_entry() -> bytes:
    data = bytearray(docx(p("bí mật")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(mark), bytes(data)):
            struct.pack_into("<H", data, match.start() + offset, 1)
    return bytes(data)


def deep_xml() -> bytes:
    return docx("<w:sdt>" * 400 + "</w:sdt>" * 400)


def nested_tables() -> bytes:
    body = p("x")
    for _ in range(20):
        body = table(row(f"<w:tc>{body}{p('y')}</w:tc>", f"<w:tc>{p('z')}</w:tc>"))
    return docx(body)


def with_doctype(declaration: str, encoding: str = "utf-8") -> bytes:
    text = f"{declaration}<w:document {NAMESPACES}><w:body>{p('&x;')}</w:body></w:document>"
    return docx("", extra={"word/document.xml": text.encode(encoding)})


LAUGHS = '<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;">]>'
SCAN = pdf(
    b"q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q",
    b"q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q " + show(400, 20, "Ky boi"),
)
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"

CASES: dict[str, tuple[str, bytes | Callable[[], bytes]]] = {
    "nothing": ("empty", b""),
    "only space": ("empty", b" \n\n\t"),
    "document without words": ("empty", docx(p())),
    "page without words": ("empty", pdf(b"")),
    "too large": ("oversized", b"a" * 2_000_001),
    "text too long": ("too_long", b"a b\n" * 20_000),
    "cut package": ("corrupt_docx", docx(p("Kế hoạch")) [:300]),
    "broken deflate": ("corrupt_docx", docx(p("Kế hoạch " * 50)).replace(b"document.xml", b"document.xm_", 1)),
    "broken xml": ("corrupt_docx", docx("<w:p>")),
    "no body": ("corrupt_docx", docx("", extra={"word/document.xml": f"<w:document {NAMESPACES}/>"})),
    "main part missing": ("unknown_type", zipped({"[Content_Types].xml": types()})),
    "lying size": ("corrupt_docx", lying_size),
    "part too large": ("zip_bomb", lambda: docx("", extra={"word/document.xml": bytes(range(256)) * 1_500})),
    "ratio": ("zip_bomb", lambda: docx(p("x"), extra={"word/media/a.bmp": b"\0" * 500_000})),
    "all parts too large": ("zip_bomb", lambda: docx(p("x"), extra={"a": b"\0" * 90_000, **{str(n): b"\0" * 90_000 for n in range(8)}})),
    "entries": ("zip_bomb", many_entries),
    "encrypted entry": ("encrypted_docx", encrypted_entry),
    "encrypted package": ("encrypted_docx", ole("EncryptedPackage")),
    "macro part": ("macro", docx(p("x"), extra={"word/vbaProject.bin": b"x"})),
    "macro type": ("macro", docx(p("x"), main=MACRO)),
    "external entity": ("external_entity", with_doctype('<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/hostname">]>')),
    "entities": ("external_entity", with_doctype(LAUGHS)),
    "entities in UTF-16": ("external_entity", with_doctype(LAUGHS, "utf-16")),
    "doctype in types": ("external_entity", docx(p("x"), extra={"[Content_Types].xml": LAUGHS + types(MAIN)})),
    "deep xml": ("too_deep", deep_xml),
    "nested tables": ("too_deep", nested_tables),
    "cut pdf": ("corrupt_pdf", b"%PDF-1.7\nnothing more"),
    "encrypted pdf": ("encrypted_pdf", lambda: (FILES / "encrypted.pdf").read_bytes()),
    "scanned pdf": ("scanned_pdf", SCAN),
    "pages": ("too_many_pages", pdf(*[show(72, 700, "trang")] * 4)),
    "old word": ("legacy_doc", ole("WordDocument")),
    "old spreadsheet": ("spreadsheet", ole("Workbook")),
    "old slides": ("presentation", ole("PowerPoint Document")),
    "other ole": ("unknown_type", OLE),
    "spreadsheet": ("spreadsheet", docx(p("x"), main=SPREADSHEET)),
    "slides": ("presentation", docx(p("x"), main=SLIDES)),
    "opendocument": ("opendocument", zipped({"mimetype": "application/vnd.oasis.opendocument.text"})),
    "zip": ("archive", zipped({"a.txt": "x"})),
    "gzip": ("archive", b"\x1f\x8b\x08\x00\x00"),
    "rtf": ("rtf", b"{\\rtf1 x}"),
    "html": ("html", b"<!DOCTYPE html><html><body>x</body></html>"),
    "png": ("image", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
    "jpeg": ("image", b"\xff\xd8\xff\xe0" + b"\0" * 40),
    "xml": ("unknown_type", b'<?xml version="1.0"?><a/>'),
    "binary": ("unknown_type", bytes(range(256)) * 4),
    "TCVN3 bytes": ("legacy_encoding", "Céng hßa x· héi chñ nghÜa ViÖt Nam".encode("latin-1")),
    "TCVN3 letters": ("legacy_encoding", ("Céng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp tù do h¹nh phóc. " * 3).encode()),
    "VNI letters": ("legacy_encoding", ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, ñoäc laäp töï do haïnh phuùc. " * 3).encode()),
    "TCVN3 in a document": ("legacy_encoding", docx(p("Céng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp tù do h¹nh phóc. " * 3))),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_refused(name: str) -> None:
    code, data = CASES[name]
    made = data() if callable(data) else data
    tracemalloc.start()
    with pytest.raises(DocumentRefused) as refused:
        read_document(made, limits=SMALL)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.code == code
    assert peak < 24_000_000, "a hostile file must not cost memory"


@pytest.mark.parametrize("code", sorted({code for code, _ in CASES.values()}))
def test_a_refusal_can_be_acted_on(code: str) -> None:
    entry = messages()["refusals"][code]
    assert all(entry[name].endswith(".") for name in ("vi", "en", "remedy_vi", "remedy_en"))


def test_every_refusal_in_the_source_is_tested_and_said() -> None:
    source = "\n".join(path.read_text() for path in Path(documents.__path__[0]).glob("*.py"))
    raised = set(re.findall(r'DocumentRefused\(\s*"(\w+)"', source))
    said = set(messages()["refusals"])
    assert raised <= said
    assert said == {code for code, _ in CASES.values()} | {"too_long"}


def test_every_note_in_the_source_is_said() -> None:
    source = "\n".join(path.read_text() for path in Path(documents.__path__[0]).glob("*.py"))
    notes = set(re.findall(r'ReadNote\(\s*"(\w+)"', source))
    findings = yaml.safe_load(definitions.text("messages/planning.yaml"))["findings"]
    assert notes
    assert notes <= set(findings)
    assert "notes" not in messages()


def test_values_fill_the_sentence() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document(b"a" * 3_000_000, limits=SMALL)
    sentence = messages()["refusals"]["oversized"]["vi"].format(**refused.value.values)
    assert sentence == "Tệp nặng 3 MB, vượt giới hạn 1 MB."


def test_sizes_are_not_believed_while_inflating() -> None:
    """A part whose declared size is small is still cut off at the limit when the stream goes on."""
    data = docx("", extra={"word/document.xml": b"A" * 2_000_000})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.getinfo("word/document.xml").file_size == 2_000_000
    with pytest.raises(DocumentRefused) as refused:
        read_document(data, limits=Limits(part=100_000))
    assert (refused.value.code, refused.value.place) == ("zip_bomb", "word/document.xml")


def messages() -> dict[str, dict[str, dict[str, str]]]:
    loaded: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(definitions.text("messages/documents.yaml"))
    return loaded
