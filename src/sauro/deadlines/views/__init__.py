"""Pages of this room, one file a page: load, authorise, one call, respond."""
