"""The one refusal of this package: a value that would not be a proper official document.

Belongs here: the exception and how its sentence is found. Does not belong here: the sentences, which lie in
``definitions/messages/official_documents.yaml`` under the same codes.
"""

from __future__ import annotations

from sauro.engine.text.messages import Messages


class ImproperDocument(ValueError):  # noqa: N818  a refusal is an answer, not a fault of the program
    """What is wrong by ``code``; ``values`` fill the placeholders of its sentence. ``part`` is a code itself."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}
        said = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        super().__init__(f"{code} ({said})" if said else code)

    def sentence(self, messages: Messages, language: str = "vi") -> str:
        """What is wrong, where, and what to do, in words for people."""
        values = dict(self.values)
        if "part" in values:
            values["part"] = messages.sentence("parts", values["part"], language=language)
        return messages.sentence("refusals", self.code, values, language=language)
