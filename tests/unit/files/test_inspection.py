"""What the inspector takes in, what it refuses, and where it finds a mark of secrecy."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sauro.files.inspection.child import answer
from sauro.files.inspection.types import TypesWrong, read_rules, rules
from unit.documents.make import docx, p, zipped
from unit.files import make

pytestmark = pytest.mark.pure
ELSEWHERE = Path(__file__).parent.parent / "documents" / "files"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
TEXT_BOX = (
    '<w:p><w:r><w:t>Cong van </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>'
    "<w:txbxContent>{}</w:txbxContent></wps:txbx></mc:Choice></mc:AlternateContent></w:r></w:p>"
)


def found(data: bytes) -> dict[str, object]:
    return answer(data, rules())[0]


def refusal(data: bytes) -> str:
    said = found(data)
    return str(said["refused"]["code"]) if "refused" in said else ""  # type: ignore[index]


@pytest.mark.parametrize(
    ("data", "kind", "words", "picture"),
    [
        (make.letter(), "docx", True, False),
        (make.workbook(), "xlsx", True, False),
        (make.slides(), "pptx", True, False),
        (make.paper(), "pdf", True, True),
        (make.scan(), "pdf", False, True),
        (make.photograph(), "jpg", False, True),
        (make.photograph("PNG"), "png", False, True),
        (make.letter("x"), "docx", False, False),
    ],
    ids=["docx", "xlsx", "pptx", "pdf", "scan", "jpg", "png", "docx without words"],
)
def test_taken_in(data: bytes, kind: str, words: bool, picture: bool) -> None:
    said, drawn = answer(data, rules())
    assert (said["type"], said["words_read"], said["size"] is not None) == (kind, words, picture)
    assert drawn.startswith(b"\xff\xd8") == picture


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00" + b"\x00" * 200, "executable"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 200, "executable"),
        (b"#!/bin/sh\nrm -r x\n", "executable"),
        (b"\xca\xfe\xba\xbe\x00\x00\x00\x34", "executable"),
        (b"L\x00\x00\x00\x01\x14\x02\x00" + b"\x00" * 60, "executable"),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", "web_page"),
        (b"  <script>alert(1)</script>", "web_page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "drawing"),
        (b"<?xml version='1.0'?>\n<!-- x --><svg></svg>", "drawing"),
        (zipped({"a.txt": "x"}), "archive"),
        (b"Rar!\x1a\x07\x01\x00" + b"\x00" * 40, "archive"),
        (b"7z\xbc\xaf\x27\x1c" + b"\x00" * 40, "archive"),
        (b"\x1f\x8b\x08" + b"\x00" * 40, "archive"),
        (OLE + "WordDocument".encode("utf-16-le"), "old_office"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"{\\rtf1 x}", "old_office"),
        (b"GIF89a" + b"\x00" * 40, "other_picture"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "other_picture"),
        ("Chỉ là chữ.".encode(), "unknown_type"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "old_office"),
        (make.letter(extra={"word/vbaProject.bin": b"x"}), "macro"),
        (make.letter(extra={"word/activeX/activeX1.xml": "<x/>"}), "macro"),
        (docx(p("x"), main="application/vnd.ms-word.document.macroEnabled.main+xml"), "macro"),
        (make.workbook(extra={"xl/macrosheets/sheet1.xml": "<x/>"}), "macro"),
        (make.letter(extra={"word/embeddings/oleObject1.bin": b"x"}), "embedded"),
        (make.letter(extra={"word/embeddings/x.exe": b"x"}), "embedded"),
        (
            make.letter(
                extra={"word/_rels/x.rels": make.relations("attachedTemplate", "https://x.test/a.dotm")}
            ),
            "remote",
        ),
        (make.letter(extra={"word/_rels/x.rels": make.relations("oleObject", "\\\\x\\a")}), "remote"),
        (zipped({f"word/{number}.xml": b"" for number in range(5_000)}), "too_large_inside"),
        (make.letter()[:-200], "damaged"),
        (docx("", extra={"word/document.xml": '<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>'}), "damaged"),
        (docx("<w:sdt>" * 400 + "</w:sdt>" * 400), "damaged"),
        (docx(p("x"), main="application/vnd.ms-word.unknown.main+xml"), "unknown_type"),
        ((ELSEWHERE / "encrypted.pdf").read_bytes(), "encrypted"),
        (b"%PDF-1.4\n" + b"x" * 200, "damaged"),
        (make.paper_with(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "script"),
        (make.paper_with(b"/OpenAction << /S /Launch /F (a.exe) >>"), "script"),
        (
            make.paper_with(
                b"/Names << /EmbeddedFiles << /Names [(a.exe) 4 0 R] >> >>",
                b"<< /Type /Filespec /F (a.exe) /EF << /F 5 0 R >> >>",
                b"<< /Type /EmbeddedFile /Length 1 >>\nstream\nx\nendstream",
            ),
            "embedded",
        ),
        (make.photograph()[:200], "damaged"),
        (make.photograph("PNG", (10_000, 9_000)), "picture_too_large"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_package_that_unfolds_without_end_is_refused() -> None:
    small = replace(rules(), limits=replace(rules().limits, unpacked_mb=1))
    said, _picture = answer(make.letter(extra={"word/media/a.png": b"\x00" * (2 * 1024 * 1024)}), small)
    assert said["refused"]["code"] == "too_large_inside"


@pytest.mark.parametrize(
    "data",
    [
        make.letter("ỦY BAN NHÂN DÂN", "MẬT", "Số: 5/BC-UBND"),
        docx(TEXT_BOX.format(p("MẬT"))),
        make.letter(extra={"word/header2.xml": f"<w:hdr {make._A.replace('a=', 'w=')}><w:p><w:t>TỐI MẬT</w:t></w:p></w:hdr>"}),
        make.letter(extra={"word/header1.xml": '<h xmlns:v="urn:v"><v:textpath string="TUYỆT MẬT"/></h>'}),
        make.workbook(["Tên", "MẬT"]),
        make.workbook(["MẬT"]),
        make.workbook(header="&amp;R&amp;&quot;Arial&quot;&amp;14TỐI MẬT&amp;C&amp;P"),
        make.slides("Báo cáo", "MẬT"),
        make.vietnamese_paper("MẬT"),
        make.vietnamese_paper("MẬT", beside="CỘNG HÒA XÃ HỘI"),
        make.paper_with(
            b"",
            b"<< /Type /Annot /Subtype /FreeText /Rect [0 0 90 30] /Contents <FEFF004D1EAC0054> >>",
            page=b"/Annots [4 0 R]",
        ),
    ],
    ids=[
        "a line", "a text box", "a header", "a watermark", "a cell", "a shared cell", "a printed header", "a slide",
        "a paper", "beside other words", "a note on a page",
    ],
)  # fmt: skip
def test_a_mark_of_secrecy_is_found(data: bytes) -> None:
    assert refusal(data) == "secrecy_mark"


@pytest.mark.parametrize(
    "data",
    [
        make.letter("Công tác bảo vệ bí mật nhà nước được thực hiện nghiêm."),
        make.workbook(["Độ mật", "Không"], *[["dòng"]] * 80, ["MẬT"]),
        make.vietnamese_paper("Văn bản mật được quản lý riêng"),
    ],
    ids=["a sentence", "far below in a table", "a sentence on paper"],
)
def test_words_about_secrecy_are_no_mark(data: bytes) -> None:
    assert refusal(data) == ""


def test_a_link_of_ones_own_machine_is_no_remote_content() -> None:
    rels = make.relations("attachedTemplate", "file:///C:/Users/a/Normal.dotm")
    assert refusal(make.letter(extra={"word/_rels/x.rels": rels})) == ""
    assert (
        refusal(make.letter(extra={"word/_rels/x.rels": make.relations("hyperlink", "https://x.test")})) == ""
    )


def test_a_preview_holds_points_only() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "nha rieng cua toi", 6
    data = make.photograph(size=(80, 40), exif=exif)
    assert b"nha rieng" in data
    _said, drawn = answer(data, rules())
    assert b"nha rieng" not in drawn
    with Image.open(io.BytesIO(drawn)) as small:
        assert small.size == (40, 80), "turned as the camera said"
        assert not small.getexif()


def test_a_transparent_picture_stands_on_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(target, "PNG")
    with Image.open(io.BytesIO(answer(target.getvalue(), rules())[1])) as small:
        assert min(small.getpixel((5, 5))) > 250


SOUND = {"pdf": make.paper(), "docx": make.letter(), "xlsx": make.workbook(), "jpg": make.photograph()}


@given(st.sampled_from(sorted(SOUND)), st.data())
def test_harmed_files_are_taken_in_or_refused(kind: str, data: st.DataObject) -> None:
    """Never another fault; and harm does not turn a file into one of another type."""
    sound = bytearray(SOUND[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(sound)))
    for harmed in (bytes(sound), bytes(sound[:cut])):
        said = found(harmed)
        assert "refused" in said or said["type"] == kind


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(data: bytes) -> None:
    assert "refused" in found(data)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("opened: paper", "opened: film"), "opened"),
        (("extensions: [pdf]", "extensions: [PDF]"), "small letters"),
        (("extensions: [pdf]", "extensions: [jpg]"), "written twice: jpg"),
        (("file_mb: 20", "file_mb: 0"), "file_mb"),
        (("file_mb: 20", "file_gb: 20"), "file_gb"),
        (("format: JPEG", "formats: JPEG"), "format"),
    ],
)
def test_a_wrong_list_of_types_says_what_to_change(change: tuple[str, str], words: str) -> None:
    from sauro import definitions

    text = definitions.text("files.yaml")
    assert change[0] in text
    with pytest.raises(TypesWrong, match=words):
        read_rules(text.replace(*change))
