"""States and currencies of payment methods, and how their numbers are hidden."""

from __future__ import annotations

import pytest

from tools.errors import Conflict, Invalid, WrongState
from tools.payouts.rules import methods
from tools.payouts.rules.methods import Kind

# Kind, step, the states it may be taken in, where it leads.
STEPS = [
    ("card", "enter", {1}, 4),
    ("card", "block", {4}, 3),
    ("card", "delete", {1, 3, 4}, 7),
    ("card", "lapse", {1}, 7),
    ("bank_account", "enter", {3}, 3),
    ("bank_account", "verify", {3}, 1),
    ("bank_account", "delete", {1, 3}, 2),
    ("bank_account", "lapse", {3}, 2),
    ("wallet", "enter", {3}, 3),
    ("wallet", "verify", {3}, 1),
    ("wallet", "delete", {1, 3}, 2),
    ("wallet", "lapse", {3}, 2),
]


@pytest.mark.parametrize(("kind", "step", "sources", "target"), STEPS)
def test_a_step_leads_from_its_states_and_from_no_other(kind: Kind, step: str, sources: set[int], target: int) -> None:
    for status in range(10):
        if status in sources:
            assert methods.after(kind, step, status) == target
        else:
            with pytest.raises(ValueError, match=step):
                methods.after(kind, step, status)


@pytest.mark.parametrize(
    ("kind", "usable", "titles"),
    [
        ("card", 4, {1: "linking", 3: "blocked", 4: "verified", 7: "deleted"}),
        ("wallet", 1, {3: "not_verified", 1: "verified", 2: "deleted"}),
        ("bank_account", 1, {3: "not_verified", 1: "verified", 2: "deleted"}),
    ],
)
def test_money_goes_to_what_is_verified_alone(kind: Kind, usable: int, titles: dict[int, str]) -> None:
    for status, title in titles.items():
        assert methods.is_usable(kind, status) is (status == usable)
        if status == usable:
            methods.check_usable(kind, status, 5, 7)
            continue
        with pytest.raises(WrongState) as no:
            methods.check_usable(kind, status, 5, 7)
        assert (no.value.state, no.value.details) == (title, {"status": status})
        assert no.value.message.split(f"({status}). ")[1].endswith(".")


@pytest.mark.parametrize(
    ("kind", "given", "possible", "default"),
    [
        ("card", {"country": "RU"}, ("RUB",), "RUB"),
        ("card", {"country": "KZ"}, ("EUR", "USD"), "EUR"),
        ("card", {"country": "DE"}, ("EUR", "USD"), "EUR"),
        ("wallet", {}, ("RUB", "USD", "EUR"), "EUR"),
        ("bank_account", {"bank_account_type": 1}, ("EUR",), "EUR"),
        ("bank_account", {"bank_account_type": 2}, ("USD", "EUR"), "EUR"),
        ("bank_account", {"bank_account_type": 6}, ("RUB",), "RUB"),
    ],
)
def test_the_currencies_follow_from_the_kind(
    kind: Kind, given: dict[str, object], possible: tuple[str, ...], default: str
) -> None:
    assert methods.possible_currencies(kind, **given) == possible  # type: ignore[arg-type]
    assert methods.default_currency(kind, **given) == default  # type: ignore[arg-type]
    for currency in possible:
        accepted = (currency,) if kind == "wallet" else possible
        assert methods.accepted_currencies(kind, currency=currency, **given) == accepted  # type: ignore[arg-type]
    assert methods.accepted_currencies(kind, **given) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("5213240000009877", "5213 24** **** 9877"),
        ("4222222222222", "4222 22** *222 2"),
        ("6304000000000000000", "6304 00** **** ***0 000"),
    ],
)
def test_a_card_number_shows_its_first_six_and_last_four_digits(number: str, shown: str) -> None:
    assert methods.masked_card(number) == shown


def test_an_account_number_shows_its_last_four_characters() -> None:
    assert methods.masked_account("2099772984") == "******2984"
    assert methods.masked_account("123") == "123"


def test_a_method_is_named_with_its_type() -> None:
    for kind, type in methods.TYPES.items():
        methods.check_of_type(kind, type, 5, 7)
        with pytest.raises(Invalid) as no:
            methods.check_of_type(kind, 3, 5, 7)
        assert list(no.value.fields) == ["payout_endpoint_type"]


def test_a_method_is_not_taken_away_twice_or_while_money_is_on_its_way() -> None:
    assert methods.check_removable("card", 4, 5, None) == 7
    assert methods.check_removable("wallet", 3, 5, None) == 2
    for kind in methods.KINDS:
        with pytest.raises(WrongState) as gone:
            methods.check_removable(kind, methods.DELETED[kind], 5, None)
        assert gone.value.state == "deleted"
        with pytest.raises(Conflict) as busy:
            methods.check_removable(kind, methods.USABLE[kind], 5, (12, "in progress"))
        assert busy.value.code == "payout_under_way"
        assert busy.value.details == {"payout_id": 12, "payout_status": "in progress"}
