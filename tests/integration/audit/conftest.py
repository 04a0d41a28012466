"""What the tests of the audit room need when they are run alone."""

from scratch.emptying import flush_may_empty_audit  # noqa: F401 - a fixture
