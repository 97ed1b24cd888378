"""Bonuses on a work order: promised or earned."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Money
from store.work_orders.pay_lines import extras
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.questions import quoted
from tools.rules.sentences import Words, say, worded
from tools.work_orders.access import order_of_company, standing, visible_order
from tools.work_orders.catalog.choices import of_company
from tools.work_orders.notices import named
from tools.work_orders.params import WorkOrderId
from tools.work_orders.pay.extras import Placed, amounts, available, charged_sum, hold_with, placed, put
from tools.work_orders.pay.notices import tell_new_terms, tell_other_side
from tools.work_orders.pay.params import Charged, ExtraAmount, WithAvailable
from tools.work_orders.pay.shapes import AvailableShape, BonusShape, available_shape, bonus_shape
from tools.work_orders.pay.transitions import ask
from tools.work_orders.pay_shapes import PayShape, pay_shape
from tools.work_orders.rules.states import OPEN, step

TOOLSET = "work_order_pay"

Description = Annotated[str, Field(min_length=1, max_length=500, description="What it is for; the provider sees it.")]


class Bonuses(TypedDict):
    sum: str
    currency: str
    results: list[BonusShape]
    available: NotRequired[list[AvailableShape] | None]
    total: int
    next_cursor: str | None


class PlacedBonus(TypedDict):
    bonus: BonusShape
    pay: PayShape | None


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "extras promised for this job",
        "is there an incentive on the ticket",
        "rewards on that assignment",
        "bonuses attached to the work order",
        "does the visit pay a weekend extra",
        "which bonus was earned on the site job",
        "premiums on top of the labour pay",
        "what bonus could we add to this order",
        "how much do the bonuses come to",
        "promised but not yet earned rewards",
        "is excellent service rewarded here",
    ),
)
def list_work_order_bonuses(
    call: Call, work_order_id: WorkOrderId, page: Page, include_available: WithAvailable = False
) -> Bonuses:
    """List the bonuses attached to a work order, with what each comes to now; once approved, what it came to.

    sum: those that are earned (charged). include_available adds the company's other ones, for its members.
    create_work_order_bonus adds one or marks it as earned."""
    row, side = visible_order(call, work_order_id)
    now = amounts(call, "bonus", row)
    rows, next_cursor, total = page.slice(extras.all_of(call.tx, "bonus", row["id"]))
    answer: Bonuses = {
        "sum": charged_sum(call, "bonus", row).text,
        "currency": row["currency"],
        "results": [bonus_shape(each, now.get(each["bonus_id"])) for each in rows],
        "total": total,
        "next_cursor": next_cursor,
    }
    if include_available and side == "company":
        answer["available"] = [available_shape(each) for each in available(call, "bonus", row)]
    return answer


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="write",
    example={"bonus_id": 1},
    choices={"bonus_id": of_company("bonus")},
    find=(
        "add 25 dollars for the urgent dispatch",
        "reward the technician with ten percent",
        "promise a weekend extra",
        "put a bonus on the ticket",
        "mark the bonus as earned",
        "pay something on top for excellent service",
        "sweeten the site job with an incentive",
        "give the contractor a premium",
        "attach one of our bonuses to the order",
        "raise the promised reward",
        "thank the provider with extra pay",
    ),
)
def create_work_order_bonus(
    call: Call,
    work_order_id: WorkOrderId,
    bonus_id: Annotated[Id, Field(description="From list_company_bonuses.")],
    charged: Charged = True,
    amount: ExtraAmount | None = None,
    description: Description | None = None,
) -> PlacedBonus:
    """Put one of the company's bonuses on a work order, or change one that is there, such as mark it as earned.

    Until the order is approved; once for each bonus_id, a second call changes charged, amount and description. The hold
    counts promised and earned ones, the pay those charged. Percent is of labour and increases. The provider is told."""
    row = order_of_company(call, work_order_id)
    step("create_work_order_bonus", standing(row, call))
    wish = placed(call, "bonus", row, bonus_id, charged, amount, {"description": description})
    verb = worded("Change") if wish.before else worded("Put")
    ask(
        call,
        row,
        worded("{verb} bonus {bonus_id} on work order {id}", verb=verb, bonus_id=bonus_id, id=row["id"]),
        hold_with(call, "bonus", row, wish),
    )
    now = put(call, "bonus", row, wish)
    made = extras.find(call.tx, "bonus", row["id"], bonus_id)
    if made is None:
        raise LookupError(f"bonus {bonus_id} is not on work order {row['id']}")
    worth = amounts(call, "bonus", now).get(bonus_id)
    _tell(call, now, wish, made, worth)
    return {"bonus": bonus_shape(made, worth), "pay": pay_shape(call, now, "company")}


def _tell(call: Call, row: Row, wish: Placed, made: Row, worth: Money | None) -> None:
    if row["status"] in OPEN:
        tell_new_terms(call, row)
    elif row["assignee_id"] is not None and worth is not None:
        about = {"name": quoted(made["name"]), "amount": worth, "orders": named([row])}
        text: Words
        if wish.extra.charged:
            text = say("The bonus {name}, {amount}, counts for your pay for {orders}.", **about)
        else:
            text = say("The bonus {name}, {amount}, is promised for {orders}; it does not count yet.", **about)
        tell_other_side(call, row, "company", text, made["description"], worth)
