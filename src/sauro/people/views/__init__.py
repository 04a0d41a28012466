"""One page, one file: load, authorise, one call, respond."""
