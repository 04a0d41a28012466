"""Who did what, when, to which thing, before and after: append only, sealed into a hash chain.

Does not belong here: what a room's things mean, and keys to them (actor and subject are kept as code and
name).
"""
