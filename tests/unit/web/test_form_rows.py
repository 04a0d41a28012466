"""A form's field on a page: label, hint and error are tied to the input; errors of a form lead to their fields."""

from __future__ import annotations

import pytest
from django import forms
from django.template import Context, Template

from sauro.web.forms import errors


class Made(forms.Form):
    due = forms.CharField(
        label="Hạn", help_text="ngày/tháng/năm", error_messages={"required": "Cần ghi hạn."}
    )
    reason = forms.CharField(label="Lý do", required=False, widget=forms.Textarea(attrs={"class": "mid"}))
    answer = forms.ChoiceField(
        label="Trả lời", choices=[("a", "Có"), ("b", "Không")], widget=forms.RadioSelect
    )
    sure = forms.BooleanField(label="Đã xem", error_messages={"required": "Cần xem trước."})

    def clean(self):
        raise forms.ValidationError("Kỳ đã chốt.")


def shown(form: forms.Form, name: str) -> str:
    return Template("{% load sauro %}{% form_row field %}").render(Context({"field": form[name]}))


def test_a_field_without_errors_knows_its_hint():
    html = shown(Made(), "due")
    assert '<label for="id_due">Hạn</label>' in html
    assert 'aria-describedby="id_due_h"' in html
    assert '<span class="hint" id="id_due_h">ngày/tháng/năm</span>' in html
    assert "aria-invalid" not in html


def test_a_field_that_came_back_says_why_before_the_input():
    html = shown(Made({}), "due")
    assert 'class="field bad"' in html
    assert 'aria-describedby="id_due_h id_due_e"' in html
    assert html.index("Cần ghi hạn.") < html.index("<input")
    assert 'aria-invalid="true"' in html


def test_what_need_not_be_filled_is_marked_and_keeps_its_class():
    html = shown(Made(), "reason")
    assert "(không bắt buộc)" in html
    assert 'class="in mid"' in html


def test_choices_stand_in_a_group_with_a_name():
    html = shown(Made({}), "answer")
    assert "<fieldset" in html
    assert "<legend>Trả lời</legend>" in html
    assert html.count('<label class="check">') == 2


def test_a_tick_stands_before_its_words_and_is_never_optional():
    html = shown(Made(), "sure")
    assert html.index("<input") < html.index("Đã xem")
    assert "không bắt buộc" not in html


def test_errors_lead_to_their_fields_and_those_of_the_form_stand_first():
    found = errors(Made({}))
    assert (found[0].text, found[0].target) == ("Kỳ đã chốt.", "")
    assert [e.target for e in found[1:]] == ["id_due", "id_answer_0", "id_sure"]


@pytest.mark.parametrize(("data", "times"), [({}, 1), (None, 0)])
def test_the_note_of_errors_stands_only_where_there_are_some(data, times):
    html = Template("{% load sauro %}{% form_errors form %}").render(Context({"form": Made(data)}))
    assert html.count('role="alert"') == times
    assert html.count('href="#id_due"') == times
