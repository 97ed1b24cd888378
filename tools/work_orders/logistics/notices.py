"""Who hears of what happens on the site's side of a work order."""

from __future__ import annotations

from collections.abc import Mapping

from store.database import Row
from tools.call import Call
from tools.rules.sentences import Words
from tools.work_orders.access import Side
from tools.work_orders.notices import tell, tell_company


def tell_other_side(
    call: Call, row: Row, side: Side, text: Words, figures: Mapping[str, object], said: str | None = None
) -> None:
    """The provider hears of what the company did, the company of what its provider did. said: what they wrote with it."""
    if side == "company":
        tell(call, [row], [row["assignee_id"]], "work_order_changed", text, said=said, figures=figures)
    else:
        tell_company(call, [row], "work_order_visit", text, said=said, figures=figures)
