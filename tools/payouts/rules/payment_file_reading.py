"""A payment file as whoever carries it out reads it: that what was meant stands in it, and nothing else."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from store.types import Money
from tools.rules.sentences import worded

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"

_BANKS = ("BICFI", "ClrSysMmbId/ClrSysId/Cd", "ClrSysMmbId/MmbId", "Othr/Id")
_ACCOUNTS = ("IBAN", "Othr/Id")
_BLOCK = frozenset(
    {
        "PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf/SvcLvl/Cd", "ReqdExctnDt/Dt", "Dbtr/Nm", "ChrgBr",
        *(f"DbtrAcct/Id/{name}" for name in _ACCOUNTS),
        *(f"DbtrAgt/FinInstnId/{name}" for name in _BANKS),
    }
)  # fmt: skip
_LINE = frozenset(
    {
        "PmtId/EndToEndId", "Amt/InstdAmt", "Cdtr/Nm", "RmtInf/Ustrd",
        *(f"CdtrAcct/Id/{name}" for name in _ACCOUNTS),
        *(f"CdtrAgt/FinInstnId/{name}" for name in _BANKS),
    }
)  # fmt: skip
_HEADER = frozenset({"MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty/Nm"})


@dataclass(frozen=True, slots=True)
class Line:
    """A payment as it stands in a file. payer and payee: (name, account's number, bank or None)."""

    id: str
    payer: tuple[str, str, str | None]
    payee: tuple[str, str, str | None]
    day: date
    money: Money
    text: str
    sepa: bool


def read_payment_file(content: bytes) -> tuple[str, list[Line]]:
    """The number of a file and its payments. ValueError when it has anything besides, or counts and sums that do not fit."""
    root = ET.fromstring(content)
    body = _only(root, "CstmrCdtTrfInitn") if root.tag == f"{{{NAMESPACE}}}Document" else None
    if body is None:
        raise ValueError(worded("is no pain.001.001.09"))
    blocks = _all(body, "PmtInf")
    header = _leaves(_only(body, "GrpHdr"), _HEADER)
    if len(body) != len(blocks) + 1:
        raise ValueError(worded("has more than a header and blocks"))
    lines = [line for block in blocks for line in _lines(block)]
    _check_totals(header, lines)
    return header["MsgId"], lines


def _lines(block: ET.Element) -> list[Line]:
    payments = _all(block, "CdtTrfTxInf")
    said = _leaves(block, _BLOCK, apart="CdtTrfTxInf")
    payer = (said["Dbtr/Nm"], _account(said, "DbtrAcct"), _bank(said, "DbtrAgt"))
    sepa = said.get("PmtTpInf/SvcLvl/Cd") == "SEPA"
    day = date.fromisoformat(said["ReqdExctnDt/Dt"])
    lines = [_line(payment, payer, day, sepa) for payment in payments]
    _check_totals(said, lines)
    return lines


def _line(payment: ET.Element, payer: tuple[str, str, str | None], day: date, sepa: bool) -> Line:
    said = _leaves(payment, _LINE)
    amount = payment.find(f"./{{{NAMESPACE}}}Amt/{{{NAMESPACE}}}InstdAmt")
    assert amount is not None  # a leaf that is said
    return Line(
        said["PmtId/EndToEndId"],
        payer,
        (said["Cdtr/Nm"], _account(said, "CdtrAcct"), _bank(said, "CdtrAgt")),
        day,
        Money.of(Decimal(said["Amt/InstdAmt"]), amount.attrib["Ccy"]),
        said.get("RmtInf/Ustrd", ""),
        sepa,
    )


def _account(said: dict[str, str], tag: str) -> str:
    return said.get(f"{tag}/Id/IBAN") or said[f"{tag}/Id/Othr/Id"]


def _bank(said: dict[str, str], tag: str) -> str | None:
    place = f"{tag}/FinInstnId"
    return said.get(f"{place}/BICFI") or said.get(f"{place}/ClrSysMmbId/MmbId")


def _check_totals(said: dict[str, str], lines: list[Line]) -> None:
    total = sum((line.money.decimal for line in lines), Decimal(0))
    if (int(said["NbOfTxs"]), Decimal(said["CtrlSum"])) != (len(lines), total):
        raise ValueError(
            worded(
                "says {nboftxs} payments of {ctrlsum}, has {count} of {total}",
                nboftxs=said["NbOfTxs"],
                ctrlsum=said["CtrlSum"],
                count=len(lines),
                total=total,
            )
        )


def _leaves(element: ET.Element, known: frozenset[str], apart: str | None = None) -> dict[str, str]:
    """The texts in an element by their paths. ValueError for one that is there twice or that nobody here writes."""
    found: dict[str, str] = {}
    for path, text in _walk(element, "", apart):
        if path in found or path not in known:
            raise ValueError(
                worded("has {path} {more}", path=path, more=worded("twice") if path in found else worded("besides"))
            )
        found[path] = text
    return found


def _walk(element: ET.Element, path: str, apart: str | None) -> Iterator[tuple[str, str]]:
    for child in element:
        tag = child.tag.removeprefix(f"{{{NAMESPACE}}}")
        if tag == apart:
            continue
        if len(child):
            yield from _walk(child, f"{path}{tag}/", None)
        else:
            yield f"{path}{tag}", child.text or ""


def _all(parent: ET.Element, tag: str) -> list[ET.Element]:
    return parent.findall(f"./{{{NAMESPACE}}}{tag}")


def _only(parent: ET.Element, tag: str) -> ET.Element:
    found = _all(parent, tag)
    if len(found) != 1:
        raise ValueError(worded("has {count} {tag}", count=len(found), tag=tag))
    return found[0]
