"""Reading, judging and arithmetic in plain Python. Does not belong here: Django, network, clock, randomness, opening files."""
