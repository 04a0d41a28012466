"""Pages of this room, one file each."""
