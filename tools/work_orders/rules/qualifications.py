"""What a work order asks of a provider: rules, whether a person fulfils them, and what counts as a proper rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal, get_args

from tools.errors import Invalid
from tools.rules.decimals import read_decimal
from tools.rules.sentences import worded

RuleType = Literal[
    "rating", "jobs_completed", "certification", "license", "insurance", "background_check", "drug_test",
    "type_of_work", "language", "equipment", "distance_km", "network", "talent_pool", "attribute",
]  # fmt: skip
Operator = Literal["=", "!=", ">=", "<=", ">", "<", "in", "not_in", "has"]
Outcome = Literal["match", "no_match", "unknown"]

MAX_RULES = 30
MAX_NAME = 80
DEFAULT_WEIGHT = 10

ORDERED = ("=", "!=", ">=", "<=", ">", "<")
CHOICES = ("=", "!=", "in", "not_in")
LISTS = ("has", "in", "not_in", "=", "!=")

NUMBERS = ("rating", "jobs_completed", "distance_km")
STATUSES = ("background_check", "drug_test")
IDS = ("type_of_work", "network")


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement (required) or preference (weight 0..100). values: what the person's fact is compared with."""

    type: RuleType
    name: str
    operator: Operator
    values: tuple[str, ...]
    required: bool = True
    weight: int | None = None
    id: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.type, self.name.casefold()

    @property
    def value(self) -> str:
        """As people write it."""
        return ", ".join(self.values)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a provider, valid now. Names are compared without case; ids are decimal text."""

    rating: Decimal | None = None
    jobs_completed: int = 0
    certification: frozenset[str] = frozenset()
    license: frozenset[str] = frozenset()
    insurance: frozenset[str] = frozenset()
    insurance_amount: Decimal | None = None
    background_check: str | None = None
    drug_test: str | None = None
    type_of_work: frozenset[str] = frozenset()
    language: frozenset[str] = frozenset()
    equipment: frozenset[str] = frozenset()
    distance_km: Decimal | None = None
    network: frozenset[str] = frozenset()
    talent_pool: frozenset[str] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleInput:
    """A rule as a caller wrote it; None = left out."""

    type: RuleType | None = None
    name: str | None = None
    operator: Operator | None = None
    value: str | None = None
    required: bool | None = None
    weight: int | None = None


# Outcomes


def outcome(rule: Rule, facts: Facts) -> Outcome:
    """Whether a person fulfils one rule. unknown = the fact is not on record; it counts as no match."""
    if rule.type in NUMBERS:
        return _compared(getattr(facts, rule.type), rule)
    if rule.type in STATUSES:
        return _chosen(getattr(facts, rule.type), rule)
    if rule.type == "insurance" and _is_number(rule.values[0]):
        return _compared(facts.insurance_amount, rule)
    if rule.type == "attribute":
        return _attribute(facts.attributes.get(rule.name.casefold()), rule)
    return _listed(getattr(facts, rule.type), rule)


def missing(rules: Iterable[Rule], facts: Facts) -> list[str]:
    """Names of the required rules a person does not fulfil, in rule order."""
    return [rule.name for rule in rules if rule.required and outcome(rule, facts) != "match"]


def score(rules: Iterable[Rule], facts: Facts) -> int:
    """The weights of the preferences a person fulfils, added up."""
    return sum(rule.weight or 0 for rule in rules if not rule.required and outcome(rule, facts) == "match")


def match_counts(rules: Iterable[Rule], facts: Facts) -> dict[str, int]:
    """How many rules a person fulfils, misses though required, and misses of the optional ones."""
    counts = {"match": 0, "no_match_required": 0, "no_match_optional": 0}
    for rule in rules:
        counts[_class(rule, facts)] += 1
    return counts


def people_counts(rules: Sequence[Rule], people: Iterable[Facts]) -> dict[str, int]:
    """How many people fulfil everything, miss only preferences, or miss a requirement."""
    counts = {"total": 0, "match": 0, "no_match_optional": 0, "no_match_required": 0}
    for facts in people:
        classes = {_class(rule, facts) for rule in rules}
        worst = next((name for name in ("no_match_required", "no_match_optional") if name in classes), "match")
        counts["total"] += 1
        counts[worst] += 1
    return counts


def _class(rule: Rule, facts: Facts) -> str:
    if outcome(rule, facts) == "match":
        return "match"
    return "no_match_required" if rule.required else "no_match_optional"


_ORDER: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": lambda fact, value: fact == value,
    "!=": lambda fact, value: fact != value,
    ">=": lambda fact, value: fact >= value,
    "<=": lambda fact, value: fact <= value,
    ">": lambda fact, value: fact > value,
    "<": lambda fact, value: fact < value,
}


def _compared(fact: Decimal | int | None, rule: Rule) -> Outcome:
    if fact is None:
        return "unknown"
    return _match(_ORDER[rule.operator](Decimal(fact), Decimal(rule.values[0])))


def _chosen(fact: str | None, rule: Rule) -> Outcome:
    if fact is None:
        return "unknown"
    named = fact.casefold() in _folded(rule.values)
    return _match(named if rule.operator in ("=", "in", "has") else not named)


def _listed(facts: frozenset[str], rule: Rule) -> Outcome:
    wanted = _folded(rule.values)
    held = _folded(facts)
    if rule.operator in ("has", "="):
        return _match(wanted <= held)
    if rule.operator == "in":
        return _match(bool(wanted & held))
    return _match(not wanted & held)


def _attribute(fact: str | None, rule: Rule) -> Outcome:
    if rule.operator in (">=", "<=", ">", "<"):
        return _compared(Decimal(fact) if fact is not None and _is_number(fact) else None, rule)
    return _chosen(fact, rule)


def _match(yes: bool) -> Outcome:
    return "match" if yes else "no_match"


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def _is_number(text: str) -> bool:
    try:
        read_decimal(text, signed=True)
    except ValueError:
        return False
    return True


# Proper rules


def parse_rules(inputs: Sequence[RuleInput], where: str = "rules") -> list[Rule]:
    """Rules as stored, from rules as written; the last one of a type and name stays. Invalid names each fault."""
    faults: dict[str, str] = {}
    rules: dict[tuple[str, str], Rule] = {}
    for index, given in enumerate(inputs):
        try:
            rule = parse_rule(given)
        except Invalid as refusal:
            faults.update({f"{where}[{index}].{name}": fault for name, fault in refusal.fields.items()})
        else:
            rules[rule.key] = rule
    if faults:
        raise Invalid(faults)
    check_count(len(rules), where)
    return list(rules.values())


def parse_rule(given: RuleInput) -> Rule:
    """One rule; Invalid names the faulty fields."""
    if given.type is None or given.type not in get_args(RuleType):
        raise Invalid({"type": worded("must be one of {kinds}", kinds=", ".join(get_args(RuleType)))})
    if given.operator is None:
        raise Invalid(
            {
                "operator": worded(
                    "is needed; for {type}: {operators}", type=given.type, operators=", ".join(_operators(given.type))
                )
            }
        )
    values = _values(given.operator, given.value)
    faults = _faults(given.type, given.operator, values)
    name = (given.name or "").strip() or _default_name(given.type, values)
    if not name:
        faults["name"] = worded("is needed for attribute: the name of the note kept on pool members")
    elif len(name) > MAX_NAME:
        faults["name"] = worded("must be at most {max_name} characters", max_name=MAX_NAME)
    required = given.required is not False
    faults.update(_weight_faults(required, given.weight))
    if faults:
        raise Invalid(faults)
    weight = None if required else _weight(given.weight)
    return Rule(given.type, name, given.operator, values, required, weight)


def changed_rule(rule: Rule, change: RuleInput) -> Rule:
    """The rule with only the given fields changed. A name that followed from the old value is kept."""
    required = rule.required if change.required is None else change.required
    kept_weight = None if required or rule.required else rule.weight
    merged = RuleInput(
        change.type or rule.type,
        change.name or rule.name,
        change.operator or rule.operator,
        rule.value if change.value is None else change.value,
        required,
        kept_weight if change.weight is None else change.weight,
    )
    return replace(parse_rule(merged), id=rule.id)


def merged_rules(existing: Sequence[Rule], added: Sequence[Rule]) -> list[Rule]:
    """Existing rules with the added ones: same type and name is replaced in place (and keeps its id)."""
    rules = {rule.key: rule for rule in existing}
    for rule in added:
        old = rules.get(rule.key)
        rules[rule.key] = replace(rule, id=old.id) if old else rule
    check_count(len(rules), "rules")
    return list(rules.values())


def check_count(count: int, where: str) -> None:
    if count > MAX_RULES:
        raise Invalid(
            {
                where: worded(
                    "a work order has at most {max_rules} rules; this would make {count}",
                    max_rules=MAX_RULES,
                    count=count,
                )
            }
        )


def _values(operator: Operator, value: str | None) -> tuple[str, ...]:
    text = (value or "").strip()
    if operator in ("in", "not_in", "has"):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return (text,) if text else ()


def _operators(type: str) -> Sequence[str]:
    if type in NUMBERS:
        return ORDERED
    if type in STATUSES:
        return CHOICES
    if type == "insurance":
        return ("has", "in", "not_in", *ORDERED)
    if type == "attribute":
        return (*ORDERED, "in", "not_in", "has")
    return LISTS


def _faults(type: RuleType, operator: Operator, values: tuple[str, ...]) -> dict[str, str]:
    allowed = _operators(type)
    if operator not in allowed:
        return {
            "operator": worded(
                "{operator} does not go with {type}; use one of {allowed}",
                operator=operator,
                type=type,
                allowed=", ".join(allowed),
            )
        }
    if not values:
        return {"value": worded("is needed")}
    amount = operator in (">=", "<=", ">", "<")
    if (type in NUMBERS or amount) and not _is_number(values[0]):
        return {
            "value": worded(
                "must be a number for {type} {operator}, not {values!r}", type=type, operator=operator, values=values[0]
            )
        }
    if type in NUMBERS and Decimal(values[0]) < 0:
        return {"value": worded("must be 0 or more")}
    if type in IDS and not all(value.isdecimal() for value in values):
        return {
            "value": worded("must be ids (whole numbers) for {type}, not {values}", type=type, values=", ".join(values))
        }
    return {}


def _default_name(type: RuleType, values: tuple[str, ...]) -> str:
    if type in NUMBERS or type in STATUSES:
        return type
    return "" if type == "attribute" else ", ".join(values)[:MAX_NAME]


def _weight(weight: int | None) -> int:
    return DEFAULT_WEIGHT if weight is None else weight


def _weight_faults(required: bool, weight: int | None) -> dict[str, str]:
    if weight is None:
        return {}
    if required:
        return {"weight": worded("only preferences have a weight: leave it out or set required to false")}
    return {} if 0 <= weight <= 100 else {"weight": worded("must be from 0 to 100")}
