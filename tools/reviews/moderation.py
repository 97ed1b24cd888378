"""What the operator does about reviews, from the command line: reports are decided, settings changed, sums made anew."""

from __future__ import annotations

from decimal import Decimal

from store.database import Row
from store.reviews import reports, reviews, settings, sums
from store.types import Owner
from tools.call import Call
from tools.errors import Invalid, NotFound, WrongState
from tools.review_scores import BOUNDS
from tools.reviews.notices import tell_back, tell_decided
from tools.reviews.settling import about_of, author_of
from tools.reviews.sums import recount
from tools.rules.decimals import read_decimal
from tools.rules.sentences import told_by, word, worded

WHOLE = ("days", "prior_weight", "per_author", "reply_days")
AT_ONCE = 500


def remove(call: Call, review_id: int) -> int:
    """Take a revealed review out: it counts and is read no more. Its reports are upheld; how many there were."""
    row = _review(call, review_id, "revealed")
    reviews.change(call.tx, review_id, status="removed")
    recount(call, about_of(row), author_of(row))
    return _decide(call, row, "upheld")


def dismiss(call: Call, review_id: int) -> int:
    """A reported review stays as it is; how many reports there were. WrongState when there is none."""
    row = _review(call, review_id, "revealed")
    if not reports.open_of(call.tx, review_id):
        raise WrongState(worded("No report of review {review_id} is open.", review_id=review_id), state="decided")
    return _decide(call, row, "dismissed")


def put_back(call: Call, review_id: int) -> None:
    """A review that was taken out is read, and counts, again."""
    row = _review(call, review_id, "removed")
    reviews.change(call.tx, review_id, status="revealed")
    recount(call, about_of(row), author_of(row))
    tell_back(call, row)


def set_setting(call: Call, name: str, value: str) -> int:
    """Set one of the settings, and count all anew by it; of how many pairs of subject and author."""
    if name not in BOUNDS:
        raise Invalid({"name": worded("is one of {bounds}", bounds=", ".join(BOUNDS))})
    low, high, scale = BOUNDS[name]
    try:
        number = read_decimal(value)
    except ValueError as fault:
        raise Invalid({"value": told_by(fault)}) from None
    if not low <= number <= high or number * scale * (1 if name != "rank_weight" else 100) % 1:
        steps = worded("a whole number") if name in WHOLE else worded("a number with at most 2 decimals")
        raise Invalid({"value": worded("is {steps} from {low} to {high}", steps=steps, low=low, high=high)})
    settings.write(call.tx, name, f"{Decimal(number).normalize():f}", call.now)
    return recount_all(call)


def recount_all(call: Call) -> int:
    """Make all sums anew from the reviews themselves; of how many pairs of subject and author."""
    count, after = 0, None
    while pairs := sums.subjects(call.tx, after, AT_ONCE):
        for pair in pairs:
            recount(call, Owner(pair["about_type"], pair["about_id"]), Owner(pair["author_type"], pair["author_id"]))
        count, after = count + len(pairs), pairs[-1]
    return count


def _review(call: Call, review_id: int, status: str) -> Row:
    row = reviews.find(call.tx, review_id)
    if row is None or row["status"] in ("hidden", "dropped"):
        raise NotFound("review", review_id)
    if row["status"] != status:
        raise WrongState(
            worded("Review {review_id} is {status}.", review_id=review_id, status=word(row["status"])),
            state=row["status"],
        )
    return row


def _decide(call: Call, row: Row, status: str) -> int:
    """Close the open reports of a review, and tell everybody concerned."""
    open_ones = reports.open_of(call.tx, row["id"])
    for report in open_ones:
        reports.decide(call.tx, report["id"], status, call.now)
    by = [Owner(report["by_type"], report["by_id"]) for report in open_ones]
    tell_decided(call, row, "upheld" if status == "upheld" else "dismissed", by)
    return len(open_ones)
