"""The reference pages that are printed from the product itself; `--check` says which of them are stale.

Belongs here: what each page shows and where it comes from. Does not belong here: the facts (roles, messages, states, settings, commands).
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from types import ModuleType

import yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- printed by `make reference`; change the source, not this page -->\n\n"


def commands() -> str:
    """Every command with its help, in the language of the interface."""
    import click

    from sauro.config import click_words
    from sauro.config.cli import root

    click_words.speak()
    parts = [
        "# Commands\n\nExit codes: 0 done, 1 refused with a reason, 2 wrong usage. `--lang en` gives English.\n"
    ]

    def walk(command: click.Command, path: str, outer: click.Context | None = None) -> None:
        name = path.rsplit(" ", 1)[-1]
        context = click.Context(
            command, info_name=name, parent=outer, terminal_width=80, **command.context_settings
        )
        parts.append(f"\n## {path}\n\n```\n{command.get_help(context)}\n```\n")
        if isinstance(command, click.Group):
            for below in command.list_commands(context):
                inner = command.get_command(context, below)
                if inner is not None:
                    walk(inner, f"{path} {below}", context)

    walk(root(), "sauro")
    return "".join(parts)


def states() -> str:
    """Each workflow as its table and its diagram."""
    from sauro.deadlines import states as deadlines
    from sauro.files import states as files
    from sauro.jobs.states import STEPS
    from sauro.notices import states as notices
    from sauro.people import states as people
    from sauro.plans import states as plans
    from sauro.reporting import states as reporting

    parts = ["# States\n"]
    rooms = (people, deadlines, files, notices, plans, reporting)
    for flow in (flow for room in rooms for flow in room.WORKFLOWS):
        parts.append(
            workflow(flow.title, [(m.source, m.action, m.who, m.needs, m.target) for m in flow.moves])
        )
    steps = [(s.before.value, s.action, "worker", s.needs, s.after.value) for s in STEPS]
    parts.append(workflow("Job", steps))
    return "".join(parts)


def workflow(title: str, rows: Iterable[tuple[str, str, str, str, str]]) -> str:
    rows = list(rows)
    lines = [f"\n## {title}\n\n| from | action | who | needs | to |\n|---|---|---|---|---|"]
    lines += [f"| {a} | {action} | {who} | {needs or '–'} | {b} |" for a, action, who, needs, b in rows]
    lines.append("\n```mermaid\nstateDiagram-v2")
    lines += [f"    {a} --> {b}: {action}" for a, action, _, _, b in rows]
    lines.append("```\n")
    return "\n".join(lines)


def roles() -> str:
    data = yaml.safe_load((ROOT / "src/sauro/definitions/roles.yaml").read_text(encoding="utf-8"))["roles"]
    permissions = sorted({name for role in data.values() for name in role["permissions"]})
    lines = ["# Roles\n\n| role | tên | description |\n|---|---|---|"]
    lines += [
        f"| {code} | {role['name']['vi']} | {role['description']['en']} |" for code, role in data.items()
    ]
    lines.append(
        "\n## Who may do what\n\n`own`: the unit of the membership and those below it; `all`: the whole province; `field`: every unit, "
        "for the tasks that move the index node which the membership names, such as `par_index:3`.\n"
    )
    lines.append("| permission | " + " | ".join(data) + " |\n|---|" + "---|" * len(data))
    lines += [
        f"| {name} | " + " | ".join(str(role["permissions"].get(name, "–")) for role in data.values()) + " |"
        for name in permissions
    ]
    lines.append(
        "\n## What may be lent\n\nSomebody in the role may let another person use these permissions for a time, by a document "
        "(`delegable` in `definitions/roles.yaml`). The reach is the lender's own; what was lent cannot be lent on.\n"
    )
    lines.append("| role | permissions |\n|---|---|")
    lines += [
        f"| {code} | {', '.join(sorted(role['delegable']))} |"
        for code, role in data.items()
        if role.get("delegable")
    ]
    return "\n".join(lines) + "\n"


def messages() -> str:
    """Findings, notes and refusals with their sentences."""
    parts = ["# Messages\n\nPlaceholders in braces are filled with what was found.\n"]
    for path in sorted((ROOT / "src/sauro/definitions/messages").glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for kind, entries in data.items():
            if kind not in {"refusals", "notes", "findings"}:
                continue
            parts.append(f"\n## {path.stem}: {kind}\n\n| code | vi | en |\n|---|---|---|")
            for code, entry in sorted(entries.items()):
                parts.append(f"| `{code}` | {cell(entry, 'vi')} | {cell(entry, 'en')} |")
            parts.append("")
    return "\n".join(parts)


def cell(entry: dict[str, str], language: str) -> str:
    words = [entry.get(language, ""), entry.get(f"remedy_{language}", "")]
    return " ".join(word.strip().replace("\n", " ").replace("|", "\\|") for word in words if word)


def settings() -> str:
    """Every environment variable with its form and default."""
    from sauro.config.environment import Environment

    lines = [
        "# Settings\n\nAll settings come from the environment; a wrong one stops the start with what to change.\n"
    ]
    lines.append("| variable | type | default |\n|---|---|---|")
    for name, field in Environment.model_fields.items():
        alias = field.validation_alias
        variable = str(getattr(alias, "choices", [f"SAURO_{name.upper()}"])[0])
        kind = getattr(field.annotation, "__name__", str(field.annotation)).replace("|", "\\|")
        default = field.get_default(call_default_factory=False)
        default = "manifest" if name == "static" else default
        lines.append(f"| `{variable}` | {kind} | `{default}` |")
    example = ROOT / ".env.example"
    lines.append(f"\nAn example with reasons:\n\n```\n{example.read_text(encoding='utf-8').strip()}\n```\n")
    return "\n".join(lines)


def spec_pages() -> dict[str, Callable[[], str]]:
    """Reference tables that are also tests: each `tests/spec/test_*_spec.py` with a HEADER and a TABLE."""
    # the tables may use the small worlds of the unit tests
    sys.path[:0] = [str(ROOT / "tests" / "spec"), str(ROOT / "tests")]
    pages: dict[str, Callable[[], str]] = {}
    for path in sorted((ROOT / "tests" / "spec").glob("test_*_spec.py")):
        module = importlib.import_module(path.stem)
        if hasattr(module, "TABLE"):
            name = path.stem.removeprefix("test_").removesuffix("_spec").replace("_", "-")
            pages[f"{name}.md"] = partial(spec_page, module)
    return pages


def spec_page(module: ModuleType) -> str:
    rows = [
        [part.strip() for part in line.split("|")]
        for line in module.TABLE.strip().splitlines()
        if line.strip()
    ]
    title, _, words = (module.__doc__ or "").partition("\n")
    lines = [f"# {title.removeprefix('Reference table: ').rstrip('.').capitalize()}", "", words.strip(), ""]
    lines += [f"| {' | '.join(module.HEADER)} |", "|" + "---|" * len(module.HEADER)]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


def pages() -> dict[str, Callable[[], str]]:
    return {
        "commands.md": commands,
        "states.md": states,
        "roles.md": roles,
        "messages.md": messages,
        "settings.md": settings,
        **spec_pages(),
    }


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sauro.config.settings")
    import django

    django.setup()
    stale = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in pages().items():
        content = NOTE + make().rstrip() + "\n"
        target = FOLDER / name
        if not target.exists() or target.read_text(encoding="utf-8") != content:
            stale.append(name)
            if "--check" not in words:
                target.write_text(content, encoding="utf-8")
    if "--check" in words and stale:
        print(f"stale, run `make reference`: {', '.join(stale)}")
        return 1
    print("reference pages: " + (f"{len(stale)} written" if "--check" not in words else "up to date"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
