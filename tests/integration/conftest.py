"""What all tests with a database share. Does not belong here: worlds (tests/worlds), fixtures of one room."""

from scratch.emptying import flush_may_empty_audit  # noqa: F401
