"""Received contents, kept once under their hash. Does not belong here: what a content is, who may read it."""
