"""People and units from a spreadsheet: preview, all or nothing, again without change, links given out once."""

from __future__ import annotations

import base64
import io
import re
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sauro.audit.models import Event
from sauro.engine.documents.sheets import read_sheets
from sauro.people.actions import bulk, find_link, set_active
from sauro.people.models import Account, Invitation, Membership, Unit
from sauro.people.refusals import ActionRefused
from worlds.cast import MAKER, Cast, unit

pytestmark = pytest.mark.django_db
PEOPLE, LINKS, UNITS = "/nguoi-dung/nhap", "/nguoi-dung/nhap/lien-ket", "/don-vi/nhap"
HEAD = ("Họ và tên", "Thư điện tử", "Tên đăng nhập", "Đơn vị", "Vai trò")


def book(*rows: Sequence[object], head: Sequence[str] = HEAD) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as file:
        sheet = file.add_worksheet("Người dùng")
        for number, row in enumerate([head, *rows]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


@pytest.fixture
def manager(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast["administrator"])
    return client


def upload(client: Client, data: bytes, address: str = PEOPLE, name: str = "ds.xlsx"):  # type: ignore[no-untyped-def]
    return client.post(address, {"file": SimpleUploadedFile(name, data)})


def write(client: Client, data: bytes, address: str = PEOPLE):  # type: ignore[no-untyped-def]
    return client.post(address, {"step": "write", "content": base64.b64encode(data).decode()})


def test_looked_at_first_then_written(manager: Client) -> None:
    data = book(
        ("Trần An", "an@tl.test", "", "VATGIA", "Văn thư"), ("Lê Bé", "", "le.be", "90001", "focal_point")
    )
    before = Account.objects.count()
    page = upload(manager, data).content.decode()
    assert "2 người" in page
    assert "Lê Bé" in page
    assert Account.objects.count() == before
    content = re.search(r'name="content" value="([^"]+)"', page)
    assert content
    answer = manager.post(PEOPLE, {"step": "write", "content": content[1]})
    assert answer["Location"] == LINKS
    made = Account.objects.get(username="le.be")
    assert (made.email, made.has_usable_password()) == (None, False)
    assert [m.role for m in made.memberships_now()] == ["focal_point"]
    assert Event.objects.filter(action="account.created", subject=made.code).count() == 1
    assert Event.objects.filter(action="role.given", subject=made.code).count() == 1


def test_the_links_are_given_out_once(manager: Client) -> None:
    write(
        manager,
        book(("Trần An", "an@tl.test", "", "VATGIA", "Văn thư"), ("=1+1x", "", "b.b.b", "VATGIA", "clerk")),
    )
    write(manager, book(("Trần An", "an@tl.test", "", "VATGIA", "Văn thư")))
    assert not Invitation.objects.exists()
    answer = manager.post(LINKS)
    assert answer["Content-Disposition"] == 'attachment; filename="lien-ket-mo-tai-khoan.xlsx"'
    (sheet,) = read_sheets(answer.content)
    assert len(sheet.rows) == 2
    name, place, signs_in, link, _until = sheet.rows[1]
    assert (name, signs_in) == ("Trần An", "an@tl.test")
    assert place == unit("VATGIA").short_name
    token = str(link).rpartition("/")[2]
    assert find_link(token).account.email == "an@tl.test"
    again = manager.post(LINKS, follow=True)
    assert "Không có danh sách liên kết nào đang chờ" in again.content.decode()
    assert Invitation.objects.count() == 1
    assert token not in "".join(Event.objects.values_list("canonical", flat=True))


def test_links_are_not_made_for_people_of_others_sheets(manager: Client, cast: Cast) -> None:
    from sauro.people.actions import links_of_sheet

    codes = [cast["clerk"].code, cast["administrator"].code, cast["gone"].code]
    with pytest.raises(ActionRefused, match="links_taken"):
        links_of_sheet(codes=codes, by=cast["administrator"])


def test_again_changes_nothing(manager: Client) -> None:
    data = book(("Trần An", "an@tl.test", "", "VATGIA", "Văn thư"))
    write(manager, data)
    counts = Account.objects.count(), Membership.objects.count(), Event.objects.count()
    answer = manager.post(PEOPLE, {"step": "write", "content": base64.b64encode(data).decode()}, follow=True)
    assert "Không có gì thay đổi" in answer.content.decode()
    assert (Account.objects.count(), Membership.objects.count(), Event.objects.count()) == counts


def test_one_wrong_line_keeps_all_out_and_is_named(manager: Client, cast: Cast) -> None:
    set_active(account=cast["observer"], active=False, by=MAKER)
    data = book(
        ("Trần An", "an@tl.test", "", "VATGIA", "Văn thư"),
        ("Lê Bé", "be@tl.test", "", "SỞ KHÔNG CÓ", "Văn thư"),
        ("Người observer", "observer@thachlam.test", "", "VATGIA", "Văn thư"),
        ("Người administrator", "administrator@thachlam.test", "", "VATGIA", "Lãnh đạo UBND tỉnh"),
    )
    before = Account.objects.count(), Membership.objects.count()
    for answer in (upload(manager, data), write(manager, data)):
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "3 chỗ cần sửa" in page
        assert "SỞ KHÔNG CÓ" in page
        assert "đã khóa" in page
        assert "Không tự giao vai trò" in page
        assert re.search(r"<th scope=\"row\">Người dùng</th><td class=\"n\"[^>]*>3</td>", page)
    assert (Account.objects.count(), Membership.objects.count()) == before


def test_somebody_was_faster(manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    data = book(("Trần An", "an@tl.test", "", "VATGIA", "Văn thư"))
    write(manager, data)
    before = Account.objects.count(), Event.objects.count()
    world = bulk.world_for

    def stale(by, today):  # type: ignore[no-untyped-def]
        return replace(world(by, today), by_email={})

    monkeypatch.setattr(bulk, "world_for", stale)
    answer = write(manager, data)
    assert answer.status_code == 422
    assert "Người khác vừa ghi" in answer.content.decode()
    assert (Account.objects.count(), Event.objects.count()) == before


def test_six_hundred_people_in_one_go(manager: Client, cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    places = list(Unit.objects.on(timezone.localdate()).values_list("code", flat=True))
    data = book(
        *((f"Nguyễn Văn {n}", "", f"nguoi.{n}", places[n % len(places)], "focal_point") for n in range(600))
    )
    began = time.process_time()
    with django_assert_max_num_queries(
        1300
    ):  # the trail has two rows for each person, everything else goes in batches
        write(manager, data)
    assert Account.objects.filter(username__startswith="nguoi.").count() == 600
    (sheet,) = read_sheets(manager.post(LINKS).content)
    assert len({row[3] for row in sheet.rows[1:]}) == 600
    assert time.process_time() - began < 60, "600 people must not cost a password hash each"


@pytest.mark.parametrize("address", [PEOPLE, UNITS])
@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", b"a;b\n1;2\n", b"\xff\xfe\x00",
     b"%PDF-1.7", b"A" * (1024 * 1024 + 1), "Tên;Loại\n".encode("cp1258", "replace")],
)  # fmt: skip
def test_any_file_is_answered_with_a_sentence(manager: Client, address: str, data: bytes) -> None:
    answer = upload(manager, data, address)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("content", ["", "%%%", "Zg", "đ", base64.b64encode(b"PK\x03\x04").decode()])
def test_a_preview_that_comes_back_altered_is_refused(manager: Client, content: str) -> None:
    for address in (PEOPLE, UNITS):
        assert manager.post(address, {"step": "write", "content": content}).status_code == 422


def test_without_a_file(manager: Client) -> None:
    for address in (PEOPLE, UNITS):
        page = manager.post(address, {})
        assert page.status_code == 422
        assert "Chưa chọn tệp" in page.content.decode()


def test_names_like_formulas_leave_as_text(manager: Client) -> None:
    """A unit's name may begin with anything an old list held; the file to fill in holds it as text."""
    Unit.objects.filter(code="VATGIA").update(name='=HYPERLINK("http://xau.test")')
    sheets = {sheet.name: sheet for sheet in read_sheets(manager.get("/don-vi/nhap/mau").content)}
    assert any('=HYPERLINK("http://xau.test")' in row for row in sheets["Đơn vị"].rows)
    assert "Danh sách vai trò" in {
        sheet.name for sheet in read_sheets(manager.get("/nguoi-dung/nhap/mau").content)
    }


class TestUnits:
    HEAD = (
        "Mã đơn vị",
        "Tên đơn vị",
        "Loại",
        "Quan hệ",
        "Đơn vị cấp trên",
        "Từ ngày",
        "Đến ngày",
        "Đơn vị kế thừa",
    )
    NEW = (
        "MOI",
        "Cơ quan Mới",
        "Sở, ban, ngành, đơn vị thuộc UBND tỉnh",
        "Thuộc UBND cấp tỉnh",
        "TRUSO",
        "1/7/2026",
    )

    def test_the_file_to_fill_in_comes_back_without_a_change(self, manager: Client) -> None:
        data = manager.get("/don-vi/nhap/mau").content
        before = (
            Event.objects.count(),
            list(Unit.objects.values_list("code", "order", "source", "confidence")),
        )
        page = upload(manager, data, UNITS).content.decode()
        assert "<b>0 mới</b>, <b>0 sửa</b>" in page, page
        assert write(manager, data, UNITS).status_code == 302
        assert (
            Event.objects.count(),
            list(Unit.objects.values_list("code", "order", "source", "confidence")),
        ) == before

    def test_a_unit_is_added_and_another_ends_with_a_successor(self, manager: Client) -> None:
        old = unit("VATGIA")
        ended = (old.code, old.name, old.get_kind_display(), "Ngành dọc", "TRUSO", "", "30/6/2026", "MOI")
        data = book(self.NEW, ended, head=self.HEAD)
        assert write(manager, data, UNITS).status_code == 302
        new, old = unit("MOI"), unit("VATGIA")
        assert (new.parent and new.parent.code, new.kind, new.relation) == ("TRUSO", "agency", "committee")
        assert (old.successor, old.relation) == (new, "vertical")
        assert old.aliases.exists() == unit("VATGIA").aliases.exists()
        assert Event.objects.filter(action="unit.created", subject="MOI").exists()

    def test_a_wrong_line_keeps_all_out(self, manager: Client) -> None:
        data = book(self.NEW, ("X Y", "Tên", "Sở", "bạn", "", "", "", ""), head=self.HEAD)
        for answer in (upload(manager, data, UNITS), write(manager, data, UNITS)):
            assert answer.status_code == 422
            assert "3 chỗ cần sửa" in answer.content.decode()
        assert not Unit.objects.filter(code="MOI").exists()
