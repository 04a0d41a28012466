"""The no of a channel. Does not belong here: what follows from it (``actions.delivering``)."""


class SendRefused(Exception):  # noqa: N818 - an answer of the channel, not a fault
    """Trying again is useless; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
