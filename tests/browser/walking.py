"""What every journey does: sign in as one of the cast, open pages, judge them.

Belongs here: steps and checks shared by journeys. Does not belong here: a journey.
"""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from sauro.demo.world import demo_world

OFFICER, FOCAL_POINT, LEADER, OBSERVER = "noivu", "taichinh", "lanhdao", "giamsat"
ADMINISTRATOR = "quantri"
CAST = tuple(player.email.split("@")[0] for player in demo_world().cast)


def sign_in(page: Page, name: str = OFFICER) -> None:
    page.goto("/dang-nhap")
    page.fill("#em", next(p.email for p in demo_world().cast if p.email.startswith(f"{name}@")))
    page.fill("#mk", demo_world().password)
    page.click("main form button")
    page.wait_for_url(lambda address: "/dang-nhap" not in address)


def violations(page: Page, *, only: str = "") -> list[str]:
    """What the accessibility rules (or the one rule ``only``) find on the page as it stands."""
    options = {"runOnly": [only]} if only else {}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def open_register(page: Page, name: str = OFFICER) -> None:
    """Signed in and on the register, whatever page waits for this person first."""
    sign_in(page, name)
    page.goto("/nhiem-vu")


def open_own_menu(page: Page) -> None:
    """The menu under the person's name: account, language, signing out."""
    page.locator("details.me summary").click()
