"""One file per command of `sauro`, each exposing ``command``. Does not belong here: what a command does
(engine, actions).
"""
