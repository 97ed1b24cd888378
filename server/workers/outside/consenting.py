"""What comes back from Google with a person: a state that serves once, and a code that is exchanged for the consent."""

from __future__ import annotations

from dataclasses import dataclass

from server.calls.changes import Tell
from server.parts import Parts
from server.workers.outside.google import Granted
from server.workers.outside.opening import Opening
from server.workers.outside.sources import OutsideFault
from store.database import Row, Transaction
from store.telling import receivers
from store.types import Owner
from tools.call import Call
from tools.rules.outside_calendars import SANDBOX
from tools.rules.sentences import ENGLISH, Words, say
from tools.scheduling.links import consents
from tools.scheduling.links.rules.links import masked_account

TOO_LITTLE = say(
    "Not all rights that were asked for were given. Ask the assistant for a new address and leave all boxes ticked."
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A state that was spent: whose it was. verifier: for the exchange of the code. hint: the owner, as far as shown.
    language: which they read."""

    request: Row
    verifier: str
    redirect_url: str
    hint: Words
    language: str


class Consenting:
    """Takes in consents."""

    def __init__(self, parts: Parts, opening: Opening, tell: Tell) -> None:
        self._parts = parts
        self._opening = opening
        self._tell = tell

    async def take(self, state: str) -> Taken | None:
        """Spend a state; None for one that is none of ours, was used or has expired."""
        return await self._parts.database.write(lambda tx: self._taken(self._call(tx), state))

    async def grant(self, taken: Taken, code: str) -> Words | None:
        """Exchange a code and keep what it gives; in words what is wrong with it."""
        client = self._parts.outside.google
        if client is None:
            return say("This server has no client of {provider} any more.", provider="Google")
        try:
            granted = await self._granted(client.provider, taken, code)
        except OutsideFault as fault:
            return fault.text
        rights = consents.rights_of(granted.scopes)
        if rights is None:
            return TOO_LITTLE

        def write(tx: Transaction) -> list[str]:
            call = self._call(tx)
            consents.grant(call, taken.request, client.provider, granted.refresh_token, rights)
            return call.changes

        await self._tell(await self._parts.database.write(write))
        return None

    async def _granted(self, provider: str, taken: Taken, code: str) -> Granted:
        if provider == SANDBOX:
            return Granted(SANDBOX, frozenset(consents.scopes_for(taken.request["direction"])))
        return await self._opening.oauth().granted(code, taken.verifier, taken.redirect_url)

    def _taken(self, call: Call, state: str) -> Taken | None:
        request = consents.take_request(call, state)
        verifier = consents.verifier_of(call, request) if request is not None else None
        if request is None or verifier is None:
            return None
        owner = Owner(request["owner_type"], request["owner_id"])
        language = receivers.language(call.tx, owner) if owner.kind == "person" else ENGLISH
        return Taken(request, verifier, consents.redirect_url(call), _hint(call.tx, request), language)

    def _call(self, tx: Transaction) -> Call:
        return self._parts.own_call(tx, "google_consent", "consent")


def _hint(tx: Transaction, request: Row) -> Words:
    """Whose consent it is, so that a person sees when it is not theirs."""
    if request["owner_type"] == "agent":
        agent = receivers.agent(tx, request["owner_id"])
        return say("of the agent “{name}”", name=agent.name) if agent is not None else say("of an agent")
    person = receivers.person(tx, request["owner_id"])
    return masked_account(person.address) if person is not None and person.address else say("of somebody")
