"""Who agrees on what in tests: a managing company, its client and its vendor, and a staffing contract between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.hall import Hall, TestCaller


def terms(**changes: Any) -> dict[str, Any]:
    """Terms of every kind that a contract has, but for its parties."""
    return {
        "client_contract_id": "CL-5555",
        "service_code": "SVC-01",
        "contract_start": "2026-03-01",
        "contract_end": "2026-12-31",
        "type": "hourly",
        "work_scope": "Development and consulting",
        "notice_period": "14 days",
        "allocation": 80,
        "max_hours": 160,
        "client_price": "120.50",
        "vendor_price": "95",
        "vat": 25.5,
        "hour_report": "weekly",
        "invoicing_channel": "email",
        "client_business_id": "FI12345678",
        "unit": "hours",
        "client_contact": "John Doe",
        "client_purchase_order": "PO-9876",
        "vendor_company_for_client": "Acme experts",
        "vendor_contact": "Vera Law",
        "notes": "Agreed by mail",
        "consult_skills": ["Python", "SQL"],
        **changes,
    }


@dataclass
class Sides:
    """Acme, which manages a contract; La, its client, and Law, its vendor, both made by Acme and given people since."""

    hall: Hall
    acme: TestCaller
    boss: TestCaller
    la: TestCaller
    law: TestCaller
    id: int
    public_id: str

    async def record(self, **changes: Any) -> dict[str, Any]:
        return await self.acme.call("create_staffing_contract", **between(**changes))


def between(**changes: Any) -> dict[str, Any]:
    return terms(
        client_company_name="La",
        vendor_company_name="Law",
        selected_consultant={"name": "Kim Lee", "title": "Senior developer"},
        **changes,
    )


async def sides(hall: Hall, **changes: Any) -> Sides:
    acme = await hall.agent("Acme")
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(boss.company, "100.00 EUR")
    made = await acme.call("create_staffing_contract", **between(**changes))
    la, law = await hall.person("lia@la.test", company="La"), await hall.person("leo@law.test", company="Law")
    assert (la.company, law.company) == (made["client_company"]["id"], made["vendor_company"]["id"])
    return Sides(hall, acme, boss, la, law, made["id"], made["the_contract_id"])


def counts(hall: Hall) -> tuple[int, ...]:
    """How much of what recording a contract writes there is."""
    tables = ("staffing_contracts", "companies", "persons", "staffing_contract_numbers")
    return tuple(hall.sql(f"SELECT count(*) FROM {table}")[0][0] for table in tables)
