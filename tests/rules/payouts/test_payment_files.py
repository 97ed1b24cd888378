"""Payment files: what stands in them, in which blocks, and what is refused."""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sepaxml
import xmlschema

from store.types import Money
from tools.payouts.rules import payment_files
from tools.payouts.rules.payment_file_reading import read_payment_file
from tools.payouts.rules.payment_files import (
    Account,
    Payer,
    Payment,
    PaymentFile,
    account_of,
    fault,
    payer_of,
    payment_file,
)

GOLDEN = Path(__file__).with_name("payment_file.xml")
NOW = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)
SATURDAY = date(2026, 11, 28)
MONDAY = date(2026, 11, 30)

BERLIN = Account("DE89370400440532013000", "iban", "COBADEFFXXX", sepa=True)
PARIS = Account("FR1420041010050500013M02606", "iban", None, sepa=True)
DUBAI = Account("AE070331234567890123456", "iban", "BOMLAEAD")
BOSTON = Account("123456789", "other", "CHASUS33")
MOSCOW = Account("40817810099910004312", "russian", "044525225")
HALL = Payer("Hiring Hall Göteborg AB", Account("SE4550000000058398257466", "iban", "ESSESESS", sepa=True))
SECOND = Payer("Hiring Hall GmbH", Account("DE02120300000000202051", "iban", None, sepa=True))
BANK_OF_MOSCOW = Payer("ООО Биржа", Account("40702810900000001234", "russian", "044525974"))


def payment(
    number: int,
    account: Account = BERLIN,
    amount: str = "81.00",
    currency: str = "EUR",
    payee: str = "Jürgen Groß",
    payer: Payer = HALL,
    day: date = FRIDAY,
    text: str | None = None,
) -> Payment:
    money = Money.of(amount, currency)
    return Payment(f"HH-{number}", payer, day, payee, account, money, text or f"Hiring Hall payout {number}")


EVERY_KIND = [
    payment(1),
    payment(2, PARIS, "0.01", payee="Élise Œuvrard"),
    payment(3, DUBAI, "1500.50", "USD", payee="Иван Щербаков"),
    payment(4, BOSTON, "20.00", "EUR", payee="Pat O’Brien"),
    payment(5, MOSCOW, "79401.00", "RUB", payee="Юлия Ёлкина"),
    payment(6, BERLIN, "99.99", payer=SECOND),
    payment(7, PARIS, "1000000.00", day=SATURDAY, payee="x" * 100),
    payment(8, MOSCOW, "5.00", "RUB", payer=BANK_OF_MOSCOW, text="Выплата 8"),
    payment(10, BERLIN, "3.10"),
]


def made(payments: list[Payment], message_id: str = "HH-20261127-1") -> PaymentFile:
    return payment_file(message_id, NOW, payments)


def blocks(file: PaymentFile) -> list[list[str]]:
    """The ids of a file's blocks, as a schema-driven reader sees them."""
    read = SCHEMA.to_dict(file.content.decode())
    return [
        [line["PmtId"]["EndToEndId"] for line in block["CdtTrfTxInf"]] for block in read["CstmrCdtTrfInitn"]["PmtInf"]
    ]


SCHEMA = xmlschema.XMLSchema(Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd")


def test_a_file_is_the_one_that_is_kept_here() -> None:
    file = made(EVERY_KIND)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_bytes(file.content)
    assert file.content == GOLDEN.read_bytes()
    assert file.sums == {
        "EUR": Money.of("1000204.10", "EUR"),
        "USD": Money.of("1500.50", "USD"),
        "RUB": Money.of("79406.00", "RUB"),
    }


def test_the_same_payments_in_any_order_make_the_same_bytes() -> None:
    shuffled = list(EVERY_KIND)
    random.Random(1).shuffle(shuffled)
    assert made(shuffled).content == made(EVERY_KIND).content
    assert made(EVERY_KIND, "HH-20261127-2").sha256 != made(EVERY_KIND).sha256


def test_every_payer_day_and_currency_is_a_block_of_its_own() -> None:
    assert blocks(made(EVERY_KIND)) == [
        ["HH-8"],
        ["HH-6"],
        ["HH-1", "HH-2", "HH-10"],
        ["HH-4"],
        ["HH-5"],
        ["HH-3"],
        ["HH-7"],
    ]


def test_no_payers_account_day_or_amount_is_lost() -> None:
    message_id, lines = read_payment_file(made(EVERY_KIND).content)
    assert message_id == "HH-20261127-1"
    read = {line.id: (line.payer[1], line.payee[1], line.day, line.money) for line in lines}
    assert len(lines) == len(read)
    assert read == {
        one.id: (one.payer.account.number, one.account.number, MONDAY if one.day == SATURDAY else one.day, one.money)
        for one in EVERY_KIND
    }
    assert [line.id for line in lines if line.sepa] == ["HH-6", "HH-1", "HH-2", "HH-10", "HH-7"]


@pytest.mark.parametrize(
    ("change", "sepa"),
    [
        ({}, True),
        ({"money": Money.of("81.00", "USD")}, False),
        ({"account": DUBAI}, False),
        ({"account": BOSTON}, False),
        ({"payer": replace(HALL, account=DUBAI)}, False),
    ],
)
def test_only_euros_between_two_accounts_of_sepa_go_as_sepa(change: dict[str, object], sepa: bool) -> None:
    file = made([replace(payment(1), **change)])  # type: ignore[arg-type]
    assert (b"<Cd>SEPA</Cd>" in file.content, b"SLEV" in file.content) == (sepa, sepa)
    assert (b"SHAR" in file.content) is not sepa


def test_a_name_is_cut_and_kept_as_it_is_sent() -> None:
    (sent,) = made([payment(1, payee="Щ" * 30, text="Работа " * 40)]).sent
    assert sent.name == ("SHCH" * 18)[:70]
    assert sent.text == ("Rabota " * 20).strip()


def test_a_day_that_banks_do_not_work_on_is_moved_and_told() -> None:
    days = {one.payment.id: (one.payment.day, one.day) for one in made([payment(1), payment(2, day=SATURDAY)]).sent}
    assert days == {"HH-1": (FRIDAY, FRIDAY), "HH-2": (SATURDAY, MONDAY)}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"money": Money.of("0.00", "EUR")}, "0.01 to 999999999.99"),
        ({"money": Money.of("-1.00", "EUR")}, "0.01 to 999999999.99"),
        ({"money": Money.of("1000000000.00", "EUR")}, "0.01 to 999999999.99"),
        ({"money": Money.of("1.00", "USDT")}, "no money of banks"),
        ({"account": MOSCOW}, "RUB alone"),
        ({"account": replace(BOSTON, bank=None)}, "needs its bank's BIC"),
        ({"payee": "محمد"}, "the payee's name has letters"),
        ({"payee": "щ" * 40}, "more than 140"),
    ],
)
def test_what_no_bank_takes_is_refused_without_a_number(change: dict[str, object], why: str) -> None:
    wrong = replace(payment(1), **change)  # type: ignore[arg-type]
    said = fault(wrong.payee, wrong.account, wrong.money)
    assert said is not None
    assert why in said
    assert wrong.account.number not in said
    with pytest.raises(ValueError, match="HH-1: "):
        made([payment(2), wrong])


def test_what_could_be_paid_twice_or_too_late_is_refused() -> None:
    with pytest.raises(ValueError, match="HH-1 is there 2 times"):
        made([payment(1), payment(1, PARIS)])
    with pytest.raises(ValueError, match="is over"):
        made([payment(1, day=date(2026, 11, 26))])
    with pytest.raises(ValueError, match="HH-1: the payer's name has no letters"):
        made([payment(1, payer=replace(HALL, name="."))])
    with pytest.raises(ValueError, match="needs a payment"):
        made([])
    for number in ("", "x" * 31, "a/b", "-1", "ü"):
        with pytest.raises(ValueError, match="30 letters"):
            made([payment(1)], number)
    with pytest.raises(ValueError, match="35 letters"):
        made([replace(payment(1), id="x" * 36)])


def test_a_file_that_says_something_else_is_seen() -> None:
    file = made(EVERY_KIND)
    for before, after in (
        (b'<InstdAmt Ccy="EUR">81.00<', b'<InstdAmt Ccy="EUR">81.01<'),
        (b'<InstdAmt Ccy="EUR">81.00<', b'<InstdAmt Ccy="USD">81.00<'),
        (b"DE89370400440532013000", b"DE02120300000000202051"),
        (b"<Dt>2026-11-30</Dt>", b"<Dt>2026-11-27</Dt>"),
        (b"<EndToEndId>HH-1<", b"<EndToEndId>HH-11<"),
        (b"<NbOfTxs>9<", b"<NbOfTxs>8<"),
        (b"<MsgId>HH", b"<MsgId>HI"),
        (b"<PmtMtd>TRF</PmtMtd>", b"<PmtMtd>TRF</PmtMtd><PmtTpInf><InstrPrty>HIGH</InstrPrty></PmtTpInf>"),
    ):
        changed = file.content.replace(before, after, 1)
        assert changed != file.content
        with pytest.raises(RuntimeError):
            payment_files.check_stands(changed, "HH-20261127-1", file.sent)
    payment_files.check_stands(file.content, "HH-20261127-1", file.sent)


def test_whatever_is_paid_is_as_the_schema_wants_and_read_back_the_same() -> None:
    chance = random.Random(20022)
    accounts = {"EUR": (BERLIN, PARIS, DUBAI, BOSTON), "USD": (DUBAI, BOSTON, BERLIN), "RUB": (MOSCOW, BOSTON)}
    for number in range(100):
        payments = []
        for id in chance.sample(range(1, 100_000), chance.randint(1, 12)):
            currency = chance.choice(("EUR", "EUR", "USD", "RUB"))
            amount = f"{chance.choice((0, 1, 99, 81_403, 999_999_999))}.{chance.randint(1, 99):02}"
            name = chance.choice(("Jürgen Groß", "Иван Щербаков", "A & B <Ltd>", "Ξένια Ωραία", "x" * 140))
            payer, day = chance.choice((HALL, SECOND)), chance.choice((FRIDAY, SATURDAY, date(2026, 12, 25)))
            account, text = chance.choice(accounts[currency]), chance.choice(("", "«ы»"))
            payments.append(payment(id, account, amount, currency, name, payer, day, text))
        file = made(payments, f"HH-{number}")
        assert Counter((line.payee[1], line.money) for line in read_payment_file(file.content)[1]) == Counter(
            (one.account.number, one.money) for one in payments
        )
        if number < 15:
            SCHEMA.validate(file.content.decode())
            head = SCHEMA.to_dict(file.content.decode())["CstmrCdtTrfInitn"]["GrpHdr"]
            assert head["NbOfTxs"] == str(len(payments))
            assert head["CtrlSum"] == sum((one.money.decimal for one in payments), Decimal(0))


def test_the_kept_file_is_as_the_schema_wants() -> None:
    SCHEMA.validate(GOLDEN.read_bytes().decode())


def test_an_account_is_told_by_its_number_and_its_bank() -> None:
    assert account_of("DE89370400440532013000", None) == Account("DE89370400440532013000", "iban", None, sepa=True)
    assert account_of("AE070331234567890123456", "BOMLAEAD") == DUBAI
    assert account_of("123456789", "CHASUS33") == BOSTON
    # Looks like an IBAN, but there are none in Algeria.
    assert account_of("DZ580002100001113000000570", "BEADDZAL").form == "other"
    assert account_of("40817810099910004312", "044525225") == MOSCOW


def test_the_payers_account_is_taken_as_typed_and_checked() -> None:
    assert payer_of("Hall AB", "se45 5000 0000 0583 9825 7466", "essesess") == Payer("Hall AB", HALL.account)
    for name, number, bank, why in (
        ("", "SE4550000000058398257466", None, "the name has no letters"),
        ("Hall", "SE4650000000058398257466", None, "check digits do not fit"),
        ("Hall", "123456789", None, "needs its bank's BIC"),
        ("Hall", "SE4550000000058398257466", "X", "BIC of 8 or 11"),
        ("Hall", "40817810099910004312", "044525225", "does not fit the bank's BIC"),
        ("Hall", "4081781", "044525225", "20 digits"),
    ):
        with pytest.raises(ValueError, match=why) as no:
            payer_of(name, number, bank)
        assert number not in str(no.value)
