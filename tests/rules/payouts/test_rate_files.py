"""Files of rates: what is read out of one, and what is not believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tools.payouts.rules.rate_files import DatedRate, FaultyRates, far_rates, gains, read_rates

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def dated(base: str, target: str, rate: str, moment: datetime = NOW) -> DatedRate:
    return DatedRate(base, target, Decimal(rate), moment)


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("base,target,rate\nEUR,RUB,80.5\n", [dated("EUR", "RUB", "80.5")]),
        ("\ufeffbase,target,rate\r\neur, rub ,80.5\r\n\r\n", [dated("EUR", "RUB", "80.5")]),
        (
            "base,target,rate,valid_from\nEUR,RUB,80.5,\nRUB,EUR,82,2026-03-03T10:00:00+01:00\n",
            [dated("EUR", "RUB", "80.5"), dated("RUB", "EUR", "82", NOW + DAY)],
        ),
        ('base,target,rate\n"USD","EUR","1.0898"\n', [dated("USD", "EUR", "1.0898")]),
    ],
)
def test_a_file_is_read_and_dated_now_unless_it_says_when(text: str, rates: list[DatedRate]) -> None:
    assert read_rates(text, NOW) == rates


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "The first line must be base,target,rate,valid_from"),
        ("EUR,RUB,80.5\n", "The first line"),
        ("base;target;rate\nEUR;RUB;80,5\n", "by commas"),
        ("base,target,rate\n", "There is no rate in it."),
        ("base,target,rate\nEUR,RUB,80,5\n", "Line 2: has 4 values instead of 3; a decimal comma is a point here."),
        ("base,target,rate\nEUR,EUR,1\n", "Line 2: EUR to EUR is no pair of two of EUR, USD, RUB."),
        ("base,target,rate\nEUR,BTC,1\n", "EUR to BTC is no pair"),
        ("base,target,rate\nEUR,RUB,0\n", "Line 2: the rate must be above 0."),
        ("base,target,rate\nEUR,RUB,-1\n", "Line 2: the rate '-1' must be a decimal number"),
        ("base,target,rate\nEUR,RUB,1e2\n", "the rate '1e2' must be"),
        ("base,target,rate,valid_from\nEUR,RUB,1,tomorrow\n", "valid_from 'tomorrow' must be a moment with offset"),
        ("base,target,rate,valid_from\nEUR,RUB,1,2026-04-01T00:00:00\n", "must be a moment with offset"),
        ("base,target,rate,valid_from\nEUR,RUB,1,2026-03-02T08:59:59Z\n", "2026-03-02T08:59:59+00:00 is over;"),
        ("base,target,rate\nEUR,RUB,1\neur,rub,2\n", "EUR to RUB has two rates from 2026-03-02T09:00:00+00:00 on."),
        ("base,target,rate\n" + "EUR,RUB,1\n" * 1001, "There are 1001 rates; a file has at most 1000."),
    ],
)
def test_a_file_that_is_wrong_anywhere_is_not_taken(text: str, fault: str) -> None:
    with pytest.raises(FaultyRates) as no:
        read_rates(text, NOW)
    assert fault in str(no.value)


def test_every_wrong_line_is_named() -> None:
    with pytest.raises(FaultyRates) as no:
        read_rates("base,target,rate\nEUR,RUB,x\nEUR,USD,1\nEUR,EUR,1\n", NOW)
    assert [fault[:7] for fault in no.value.faults] == ["Line 2:", "Line 4:"]


KNOWN = [dated("RUB", "EUR", "80", NOW - DAY), dated("RUB", "EUR", "100", NOW + 2 * DAY)]


@pytest.mark.parametrize(
    ("rate", "far"),
    [
        (dated("RUB", "EUR", "96"), None),
        (dated("RUB", "EUR", "96.01"), "RUB to EUR goes from 80 to 96.01, by more than 20 %."),
        (dated("RUB", "EUR", "63.9"), "from 80 to 63.9"),
        # The number of the other direction.
        (dated("RUB", "EUR", "0.0122"), "from 80 to 0.0122"),
        # Measured by what will be in force then.
        (dated("RUB", "EUR", "110", NOW + 3 * DAY), None),
        (dated("RUB", "EUR", "70", NOW + 3 * DAY), "from 100 to 70"),
        (dated("RUB", "USD", "1"), None),
    ],
)
def test_a_rate_far_from_the_one_before_is_asked_about(rate: DatedRate, far: str | None) -> None:
    said = far_rates([rate], KNOWN)
    assert said == [] if far is None else (len(said) == 1 and far in said[0])


@pytest.mark.parametrize(
    ("rates", "gain"),
    [
        ([dated("EUR", "RUB", "79")], None),
        ([dated("EUR", "RUB", "80")], None),
        ([dated("EUR", "RUB", "81")], "From 2026-03-02T09:00:00+00:00 on EUR to RUB at 81 and back at 80"),
        ([dated("EUR", "RUB", "81"), dated("RUB", "EUR", "82")], None),
        # Only later, when the other direction has changed.
        ([dated("EUR", "RUB", "79"), dated("RUB", "EUR", "78", NOW + DAY)], "From 2026-03-03T09:00:00+00:00 on"),
        ([dated("EUR", "USD", "3")], None),
    ],
)
def test_nobody_gains_by_changing_money_there_and_back(rates: list[DatedRate], gain: str | None) -> None:
    said = gains(rates, KNOWN)
    assert said == [] if gain is None else (len(said) == 1 and gain in said[0])
