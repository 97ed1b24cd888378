"""Whether a freelancer's earnings go to a payment method by themselves."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.payouts import methods
from tools.call import Call
from tools.operation import operation
from tools.params import Id
from tools.payouts.access import method_of
from tools.payouts.params import MethodType
from tools.payouts.rules.methods import TYPES, check_of_type, check_usable

TOOLSET = "payouts"
ACTS_FOR_COMPANIES = True


class AutoPayMethod(TypedDict):
    id: int
    type: int
    auto_pay: bool


class ChangedAutoPay(TypedDict):
    payment_method: AutoPayMethod


@operation(
    access="write",
    actors=("worker",),
    price="free",
    find=(
        "always send my earnings to this card",
        "stop withdrawing on its own",
        "standing transfer of my income",
        "pay me out without my asking each time",
        "switch automatic payout on",
        "turn off auto pay of my wallet",
        "forward every fee to my bank account",
        "I want finished tasks to be transferred to my IBAN by themselves",
        "keep the money on my balance from now on",
        "make this my default card for withdrawals",
        "automatic withdrawal to my account",
        "no more automatic transfers to my card",
    ),
)
def set_payout_auto_pay(
    call: Call,
    payout_endpoint_type: MethodType,
    payout_endpoint_id: Annotated[Id, Field(description="The payment method, from list_payout_methods.")],
    auto_pay: Annotated[bool, Field(description="true: on.")],
) -> ChangedAutoPay:
    """Switch automatic payout to one of your payment methods on or off.

    While it is on, every task paid in the method's currency is paid out to it by itself; what fails stays on your balance.
    On switches it off for your other methods of the same currency. Only for one that is usable."""
    method = method_of(call, call.caller.id, payout_endpoint_id)
    kind = method["kind"]
    check_of_type(kind, payout_endpoint_type, method["id"], call.caller.id)
    check_usable(kind, method["status"], method["id"], call.caller.id)
    if bool(method["auto_pay"]) != auto_pay:
        methods.set_auto_pay(call.tx, call.caller.id, method["id"], method["currency"], auto_pay)
        call.changed("freelancer", call.caller.id)
    if auto_pay:
        call.warn(f"Tasks paid in {method['currency']} go there by themselves; other currencies stay on the balance.")
    return {"payment_method": {"id": method["id"], "type": TYPES[kind], "auto_pay": auto_pay}}
