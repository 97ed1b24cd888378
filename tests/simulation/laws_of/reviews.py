"""What always holds of reviews: hidden until both are in or the time is over, and averages that count what can be read."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable

# Of one author about somebody the newest so many count, as shipped.
PER_AUTHOR = 3


# Table and column -> which moves there are, written out here and not taken from the rules.
MOVES_OF_REVIEWS: dict[tuple[str, str], set[tuple[object, object]]] = {
    ("engagements", "status"): {
        ("noted", "open"), ("noted", "none"), ("open", "revealed"), ("open", "lapsed"),
    },
    ("reviews", "status"): {("hidden", "revealed"), ("hidden", "dropped"), ("revealed", "removed"), ("removed", "revealed")},
    ("review_reports", "status"): {("open", "upheld"), ("open", "dismissed")},
}  # fmt: skip


def _blind(raw: sqlite3.Connection, now: str) -> list[str]:
    """A review is shown with that of the other side, or when the time is over; with none left hidden beside it."""
    rows = raw.execute(
        """SELECT e.id, e.status, e.due_at, count(r.id) AS written,
                  sum(CASE WHEN r.status = 'hidden' THEN 1 ELSE 0 END) AS hidden
           FROM engagements e JOIN reviews r ON r.engagement_id = e.id GROUP BY e.id, e.status, e.due_at"""
    )
    found = []
    for row in rows:
        if row["status"] == "open" and (row["hidden"] != row["written"] or row["written"] > 1):
            found.append(
                f"of work {row['id']}, which is open, {row['written'] - row['hidden']} of {row['written']} reviews are shown"
            )
        if row["status"] == "revealed" and (row["hidden"] or (row["written"] < 2 and row["due_at"] > now)):
            found.append(f"of work {row['id']}, due {row['due_at']}, {row['written']} reviews were revealed")
    return found


def _counted(raw: sqlite3.Connection, now: str) -> list[str]:
    """What is kept of a subject is the count and the sum of the newest few reviews of each author that stand."""
    kept = {
        (row["about_type"], row["about_id"]): (row["count"], row["sum"])
        for row in raw.execute("SELECT about_type, about_id, count, sum FROM review_subjects WHERE count > 0")
    }
    scores: dict[tuple[str, int], dict[tuple[str, int], list[int]]] = defaultdict(lambda: defaultdict(list))
    rows = raw.execute(
        """SELECT about_type, about_id, author_type, author_id, overall FROM reviews
           WHERE status = 'revealed' ORDER BY revealed_at DESC, id DESC"""
    )
    for row in rows:
        scores[row["about_type"], row["about_id"]][row["author_type"], row["author_id"]].append(row["overall"])
    counted = {}
    for about, authors in scores.items():
        newest = [score for given in authors.values() for score in given[:PER_AUTHOR]]
        counted[about] = (len(newest), sum(newest))
    return [
        f"{about} has {kept.get(about)} reviews and their sum, counted {counted.get(about)}"
        for about in {*kept, *counted}
        if kept.get(about) != counted.get(about)
    ]


REVIEW_LAWS: tuple[Callable[[sqlite3.Connection, str], list[str]], ...] = (_blind, _counted)
