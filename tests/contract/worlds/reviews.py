"""Paid work of a company that may be reviewed, and work that was: what the parameters of reviews name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.database import Transaction
from store.telling import paid_work
from store.types import Money, Owner

if TYPE_CHECKING:
    from tests.contract.full_world import FullWorld


async def add_reviews(world: FullWorld) -> None:
    """Ann worked for the company twice; of the first time both have written."""
    company = Owner("company", world.boss.company or 0)
    done, fresh = 700_000 + company.id * 10, 700_001 + company.id * 10

    def note(tx: Transaction) -> None:
        for work_id in (done, fresh):
            paid = Money(8100, "EUR")
            paid_work.note(tx, "task", work_id, "A logo", company, world.ann.owner, paid, world.hall.clock.now)

    await world.hall.app.database.write(note)
    await world.boss.call("create_review", kind="task", engagement_id=done, overall=5, text="Round and green")
    written = await world.ann.call("create_review", kind="task", engagement_id=done, overall=4, text="Paid at once")
    world.ids |= {"engagement_id": fresh, "review_id": written["review"]["id"], "create_review.overall": 5}
    world.ids |= {
        "list_reviews.about_id": world.ann.id,
        "list_reviews.about_type": "person",
        "get_review_summary.about.id": world.ann.id,
    }
