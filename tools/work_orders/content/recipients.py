"""Who hears of a message on a work order."""

from __future__ import annotations

from store.database import Row
from store.types import Owner
from store.work_orders.content import messages as content_messages
from tools.call import Call
from tools.errors import Invalid
from tools.questions import quoted
from tools.rules.sentences import Sentence, say, worded
from tools.work_orders.access import Side
from tools.work_orders.notices import named, tell, tell_company
from tools.work_orders.references import invalid_reference
from tools.work_orders.rules.states import DRAFT


def providers_meant(call: Call, row: Row, to_user_id: int | None) -> tuple[int | None, list[int]]:
    """The one provider a message of the company is for, None for all of them; and those who hear of it.

    Invalid when there is nobody to write to."""
    if row["status"] == DRAFT:
        raise Invalid(
            {"to_user_id": worded("names nobody who could read it: a draft is seen by your company alone")},
            next=("route_work_order", "publish_work_order"),
        )
    if to_user_id is not None:
        if not content_messages.among_related(call.tx, row["id"], [to_user_id]):
            fault = worded(
                "{to_user_id} was not offered work order {id}, has not asked for it and has not had it",
                to_user_id=to_user_id,
                id=row["id"],
            )
            raise invalid_reference("to_user_id", fault, "list_work_order_pending_requests", "route_work_order")
        return to_user_id, [to_user_id]
    if row["assignee_id"] is not None:
        return row["assignee_id"], [row["assignee_id"]]
    everyone = _everyone(call, row)
    if not everyone:
        raise Invalid(
            {"to_user_id": worded("nobody to write to: the order was offered to nobody, and nobody has asked for it")},
            next=("route_work_order",),
        )
    return None, everyone


def tell_of_message(call: Call, row: Row, side: Side, people: list[int], text: str) -> int:
    """Tell the other side of a new message; how many were told."""
    if side == "company":
        written = say("{who} has written about {orders}.", who=quoted(row["company_name"]), orders=named([row]))
        return tell(call, [row], people, "work_order_message", written, said=text)
    written = say("{who} has written about {orders}.", who=quoted(call.caller.name), orders=named([row]))
    tell_company(call, [row], "work_order_message", written, said=text)
    return 1


def tell_of_reply(call: Call, row: Row, side: Side, answered: Row, to: int | None, text: str) -> int:
    """Tell whoever wrote what was answered, and who else takes part in the thread; how many were told."""
    if side != "company":
        author = Owner(answered["author_type"], answered["author_id"]) if answered["role"] == "buyer" else None
        tell_company(call, [row], "work_order_message", _answered(row, call.caller.name), said=text, responsible=author)
        return 1
    first_id = answered["parent_id"] or answered["id"]
    thread = [to] if to is not None else [*_everyone(call, row), *content_messages.writers(call.tx, first_id)]
    people = set(content_messages.among_related(call.tx, row["id"], thread))
    if not people:
        call.warn("None of the providers it is for can see this work order any more, so none was told.")
    if answered["role"] == "buyer" and answered["author_type"] == "person":
        people.add(answered["author_id"])
    return tell(call, [row], people - {call.caller.id if call.caller.kind == "person" else 0}, "work_order_message",
                _answered(row, row["company_name"]), said=text)  # fmt: skip


def _answered(row: Row, who: str) -> Sentence:
    return say("{who} has answered about {orders}.", who=quoted(who), orders=named([row]))


def _everyone(call: Call, row: Row) -> list[int]:
    """The assignee and the providers in the running, as far as they may see the order."""
    people = content_messages.in_the_running(call.tx, row["id"])
    if row["assignee_id"] is not None:
        people.append(row["assignee_id"])
    return content_messages.among_related(call.tx, row["id"], people)
