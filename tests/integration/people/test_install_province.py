"""Installing a pack: everything once, nothing twice, changes with their history."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from sauro.audit.models import Event
from sauro.engine.text.names import Gazetteer
from sauro.engine.text.packs import PackRefused
from sauro.people import queries
from sauro.people.actions import install_province
from sauro.people.models import GroupMember, Unit, UnitAlias, UnitGroup
from sauro.people.states import UnitKind
from worlds.cast import MAKER, TINY

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "pack"))


def change(folder: Path, old: str, new: str, file: str = "units.yaml") -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")


def events() -> list[tuple[str, str]]:
    return list(Event.objects.order_by("at").values_list("action", "subject"))


def members(group: str, day: date) -> set[str]:
    """Codes of the units of a day that belong to the group on it."""
    found = UnitGroup.objects.get(code=group)
    return {unit.code for unit in queries.units_on(day) if found in queries.groups_of(unit, day)}


def test_the_shipped_province_has_its_102_communes() -> None:
    result = install_province(pack="an_giang", by=MAKER)
    communes = Unit.objects.filter(kind__in=[UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE])
    assert communes.count() == 102
    assert len(result.created) == Unit.objects.count()
    assert len(members("NHOM-XPDK", TODAY)) == 102
    centres = Unit.objects.filter(kind=UnitKind.SERVICE_CENTER, parent__in=communes)
    assert centres.count() == 102
    # the names of the day go to the reader as the pack itself gives them
    assert Gazetteer(queries.unit_names(TODAY)).lookup("Sở NN&MT").code == "SNNMT"  # type: ignore[union-attr]


@pytest.mark.parametrize("pack", ["an_giang", str(TINY)])
def test_a_second_run_changes_nothing_and_says_so(pack: str) -> None:
    first = install_province(pack=pack, by=MAKER)
    rows = [
        list(model.objects.order_by("pk").values()) for model in (Unit, UnitAlias, UnitGroup, GroupMember)
    ]
    recorded = Event.objects.count()
    second = install_province(pack=pack, by=MAKER)
    assert not first.nothing_changed
    assert second.nothing_changed
    assert second.unchanged == len(first.created)
    again = [
        list(model.objects.order_by("pk").values()) for model in (Unit, UnitAlias, UnitGroup, GroupMember)
    ]
    assert again == rows
    assert Event.objects.count() == recorded


def test_each_unit_is_audited_once() -> None:
    result = install_province(pack=str(TINY), by=MAKER)
    assert sorted(s for action, s in events() if action == "unit.created") == sorted(result.created)
    assert [s for action, s in events() if action == "province.installed"] == ["thach_lam"]


def test_a_changed_name_keeps_the_former_one_for_older_texts(folder: Path) -> None:
    install_province(pack=str(folder), by=MAKER)
    change(folder, "name: Trạm Hải đăng vùng 4", "name: Trạm Hải đăng vùng Nam")
    result = install_province(pack=str(folder), by=MAKER)
    assert (result.created, result.changed) == ([], ["HAIDANG"])
    assert events()[-2:] == [("unit.changed", "HAIDANG"), ("province.installed", "thach_lam")]
    gazetteer = Gazetteer(queries.unit_names(TODAY))
    for written in ("Trạm Hải đăng vùng 4", "Trạm Hải đăng vùng Nam"):
        assert gazetteer.lookup(written).code == "HAIDANG"  # type: ignore[union-attr]
    assert install_province(pack=str(folder), by=MAKER).nothing_changed


def test_an_alias_taken_out_of_the_pack_goes(folder: Path) -> None:
    install_province(pack=str(folder), by=MAKER)
    change(folder, ", aliases: [Cơ quan TC&TĐ]", "")
    assert install_province(pack=str(folder), by=MAKER).changed == ["TOCHUC"]
    assert not UnitAlias.objects.filter(unit__code="TOCHUC").exists()


def test_ending_a_unit_with_its_successor(folder: Path) -> None:
    install_province(pack=str(folder), by=MAKER)
    change(
        folder,
        "name: Trạm Hải đăng vùng 4",
        "name: Trạm Hải đăng vùng 4, valid_to: 2026-06-30, successor: TOCHUC",
    )
    assert install_province(pack=str(folder), by=MAKER).changed == ["HAIDANG"]
    ended = Unit.objects.get(code="HAIDANG")
    assert ended.successor is not None
    assert ended.successor.code == "TOCHUC"
    assert ended in queries.units_on(date(2026, 6, 30))
    assert ended not in queries.units_on(date(2026, 7, 1))


def test_members_of_a_group_keep_their_time(folder: Path) -> None:
    install_province(pack=str(folder), by=MAKER, on=date(2026, 1, 1))
    change(folder, "members_where: {kinds: [agency]}", "members: [TOCHUC, HAIDANG]")
    result = install_province(pack=str(folder), by=MAKER, on=date(2026, 7, 1))
    assert result.groups_changed == ["CACCOQUAN"]
    before, after = members("CACCOQUAN", date(2026, 6, 30)), members("CACCOQUAN", date(2026, 7, 1))
    assert (before, after) == ({"TOCHUC", "VATGIA"}, {"TOCHUC", "HAIDANG"})


def test_a_unit_that_the_pack_forgot_is_kept_and_listed(folder: Path) -> None:
    install_province(pack=str(folder), by=MAKER)
    change(folder, "90003,Đặc khu Hòn Yến,dac_khu,Hon Yen,07\n", "", "communes.csv")
    result = install_province(pack=str(folder), by=MAKER)
    assert result.not_in_pack == ["90003", "90003-MOTCUA"]
    assert Unit.objects.filter(code="90003").exists()


def test_a_wrong_pack_writes_nothing(folder: Path) -> None:
    change(folder, "parent: TRUSO", "parent: KHONG")
    with pytest.raises(PackRefused):
        install_province(pack=str(folder), by=MAKER)
    assert not Unit.objects.exists()
    assert not Event.objects.exists()


def test_the_tree_of_a_day(tiny_province: None) -> None:
    above = dict(queries.units_on(date(2025, 7, 1)).values_list("code", "parent__code"))
    assert above["TRUSO"] is None
    assert above["VATGIA"] == "TRUSO"
    assert above[above["90001-MOTCUA"]] == "TRUSO"
    assert "GIACA" not in above
    earlier = set(queries.units_on(date(2025, 6, 30)).values_list("code", flat=True))
    assert "GIACA" in earlier
    assert "90001" not in earlier


def test_units_stand_in_vietnamese_order(tiny_province: None) -> None:
    communes = Unit.objects.filter(kind__in=["commune", "ward", "special_zone"])
    assert [unit.name for unit in communes] == ["Đặc khu Hòn Yến", "Phường Cửa Sông", "Xã Đồi Thông"]


class TestTheDatabaseHolds:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 31)},
            {"name": ""},
            {"code": "TOCHUC"},
            {"official_code": "90001"},
        ],
    )
    def test_what_no_unit_may_be(self, tiny_province: None, wrong: dict[str, object]) -> None:
        fine = {"code": "MOI", "kind": "agency", "relation": "committee", "name": "Mới", "short_name": "Mới"}
        with pytest.raises(IntegrityError), transaction.atomic():
            Unit.objects.create(**{**fine, **wrong})
        Unit.objects.create(**fine)

    def test_an_alias_once_for_each_unit(self, tiny_province: None) -> None:
        unit = Unit.objects.get(code="TOCHUC")
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitAlias.objects.create(unit=unit, text="CƠ QUAN TC&TĐ", folded="co quan tc&td")

    def test_a_member_once_at_a_time(self, tiny_province: None) -> None:
        member = GroupMember.objects.first()
        assert member is not None
        with pytest.raises(IntegrityError), transaction.atomic():
            GroupMember.objects.create(group=member.group, unit=member.unit)
