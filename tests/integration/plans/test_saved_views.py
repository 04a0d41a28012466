"""Filters kept under a name: per account, cleaned, in the person's order."""

from __future__ import annotations

import pytest

from sauro.audit.models import Event
from sauro.people.permissions import Refused
from sauro.plans import actions
from sauro.plans.models import SavedView
from sauro.plans.refusals import ActionRefused
from worlds.cast import build_cast

pytestmark = pytest.mark.django_db

SAVE = "/nhiem-vu/cach-xem/luu"


def names(account) -> list[str]:
    return list(SavedView.objects.visible_to(account).values_list("name", flat=True))


def test_saving_opens_the_register_with_the_same_filters_and_a_chip(register, as_role, cast):
    client = as_role("clerk")
    sent = client.post(
        SAVE, {"name": "  Giá  muối ", "query": "q=muối&tinh-trang=qua-han&xx=1&trang=7&ro=sai"}
    )
    view = SavedView.objects.get()
    assert (view.name, view.account) == ("Giá muối", cast["clerk"])
    assert view.query == "q=mu%E1%BB%91i&tinh-trang=qua-han"
    assert sent["Location"] == f"/nhiem-vu?{view.query}"
    page = client.get(sent["Location"]).content.decode()
    assert "Đã lưu cách xem “Giá muối”." in page
    assert f'href="/nhiem-vu?{view.query.replace("&", "&amp;")}" aria-current="true">Giá muối</a>' in page
    assert "Giá muối</a>" not in as_role("leader").get("/nhiem-vu").content.decode()


def test_a_name_used_again_gets_the_new_filters(register, as_role, cast):
    client = as_role("clerk")
    for query in ("q=muoi", "q=gia"):
        client.post(SAVE, {"name": "Chợ", "query": query})
    assert SavedView.objects.get().query == "q=gia"


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "Cần ghi tên cách xem"), ("x" * 81, "dài nhất 80 ký tự")]
)
def test_a_name_that_cannot_be_kept_is_explained(register, as_role, name, sentence):
    client = as_role("clerk")
    sent = client.post(SAVE, {"name": name, "query": "q=gia"})
    assert sentence in client.get(sent["Location"]).content.decode()
    assert not SavedView.objects.exists()


def test_what_became_of_a_stored_condition_is_shown(register, as_role, cast):
    SavedView.objects.create(account=cast["clerk"], name="Cũ", query="ke-hoach=da-mat&han=dem&chi-so=xyz")
    page = as_role("clerk").get("/nhiem-vu").content.decode()
    assert 'href="/nhiem-vu?ke-hoach=da-mat&amp;chi-so=xyz"' in page
    opened = as_role("clerk").get("/nhiem-vu?ke-hoach=da-mat&chi-so=xyz").content.decode()
    assert '<option value="xyz" selected>xyz</option>' in opened


def test_rename_move_and_remove_change_the_own_list_only(register, as_role, cast):
    client, other = as_role("clerk"), as_role("leader")
    for name in ("Một", "Hai", "Ba"):
        client.post(SAVE, {"name": name, "query": f"q={name}"})
    other.post(SAVE, {"name": "Hai", "query": "q=khac"})
    client.post("/nhiem-vu/cach-xem/len", {"view": "Ba"})
    assert names(cast["clerk"]) == ["Một", "Ba", "Hai"]
    client.post("/nhiem-vu/cach-xem/len", {"view": "Một"})
    client.post("/nhiem-vu/cach-xem/xuong", {"view": "Hai"})
    assert names(cast["clerk"]) == ["Một", "Ba", "Hai"]
    client.post("/nhiem-vu/cach-xem/xuong", {"view": "Một"})
    client.post("/nhiem-vu/cach-xem/doi-ten", {"view": "Hai", "name": "Hai mới"})
    assert names(cast["clerk"]) == ["Ba", "Một", "Hai mới"]
    client.post("/nhiem-vu/cach-xem/doi-ten", {"view": "Ba", "name": "Một"})
    assert "đã có cách xem tên “Một”" in client.get("/nhiem-vu/cach-xem").content.decode()
    client.post("/nhiem-vu/cach-xem/bo", {"view": "Ba"})
    assert names(cast["clerk"]) == ["Một", "Hai mới"]
    assert names(cast["leader"]) == ["Hai"]
    assert client.post("/nhiem-vu/cach-xem/bo", {"view": "Hai"}).status_code == 404
    assert client.post("/nhiem-vu/cach-xem/khac", {"view": "Một"}).status_code == 404
    page = client.get("/nhiem-vu/cach-xem").content.decode()
    assert page.index("Một") < page.index("Hai mới")


def test_each_change_leaves_its_event(register, cast):
    clerk = cast["clerk"]
    view = actions.save_view(name="Chợ", query="q=gia", by=clerk)
    actions.rename_view(view=view, name="Chợ Mới", by=clerk)
    actions.remove_view(view=view, by=clerk)
    done = Event.objects.filter(subject__startswith=f"{clerk.code}: ").values_list("action", flat=True)
    assert sorted(done) == ["remove_view", "rename_view", "save_view"]


def test_a_list_of_views_has_an_end(register, cast):
    for n in range(20):
        actions.save_view(name=f"Số {n}", query="", by=cast["clerk"])
    with pytest.raises(ActionRefused) as refused:
        actions.save_view(name="Một nữa", query="", by=cast["clerk"])
    assert "20" in refused.value.sentence


def test_nobody_touches_the_view_of_another(register, cast):
    view = actions.save_view(name="Chợ", query="", by=cast["clerk"])
    for change in (
        lambda: actions.rename_view(view=view, name="Của tôi", by=cast["leader"]),
        lambda: actions.remove_view(view=view, by=cast["leader"]),
    ):
        with pytest.raises(SavedView.DoesNotExist):
            change()
    with pytest.raises(Refused):
        actions.save_view(name="Chợ", query="", by=cast["nobody"])
    assert names(cast["clerk"]) == ["Chợ"]


@pytest.mark.django_db(transaction=True)
def test_a_view_that_changed_is_shown_as_it_is_now(client):
    """What is kept of the views between requests ends with each change; it is committed here, as for people."""
    account, page = build_cast()["clerk"], "/nhiem-vu/cach-xem"
    client.force_login(account)

    def shown() -> list[bool]:
        listed = [client.get(page).content.decode() for _again in range(2)]
        return ["Giá muối" in text for text in listed] + ["Giá chợ" in text for text in listed]

    assert shown() == [False, False, False, False]
    view = actions.save_view(name="Giá muối", query="q=gia", by=account)
    assert shown() == [True, True, False, False]
    actions.rename_view(view=view, name="Giá chợ", by=account)
    assert shown() == [False, False, True, True]
    actions.remove_view(view=view, by=account)
    assert shown() == [False, False, False, False]
