"""What a work order asks of its provider, as answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.work_orders import qualifications as work_order_qualifications
from tools.call import Call
from tools.work_orders.rules.qualifications import Rule


class RuleShape(TypedDict):
    rule_id: int
    type: str
    name: str
    operator: str
    value: str
    required: bool
    weight: NotRequired[int | None]


class SumShape(TypedDict):
    total: int
    match: int
    no_match_optional: int
    no_match_required: int


class SelectionShape(TypedDict):
    id: NotRequired[int | None]
    name: str
    status: Literal["active", "inactive"]
    weight: int
    sum: NotRequired[SumShape | None]
    results: list[RuleShape]


class QualificationShape(TypedDict):
    work_order_id: int
    ignored_missing_qualifications: bool
    selection_rule: SelectionShape


class OutcomeShape(TypedDict):
    user_id: int
    rule_id: int
    outcome: Literal["match", "no_match", "unknown"]


class Qualification(TypedDict):
    qualification: QualificationShape


class ChangedQualification(Qualification):
    notified: int


class QualificationWithOutcomes(Qualification):
    outcomes: NotRequired[list[OutcomeShape] | None]


def qualification_shape(
    call: Call, row: Row, asked: Sequence[Rule], total: dict[str, int] | None
) -> QualificationShape:
    header = work_order_qualifications.header(call.tx, row["id"])
    return {
        "work_order_id": row["id"],
        "ignored_missing_qualifications": bool(header and header["ignored_missing_qualifications"]),
        "selection_rule": {
            "id": header["id"] if header else None,
            "name": header["name"] if header else work_order_qualifications.DEFAULT_NAME,
            "status": header["status"] if header else "active",
            "weight": sum(rule.weight or 0 for rule in asked),
            "sum": SumShape(**total) if total is not None else None,  # type: ignore[typeddict-item]
            "results": [rule_shape(rule) for rule in asked],
        },
    }


def rule_shape(rule: Rule) -> RuleShape:
    return {
        "rule_id": rule.id or 0,
        "type": rule.type,
        "name": rule.name,
        "operator": rule.operator,
        "value": rule.value,
        "required": rule.required,
        "weight": rule.weight,
    }
