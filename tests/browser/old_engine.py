"""What Chrome 109 (the last on Windows 7 and 8) leaves out of a stylesheet and of a page.

Belongs here: a filter that drops what that engine drops, so that a newer browser shows what it would show.
Does not belong here: judging the result. The list of features is from their release notes; the layout engine itself stays the newer one.
"""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Route

VALUES = (
    "light-dark(",
    "color-mix(",
    "oklch(",
    "oklab(",
    "lch(",
    "lab(",
    "color(",
    "subgrid",
    "linear(",
    "sin(",
    "cos(",
    "round(",
    "anchor(",
    "if(",
    "sibling-index(",
    "calc-size(",
    " from ",
    "allow-discrete",
    " in oklab",
)
"""In a value: the whole declaration is dropped."""

PROPERTIES = (
    "text-wrap",
    "field-sizing",
    "interpolate-size",
    "transition-behavior",
    "animation-timeline",
    "view-transition-name",
    "view-timeline",
    "scroll-timeline",
    "scrollbar-color",
    "scrollbar-width",
    "anchor-name",
    "position-anchor",
    "position-area",
    "mask",
    "offset-position",
    "text-box",
    "white-space-collapse",
    "overlay",
    "reading-flow",
    "ruby-align",
    "hyphenate-limit-chars",
)
"""Properties that came later: the declaration is dropped."""

SELECTORS = (
    ":popover-open",
    ":user-invalid",
    ":user-valid",
    "::details-content",
    ":open",
    ":state(",
    ":has-slotted",
    ":active-view-transition",
    "::scroll-marker",
    "::picker",
    "::checkmark",
    "&",
)
"""In a selector: the whole rule is dropped (a rule inside a rule as well)."""

BLOCKS = (
    "@starting-style",
    "@scope",
    "@container style",
    "@container scroll-state",
    "@view-transition",
    "@position-try",
    "@function",
    "@top-",
    "@bottom-",
)
"""Blocks that are skipped with what they hold."""

MEDIA = (
    "scripting:",
    "prefers-reduced-transparency",
    "(update:",
    "(inverted-colors",
)

PARTS = re.compile(r"([^{};]*)([{};])")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def unknown_declaration(words: str) -> bool:
    name, _colon, value = words.partition(":")
    return name.strip() in PROPERTIES or any(part in f" {value}" for part in VALUES)


def unknown_block(words: str) -> bool:
    if words.startswith("@supports"):
        asked = words.removeprefix("@supports").strip()
        inner = asked.removeprefix("not").strip()
        lacks = unknown_declaration(inner.strip("() ")) or any(part in inner for part in SELECTORS)
        return lacks != asked.startswith("not")
    if words.startswith("@"):
        return words.startswith(BLOCKS) or any(part in words for part in MEDIA)
    return any(part in words for part in SELECTORS)


def strip(css: str) -> str:
    """The stylesheet with only what the old engine keeps. Rules inside rules go, with all they hold."""
    out: list[str] = []
    opened: list[str] = []
    dropped_at: int | None = None
    for part, end in PARTS.findall(COMMENT.sub("", css)):
        words = " ".join(part.split())
        if end == "{":
            inside_rule = any(not one.startswith("@") for one in opened)
            opened.append(words)
            if dropped_at is None and (inside_rule or unknown_block(words)):
                dropped_at = len(opened)
            elif dropped_at is None:
                out.append(words + "{")
            continue
        if dropped_at is None and words and not unknown_declaration(words):
            out.append(words + ";")
        elif dropped_at is None and words.startswith("--"):
            # the engine keeps any value of a name of our own and finds it void where it is used
            out.append(words.partition(":")[0] + ":initial;")
        if end == "}":
            if dropped_at is None:
                out.append("}")
            elif dropped_at == len(opened):
                dropped_at = None
            opened.pop()
    return "".join(out)


def without_popover(html: str) -> str:
    """Attributes that the old engine does not know: the element is an ordinary one."""
    return re.sub(
        r'\s(?:popover(?:target|targetaction)?|closedby|commandfor|command)(?:="[^"]*")?(?=[\s>])', "", html
    )


def make_old(context: BrowserContext) -> None:
    """From now on every page of the context arrives as the old engine would read it."""

    def stylesheet(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=strip(answer.text()))

    def document(route: Route) -> None:
        if route.request.resource_type != "document":
            route.continue_()
            return
        answer = route.fetch(max_redirects=0)
        kind = answer.headers.get("content-type", "")
        if "text/html" not in kind:
            route.fulfill(response=answer)
            return
        route.fulfill(response=answer, body=without_popover(answer.text()))

    context.route("**/*", document)
    context.route("**/*.css", stylesheet)
