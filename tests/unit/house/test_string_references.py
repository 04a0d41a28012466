"""References by string obey the order of the rooms too: each names the own room or a lower one.

Held: ForeignKey and other relations, get_model, migration dependencies, reverse and redirect names, template names in Python,
and url, include, extends and load in templates. Names without a room are those of the accounts library and of the health
pages: each is mounted with a view of ours, and no template of the library can be found.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping

import pytest

from house.sources import (
    SOURCE,
    may_name,
    python_files,
    room_of,
    room_order,
    short,
    template_names,
    templates,
    tree,
)

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
FRAMEWORK_APPS = {"auth", "contenttypes", "sessions", "admin", "messages"}
FRAMEWORK_LIBRARIES = {"i18n", "l10n", "static", "tz", "cache", "humanize", "django_htmx"}


def libraries() -> dict[str, str]:
    """Template tag libraries of the rooms: name → room."""
    return {
        path.stem: room_of(path) for path in SOURCE.glob("*/templatetags/*.py") if path.stem != "__init__"
    }


def room_named(text: str) -> str | None:
    """The room that a string such as "plans.Task", "plans:register" or "plans/task.html" names, if it names one."""
    head = re.split(r"[.:/]", text, maxsplit=1)[0]
    return head if head in room_order() else None


def references_in_python(module: ast.Module, *, migration: bool = False) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        texts += [
            k.value.value
            for k in node.keywords
            if k.arg in {"to", "template_name", "through"}
            and isinstance(k.value, ast.Constant)
            and isinstance(k.value.value, str)
        ]
        if name in RELATIONS | {"get_model", "reverse", "reverse_lazy", "redirect", "resolve_url"}:
            found += [(node.lineno, text) for text in texts[:1]]
        elif name in {"render", "render_to_string", "TemplateResponse", "get_template"}:
            found += [(node.lineno, text) for text in texts if text.endswith((".html", ".txt"))]
    if migration:
        for node in ast.walk(module):
            if isinstance(node, ast.Assign) and any(
                getattr(t, "id", "") == "dependencies" for t in node.targets
            ):
                for pair in ast.walk(node.value):
                    if isinstance(pair, ast.Tuple) and pair.elts and isinstance(pair.elts[0], ast.Constant):
                        found.append((pair.lineno, f"{pair.elts[0].value}.x"))
    return found


def references_of(path) -> list[tuple[int, str]]:
    return references_in_python(tree(path), migration="migrations" in path.parts)


def upward(own: str, texts: Iterable[str]) -> list[str]:
    """Those of the texts that name a room which the room ``own`` may not know."""
    return [text for text in texts if (other := room_named(text)) and not may_name(own, other)]


def upward_in_template(own: str, content: str, tags: Mapping[str, str]) -> list[str]:
    """What a template of the room ``own`` names above it; a library that no room has is named too."""
    named = [*template_names(content), *re.findall(r"{%\s*url\s+[\"']([^\"']+)[\"']", content)]
    loaded = [
        library
        for words in re.findall(r"{%\s*load\s+([^%]+?)\s*%}", content)
        for library in re.sub(r".*\bfrom\b", "", words).split()
        if library not in FRAMEWORK_LIBRARIES
    ]
    wrong = [library for library in loaded if library not in tags or not may_name(own, tags[library])]
    return upward(own, named) + wrong


def test_python_strings_name_own_or_lower_rooms() -> None:
    wrong = [
        f"{short(path)}:{line} names {text}"
        for path in python_files()
        if room_of(path) in room_order()
        for line, text in references_of(path)
        if upward(room_of(path), [text])
    ]
    assert wrong == []


def test_templates_name_own_or_lower_rooms() -> None:
    wrong = [
        f"{short(path)} names {text}"
        for path in templates()
        for text in upward_in_template(room_of(path), path.read_text(encoding="utf-8"), libraries())
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "code",
    [
        "models.ForeignKey('plans.Task', on_delete=models.CASCADE)",
        "models.ManyToManyField(to='plans.Task')",
        "apps.get_model('plans.Task')",
        "reverse('plans:register')",
        "redirect('plans:register')",
        "render(request, 'plans/register.html', {})",
    ],
)
def test_a_string_that_names_a_higher_room_is_seen(code: str) -> None:
    texts = [text for _line, text in references_in_python(ast.parse(code))]
    assert upward("people", texts) == texts != []
    assert upward("demo", texts) == []


def test_a_migration_that_rests_on_a_higher_room_is_seen() -> None:
    code = "class Migration:\n    dependencies = [('audit', '0001_initial'), ('plans', '0001_initial')]"
    texts = [text for _line, text in references_in_python(ast.parse(code), migration=True)]
    assert upward("people", texts) == ["plans.x"]


@pytest.mark.parametrize(
    "content",
    [
        "{% include 'plans/_gone.html' %}",
        '{% extends "plans/base.html" %}',
        "{% url 'plans:register' as here %}",
        "{% load i18n plan_words %}",
        "{% load row from plan_words %}",
        "{% load nobodys_words %}",
    ],
)
def test_a_template_that_names_a_higher_room_is_seen(content: str) -> None:
    assert len(upward_in_template("people", content, {"plan_words": "plans"})) == 1


def roomless(texts: Iterable[str]) -> set[str]:
    """Names of addresses that stand in no room's space."""
    return {text for text in texts if re.fullmatch(r"[a-z_]+", text)}


def test_names_without_a_room_lead_to_a_view_of_ours() -> None:
    from django.urls import get_resolver, reverse
    from django.urls.resolvers import URLPattern

    used: set[str] = set()
    for path in templates():
        used |= roomless(re.findall(r"{%\s*url\s+[\"']([^\"']+)[\"']", path.read_text(encoding="utf-8")))
    for path in python_files():
        used |= roomless(
            text
            for _line, text in references_of(path)
            if text.startswith(("account_", "mfa_", "usersessions_"))
        )
    assert "account_reset_password" in used
    ours = {
        entry.name: entry.callback.__module__
        for entry in get_resolver("sauro.people.library_urls").url_patterns
        if isinstance(entry, URLPattern)
    }
    assert used <= set(ours)
    assert all(module.startswith("sauro.people.views.") for module in ours.values())
    assert reverse("account_login") == reverse("people:sign_in")


def test_the_pages_of_the_accounts_library_cannot_appear() -> None:
    """Its templates live in an app that is not installed: a view without a template of ours would fail, not show them."""
    from django.template import TemplateDoesNotExist
    from django.template.loader import get_template

    for name in ("account/login.html", "mfa/index.html", "usersessions/usersession_list.html", "429.html"):
        with pytest.raises(TemplateDoesNotExist):
            get_template(name)


def test_every_template_named_exists() -> None:
    known = {
        str(path.relative_to(next(p for p in path.parents if p.name == "templates"))) for path in templates()
    }
    missing = []
    for path in templates():
        missing += [
            f"{short(path)}: {name}"
            for name in template_names(path.read_text(encoding="utf-8"))
            if room_named(name) and name not in known
        ]
    for path in python_files():
        missing += [
            f"{short(path)}:{line} {text}"
            for line, text in references_of(path)
            if text.endswith((".html", ".txt")) and room_named(text) and text not in known
        ]
    assert missing == []
