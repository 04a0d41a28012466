"""Keys on lists, copy buttons, forms sent once, text that was not sent: each on the running product.

Belongs here: what the small scripts add. That everything works without them: the journeys without JavaScript.
"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from browser.walking import open_register, sign_in, violations


def focused(page: Page) -> str:
    return page.evaluate(
        "document.activeElement.getAttribute('href') || document.activeElement.name || document.activeElement.tagName"
    )


def rows(page: Page) -> list[str]:
    return page.locator("[data-keys] th a.row").evaluate_all("all => all.map(a => a.getAttribute('href'))")


def test_keys_move_between_rows_and_enter_opens(page: Page) -> None:
    open_register(page)
    first, second, *_ = rows(page)
    page.keyboard.press("j")
    assert focused(page) == first
    page.keyboard.press("ArrowDown")
    assert focused(page) == second
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    assert focused(page) == second
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{second}")


def test_the_list_does_not_hold_the_focus(page: Page) -> None:
    open_register(page)
    page.keyboard.press("k")
    last = rows(page)[-1]
    assert focused(page) == last
    page.keyboard.press("j")
    assert focused(page) == last
    page.keyboard.press("Tab")
    assert focused(page) != last


def test_keys_are_letters_inside_a_field(page: Page) -> None:
    open_register(page)
    page.keyboard.press("/")
    assert focused(page) == "q"
    page.keyboard.type("jk/?")
    expect(page.locator("input[name=q]")).to_have_value("jk/?")


def test_the_keys_are_shown_and_can_be_switched_off(page: Page) -> None:
    open_register(page)
    page.keyboard.press("?")
    help_ = page.locator("[data-keys-help]")
    expect(help_.locator("dl")).to_be_visible()
    assert violations(page) == []
    help_.locator("[data-keys-switch]").uncheck()
    page.reload()
    page.keyboard.press("j")
    assert focused(page) == "BODY"


def test_a_menu_closes_by_escape_and_from_outside(page: Page) -> None:
    open_register(page)
    menu = page.locator("details.me")
    menu.locator("summary").click()
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    menu.locator("summary").click()
    page.locator("h1").click()
    assert menu.get_attribute("open") is None


def test_a_form_is_sent_once(page: Page) -> None:
    """The answer is held back, as on a slow line; the second press sends nothing."""
    sign_in(page)
    page.goto("/ke-hoach/nhap")
    page.set_input_files("#tep", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"})
    sent: list[str] = []
    page.route("**/ke-hoach/nhap", lambda route: sent.append(route.request.method))
    told = page.evaluate(
        """async () => { const button = document.querySelector("main form button");
        for (let i = 0; i < 3; i++) { button.click(); await new Promise((go) => setTimeout(go, 300)); }
        return document.getElementById("thong-bao").textContent; }"""
    )
    assert told == "Đang gửi."
    assert sent == ["POST"]


def test_leaving_with_text_that_was_not_sent_asks_first(page: Page) -> None:
    sign_in(page)
    page.goto("/khong-co-trang-nay")
    page.evaluate(
        """() => { const form = document.createElement("form"); form.method = "post"; form.dataset.unsaved = "";
        form.innerHTML = '<textarea id="ld"></textarea>'; document.querySelector("main").append(form); }"""
    )
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("#ld", "x")
    page.fill("#ld", "")
    page.goto("/khong-co-trang-nay/2")
    assert asked == []
    page.evaluate(
        """() => { const form = document.createElement("form"); form.method = "post"; form.dataset.unsaved = "";
        form.innerHTML = '<textarea id="ld"></textarea>'; document.querySelector("main").append(form); }"""
    )
    page.fill("#ld", "Lý do")
    page.goto("/khong-co-trang-nay/3")
    assert asked == ["beforeunload"]
