"""Fills a Roundup tracker through its own interface for scripts, and says on stdout, as JSON, what that took.

    python bench/peer_filling.py HOME ISSUES

The issues carry the words of our tasks, an assignee, a state, a priority and keywords, so that its list has as much to show as ours.
Belongs here: rows of the tracker. Does not belong here: making and serving it (``peer``).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from plan_text import sentence

KEYWORDS = ("thu-tuc", "the-che", "bo-may", "cong-vu", "tai-chinh", "so-hoa")
USERS = 120
"""As many as agencies and communes lead tasks in our register."""
OFFICER, PASSWORD = "officer", "minh-hoa-2026"
BATCH = 1000


def main(home: str, issues: int) -> None:
    import roundup.instance
    from roundup import password

    began = time.perf_counter()
    tracker = roundup.instance.open(home)
    db = tracker.open("admin")
    secret = password.Password(PASSWORD, config=db.config)
    db.user.create(username=OFFICER, password=secret, address="officer@demo.test", roles="User")
    users = [
        db.user.create(username=f"unit{n:03}", address=f"unit{n:03}@demo.test", roles="User")
        for n in range(USERS)
    ]
    keywords = [db.keyword.create(name=name) for name in KEYWORDS]
    states, priorities = db.status.list(), db.priority.list()
    for number in range(issues):
        db.issue.create(
            title=sentence(number, f"đơn vị {number % USERS}"),
            status=states[number % len(states)],
            priority=priorities[number % len(priorities)],
            assignedto=users[number * USERS // issues],
            keyword=[keywords[number % len(keywords)]],
        )
        if number % BATCH == BATCH - 1:
            db.commit()
    db.commit()
    found = len(db.issue.list())
    db.close()
    if found != issues:
        raise SystemExit(f"{found} issues in the tracker instead of {issues}")
    print(json.dumps({"issues": found, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
