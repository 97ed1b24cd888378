"""Wanting no more mail that other people cause."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from tools.call import Call
from tools.errors import Invalid
from tools.operation import operation
from tools.rules.sentences import worded
from tools.unproven_mail import stop_mail_by

TOOLSET = "account"

StopToken = Annotated[str, Field(min_length=1, max_length=200, description="hh_stop_…, from the end of the mail.")]


class Stopped(TypedDict):
    """No more mail that others cause goes to the address."""

    stopped: bool
    message: str


@operation(
    access="write",
    actors=("public", "any"),
    price="free",
    secret=("token",),
    find=(
        "unsubscribe from these mails",
        "I never signed up, stop writing to me",
        "stop mail to my address",
        "opt out of invitations by mail",
        "somebody keeps typing my address here",
        "I have a token that starts with hh_stop_",
        "no more mail from this service",
        "block invitations sent to my mailbox",
        "do not contact me again",
        "take my address off every list",
        "end unwanted mail",
        "these messages are spam to me",
    ),
)
def stop_mail(call: Call, token: StopToken) -> Stopped:
    """Stop all mail to an address that other people cause: invitations, guest bookings, lists of appointments.

    The token stands at the end of every such mail and says which address is meant; no sign-in is needed. Codes that the
    owner of the address asks for to sign in still come. It cannot be undone by whoever writes to the address."""
    if not stop_mail_by(call, token):
        raise Invalid({"token": worded("is not the token of a mail from here; copy it whole, from hh_stop_ on")})
    return {"stopped": True, "message": "No more mail that other people cause goes to this address."}
