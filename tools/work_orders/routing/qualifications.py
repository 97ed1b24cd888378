"""What a work order asks of its provider: show, add, change and drop rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NotRequired

from pydantic import BeforeValidator, Field, WithJsonSchema
from typing_extensions import TypedDict

from store.database import Row
from store.providers import providers
from store.work_orders import qualifications as work_order_qualifications
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.operation import operation
from tools.params import Id, OneLine
from tools.questions import quoted
from tools.rules.sentences import say, worded
from tools.text import plain
from tools.work_orders.access import order_of_company, standing, visible_order, write
from tools.work_orders.drafting.announcing import tell_waiting
from tools.work_orders.drafting.leaving import called
from tools.work_orders.matching.candidates import rules_of, timeless
from tools.work_orders.notices import named
from tools.work_orders.params import RuleValue, WorkOrderId
from tools.work_orders.qualification_shapes import (
    ChangedQualification,
    OutcomeShape,
    QualificationWithOutcomes,
    qualification_shape,
)
from tools.work_orders.routing.networks import network_people
from tools.work_orders.routing.params import RuleGiven, RuleKind, RuleOperator, RuleRequired, RuleWeight
from tools.work_orders.rules import qualifications
from tools.work_orders.rules.qualifications import Facts, Rule, RuleInput
from tools.work_orders.rules.states import DRAFT, OPEN, wrong_state

TOOLSET = "work_order_routing"


def _people(value: object) -> object:
    return [value] if isinstance(value, int) and not isinstance(value, bool) else value


People = Annotated[
    list[Id],
    BeforeValidator(_people),
    WithJsonSchema({"type": "array", "items": {"type": "integer"}}),
    Field(min_length=1, max_length=200, description="Also judge these people by each rule. A worker: only themself."),
]
Rules = Annotated[list[RuleGiven], Field(min_length=1, max_length=30, description="Rules to add or replace.")]
SelectionName = Annotated[OneLine, Field(min_length=1, max_length=120, description="Name of the whole set.")]
IgnoreMissing = Annotated[
    bool, Field(description="true lets people request and be assigned although something required is missing.")
]
RuleId = Annotated[Id, Field(description="One rule, from list_work_order_qualifications.")]


class NewSet(TypedDict):
    name: NotRequired[SelectionName]
    results: Annotated[list[RuleGiven], Field(max_length=30, description="The complete new rules.")]


CompleteSet = Annotated[NewSet, Field(description="Replaces all rules of the order.")]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    find=(
        "which certificates does this job ask for",
        "does technician 25 fulfil the requirements",
        "what are the conditions to get this ticket",
        "am I good enough for that assignment",
        "how many people match what we demand",
        "show the must-haves and nice-to-haves",
        "which minimum rating is asked",
        "why does nobody fit this job",
        "check a contractor against our criteria",
        "what does the customer demand of a technician",
        "list the conditions of a field job",
        "do I qualify for that visit",
    ),
)
def list_work_order_qualifications(
    call: Call, work_order_id: WorkOrderId, user_id: People | None = None
) -> QualificationWithOutcomes:
    """Show what a provider must or should have for a work order, and how many or which people match.

    Required rules decide who may be routed, request the order or be assigned; the others only rank, by weight. The sum
    counts providers of the order's networks (the 1000 with most jobs), or the people in user_id, who are then judged
    rule by rule: match, no_match, or unknown when the fact is not on record (unknown never counts as a match). A worker
    sees the rules and may only name themself. create_work_order_qualification adds rules."""
    row, side = visible_order(call, work_order_id)
    if side != "company" and user_id is not None and set(user_id) != {call.caller.id}:
        raise Invalid({"user_id": worded("as a worker you may only ask about yourself")})
    asked = rules_of(call, work_order_id)
    people = _facts(call, row, user_id, counted=side == "company")
    outcomes: list[OutcomeShape] | None = None
    if user_id is not None:
        outcomes = [
            {"user_id": id, "rule_id": rule.id or 0, "outcome": qualifications.outcome(rule, facts)}
            for id, facts in people.items()
            for rule in asked
        ]
    total = qualifications.people_counts(asked, people.values()) if side == "company" or user_id is not None else None
    return {"qualification": qualification_shape(call, row, asked, total), "outcomes": outcomes}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"rules": [{"type": "rating", "operator": ">=", "value": "4.0"}]},
    find=(
        "only people with a Cisco certificate",
        "must be rated 4 or better",
        "prefer technicians who have a ladder",
        "ask for a background check on this job",
        "nobody farther than 50 km for this ticket",
        "add a condition the contractor has to meet",
        "require liability insurance",
        "give bonus points to French speakers",
        "demand a low voltage licence",
        "the technician must be certified for that",
        "we insist on a minimum rating",
        "nice to have: own tools and a van",
        "only licensed technicians may take this",
        "require a background check for the visit",
        "demand a rating of at least four stars",
        "say what a provider must have for this work order",
    ),
)
def create_work_order_qualification(
    call: Call,
    work_order_id: WorkOrderId,
    rules: Rules,
    name: SelectionName | None = None,
    ignored_missing_qualifications: IgnoreMissing | None = None,
) -> ChangedQualification:
    """Add requirements or preferences to a work order; a rule of the same type and name is replaced.

    At most 30 rules; frozen once somebody is assigned. While the order is published or routed, providers with an open
    offer or request are told: those who no longer match keep their offer but cannot accept it. To replace the whole set
    or change one rule by id use update_work_order_qualification."""
    row = _open_order(call, work_order_id, "create_work_order_qualification")
    added = parse_given(rules)
    before = rules_of(call, work_order_id)
    after = merge(before, added)
    _store(call, row, before, after, name, ignored_missing_qualifications)
    return _changed(call, row, before, after)


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={"rule_id": 1, "value": "4.5"},
    find=(
        "make the drug test optional",
        "rewrite the requirement list",
        "lower the minimum rating to 3.5",
        "turn a must-have into a nice-to-have",
        "swap all conditions of the job for new ones",
        "change how many points the ladder gives",
        "let people apply although a paper is missing",
        "correct one criterion of the ticket",
        "stricter demands for this assignment",
        "change a requirement",
        "set different conditions for technicians",
        "edit what we demand, all at once",
    ),
)
def update_work_order_qualification(
    call: Call,
    work_order_id: WorkOrderId,
    rule_id: RuleId | None = None,
    selection_rule: CompleteSet | None = None,
    type: RuleKind | None = None,
    operator: RuleOperator | None = None,
    value: RuleValue | None = None,
    required: RuleRequired | None = None,
    weight: RuleWeight | None = None,
    ignored_missing_qualifications: IgnoreMissing | None = None,
) -> ChangedQualification:
    """Replace the whole set of requirements of a work order, or change one rule of it.

    Give either selection_rule (the complete new set) or rule_id with the fields of that rule to change. Frozen once
    somebody is assigned. While the order is published or routed, providers with an open offer or request are told.
    To only add rules use create_work_order_qualification."""
    row = _open_order(call, work_order_id, "update_work_order_qualification")
    change = RuleInput(type, None, operator, value, required, weight)
    _check_one_way(rule_id, selection_rule, change)
    before = rules_of(call, work_order_id)
    if selection_rule is not None:
        after = merge_complete(before, parse_given(selection_rule["results"], "selection_rule.results"))
        name = selection_rule.get("name")
    else:
        after, name = _with_one_changed(work_order_id, before, rule_id, change), None
    _store(call, row, before, after, name, ignored_missing_qualifications)
    return _changed(call, row, before, after)


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    example={"rule_id": 1},
    find=(
        "no certificate needed any more",
        "open the job for everybody",
        "remove the insurance condition",
        "drop all requirements of this ticket",
        "take the rating limit off",
        "we do not need the drug test after all",
        "delete a criterion",
        "fewer conditions so that somebody applies",
        "we no longer insist on that certificate",
        "lift a restriction on who may do the job",
        "remove what we demanded of the technician",
        "drop the background check from the job",
        "open the job for everybody again, whatever they have",
    ),
)
def delete_work_order_qualification(
    call: Call,
    work_order_id: WorkOrderId,
    rule_id: RuleId | None = None,
    all: Annotated[bool, Field(description="true drops every rule. Default false.")] | None = None,
) -> ChangedQualification:
    """Drop one requirement of a work order, or all of them.

    Needs rule_id, or all true. Frozen once somebody is assigned. Whether missing qualifications are ignored stays as it
    is set. While the order is published or routed, providers with an open offer or request are told."""
    row = _open_order(call, work_order_id, "delete_work_order_qualification")
    if (rule_id is None) == (all is not True):
        raise Invalid({"rule_id": worded("give either rule_id, or all true to drop every rule")})
    before = rules_of(call, work_order_id)
    gone = before if rule_id is None else [_rule(work_order_id, before, rule_id)]
    named = ", ".join(quoted(rule.name) for rule in gone) or worded("none")
    call.confirm(
        worded(
            "Drop {count} requirement(s) of work order {work_order_id}", count=len(gone), work_order_id=work_order_id
        ),
        record=f"work_order:{work_order_id}",
        details=(worded("The requirements are {named}", named=named), called([row])),
    )
    after = [rule for rule in before if rule not in gone]
    _store(call, row, before, after, None, None)
    return _changed(call, row, before, after)


def _open_order(call: Call, id: int, tool: str) -> Row:
    """An order whose requirements may still change."""
    row = order_of_company(call, id)
    now = standing(row, call)
    if now.status not in (DRAFT, *OPEN):
        raise wrong_state(tool, now, needs=worded("draft, published or routed: requirements are frozen once assigned"))
    return row


def parse_given(given: Sequence[RuleGiven], where: str = "rules") -> list[Rule]:
    """Rules from what a caller wrote."""
    return qualifications.parse_rules(
        [
            RuleInput(
                each["type"],
                plain(each["name"]) if "name" in each else None,
                each["operator"],
                plain(each["value"]),
                each.get("required"),
                each.get("weight"),
            )
            for each in given
        ],
        where,
    )


def merge(before: Sequence[Rule], added: Sequence[Rule]) -> list[Rule]:
    return qualifications.merged_rules(before, added)


def merge_complete(before: Sequence[Rule], new: Sequence[Rule]) -> list[Rule]:
    """The new set; rules that stay by type and name keep their id."""
    keys = {rule.key for rule in new}
    return qualifications.merged_rules([rule for rule in before if rule.key in keys], new)


def _check_one_way(rule_id: int | None, selection: NewSet | None, change: RuleInput) -> None:
    if (rule_id is None) == (selection is None):
        raise Invalid(
            {"rule_id": worded("give either rule_id with the fields to change, or selection_rule, not both or none")}
        )
    given = change != RuleInput()
    if selection is not None and given:
        raise Invalid({"selection_rule": worded("type, operator, value, required and weight go with rule_id only")})


def _with_one_changed(order_id: int, before: Sequence[Rule], rule_id: int | None, change: RuleInput) -> list[Rule]:
    old = _rule(order_id, before, rule_id or 0)
    new = qualifications.changed_rule(old, change)
    if any(rule.key == new.key and rule.id != new.id for rule in before):
        raise Invalid(
            {"type": worded("the order already has a {type} rule named {name}", type=new.type, name=new.name)}
        )
    return [new if rule.id == new.id else rule for rule in before]


def _rule(order_id: int, before: Sequence[Rule], rule_id: int) -> Rule:
    found = next((rule for rule in before if rule.id == rule_id), None)
    if found is None:
        raise NotFound(
            "rule",
            rule_id,
            of=worded("of work order {order_id}", order_id=order_id),
            next=("list_work_order_qualifications",),
        )
    return found


def _store(
    call: Call, row: Row, before: Sequence[Rule], after: Sequence[Rule], name: str | None, ignores_missing: bool | None
) -> None:
    id, stamp = row["id"], call.stamp
    work_order_qualifications.put_header(call.tx, id, stamp, plain(name) if name else None, ignores_missing)
    kept = {rule.id for rule in after}
    work_order_qualifications.delete_rules(call.tx, id, [rule.id for rule in before if rule.id and rule.id not in kept])
    for rule in after:
        if rule in before:
            continue
        parts = (rule.type, rule.name, rule.operator, rule.values, rule.required, rule.weight)
        if rule.id is None:
            work_order_qualifications.insert_rule(call.tx, id, stamp, *parts)
        else:
            work_order_qualifications.change_rule(call.tx, rule.id, stamp, *parts)
    detail = {"rules": [f"{rule.name} {rule.operator} {rule.value}" for rule in after]}
    write(call, row, "qualifications_changed", detail=detail)


def _changed(call: Call, row: Row, before: Sequence[Rule], after: Sequence[Rule]) -> ChangedQualification:
    """Tell those who wait when what is required changed, and answer the set as it is now."""
    told = 0
    if row["status"] in OPEN and _required(before) != _required(after):
        told = tell_waiting(call, row, say("{orders} asks for other qualifications now.", orders=named([row])))
    now = rules_of(call, row["id"])
    total = qualifications.people_counts(now, _facts(call, row, None, counted=True).values())
    return {"qualification": qualification_shape(call, row, now, total), "notified": told}


def _required(all: Sequence[Rule]) -> set[tuple[str, str, str, tuple[str, ...]]]:
    return {(*rule.key, rule.operator, rule.values) for rule in all if rule.required}


def _facts(call: Call, row: Row, user_ids: Sequence[int] | None, counted: bool) -> dict[int, Facts]:
    """Facts of the people asked about, else of those the order could be listed to."""
    if user_ids is None and not counted:
        return {}
    ids = network_people(call, row) if user_ids is None else sorted(set(user_ids))
    known = {profile["person_id"] for profile in providers.profiles(call.tx, ids)}
    unknown = [id for id in ids if id not in known]
    if unknown and user_ids is not None and call.caller.id not in unknown:
        raise NotFound("provider", unknown[0])
    return {one.user_id: one.facts for one in timeless(call, row, ids)}
