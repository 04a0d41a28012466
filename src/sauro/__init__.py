"""Sáu Rõ: from official plans to clear work. Rooms import downwards only (pyproject.toml, importlinter)."""
