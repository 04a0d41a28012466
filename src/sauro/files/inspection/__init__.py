"""Looking into a file that somebody sent, in a child process with limits.

Belongs here: what runs in the child. It imports definitions and the engine only, so that a hostile file meets no
database, no secret and no framework. Does not belong here: limits of the process and words for people (``checking``).
"""
