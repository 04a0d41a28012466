"""Settings, root addresses, system checks and the command line: the only room that knows the environment and
every other room.

Does not belong here: pages and rules of any subject (each room has its own).
"""
