"""What templates of this room show, prepared. Does not belong here: rights and writes."""
