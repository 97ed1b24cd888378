"""Our sentences in Russian, each under its English as it stands where it is said, in one table a part of the product.

Places in braces are those of the English. Titles of notices stand under the name of their kind."""

from __future__ import annotations

from collections.abc import Mapping

from tools.rules.russian import (
    approvals,
    contracts,
    day_plans,
    mails,
    mandates,
    money,
    open_call_applications,
    open_calls,
    outside_calendars,
    pages,
    payouts,
    people,
    refusals,
    reviews,
    scheduling,
    signing_in,
    specialists,
    tasks,
    teams,
    work_order_pay,
    work_orders,
)
from tools.rules.russian.counted import COUNTED, form
from tools.rules.russian.titles import TITLES
from tools.rules.russian.words import WORDS

__all__ = ["COUNTED", "SENTENCES", "TABLES", "TITLES", "WORDS", "form"]

TABLES = (
    mails.SENTENCES,
    people.SENTENCES,
    teams.SENTENCES,
    money.SENTENCES,
    approvals.SENTENCES,
    mandates.SENTENCES,
    scheduling.SENTENCES,
    outside_calendars.SENTENCES,
    contracts.SENTENCES,
    tasks.SENTENCES,
    open_calls.SENTENCES,
    open_call_applications.SENTENCES,
    work_orders.SENTENCES,
    work_order_pay.SENTENCES,
    day_plans.SENTENCES,
    payouts.SENTENCES,
    specialists.SENTENCES,
    reviews.SENTENCES,
    signing_in.SENTENCES,
    pages.SENTENCES,
    *refusals.TABLES,
)
SENTENCES: Mapping[str, str] = {english: russian for table in TABLES for english, russian in table.items()}
