"""Pages of reporting: one page, one file."""
