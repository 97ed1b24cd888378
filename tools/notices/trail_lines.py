"""A line of the audit trail as it is answered: in full to those whose it is, with a name alone to others."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.calls import trail
from store.database import Row
from store.types import Money, iso
from tools.call import Call
from tools.rules.names import full_name
from tools.shapes import MoneyShape, Theirs, money_shape


class PartyShape(TypedDict):
    """person, agent, company, or app with its client_id."""

    type: str
    id: NotRequired[int | None]
    client_id: NotRequired[str | None]
    name: NotRequired[Theirs | None]


class ClientShape(TypedDict):
    """The program, as it introduced itself."""

    name: Theirs
    version: NotRequired[Theirs | None]


class TrailRecord(TypedDict):
    type: str
    id: int


class TrailLine(TypedDict):
    """One call that was carried out. amount: what it was to commit; charge: its fee. Of others' lines: who, what and when."""

    call_id: str
    at: str
    tool: str
    access: str
    performed_by: PartyShape
    on_behalf_of: NotRequired[Annotated[PartyShape | None, Field(description="Whose rights it had.")]]
    approved_by: NotRequired[PartyShape | None]
    approval_id: NotRequired[str | None]
    mandate_id: NotRequired[str | None]
    acting_user: NotRequired[PartyShape | None]
    client: NotRequired[ClientShape | None]
    origin: NotRequired[str | None]
    record: NotRequired[TrailRecord | None]
    amount: NotRequired[MoneyShape | None]
    charge: NotRequired[MoneyShape | None]
    price_class: NotRequired[str | None]
    arguments_digest: NotRequired[str | None]
    hash: NotRequired[str | None]


class TrailList(TypedDict):
    items: list[TrailLine]
    total: int
    next_cursor: NotRequired[str | None]


class Lines:
    """Lines of one page, with the names that stand in them read at once."""

    def __init__(self, call: Call, rows: Collection[Row]) -> None:
        self._call, tx = call, call.tx
        named = {party for row in rows for party in (*_parties(row), *(_person(row[it]) for it in _PEOPLE)) if party}
        ids = {kind: {int(id) for type, id in named if type == kind} for kind in ("person", "agent", "company")}
        self._names = {("agent", id): name for id, name in trail.agents(tx, ids["agent"]).items()}
        self._names |= {("company", id): name for id, name in trail.companies(tx, ids["company"]).items()}
        for row in trail.people(tx, ids["person"]):
            self._names["person", row["id"]] = full_name(row["name"], row["middle_name"], row["last_name"])
        self._apps = {id: trail.app_name(tx, id) for type, id in named if type == "app"}
        self._mandates = trail.mandates_used(tx, [row["id"] for row in rows])
        self._requests = trail.approvals_named(tx, {row["approval_id"] for row in rows if row["approval_id"]})

    def shape(self, row: Row) -> TrailLine:
        by, behalf = _parties(row)
        assert by is not None, row["id"]
        line: TrailLine = {
            "call_id": row["id"],
            "at": iso(row["at"], self._call.caller.timezone),
            "tool": row["tool"],
            "access": row["access"],
            "performed_by": self._party(by),
        }
        return {**line, **self._more(row, behalf)} if self._is_ours(row) else line  # type: ignore[typeddict-item]

    def _more(self, row: Row, behalf: tuple[str, str] | None) -> dict[str, object]:
        approver, acting = _person(row["approved_by"]), _person(row["acting_user"])
        money = Money(row["act_amount"], row["act_currency"]) if row["act_currency"] else None
        version = row["client_version"] or None
        return {
            "on_behalf_of": self._party(behalf) if behalf else None,
            "approved_by": self._party(approver) if approver else None,
            "approval_id": self._requests.get(row["approval_id"]),
            "mandate_id": self._mandates.get(row["id"]),
            "acting_user": self._party(acting) if acting else None,
            "client": {"name": row["client_name"], "version": version} if row["client_name"] else None,
            "origin": row["origin"],
            "record": {"type": row["record_type"], "id": row["record_id"]} if row["record_id"] else None,
            "amount": money_shape(money) if money else None,
            "charge": money_shape(Money(row["amount"], row["currency"])) if row["currency"] else None,
            "price_class": row["price_class"],
            "arguments_digest": row["arguments_digest"],
            "hash": row["hash"],
        }

    def _is_ours(self, row: Row) -> bool:
        """Whether the caller sees all of it: what they did or approved, and an admin what was done for the company."""
        me = self._call.caller
        if (row["caller_type"], row["caller_id"]) == (me.kind, me.id):
            return True
        if me.kind == "person" and row["approved_by"] == me.id:
            return True
        return me.is_admin and row["company_id"] == me.company_id

    def _party(self, party: tuple[str, str]) -> PartyShape:
        type, id = party
        if type == "app":
            return {"type": "app", "client_id": id or None, "name": self._apps.get(id)}
        return {"type": type, "id": int(id), "name": self._names.get((type, int(id)))}


_PEOPLE = ("approved_by", "acting_user")
Party = tuple[str, str]


def _parties(row: Row) -> tuple[Party | None, Party | None]:
    """Who did it, and on whose behalf. Lines of old say only who called."""
    by = row["performed_by"] or f"{row['caller_type']}:{row['caller_id']}"
    return _party(by), _party(row["on_behalf_of"])


def _party(text: str | None) -> Party | None:
    if not text:
        return None
    type, _, id = text.partition(":")
    return type, id


def _person(id: int | None) -> Party | None:
    return None if id is None else ("person", str(id))
