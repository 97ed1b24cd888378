"""Payment methods: their types and states, which step leads where, and what can be paid to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from tools.errors import Conflict, Invalid, Step, WrongState
from tools.rules.sentences import word, worded

Kind = Literal["card", "wallet", "bank_account"]
KINDS: tuple[Kind, ...] = ("card", "wallet", "bank_account")
TYPES: dict[Kind, int] = {"card": 1, "wallet": 2, "bank_account": 6}
KIND_OF_TYPE: dict[int, Kind] = {number: kind for kind, number in TYPES.items()}
NOUNS: dict[Kind, str] = {"card": "card", "wallet": "wallet", "bank_account": "bank account"}
ADD: dict[Kind, str] = {
    "card": "add_payout_card",
    "wallet": "add_payout_wallet",
    "bank_account": "add_payout_bank_account",
}
DELETE: dict[Kind, str] = {
    "card": "delete_payout_card",
    "wallet": "delete_payout_wallet",
    "bank_account": "delete_payout_bank_account",
}

# How long the link is open under which its owner enters the details.
LINK_LIFETIME = timedelta(minutes=30)
# Of one person, those included that wait for their details.
MOST_METHODS = 20

CARD_TITLES = {1: "linking", 3: "blocked", 4: "verified", 7: "deleted"}
OTHER_TITLES = {3: "not_verified", 1: "verified", 2: "deleted"}
USABLE: dict[Kind, int] = {"card": 4, "wallet": 1, "bank_account": 1}
DELETED: dict[Kind, int] = {"card": 7, "wallet": 2, "bank_account": 2}
BEGUN: dict[Kind, int] = {"card": 1, "wallet": 3, "bank_account": 3}
BLOCKED_CARD = 3

UNDEFINED_CARD, VISA, MASTERCARD, MAESTRO, MIR = 0, 1, 2, 3, 8
SEPA, SWIFT, RUSSIAN = 1, 2, 6
WEBMONEY = 3

# What makes a method usable that is in a state, or what to do instead.
_WAY_ON = {
    "linking": worded("Its owner enters the details with confirm_payout_method."),
    "not_verified": worded(
        "Its owner enters the details with confirm_payout_method; then the operator of this installation verifies it."
    ),
    "blocked": worded("Choose another."),
    "deleted": worded("Choose another."),
}

# From which states a step may be taken, and where it leads. A link that nobody used ends what was begun.
TRANSITIONS: dict[Kind, dict[str, tuple[tuple[int, ...], int]]] = {
    "card": {
        "add": ((), 1),
        "enter": ((1,), 4),
        "block": ((4,), 3),
        "delete": ((1, 3, 4), 7),
        "lapse": ((1,), 7),
    },
    "wallet": {"add": ((), 3), "enter": ((3,), 3), "verify": ((3,), 1), "delete": ((1, 3), 2), "lapse": ((3,), 2)},
    "bank_account": {
        "add": ((), 3),
        "enter": ((3,), 3),
        "verify": ((3,), 1),
        "delete": ((1, 3), 2),
        "lapse": ((3,), 2),
    },
}

_ACCOUNT_CURRENCIES: dict[int, tuple[str, ...]] = {SEPA: ("EUR",), SWIFT: ("USD", "EUR"), RUSSIAN: ("RUB",)}
EVERY_CURRENCY = ("RUB", "USD", "EUR")


def is_usable(kind: Kind, status: int) -> bool:
    """Whether money can be paid to a method in this state."""
    return status == USABLE[kind]


def state_title(kind: Kind, status: int) -> str:
    """What a refusal calls a state."""
    return (CARD_TITLES if kind == "card" else OTHER_TITLES)[status]


def after(kind: Kind, step: str, status: int) -> int:
    """The state a step leads to. ValueError when it cannot be taken in this one."""
    sources, target = TRANSITIONS[kind][step]
    if status not in sources:
        raise ValueError(worded("{step} of a {kind} in state {status}", step=step, kind=kind, status=status))
    return target


def possible_currencies(
    kind: Kind, *, country: str | None = None, bank_account_type: int | None = None
) -> tuple[str, ...]:
    """The currencies that a method of a kind may be in. country: where a card was issued."""
    if kind == "card":
        return ("RUB",) if country == "RU" else ("EUR", "USD")
    if kind == "wallet":
        return EVERY_CURRENCY
    return _ACCOUNT_CURRENCIES[bank_account_type or 0]


def accepted_currencies(
    kind: Kind, *, currency: str | None = None, country: str | None = None, bank_account_type: int | None = None
) -> tuple[str, ...]:
    """The currencies that can be paid to a method: a wallet takes its own only. Empty before its details are known."""
    if currency is None:
        return ()
    if kind == "wallet":
        return (currency,)
    return possible_currencies(kind, country=country, bank_account_type=bank_account_type)


def default_currency(kind: Kind, *, country: str | None = None, bank_account_type: int | None = None) -> str:
    """The currency of a method whose owner names none."""
    russian = (kind == "card" and country == "RU") or bank_account_type == RUSSIAN
    return "RUB" if russian else "EUR"


def masked_card(number: str) -> str:
    """The first 6 and last 4 digits in groups of four: '5213 24** **** 9877'."""
    hidden = number[:6] + "*" * (len(number) - 10) + number[-4:]
    return " ".join(hidden[start : start + 4] for start in range(0, len(hidden), 4))


def masked_account(number: str) -> str:
    """The last 4 characters of an account or wallet number."""
    return "*" * max(len(number) - 4, 0) + number[-4:]


def check_usable(kind: Kind, status: int, method_id: int, person_id: int) -> None:
    """WrongState, with the state, unless money can be paid to the method."""
    if is_usable(kind, status):
        return
    title = state_title(kind, status)
    raise WrongState(
        worded(
            "The {nouns} {method_id} cannot be paid to: its state is {title} ({status}). {way_on}",
            nouns=word(NOUNS[kind]),
            method_id=method_id,
            title=word(title),
            status=status,
            way_on=_WAY_ON[title],
        ),
        state=title,
        next=(methods_of(person_id),),
        details={"status": status},
    )


def methods_of(person_id: int) -> Step:
    """Where the methods of a person are seen, by whoever may: a company has to name whose it asks for."""
    return Step("list_payout_methods", {"freelancer_id": person_id})


def check_of_type(kind: Kind, type: int, method_id: int, person_id: int) -> None:
    """Invalid when a method of a person is not of the type it was named with."""
    if TYPES[kind] != type:
        raise Invalid(
            {
                "payout_endpoint_type": worded(
                    "{method_id} is a {nouns}, type {types}, not {type}",
                    method_id=method_id,
                    nouns=word(NOUNS[kind]),
                    types=TYPES[kind],
                    type=type,
                )
            },
            next=(methods_of(person_id),),
        )


def check_removable(kind: Kind, status: int, method_id: int, payout: tuple[int, str] | None) -> int:
    """The state after it was taken away. payout: the one under way to it, (id, state).

    WrongState when it is gone already, Conflict while money is on its way to it."""
    if status == DELETED[kind]:
        raise WrongState(
            worded("The {nouns} {method_id} was deleted already.", nouns=word(NOUNS[kind]), method_id=method_id),
            state="deleted",
            next=("list_payout_methods",),
        )
    if payout is not None:
        id, state = payout
        raise Conflict(
            worded(
                "Payout {id} to the {nouns} {method_id} is under way ({state}); delete it once that has ended.",
                id=id,
                nouns=word(NOUNS[kind]),
                method_id=method_id,
                state=word(state),
            ),
            code="payout_under_way",
            next=("list_payout_methods",),
            details={"payout_id": id, "payout_status": state},
        )
    return after(kind, "delete", status)
