"""Being told before a purse is empty."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.types import DECIMALS, Money, Owner
from store.wallet.balance_alerts import drop_alert, find_alert, set_alert
from tools.call import Call
from tools.errors import Invalid, NotAllowed, NotFound
from tools.notices.params import nearest
from tools.notices.settings_shapes import AlertShape, alert_shape, alert_shapes
from tools.operation import operation
from tools.params import CLEARED, Amount, Clearable
from tools.rules.sentences import told_by, worded
from tools.wallet.purses import compare_alert

TOOLSET = "notices"

NEXT = ("set_balance_alert",)


class AlertAnswer(TypedDict):
    alert: NotRequired[AlertShape | None]
    alerts: list[AlertShape]


@operation(
    access="write",
    actors=("any",),
    price="free",
    example={"currency": "USDT", "amount": "20.00"},
    find=(
        "warn me before the credit runs out",
        "ping us under fifty euro",
        "no more low balance warnings",
        "low balance alert",
        "tell me when the purse is nearly empty",
        "notify the company when its money falls below a threshold",
        "remind me to top up in time",
        "switch the low-funds warning off",
        "alarm when less than 20 dollars are left",
        "watch my wallet and say when it runs dry",
        "change at which balance I am warned",
    ),
)
def set_balance_alert(
    call: Call,
    currency: Annotated[str, Field(min_length=1, max_length=20, description="Currency of the purse, such as USDT.")],
    amount: Annotated[
        Clearable[Amount] | None, Field(description="Warn below this; empty or left out takes the alert away.")
    ] = None,
    owner: Annotated[
        Literal["own", "company"] | None, Field(description="Default: whose purse pays for your calls.")
    ] = None,
) -> AlertAnswer:
    """Be told once (balance_low) when the available money of a purse falls below an amount, or take such an alert away.

    Below means strictly less, of what is available: balance less what is held. It is looked at once after each call that
    moved money, the call's own fee included; once told, it waits until the balance is back at the amount. Already below:
    told at once. Of a company only admins. get_notice_settings shows all alerts and where balance_low goes."""
    whose, code = _whose(call, owner), _currency(currency)
    present = find_alert(call.tx, whose, code)
    if amount is None or amount is CLEARED:
        if present is None:
            raise NotFound("balance alert", f"of {whose} in {code}", next=("get_notice_settings",))
        drop_alert(call.tx, present["id"])
        return {"alerts": alert_shapes(call, whose)}
    try:
        threshold = Money.of(amount, code)
    except ValueError as fault:
        raise Invalid({"amount": told_by(fault)}, next=NEXT) from None
    if present is None or present["threshold"] != threshold.amount:
        set_alert(call.tx, whose, threshold, call.caller.owner, call.now)
    alert = find_alert(call.tx, whose, code)
    if alert is None:
        raise LookupError("the alert was not stored")
    compare_alert(call, alert)
    return {"alert": alert_shape(call, find_alert(call.tx, whose, code) or alert), "alerts": alert_shapes(call, whose)}


def _whose(call: Call, owner: Literal["own", "company"] | None) -> Owner:
    whose = call.caller.purse_owner if owner is None else call.caller.owner
    if owner == "company":
        if call.caller.company_id is None:
            raise Invalid({"owner": worded("you act for no company; leave it out")}, next=("list_my_companies",))
        whose = Owner("company", call.caller.company_id)
    if whose.kind == "company" and not call.caller.is_admin:
        raise NotAllowed(
            worded("Only an admin of the company sets alerts of its purse; owner own is for yours."),
            next=("get_notice_settings", "list_users"),
        )
    return whose


def _currency(given: str) -> str:
    code = given.strip().upper()
    if code in DECIMALS:
        return code
    near = nearest(code, tuple(DECIMALS))
    known = (
        worded("near it: {near}", near=", ".join(near))
        if near
        else worded("one of {decimals}", decimals=", ".join(DECIMALS))
    )
    raise Invalid(
        {"currency": worded("{given!r} is no currency of a purse; {known}", given=given, known=known)}, next=NEXT
    )
