"""Who is told of what happens to a route."""

from __future__ import annotations

from collections.abc import Sequence

from store.database import Row
from store.providers import providers
from store.types import Owner
from store.work_orders import orders as work_orders
from store.work_orders import routes as work_order_routes
from tools.call import Call
from tools.unproven_mail import mail_unproven
from tools.work_orders.access import tell

NETWORK_PEOPLE = 1000


def network_people(call: Call, row: Row) -> list[int]:
    """Providers of the order's networks (or of all the company may publish to), at most 1000: those with most jobs."""
    ids = [each["id"] for each in work_orders.networks_of(call.tx, row["id"])]
    ids = ids or providers.company_networks(call.tx, row["company_id"])
    return providers.in_networks(call.tx, ids, (), NETWORK_PEOPLE)


def tell_waiting(call: Call, row: Row, text: str) -> int:
    """Mark the open offers and requests of an order as made on other terms, and tell their people; how many."""
    return tell(call, work_order_routes.mark_terms_changed(call.tx, row["id"]), row, text)


def tell_by_mail(call: Call, person_ids: Sequence[int], row: Row, text: str) -> None:
    """Leave a notice about an order with people, and write to them: this is about work for them."""
    tell(call, person_ids, row, text)
    for person in providers.addresses(call.tx, sorted(set(person_ids))):
        if person["email_verified_at"]:
            call.mail(person["email"], f"{row['company_name']}: {row['title']}", text)
        else:
            words = {"title": row["title"], "company": row["company_name"]}
            mail_unproven(call, person["email"], "work_order_news", words)


def tell_manager(call: Call, row: Row, text: str) -> None:
    """Leave a notice with the company, and with the manager of the order if it has one."""
    tell(call, [row["manager_id"]], row, text)
    call.notify(Owner("company", row["company_id"]), "work_order", text, record=("work_order", row["id"]))
