"""How a form's field is written on a page: label above, hint under it, error before the input.

Belongs here: attributes that tie an input to its hint and its errors. Does not belong here: any form of a room.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BaseForm, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Widget
from django.forms.boundfield import BoundField


@dataclass(frozen=True, slots=True)
class FieldError:
    """One error and the id of the input it belongs to; without an id it belongs to the whole form."""

    text: str
    target: str


def row(field: BoundField, *, hint: str = "", optional: bool = False) -> dict[str, object]:
    """What ``web/_field.html`` shows. A group of choices is a fieldset; a single tick stands before its label."""
    widget = field.field.widget
    shown_hint = hint or str(field.help_text)
    described = [f"{field.auto_id}_h"] if shown_hint else []
    described += [f"{field.auto_id}_e"] if field.errors else []
    attributes: dict[str, str | bool] = {} if _is_choice(widget) else {"class": _css(widget)}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": field,
        "hint": shown_hint,
        "optional": optional or not (field.field.required or isinstance(widget, CheckboxInput)),
        "group": isinstance(widget, RadioSelect | CheckboxSelectMultiple),
        "tick": isinstance(widget, CheckboxInput),
        "input": field.as_widget(attrs=attributes),
    }


def errors(form: BaseForm) -> list[FieldError]:
    """Every error of the form in the order of its fields, those of the whole form first."""
    found = [FieldError(str(text), "") for text in form.non_field_errors()]
    for bound in form:
        target = _first_input(bound)
        found += [FieldError(str(text), target) for text in bound.errors]
    return found


def _first_input(bound: BoundField) -> str:
    """Where the link of an error leads: for a group of choices its first input."""
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    return str(bound.id_for_label or bound.auto_id)


def _is_choice(widget: Widget) -> bool:
    return isinstance(widget, CheckboxInput | RadioSelect | CheckboxSelectMultiple)


def _css(widget: Widget) -> str:
    """The class of the input beside what the form itself asks for (``num``, ``short``, ``mid``)."""
    return f"in {widget.attrs.get('class', '')}".strip()
