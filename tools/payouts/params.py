"""What operations on payment methods take."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tools.params import Id, Url, Uuid, WholeDay


def _six_digits(value: object) -> object:
    """A code as it was sent: without blanks, and with the zeros that a number loses in front."""
    text = re.sub(r"[\s-]", "", value) if isinstance(value, str) else value
    return text.zfill(6) if isinstance(text, str) and text.isascii() and text.isdigit() else text


FreelancerId = Annotated[
    Id, Field(description="The freelancer, from list_freelancers. Leave it and freelancer_uuid out for yourself.")
]
FreelancerUuid = Annotated[Uuid, Field(description="The freelancer's uuid, in place of freelancer_id.")]
Code = Annotated[
    str,
    BeforeValidator(_six_digits),
    Field(pattern=r"^[0-9]{6}$", description="The six digits the freelancer has, after request_payout_method_code."),
]
RedirectUrl = Annotated[Url, Field(description="Where the freelancer goes after entering the details.")]
MethodType = Annotated[Literal[1, 2, 6], Field(description="1 bank card, 2 e-wallet, 6 bank account.")]
DocumentType = Annotated[Literal[6, 7], Field(description="6 invoice, 7 certificate. Default both.")]
DocumentsFrom = Annotated[WholeDay, Field(description="Issued on or after this day, in the company's time zone.")]
DocumentsTo = Annotated[WholeDay, Field(description="Issued on or before this day.")]
