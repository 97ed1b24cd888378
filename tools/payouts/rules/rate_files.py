"""The file of rates of whoever runs a hall: read, dated and checked as a whole before any of it counts.

CSV with a heading: base,target,rate and, where a rate counts later than at once, valid_from (ISO 8601 with offset)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tools.payouts.rules.conversion import CURRENCIES, PAIRS, spread
from tools.rules.decimals import read_decimal

HEADING = ("base", "target", "rate", "valid_from")
# A rate further away from the one before is taken for a mistake, such as the number of the other direction.
FAR_PERCENT = 20
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class DatedRate:
    """The rate of one direction from a moment on."""

    base: str
    target: str
    rate: Decimal
    valid_from: datetime

    @property
    def pair(self) -> tuple[str, str]:
        return self.base, self.target


class FaultyRates(Exception):
    """A file that is not loaded; faults: a sentence for each thing wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_rates(text: str, now: datetime) -> list[DatedRate]:
    """The rows of a file, those without a moment of their own dated now. FaultyRates names every line that is wrong."""
    lines = list(csv.reader(text.lstrip("\ufeff").splitlines(), strict=True))
    heading = tuple(cell.strip() for cell in lines[0]) if lines else ()
    if heading not in (HEADING, HEADING[:3]):
        raise FaultyRates([f"The first line must be {','.join(HEADING)} (or without valid_from), by commas."])
    rates, faults = [], []
    for number, cells in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            rates.append(_read_row([cell.strip() for cell in cells], len(heading), now))
        except ValueError as fault:
            faults.append(f"Line {number}: {fault}.")
    moments = [(*rate.pair, rate.valid_from) for rate in rates]
    faults += [
        f"{base} to {target} has two rates from {_told(moment)} on."
        for base, target, moment in sorted({one for one in moments if moments.count(one) > 1})
    ]
    if len(rates) > MOST_ROWS:
        faults = [f"There are {len(rates)} rates; a file has at most {MOST_ROWS}."]
    if faults or not rates:
        raise FaultyRates(faults or ["There is no rate in it."])
    return rates


def far_rates(rates: Iterable[DatedRate], known: Iterable[DatedRate]) -> list[str]:
    """A sentence for each rate that lies too far from the one before it to be believed without a word. known: what is in
    force or to come."""
    said = []
    before: dict[tuple[str, str], Decimal] = {}
    new = set(rates)
    for rate in _in_order([*known, *new]):
        last = before.get(rate.pair)
        if rate in new and last is not None and abs(rate.rate - last) * 100 > FAR_PERCENT * last:
            said.append(
                f"{rate.base} to {rate.target} goes from {last:f} to {rate.rate:f}, by more than {FAR_PERCENT} %."
            )
        before[rate.pair] = rate.rate
    return said


def gains(rates: Iterable[DatedRate], known: Iterable[DatedRate]) -> list[str]:
    """A sentence for each pair and moment at which somebody would gain by changing money there and back."""
    said = []
    force: dict[tuple[str, str], Decimal] = {}
    in_order = _in_order([*known, *rates])
    for place, rate in enumerate(in_order):
        force[rate.pair] = rate.rate
        if place + 1 < len(in_order) and in_order[place + 1].valid_from == rate.valid_from:
            continue
        said += [
            f"From {_told(rate.valid_from)} on {there} to {back} at {force[there, back]:f} and back at "
            f"{force[back, there]:f} would make more of any amount."
            for there, back in _stronger_first(force)
            if spread(force[there, back], force[back, there]) < 0
        ]
    return said


def _read_row(cells: list[str], wanted: int, now: datetime) -> DatedRate:
    if len(cells) != wanted:
        raise ValueError(f"has {len(cells)} values instead of {wanted}; a decimal comma is a point here")
    base, target = cells[0].upper(), cells[1].upper()
    if (base, target) not in PAIRS:
        raise ValueError(f"{base[:10]} to {target[:10]} is no pair of two of {', '.join(CURRENCIES)}")
    try:
        rate = read_decimal(cells[2])
    except ValueError as fault:
        raise ValueError(f"the rate {cells[2][:40]!r} {fault}") from None
    if rate <= 0:
        raise ValueError("the rate must be above 0")
    moment = _read_moment(cells[3]) if wanted == len(HEADING) and cells[3] else now
    if moment < now:
        raise ValueError(
            f"{_told(moment)} is over; a rate counts from now ({_told(now)}) on or later. Leave valid_from out"
        )
    return DatedRate(base, target, rate, moment)


def _read_moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError(f"valid_from {text[:40]!r} must be a moment with offset, such as 2026-12-01T00:00:00Z")
    return moment


def _in_order(rates: Iterable[DatedRate]) -> list[DatedRate]:
    return sorted(rates, key=lambda rate: rate.valid_from)


def _stronger_first(force: Mapping[tuple[str, str], Decimal]) -> list[tuple[str, str]]:
    return [
        (base, target)
        for base, target in PAIRS
        if CURRENCIES.index(base) < CURRENCIES.index(target) and {(base, target), (target, base)} <= force.keys()
    ]


def _told(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
