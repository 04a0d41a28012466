"""The tables of this room, one change a file."""
