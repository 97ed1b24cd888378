"""What a bill adds up to. Charges are what is owed in all, so VAT is contained in them and taken out of each rate's sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from store.types import DECIMALS
from tools.contracts.rules.documents import Invoice, InvoiceLine
from tools.rules.sentences import worded

# S: a rate of VAT; E: exempt; O: the seller is outside VAT; AE: the buyer owes it.
VatCategory = Literal["S", "E", "O", "AE"]
# UN/ECE Recommendation 20: hours, and pieces without a name.
HOUR, PIECE = "HUR", "C62"

# Where VAT of services between businesses is owed by the one who gets them. EL and XI: Greece and Northern Ireland as
# VAT numbers name them.
_IN_EU = "AT BE BG CY CZ DE DK EE EL ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI"
_EU = frozenset(_IN_EU.split())

REASONS: dict[VatCategory, tuple[str, str | None]] = {
    "E": ("Exempt from VAT", None),
    "O": ("Not subject to VAT", "VATEX-EU-O"),
    "AE": ("Reverse charge: the buyer owes the VAT", "VATEX-EU-AE"),
}


@dataclass(frozen=True, slots=True)
class LineSums:
    """A line without VAT. net: in the smallest unit; quantity times price, rounded, is the net."""

    net: int
    quantity: Decimal
    unit: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class VatGroup:
    """What falls under one rate: gross as billed, and net and VAT as computed, which may differ from it by one smallest unit.

    reason and reason_code say why there is no VAT."""

    percent: Decimal
    category: VatCategory
    net: int
    vat: int
    gross: int
    reason: str | None = None
    reason_code: str | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """A bill added up, in the smallest unit. payable = net + vat + rounding = what its lines say in all."""

    lines: tuple[LineSums, ...]
    groups: tuple[VatGroup, ...]
    net: int
    vat: int
    rounding: int
    payable: int


def invoice_sums(invoice: Invoice) -> Sums:
    """The sums of a bill without faults: VAT by rate, lines without VAT, and what rounding leaves."""
    rates = sorted({line.vat_percent for line in invoice.lines}, reverse=True)
    groups, lines = [], dict[int, LineSums]()
    for rate in rates:
        places = [place for place, line in enumerate(invoice.lines) if line.vat_percent == rate]
        gross = [invoice.lines[place].gross.amount for place in places]
        net, vat = contained_vat(sum(gross), rate)
        groups.append(_group(invoice, rate, net, vat, sum(gross)))
        for place, part in zip(places, apportioned(net, gross), strict=True):
            lines[place] = line_sums(invoice.lines[place], part)
    net, vat = sum(group.net for group in groups), sum(group.vat for group in groups)
    payable = sum(line.gross.amount for line in invoice.lines)
    in_order = tuple(lines[place] for place in range(len(invoice.lines)))
    return Sums(in_order, tuple(groups), net, vat, payable - net - vat, payable)


def contained_vat(gross: int, percent: Decimal) -> tuple[int, int]:
    """The net of an amount that contains VAT, and the VAT on that net, each rounded half up.

    Together they may miss the amount by one smallest unit; no net may fit it exactly."""
    net = half_up(gross * 100 / (100 + Fraction(percent)))
    return net, half_up(net * Fraction(percent) / 100)


def apportioned(total: int, weights: Sequence[int]) -> list[int]:
    """The total in parts as large as the weights, by largest remainder: the parts add up to it, none is off by a whole unit.

    Of equal remainders the earlier gets the unit. Without any weight the first part is the total."""
    if not weights:
        return []
    whole = sum(weights)
    if whole == 0:
        return [total, *[0] * (len(weights) - 1)]
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def line_sums(line: InvoiceLine, net: int) -> LineSums:
    """A line's quantity and price: hours where the time is known, else one piece of it."""
    amount = Decimal(net).scaleb(-DECIMALS[line.gross.currency])
    if not line.minutes:
        return LineSums(net, Decimal(1), PIECE, amount)
    hours = (Decimal(line.minutes) / 60).quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)
    return LineSums(net, hours, HOUR, unit_price(amount, hours))


def unit_price(amount: Decimal, quantity: Decimal) -> Decimal:
    """The shortest price, two places at least, that times the quantity is the amount when rounded to the amount's places."""
    smallest = Decimal(1).scaleb(int(amount.as_tuple().exponent))
    exact = amount / quantity
    for places in range(2, 20):
        price = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        if (price * quantity).quantize(smallest, rounding=ROUND_HALF_UP) == amount:
            return price
    raise ValueError(worded("{amount} has no price for {quantity}", amount=amount, quantity=quantity))


def half_up(value: Fraction | int) -> int:
    """The nearest whole number; a half goes up. Of amounts that are not negative."""
    return int((2 * Fraction(value) + 1) // 2)


def sum_faults(invoice: Invoice, sums: Sums) -> list[str]:
    """What does not add up to the smallest unit. The official rules see neither lines nor VAT that is off by under 1.00."""
    faults = []
    for number, (line, part) in enumerate(zip(invoice.lines, sums.lines, strict=True), start=1):
        smallest = Decimal(1).scaleb(-DECIMALS[line.gross.currency])
        product = (part.quantity * part.price).quantize(smallest, rounding=ROUND_HALF_UP)
        if product != Decimal(part.net) * smallest:
            faults.append(
                worded(
                    "line {number}: {quantity} times {price} is {product}, not {net}",
                    number=number,
                    quantity=part.quantity,
                    price=part.price,
                    product=product,
                    net=part.net * smallest,
                )
            )
    faults += _group_faults(invoice, sums)
    if len({group.percent for group in sums.groups}) != len(sums.groups):
        faults.append(worded("a rate of VAT stands twice"))
    if (sums.net, sums.vat) != (_total(group.net for group in sums.groups), _total(group.vat for group in sums.groups)):
        faults.append(worded("net and VAT are not the sums of the rates"))
    if not sums.payable == sums.net + sums.vat + sums.rounding == _total(line.gross.amount for line in invoice.lines):
        faults.append(worded("what is to be paid is not what the lines say"))
    if abs(sums.rounding) > len(sums.groups):
        faults.append(worded("rounding is {rounding}; at most one smallest unit for each rate", rounding=sums.rounding))
    return faults


def _group_faults(invoice: Invoice, sums: Sums) -> list[str]:
    """What is wrong with the sums of a rate of VAT."""
    faults = []
    for group in sums.groups:
        here = [
            part.net for line, part in zip(invoice.lines, sums.lines, strict=True) if line.vat_percent == group.percent
        ]
        if sum(here) != group.net:
            faults.append(
                worded(
                    "the lines at {percent} % add up to {sum}, not to {net}",
                    percent=group.percent,
                    sum=sum(here),
                    net=group.net,
                )
            )
        if (group.net, group.vat) != contained_vat(group.gross, group.percent):
            faults.append(
                worded(
                    "{gross} at {percent} % is not {net} and {vat}",
                    gross=group.gross,
                    percent=group.percent,
                    net=group.net,
                    vat=group.vat,
                )
            )
    return faults


def _total(amounts: Iterable[int]) -> int:
    return sum(amounts)


def _group(invoice: Invoice, percent: Decimal, net: int, vat: int, gross: int) -> VatGroup:
    if percent:
        return VatGroup(percent, "S", net, vat, gross)
    category = zero_category(invoice)
    reason, code = REASONS[category]
    return VatGroup(percent, category, net, vat, gross, invoice.vat_reason or reason, code)


def zero_category(invoice: Invoice) -> VatCategory:
    """Why a line bears no VAT: the seller has no VAT number; the buyer in another country of the EU owes it; or it is exempt."""
    if not invoice.seller.vat_id:
        return "O"
    seller, buyer = _vat_country(invoice.seller.vat_id), _vat_country(invoice.buyer.vat_id)
    return "AE" if seller in _EU and buyer in _EU and seller != buyer else "E"


def _vat_country(vat_id: str | None) -> str:
    country = (vat_id or "")[:2].upper()
    return "EL" if country == "GR" else country
