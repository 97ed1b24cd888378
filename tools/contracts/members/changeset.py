"""What a change of a contract comes to: its columns, all checks passed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from store.contracts import contracts
from store.contracts.balances import approved_in
from store.types import Money, utc_text, utc_time
from tools.call import Call
from tools.contracts.access import CONTACTS, MEMBERS_ONLY, Stand
from tools.contracts.balances import all_sums
from tools.contracts.members.contract_settings import merged
from tools.contracts.members.family import check_covers_below, check_share
from tools.contracts.members.terms import check_dates, money_of
from tools.contracts.rules.settings import OWNERS_ONLY, Settings, settings_of, stored
from tools.errors import Conflict, Invalid, NotAllowed, WrongState
from tools.params import CLEARED
from tools.rules.sentences import joined, worded
from tools.scheduling.availability.checks import check_files, cleaned_text
from tools.scheduling.rules.events import CHARGE, CONFIRMED, PENDING
from tools.text import plain


@dataclass(frozen=True, slots=True)
class Wanted:
    """Columns that are different, the names of what changes as people know it, and files when they are replaced."""

    columns: dict[str, Any]
    names: list[str]
    files: list[int] | None


def changed_columns(call: Call, stand: Stand, given: Mapping[str, Any]) -> Wanted:
    """What would be different. Invalid, NotAllowed or WrongState for what may not be."""
    row = stand.contract
    currency = given.get("currency", stand.currency)
    if currency != stand.currency:
        _check_currency_is_free(call, stand, currency)
    columns: dict[str, Any] = {"currency": currency, **_texts(given), **_dates(stand, given), **_privacy(given)}
    columns |= {name: given[name] for name in ("timezone",) if name in given}
    columns |= _amount(stand, given, currency)
    if "credit" in given:
        columns["credit"] = int(given["credit"])
        _check_credit(call, stand, given["credit"])
    settings = _settings(call, stand, given, currency)
    columns["settings"] = stored(settings)
    files = None
    if "files" in given:
        files = check_files(call, given["files"] or [], json.loads(row["files"]))
        columns["files"] = json.dumps(files)
    different = {name: value for name, value in columns.items() if row[name] != value}
    return Wanted(different, _names(different, settings_of(row["settings"]), settings), files)


def _texts(given: Mapping[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if "label" in given:
        columns["label"] = plain(given["label"])
    if "description" in given:
        columns["description"] = None if given["description"] is CLEARED else cleaned_text(given["description"])
    return columns


def _dates(stand: Stand, given: Mapping[str, Any]) -> dict[str, Any]:
    columns = {
        f"{name}_at": None if given[name] is CLEARED else utc_text(given[name])
        for name in ("start", "end")
        if name in given
    }
    after = {**dict(stand.contract), **columns}
    start, end = (utc_time(after[name]) if after[name] else None for name in ("start_at", "end_at"))
    check_dates(start, end, given.get("timezone", stand.contract["timezone"]))
    return columns


def _privacy(given: Mapping[str, Any]) -> dict[str, Any]:
    private, privacy = given.get("private"), given.get("privacy")
    if private and privacy:
        raise Invalid(
            {"privacy": worded("is {privacy}, but private is true, which means 0; give one of them", privacy=privacy)}
        )
    if private is False and privacy == MEMBERS_ONLY:
        raise Invalid({"privacy": worded("is 0, but private is false; give one of them")})
    if privacy is not None:
        return {"privacy": privacy}
    if private is None:
        return {}
    return {"privacy": MEMBERS_ONLY if private else CONTACTS}


def _amount(stand: Stand, given: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """The ceiling; in another currency the number stays what it was unless a new one is given."""
    kept = stand.contract["amount"]
    if given.get("amount") is CLEARED:
        return {"amount": None}
    if "amount" not in given and (kept is None or currency == stand.currency):
        return {}
    number = given["amount"] if "amount" in given else Money(kept, stand.currency).decimal
    money = money_of(number, currency, "amount")
    return {"amount": money.amount if money else None}


def _settings(call: Call, stand: Stand, given: Mapping[str, Any], currency: str) -> Settings:
    before = settings_of(stand.contract["settings"])
    wanted = dict(given.get("settings") or {})
    if before.rate is not None and currency != stand.currency and "rate" not in wanted:
        wanted["rate"] = str(Money(before.rate, stand.currency).decimal)
    after = merged(call, before, wanted, currency)  # type: ignore[arg-type]
    kept = [name for name in OWNERS_ONLY if getattr(before, name) != getattr(after, name)]
    if kept and not stand.is_owner:
        raise NotAllowed(
            worded(
                "settings.{kept} of {name} is set by an owner alone. Nothing changed.", kept=kept[0], name=stand.name
            ),
            next=("list_contract_users",),
        )
    return after


def _names(different: Mapping[str, Any], before: Settings, after: Settings) -> list[str]:
    names = [name.removesuffix("_at") for name in different if name != "settings"]
    then, now = asdict(before), asdict(after)
    return names + [f"settings.{name}" for name in now if then[name] != now[name]]


def _check_currency_is_free(call: Call, stand: Stand, currency: str) -> None:
    """WrongState while something in the contract has an amount in its currency."""
    money = contracts.money_in(call.tx, stand.id)
    priced = [
        place["id"]
        for place in contracts.participants_of(call.tx, stand.id)
        if place["price"] is not None and place["status_id"] in (PENDING, CONFIRMED)
    ]
    named = [
        worded("charge {id}", id=row["id"]) if row["type_id"] == CHARGE else worded("deposit {id}", id=row["id"])
        for row in money
    ]
    named += [worded("participant {id}", id=id) for id in priced]
    if named:
        more = worded(" and {count} more", count=len(named) - 5) if len(named) > 5 else ""
        raise WrongState(
            worded(
                "{title} stays in {currency}: it has {named}{more}. A contract in {other_currency} is made "
                "with create_contract.",
                title=stand.title,
                currency=stand.currency,
                named=joined(named[:5], ", "),
                more=more,
                other_currency=currency,
            ),
            state="currency_locked",
            next=("create_contract", "get_contract"),
        )


def _check_credit(call: Call, stand: Stand, credit: bool) -> None:
    """WrongState when a contract would stop giving credit while somebody owes or is owed."""
    if credit or not stand.contract["credit"]:
        return
    sums = all_sums(call, stand.id)
    open_ones = {
        id: one.balance - one.charged_pending for id, one in sums.items() if one.balance or one.charged_pending
    }
    if open_ones:
        named = joined(
            [
                worded("participant {id} ({money})", id=id, money=Money(sum, stand.currency))
                for id, sum in list(open_ones.items())[:5]
            ],
            ", ",
        )
        raise WrongState(
            worded(
                "{title} gives credit while somebody owes or is owed: {named}. Settle that first.",
                title=stand.title,
                named=named,
            ),
            state="unsettled",
            next=("get_contract", "pay_contract_transactions"),
        )


def check_money_fits(call: Call, stand: Stand, columns: Mapping[str, Any]) -> None:
    """Conflict when the new ceiling is below what was approved or its sub-contracts', or above what its parent has left."""
    if not {"amount", "currency"} & columns.keys():
        return
    after = {**dict(stand.contract), **columns}
    if after["amount"] is None:
        return
    amount = Money(after["amount"], after["currency"])
    approved = Money(approved_in(call.tx, stand.id), after["currency"])
    if amount < approved:
        raise Conflict(
            worded(
                "Charges of {approved} are approved in {name} already; its ceiling cannot be {amount}. "
                "Nothing changed.",
                approved=approved,
                name=stand.name,
                amount=amount,
            ),
            code="below_approved",
            next=("get_contract",),
            details={"approved": approved.text, "currency": approved.currency},
        )
    check_covers_below(call, stand.contract, amount)
    parent = contracts.find_contract(call.tx, after["parent_id"]) if after["parent_id"] is not None else None
    if parent is not None:
        check_share(call, parent, amount, stand.id)
