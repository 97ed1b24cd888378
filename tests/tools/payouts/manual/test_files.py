"""Payment files of payouts: each payout in one file, ever, and the file kept as it was made."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from server.machine import machine_call
from store.installation_key import InstallationKey
from store.payouts import account_numbers, files
from store.people import erasure, everything
from store.types import Money
from tests.hall import Hall, TestCaller
from tests.tools.payouts.payout_cast import made, method_of, notices, proved, settle_by, states, step
from tools.errors import Conflict
from tools.payouts.manual.files import Made, kept_file, make_file, waiting
from tools.payouts.quoting import Quote
from tools.payouts.rules.payment_file_reading import read_payment_file
from tools.payouts.rules.payment_files import payer_of
from tools.payouts.settlement import decline, send

PAYER = payer_of("Hiring Hall AB", "SE4550000000058398257466", "ESSESESS")
IBAN = "DE89370400440532013000"
RUSSIAN = "40817810099910004312"


async def account(hall: Hall, person: TestCaller, number: str = IBAN, **columns: object) -> int:
    """A person's bank account with its whole number, sealed."""
    key = hall.app.parts.key
    sealed = {"sealed_number": account_numbers.sealed(key, person.id, number), "holder": "Jürgen Groß"}
    return await method_of(hall, person, "bank_account", **{**sealed, **columns})


async def payouts_of(hall: Hall, *methods: int) -> list[int]:
    """One payout of 10.00 EUR to each of these methods, that somebody makes by hand."""
    await settle_by(hall, "manual")
    return [await made(hall, id, Quote(Money(1000, "EUR"), Money(1000, "EUR"), None, "none")) for id in methods]


async def file_of(hall: Hall, day: date | None = None, **only: object) -> Made:
    return await hall.app.database.write(
        lambda tx: make_file(machine_call(hall.app, tx), PAYER, day, **only)  # type: ignore[arg-type]
    )


async def kept(hall: Hall, number: int, key: InstallationKey | None = None) -> bytes:
    return (await hall.app.database.read(lambda tx: kept_file(tx, key or hall.app.parts.key, number)))[1]


async def ann(hall: Hall) -> TestCaller:
    return await hall.person("ann@work.test", credit="100.00 EUR")


async def test_what_waits_is_in_one_file_and_in_progress(hall: Hall) -> None:
    person = await ann(hall)
    method = await account(hall, person)
    first, second = await payouts_of(hall, method, method)
    # One is in progress already, handed over to whoever makes the transfers.
    await step(hall, first, send)
    file = await file_of(hall)
    message_id, lines = read_payment_file(file.file.content)
    assert message_id == file.message_id
    assert message_id.startswith("HH-1-")
    assert [(line.payee[:2], line.money, line.payer[1]) for line in lines] == [
        (("Jurgen Gross", IBAN), Money(1000, "EUR"), PAYER.account.number)
    ] * 2
    assert [line.text for line in lines] == [f"Hiring Hall payout {id}, balance" for id in (first, second)]
    assert [states(hall, id) for id in (first, second)] == [[10, 1], [10, 1]]
    assert await kept(hall, 1) == file.file.content
    told = [text for _, text in notices(hall, "person", person.id) if "payment file" in text]
    assert len(told) == 2
    assert f"in the name of Jurgen Gross, as {lines[0].id}" in told[0]
    assert IBAN not in "".join(told)
    await proved(hall)
    with pytest.raises(Conflict, match=r"No payout waits.*file-again 1") as no:
        await file_of(hall)
    assert no.value.code == "nothing_waits"
    (third,) = await payouts_of(hall, method)
    assert [line.id.split("-")[1] for line in read_payment_file((await file_of(hall)).file.content)[1]] == [str(third)]


async def test_whole_numbers_are_sealed_in_the_file_that_is_kept(hall: Hall) -> None:
    person = await ann(hall)
    await payouts_of(hall, await account(hall, person))
    file = await file_of(hall)
    stored = " ".join(str(value) for row in hall.sql("SELECT * FROM payout_files") for value in row)
    assert IBAN not in stored
    assert file.file.sha256 in stored
    with pytest.raises(Conflict, match="another key"):
        await kept(hall, 1, InstallationKey(b"x" * 32))
    with pytest.raises(Conflict, match="no payment file 2"):
        await kept(hall, 2)


async def test_what_no_file_pays_is_listed_with_why_and_stays(hall: Hall) -> None:
    person = await ann(hall)
    nameless = await account(hall, person, holder="王伟")
    numberless = await method_of(hall, person, "bank_account")
    card, wallet = await method_of(hall, person), await method_of(hall, person, "wallet")
    made_ids = await payouts_of(hall, nameless, numberless, card, wallet)
    good = await account(hall, person, "FR1420041010050500013M02606")
    (payable,) = await payouts_of(hall, good)
    found = await hall.app.database.read(lambda tx: waiting(tx, hall.app.parts.key))
    assert [(one.row["id"], one.is_ready) for one in found] == [*((id, False) for id in made_ids), (payable, True)]
    whys = [one.why_not or "" for one in found]
    for why, said in zip(whys, ("Latin ones", "cannot be read", "to a card", "to a wallet", ""), strict=True):
        assert said in why
    await file_of(hall)
    assert [states(hall, id) for id in made_ids] == [[10]] * 4
    assert states(hall, payable) == [10, 1]


async def test_an_account_in_russia_is_paid_in_roubles_in_a_block_of_its_own(hall: Hall) -> None:
    person = await ann(hall)
    roubles = await account(hall, person, RUSSIAN, bank_account_type=6, bic="044525225", currency="RUB")
    await settle_by(hall, "manual")
    await made(hall, roubles, Quote(Money(1000, "EUR"), Money(79401, "RUB"), "79.401", "multiply"))
    await payouts_of(hall, await account(hall, person))
    file = await file_of(hall)
    lines = {line.payee[1]: line for line in read_payment_file(file.file.content)[1]}
    assert (lines[RUSSIAN].money, lines[RUSSIAN].payee[2], lines[RUSSIAN].sepa) == (
        Money(79401, "RUB"),
        "044525225",
        False,
    )
    assert lines[IBAN].sepa
    assert file.file.content.count(b"<PmtInf>") == 2


async def test_a_file_has_the_day_the_currency_and_the_payouts_asked_for(hall: Hall) -> None:
    person = await ann(hall)
    method = await account(hall, person)
    first, second = await payouts_of(hall, method, method)
    with pytest.raises(Conflict, match="Payout 999 does not wait"):
        await file_of(hall, only=[first, 999])
    with pytest.raises(Conflict, match="No payout waits"):
        await file_of(hall, currency="USD")
    with pytest.raises(ValueError, match="is over"):
        await file_of(hall, date(2020, 1, 1))
    assert (states(hall, first), hall.sql("SELECT count(*) FROM payout_files")) == ([10], [(0,)])
    christmas = date(hall.clock().year, 12, 25)
    file = await file_of(hall, christmas, only=[second])
    (line,) = read_payment_file(file.file.content)[1]
    assert line.id.split("-")[1] == str(second)
    assert line.day > christmas
    assert states(hall, first) == [10]


async def test_what_ended_before_is_in_no_file(hall: Hall) -> None:
    person = await ann(hall)
    method = await account(hall, person)
    first, second = await payouts_of(hall, method, method)
    await step(hall, first, send)
    await step(hall, first, decline, "Paid otherwise")
    file = await file_of(hall)
    assert [line.id.split("-")[1] for line in read_payment_file(file.file.content)[1]] == [str(second)]


async def test_no_payout_is_in_two_files_whatever_program_writes(hall: Hall) -> None:
    person = await ann(hall)
    await payouts_of(hall, await account(hall, person))
    file = await file_of(hall)
    payout = file.file.sent[0].payment.id.split("-")[1]
    with pytest.raises(sqlite3.IntegrityError):
        await hall.app.database.write(
            lambda tx: files.add_line(tx, int(payout), 1, "other", "Jurgen", "", "2026-01-01")
        )
    for script in (
        "DELETE FROM payout_file_lines",
        "UPDATE payout_file_lines SET file_id = 2",
        "DELETE FROM payout_files",
        "UPDATE payout_files SET sealed = ''",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            hall.sql_script(script)


async def test_a_recorded_end_says_which_payment_of_which_file_it_was(hall: Hall) -> None:
    boss, person = await hall.operator(), await ann(hall)
    (payout,) = await payouts_of(hall, await account(hall, person))
    file = await file_of(hall)
    answer = (await boss.call("record_payout_result", payout_id=payout, status=2))["payout"]
    assert (answer["end_to_end_id"], answer["file_number"]) == (file.file.sent[0].payment.id, 1)
    assert await kept(hall, 1) == file.file.content
    assert await hall.app.database.read(lambda tx: waiting(tx, hall.app.parts.key)) == []


async def test_of_who_is_forgotten_the_name_goes_and_the_file_stays(hall: Hall) -> None:
    person = await ann(hall)
    (payout,) = await payouts_of(hall, await account(hall, person))
    file = await file_of(hall)
    data, _ = await hall.app.database.read(lambda tx: everything.everything_about(tx, person.id))
    assert [line["name"] for line in data["payout_file_lines"]] == ["Jurgen Gross"]
    await hall.app.database.write(lambda tx: erasure.erase_person(tx, person.id, None, hall.clock()))
    assert hall.sql("SELECT payout_id, name, text FROM payout_file_lines") == [(payout, "", "")]
    assert await kept(hall, 1) == file.file.content
