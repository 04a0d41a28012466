"""The tag ``kept``: made once for each language and value, never for anything else."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from sauro.web.context import Later
from sauro.web.kept import MOST


class Counted:
    """Says how often it was shown."""

    def __init__(self) -> None:
        self.times = 0

    def __str__(self) -> str:
        self.times += 1
        return f"<{self.times}>"


def page(text: str) -> Template:
    return Template("{% load sauro i18n %}" + text)


def test_it_is_made_once_for_the_same_values():
    template, shown = page("{% kept a %}{{ a }} {{ shown }}{% endkept %}"), Counted()
    assert [template.render(Context({"a": a, "shown": shown})) for a in "xxyx"] == [
        "x &lt;1&gt;",
        "x &lt;1&gt;",
        "y &lt;2&gt;",
        "x &lt;1&gt;",
    ]


def test_each_language_has_its_own():
    template = page("{% get_current_language as code %}{% kept %}{{ code }}{% endkept %}")
    for code in ("vi", "en", "vi"):
        with translation.override(code):
            assert template.render(Context()) == code


def test_what_stands_around_it_follows_each_page():
    template = page("{{ a }}{% kept %}-{% endkept %}{% block b %}{{ a }}{% endblock %}")
    assert [template.render(Context({"a": a})) for a in "xy"] == ["x-x", "y-y"]


def test_two_places_do_not_share():
    assert page("{% kept %}a{% endkept %}{% kept %}b{% endkept %}").render(Context()) == "ab"


def test_a_value_that_is_worked_out_later_counts_as_what_it_is():
    template, asked = page("{% kept a %}{{ a }}{% endkept %}{{ a }}"), []

    def work(value: str) -> str:
        asked.append(value)
        return value

    pages = [template.render(Context({"a": Later(lambda value=value: work(value))})) for value in "xy"]
    assert pages == ["xx", "yy"]
    assert asked == ["x", "y"]


def test_a_list_cannot_be_told_from_another_and_is_refused():
    with pytest.raises(TypeError):
        page("{% kept a %}{% endkept %}").render(Context({"a": []}))


def test_it_keeps_a_limited_number():
    template = page("{% kept a %}{{ a }}{% endkept %}")
    for a in range(MOST * 2 + 1):
        assert template.render(Context({"a": a})) == str(a)
    (node,) = [one for one in template.nodelist if hasattr(one, "kept")]
    assert len(node.kept) <= MOST


def test_it_must_end():
    with pytest.raises(TemplateSyntaxError):
        page("{% kept %}a")
