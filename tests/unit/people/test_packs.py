"""Province packs: the shipped one joins on official codes, a wrong one is named line by line."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from sauro import definitions
from sauro.engine.text.names import Gazetteer
from sauro.engine.text.packs import COMMUNES, PROVINCE, UNITS, PackRefused, read_pack
from sauro.people import packs

TINY = Path(__file__).resolve().parents[2] / "data" / "provinces" / "thach_lam"


@pytest.fixture
def texts() -> dict[str, str]:
    return {name: (TINY / name).read_text("utf-8") for name in (PROVINCE, UNITS, COMMUNES)}


def wrong(texts: dict[str, str]) -> list[tuple[str, str, int | None]]:
    with pytest.raises(PackRefused) as refused:
        read_pack(texts)
    for language in ("vi", "en"):
        for line in packs.sentences(refused.value, language):
            assert "{" not in line, "a sentence with an unfilled place"
    return [(problem.code, problem.file, problem.line) for problem in refused.value.problems]


class TestTheShippedPack:
    def test_the_communes_join_the_official_list_on_code(self) -> None:
        pack = packs.load("an_giang")
        listed = csv.DictReader(definitions.text("provinces/an_giang/communes.csv").splitlines())
        official = {row["code"]: row["full_name"] for row in listed}
        communes = {u.code: u for u in pack.units if u.kind in ("commune", "ward", "special_zone")}
        assert {code: unit.name for code, unit in communes.items()} == official
        assert all(unit.official_code == code for code, unit in communes.items())
        assert Counter(unit.kind for unit in communes.values()) == {
            "commune": 85,
            "ward": 14,
            "special_zone": 3,
        }

    def test_each_commune_has_its_service_centre(self) -> None:
        pack = packs.load("an_giang")
        centres = {u.parent: u for u in pack.units if u.kind == "service_center" and u.parent != "VPUBND"}
        assert set(centres) == set(pack.group("NHOM-XPDK").members)
        assert len(centres) == 102
        assert centres["30337"].code == "30337-PVHCC"
        assert centres["30337"].name == "Trung tâm Phục vụ hành chính công xã An Phú"

    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("Sở Văn hoá và Thể thao", "SVHTT"),
            ("SỞ KH&CN", "SKHCN"),
            ("VP. UBND tỉnh", "VPUBND"),
            ("Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch", "TTXT"),
            ("Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "BTT-MTTQ"),
            ("TT. PVHCC tỉnh", "TTPVHCC"),
            ("Ban tiếp công dân tỉnh", "BTCD"),
            ("Báo và PT-TH AG", "BAO-PTTH"),
            ("UBND xã Mỹ Hòa Hưng", "30313"),
            ("Đặc khu Phú Quốc", "31078"),
            ("UBND các xã, phường, đặc khu", "NHOM-XPDK"),
            ("các sở, ban, ngành tỉnh", "NHOM-SBN"),
        ],
    )
    def test_names_as_texts_write_them(self, written: str, code: str) -> None:
        found = Gazetteer(packs.load("an_giang").names()).lookup(written)
        assert found is not None
        assert found.code == code

    def test_the_notice_of_the_list_travels_with_it(self) -> None:
        assert "Copyright (c) 2021 Thang Le Quoc" in definitions.text("provinces/an_giang/LICENSE")
        assert "communes.csv" in definitions.text("provinces/an_giang/NOTICE")

    def test_loading_starts_no_django(self) -> None:
        load = "from sauro.people.packs import load; load('an_giang')"
        code = f"import sys; {load}; print('django' in sys.modules)"
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert ran.stdout.strip() == "False"


class TestAnotherProvince:
    def test_a_folder_is_read_like_a_shipped_pack(self) -> None:
        pack = packs.load(str(TINY))
        assert pack.code == "thach_lam"
        assert pack.group("CACPHUONG").members == ("90001", "90002", "90003")
        assert pack.unit("90003-MOTCUA").name == "Quầy một cửa đặc khu Hòn Yến"
        assert pack.unit("90001").aliases == ("Chính quyền phường Cửa Sông",)

    def test_names_of_a_day_leave_out_what_had_ended(self) -> None:
        pack = packs.load(str(TINY))
        assert "GIACA" in {name.code for name in pack.names(date(2025, 6, 30))}
        assert "VATGIA" not in {name.code for name in pack.names(date(2025, 6, 30))}
        assert "GIACA" not in {name.code for name in pack.names(date(2025, 7, 1))}
        assert {"GIACA", "VATGIA"} <= {name.code for name in pack.names()}


class TestWrongPacks:
    def test_an_unknown_name_lists_the_known_ones(self) -> None:
        with pytest.raises(PackRefused) as refused:
            packs.load("khong_co")
        assert "an_giang" in packs.sentences(refused.value)[0]

    def test_bytes_that_are_no_utf8(self, tmp_path: Path) -> None:
        (tmp_path / PROVINCE).write_bytes("name: Tỉnh".encode("utf-16"))
        with pytest.raises(PackRefused) as refused:
            packs.load(str(tmp_path))
        assert [problem.code for problem in refused.value.problems] == ["not_utf8"]

    @pytest.mark.parametrize("missing", [PROVINCE, UNITS])
    def test_a_missing_file(self, texts: dict[str, str], missing: str) -> None:
        del texts[missing]
        assert wrong(texts) == [("file_missing", missing, None)]

    def test_without_communes_a_group_of_them_is_empty(self, texts: dict[str, str]) -> None:
        del texts[COMMUNES]
        assert ("group_empty", UNITS, 8) in wrong(texts)

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ("code: VATGIA, kind", "code: TOCHUC, kind", ("code_twice", UNITS, 4)),
            ("code: TOCHUC", "code: Tổ-chức", ("code_form", UNITS, 3)),
            (
                "parent: TRUSO, name: Cơ quan Vật giá",
                "parent: KHONG, name: Cơ quan Vật giá",
                ("parent_unknown", UNITS, 4),
            ),
            ("successor: VATGIA", "successor: KHONG", ("successor_unknown", UNITS, 5)),
            ("valid_to: 2025-06-30, successor", "successor", ("successor_without_end", UNITS, 5)),
            (
                "valid_to: 2025-06-30",
                "valid_from: 2025-07-01, valid_to: 2025-06-30",
                ("ends_before_it_begins", UNITS, 5),
            ),
            ("valid_to: 2025-06-30", "valid_to: 30/6/2025", ("field_not_date", UNITS, 5)),
            ("kind: vertical_agency", "kind: so", ("field_not_allowed", UNITS, 6)),
            ("name: Trạm Hải đăng vùng 4", "name: ''", ("field_missing", UNITS, 6)),
            ("aliases: [Cơ quan TC&TĐ]", "aliases: [Cơ quan Vật giá]", ("alias_of_two", UNITS, 4)),
            ("aliases: [Cơ quan TC&TĐ]", "aliases: Cơ quan TC&TĐ", ("field_not_list", UNITS, 3)),
            ("name: Trạm Hải đăng vùng 4", f"name: {'Trạm ' * 50}", ("name_too_long", UNITS, 6)),
            ("members_where: {kinds: [agency]}", "members: [KHONG]", ("member_unknown", UNITS, 9)),
            (
                "members_where: {kinds: [agency]}",
                "members_where: {kinds: [bo]}",
                ("field_not_allowed", UNITS, 9),
            ),
            (
                "code: TRUSO, kind: province",
                "code: TRUSO, parent: TOCHUC, kind: province",
                ("parents_in_a_circle", UNITS, 2),
            ),
            ("units:\n", "units: [\n", ("not_yaml", UNITS, None)),
            ("units:\n", "units:\n  - {code: A, code: B}\n", ("not_yaml", UNITS, 2)),
        ],
    )
    def test_a_wrong_entry_is_named_with_its_line(
        self, texts: dict[str, str], old: str, new: str, problem: tuple[str, str, int | None]
    ) -> None:
        assert old in texts[UNITS]
        found = wrong({**texts, UNITS: texts[UNITS].replace(old, new, 1)})
        if problem[2] is None:
            assert [code for code, _file, _line in found] == [problem[0]]
        else:
            assert problem in found

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            ("province_code", "tinh", ("columns_missing", COMMUNES, 1)),
            ("Phường Cửa Sông", "", ("cell_empty", COMMUNES, 2)),
            ("Doi Thong,07", "Doi Thong,91", ("commune_of_another_province", COMMUNES, 3)),
            ("dac_khu", "huyen", ("field_not_allowed", COMMUNES, 4)),
            ("90002", "90001", ("code_twice", COMMUNES, 3)),
        ],
    )
    def test_a_wrong_row_is_named_with_its_line(
        self, texts: dict[str, str], old: str, new: str, problem: tuple[str, str, int]
    ) -> None:
        assert problem in wrong({**texts, COMMUNES: texts[COMMUNES].replace(old, new, 1)})

    def test_all_problems_are_told_at_once(self, texts: dict[str, str]) -> None:
        texts[UNITS] = texts[UNITS].replace("parent: TRUSO", "parent: KHONG")
        assert len(wrong(texts)) == 3

    def test_a_name_may_pass_on_when_its_unit_has_ended(self, texts: dict[str, str]) -> None:
        texts[UNITS] = texts[UNITS].replace("name: Cơ quan Giá cả", "name: Cơ quan Vật giá")
        assert read_pack(texts).unit("GIACA").name == read_pack(texts).unit("VATGIA").name

    def test_every_problem_has_its_sentence_in_both_languages(self) -> None:
        source = Path(packs.__file__).parents[1] / "engine" / "text"
        used = {
            match
            for file in ("packs.py", "pack_rules.py", "pack_source.py")
            for match in re.findall(r'wrong\(\s*"(\w+)"', (source / file).read_text())
        }
        known = yaml.safe_load(definitions.text("provinces/messages.yaml"))
        assert used
        assert used <= set(known)
        assert all(set(sentence) == {"vi", "en"} for sentence in known.values())


def test_no_code_knows_a_province() -> None:
    """Provinces stand in packs and in the demo's data; only the command line's help shows how to name one."""
    source = Path(packs.__file__).parents[1]
    knowing = [
        str(path.relative_to(source))
        for path in source.rglob("*")
        if path.suffix in (".py", ".html", ".js", ".css", ".txt")
        for name in (
            "An Giang",
            "Thạch Lâm",
            *(() if path.is_relative_to(source / "config") else ("an_giang",)),
        )
        if name in path.read_text("utf-8")
    ]
    assert knowing == []


def test_every_agency_that_heads_a_section_of_the_real_plan_is_known(shared: Path) -> None:
    text = (shared / "inputs" / "201-KH-UBND-An-Giang.txt").read_text("utf-8")
    part = text[text.index("II. NHIỆM VỤ") : text.index("III. TỔ CHỨC")]
    headings = re.findall(r"^\d+\. (.+)$", part, re.M)
    assert len(headings) == 20
    names = Gazetteer(packs.load("an_giang").names())
    found = [[match.unit.code for match in names.matches(heading)] for heading in headings]
    assert [len(codes) for codes in found] == [1] * 14 + [2] + [1] * 5
    assert len({code for codes in found for code in codes}) == 21
