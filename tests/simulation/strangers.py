"""What those who have nothing to do with a record may be told of it: as much as of one that does not exist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from server.calls.messages import Answered, Reply, Request
from tests.simulation.drawing import PRIVATE, SHOWN, is_open
from tests.simulation.known import Known, private_ids
from tests.simulation.steps import told

ABSENT = 9_000_000_000_007
UNSEEN = tuple(name for name in PRIVATE if name not in SHOWN)
# Ids in examples are nobody's; movements of a purse count by themselves, as transactions of contracts do.
NO_IDS = {"describe_operation", "list_wallet_transactions"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A call about a record of somebody's, and the same about one that does not exist."""

    theirs: Request
    unknown: Request
    ids: tuple[Any, Any]

    def by(self, token: str | None) -> tuple[Request, Request]:
        """Both calls, made by a stranger."""
        return replace(self.theirs, token=token), replace(self.unknown, token=token)

    def fault(self, theirs: Reply, unknown: Reply) -> str | None:
        """How the answers differ, but for the ids; None when they do not."""
        said, unsaid = told(theirs, self.ids), told(unknown, self.ids)
        return None if said == unsaid else f"{said} / {unsaid}"


def pair_of(raw: Any, request: Request) -> Pair | None:
    """A call as strangers make it; None when it is about what everybody may see, or has a guest's token for it."""
    own = {name: value for name, value in request.arguments.items() if name not in ("idempotency_key", "confirm")}
    name = next(name for name in PRIVATE if name in own)
    if "token" in own or is_open(raw, name, own[name]):
        return None
    absent = ABSENT if isinstance(own[name], int) else "0" * 12
    theirs, unknown = Request(request.tool, own), Request(request.tool, {**own, name: absent})
    return Pair(theirs, unknown, (own[name], absent))


def shown_of_others(raw: Any, known: Known, tool: str, reply: Reply) -> list[tuple[str, Any]]:
    """Ids of others' records that a stranger was answered, but for those that everybody may see."""
    if not isinstance(reply, Answered) or tool in NO_IDS:
        return []
    return [(name, id) for name, id in private_ids(known, tool, reply.answer, UNSEEN) if not is_open(raw, name, id)]
