"""What time and the end of work make true of reviews: work that may be reviewed, reviews that are revealed, time that is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from store.database import Row
from store.reviews import engagements, reviews
from store.types import Owner, utc_text, utc_time
from tools.call import SYSTEM, Call
from tools.one_by_one import one_by_one
from tools.review_scores import settings_of
from tools.reviews.notices import SIDES, party, remind, tell_open, tell_revealed
from tools.reviews.rules.contacts import without_contacts
from tools.reviews.rules.sides import reviews_oneself
from tools.reviews.sums import recount
from tools.rules.ratings import hundredths, tenths

MOST = 200
REMIND_BEFORE = timedelta(days=3)


def bring_up_to_date(call: Call) -> int:
    """Do what is due of reviews, whoever looks first; how much there was. What is too much for one call waits for the next."""
    system = by_itself(call)
    opened = one_by_one(system, engagements.noted(call.tx, MOST), open_work)
    lapsed = one_by_one(system, engagements.reversed_ones(call.tx, MOST), drop)
    return opened + lapsed + one_by_one(system, engagements.due(call.tx, call.now, MOST), close)


def bring_one_up_to_date(call: Call, row: Row) -> Row:
    """The same for one piece of work, whatever waits before it; as it stands then."""
    system = by_itself(call)
    if row["status"] == "noted":
        found = engagements.noted_one(call.tx, row["id"])
        assert found is not None, row["id"]
        open_work(system, found)
        row = engagements.load(call.tx, row["id"])
    if row["status"] == "open" and row["reversed"]:
        drop(system, row)
    elif row["status"] == "open" and row["due_at"] <= call.stamp:
        close(system, row)
    return engagements.load(call.tx, row["id"])


def by_itself(call: Call) -> Call:
    """The call as the hall itself makes it: that somebody happened to look is told to nobody."""
    return replace(call, caller=SYSTEM, warnings=[])


def open_work(call: Call, row: Row) -> None:
    """Paid work that ended may be reviewed, unless its two sides are the same hands, or the money is back already."""
    same = reviews_oneself(
        party(row, "client"),
        party(row, "worker"),
        lambda owner: _firm_of(call, owner),
        lambda company_id, person_id: engagements.runs(call.tx, company_id, person_id),
    )
    if same or row["reversed"]:
        engagements.change(call.tx, row["id"], status="none")
        return
    due = utc_time(row["ended_at"]) + timedelta(days=settings_of(call.tx).days)
    engagements.change(call.tx, row["id"], status="open", due_at=utc_text(due))
    opened = engagements.load(call.tx, row["id"])
    if row["rating_score"] is not None:
        _take_rating_over(call, opened, row)
    if call.now < due:
        tell_open(call, opened)


def close(call: Call, row: Row) -> None:
    """Time is over: what was written is revealed as of then."""
    if not reveal(call, row, row["due_at"]):
        engagements.change(call.tx, row["id"], status="lapsed")


def drop(call: Call, row: Row) -> None:
    """All that was paid went back: nothing is reviewed, and what was written is never revealed."""
    engagements.change(call.tx, row["id"], status="lapsed")
    for review in reviews.hidden_of(call.tx, row["id"]):
        reviews.change(call.tx, review["id"], status="dropped")


def reveal(call: Call, engagement: Row, at: str) -> bool:
    """Show what both sides wrote of some work, for good; whether there was anything."""
    hidden = reviews.hidden_of(call.tx, engagement["id"])
    if not hidden:
        return False
    engagements.change(call.tx, engagement["id"], status="revealed")
    for review in hidden:
        reviews.change(call.tx, review["id"], status="revealed", revealed_at=at)
        recount(call, about_of(review), author_of(review))
    tell_revealed(call, engagement, hidden)
    return True


def remind_of_reviews(call: Call) -> int:
    """Sides that have not written hear it once more, some days before time is over."""
    due = engagements.to_remind(call.tx, call.now, call.now + REMIND_BEFORE, MOST)
    return one_by_one(by_itself(call), due, _remind)


def _remind(call: Call, row: Row) -> None:
    engagements.change(call.tx, row["id"], reminded=1)
    written = {review["side"] for review in reviews.hidden_of(call.tx, row["id"])}
    for side in SIDES:
        if side not in written:
            remind(call, row, side)


def about_of(review: Row) -> Owner:
    return Owner(review["about_type"], review["about_id"])


def author_of(review: Row) -> Owner:
    return Owner(review["author_type"], review["author_id"])


def _firm_of(call: Call, owner: Owner) -> int | None:
    if owner.kind == "company":
        return owner.id
    return engagements.company_of_agent(call.tx, owner.id) if owner.kind == "agent" else None


def _take_rating_over(call: Call, engagement: Row, row: Row) -> None:
    """How an order was rated when it was approved is the company's review of it, until somebody there writes another."""
    if row["assignee_id"] != engagement["worker_id"]:
        return
    text, _ = without_contacts(row["rating_comment"] or "")
    reviews.write(
        call.tx,
        engagement,
        "client",
        Owner(row["rated_by_type"] or "company", row["rated_by_id"] or engagement["client_id"]),
        engagement["ended_at"],
        overall=tenths(hundredths(Decimal(row["rating_score"]))),
        text=text,
    )
