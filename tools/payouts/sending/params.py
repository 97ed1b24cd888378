"""What operations take that send money."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tools.params import Id

EndpointId = Annotated[Id, Field(description="The freelancer's payment method, from list_payout_methods.")]
TargetCurrency = Annotated[
    Literal[1, 2, 3],
    Field(
        description="Currency to be paid in: 1 RUB, 2 USD, 3 EUR. Left out: the balance's own, nothing is converted."
    ),
]
