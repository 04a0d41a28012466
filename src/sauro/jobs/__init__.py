"""Work done later, once: queue, lease, retries, periodic functions, child processes with limits.

Does not belong here: what a job does (the room that enqueues it registers a handler).
"""
