"""References by string obey the order of the rooms too: each names the own room or a lower one.

Held: ForeignKey and other relations, get_model, migration dependencies, reverse and redirect names, template names in Python,
and url, include, extends and load in templates.
"""

from __future__ import annotations

import ast
import re

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


def references_in_python(path) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree(path)):
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
    if "migrations" in path.parts:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Assign) and any(
                getattr(t, "id", "") == "dependencies" for t in node.targets
            ):
                for pair in ast.walk(node.value):
                    if isinstance(pair, ast.Tuple) and pair.elts and isinstance(pair.elts[0], ast.Constant):
                        found.append((pair.lineno, f"{pair.elts[0].value}.x"))
    return found


def test_python_strings_name_own_or_lower_rooms() -> None:
    wrong = []
    for path in python_files():
        own = room_of(path)
        if own not in room_order():
            continue
        for line, text in references_in_python(path):
            other = room_named(text)
            if other and not may_name(own, other):
                wrong.append(f"{short(path)}:{line} names {text}")
    assert wrong == []


def test_templates_name_own_or_lower_rooms() -> None:
    wrong = []
    tags = libraries()
    for path in templates():
        own, content = room_of(path), path.read_text(encoding="utf-8")
        named = list(template_names(content))
        named += re.findall(r"{%\s*url\s+[\"']([^\"']+)[\"']", content)
        for text in named:
            other = room_named(text)
            if other and not may_name(own, other):
                wrong.append(f"{short(path)} names {text}")
        for words in re.findall(r"{%\s*load\s+([^%]+?)\s*%}", content):
            for library in re.sub(r".*\bfrom\b", "", words).split():
                if library in FRAMEWORK_LIBRARIES:
                    continue
                assert library in tags, f"{short(path)} loads {library}, which no room has"
                if not may_name(own, tags[library]):
                    wrong.append(f"{short(path)} loads {library} of {tags[library]}")
    assert wrong == []


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
            for line, text in references_in_python(path)
            if text.endswith((".html", ".txt")) and room_named(text) and text not in known
        ]
    assert missing == []
