"""Answers of the files room."""
