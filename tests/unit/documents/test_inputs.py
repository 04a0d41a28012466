"""Real documents, where they are at hand: nothing lost, tables cell by cell."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from sauro.engine.documents import Document, DocumentRefused, Footnote, read_document
from unit.documents.check import check, grid, paragraphs, words

ROOT = Path(os.environ.get("SAURO_SHARED") or Path(__file__).parents[4] / "shared") / "inputs"


def source(name: str) -> bytes:
    path = ROOT / name
    if not path.is_file():
        pytest.skip(f"{path} is not here: real documents are not part of the project")
    return path.read_bytes()


def read(name: str) -> Document:
    document = read_document(source(name))
    check(document)
    return document


@pytest.mark.parametrize(
    "name",
    [
        "201-KH-UBND-An-Giang.txt",
        "plans/005_CanTho_153-KH-UBND.txt",
        "plans/009_DongThap_552-KH-UBND.txt",
        "plans/022_BacNinh_141-KH-UBND.txt",
        "plans/029_ThuTuong_2623-QD-TTg.txt",
        "plans/042_LamDong_KH-CCHC-2026-2030.docx",
        "nd30/30_2020_ND_CP.docx",
        "nd30/Phuluc1.docx",
        "nd30/Phuluc2.docx",
        "nd30/Phuluc3.docx",
        "guides/2775-SNV-PL1-so-nganh.pdf",
    ],
)
def test_real_documents_keep_the_rules(name: str) -> None:
    document = read(name)
    assert "**" not in document.text
    assert len(document.blocks) > 4


def test_a_real_old_word_file_is_refused() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document(source("nd30/Phuluc3.doc"))
    assert refused.value.code == "legacy_doc"


def test_sentences_cut_by_a_page_are_whole() -> None:
    items = [text for text in words(read("201-KH-UBND-An-Giang.txt")) if text.startswith(("- ", "+ "))]
    assert sum("điện tử và liên kết" in text for text in items) == 1
    assert sum("liền mạch, lấy người dân" in text for text in items) == 1
    assert not any(text[0].islower() for text in words(read("201-KH-UBND-An-Giang.txt")))


def test_hard_wrapped_crawls_leave_no_half_sentence() -> None:
    for name in (
        "005_CanTho_153-KH-UBND",
        "009_DongThap_552-KH-UBND",
        "022_BacNinh_141-KH-UBND",
        "029_ThuTuong_2623-QD-TTg",
    ):
        document = read(f"plans/{name}.txt")
        found = [document.text[one.start : one.end] for one in paragraphs(document)]
        # Lettered items open with a small letter; nothing else does.
        assert not [text for text in found if text[0].islower() and text[1] != ")"]


def test_the_annex_of_a_docx_cell_by_cell() -> None:
    document = read("plans/042_LamDong_KH-CCHC-2026-2030.docx")
    (expected,) = json.loads(source("plans/042_LamDong_KH-CCHC-2026-2030.tables.json"))["tables"]
    table = max(document.tables(), key=lambda one: len(one.rows))
    found = grid(document, table)
    assert (
        (len(found) - 1, {len(row) for row in found})
        == (expected["n_rows"], {expected["n_columns"]})
        == (66, {7})
    )
    assert found[0] == expected["header"]
    for row, cells, words_of_row in zip(expected["rows"], table.rows[1:], found[1:], strict=True):
        # Where cells of a row are merged the list names them once; here they stand in each place.
        once = [text for number, text in enumerate(words_of_row) if cells[number] is not cells[number - 1]]
        assert [" ".join(cell.split()) for cell in row] == (once if len(row) < len(cells) else words_of_row)


def test_the_annex_of_a_crawl() -> None:
    document = read("plans/009_DongThap_552-KH-UBND.txt")
    table = max((grid(document, one) for one in document.tables()), key=len)
    assert table[0] == ["STT", "NHIỆM VỤ VÀ GIẢI PHÁP", "CHỦ TRÌ", "PHỐI HỢP", "THỜI GIAN"]
    assert sorted(map(len, table)) == [2] * 4 + [5] * 20


def test_the_notes_of_a_crawl() -> None:
    assert [
        block.label
        for block in read("plans/005_CanTho_153-KH-UBND.txt").blocks
        if isinstance(block, Footnote)
    ] == ["1"]


def test_a_guide_of_35_pages_is_one_table() -> None:
    document = read("guides/2775-SNV-PL1-so-nganh.pdf")
    (table,) = document.tables()
    rows = grid(document, table)
    assert {len(row) for row in rows} == {5}
    assert rows[0][0] == "STT"
    assert rows[-1][1:3] == ["TỔNG ĐIỂM", "75,0"]
    assert [row[0] for row in rows].count("STT") == 1
