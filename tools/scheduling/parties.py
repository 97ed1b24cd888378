"""The parties of an event as answers show them."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.types import Owner
from tools.shapes import Theirs

# People are called users in the answers of this part.
USER_KINDS = {"person": "user", "agent": "agent", "company": "company"}


class PartyShape(TypedDict):
    """Somebody who pays or is paid."""

    type: str
    id: int
    name: NotRequired[Theirs | None]


def party_shape(owner: Owner, names: dict[Owner, str]) -> PartyShape:
    return {"type": USER_KINDS[owner.kind], "id": owner.id, "name": names.get(owner)}
