"""The tag ``kept``: markup that is the same on many pages is made once in each process.

    {% kept institution nav_entries %}…{% endkept %}

Belongs here: keeping what a template made, under the language and the values named in the tag. Does not belong here:
values that end with a change of the data (``audit.remembered``).
Nothing else may show inside: no form with a token, nothing of the request, nobody's name. The values must be hashable
and compare by what they show, as frozen dataclasses do; static addresses do not change while a process runs.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 128
"""Different fragments of one place in a template: languages by entries, badges and institution."""


class KeptNode(template.Node):
    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values
        self.kept: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = (get_language(), *(value.resolve(context) for value in self.values))
        found = self.kept.get(key)
        if found is None:
            found = self.nodelist.render(context)
            if len(self.kept) >= MOST:
                self.kept.clear()
            self.kept[key] = found
        return found


def kept(parser: Parser, token: Token) -> KeptNode:
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, values)
