from decimal import Decimal

import pytest

from tools.errors import Invalid
from tools.work_orders.rules.qualifications import (
    Facts,
    Rule,
    RuleInput,
    changed_rule,
    match_counts,
    merged_rules,
    missing,
    outcome,
    parse_rule,
    parse_rules,
    people_counts,
    score,
)

KNOWN = Facts(
    rating=Decimal("4.25"),
    jobs_completed=12,
    certification=frozenset({"Cisco CCNA", "Cabling"}),
    license=frozenset({"Low Voltage"}),
    insurance=frozenset({"liability"}),
    insurance_amount=Decimal("1000000"),
    background_check="passed",
    drug_test="failed",
    type_of_work=frozenset({"62", "94"}),
    language=frozenset({"en", "de"}),
    equipment=frozenset({"ladder"}),
    distance_km=Decimal("12.3"),
    network=frozenset({"1"}),
    talent_pool=frozenset({"7"}),
    attributes={"badge": "77", "shirt": "M"},
)


@pytest.mark.parametrize(
    ("type", "operator", "value", "expected"),
    [
        ("rating", ">=", "4.25", "match"),
        ("rating", ">", "4.25", "no_match"),
        ("rating", "<", "5", "match"),
        ("rating", "=", "4.250", "match"),
        ("rating", "!=", "4.25", "no_match"),
        ("jobs_completed", ">=", "13", "no_match"),
        ("jobs_completed", "<=", "12", "match"),
        ("certification", "has", "cisco ccna", "match"),
        ("certification", "has", "cisco ccna, cabling", "match"),
        ("certification", "has", "cisco ccna, lift", "no_match"),
        ("certification", "in", "lift, cabling", "match"),
        ("certification", "not_in", "lift, cabling", "no_match"),
        ("certification", "not_in", "lift", "match"),
        ("certification", "=", "Cabling", "match"),
        ("certification", "!=", "Cabling", "no_match"),
        ("license", "has", "low voltage", "match"),
        ("insurance", "has", "liability", "match"),
        ("insurance", ">=", "1000000", "match"),
        ("insurance", ">=", "1000001", "no_match"),
        ("background_check", "=", "passed", "match"),
        ("drug_test", "!=", "failed", "no_match"),
        ("drug_test", "in", "passed, pending", "no_match"),
        ("drug_test", "not_in", "pending", "match"),
        ("type_of_work", "has", "62", "match"),
        ("type_of_work", "in", "76, 110", "no_match"),
        ("language", "has", "EN, DE", "match"),
        ("equipment", "has", "ladder", "match"),
        ("distance_km", "<=", "12.3", "match"),
        ("distance_km", "<", "12.3", "no_match"),
        ("network", "in", "1, 2", "match"),
        ("talent_pool", "has", "7", "match"),
    ],
)
def test_a_rule_is_met_or_not(type, operator, value, expected):
    assert outcome(parse_rule(RuleInput(type, None, operator, value)), KNOWN) == expected


@pytest.mark.parametrize(
    ("name", "operator", "value", "expected"),
    [
        ("Badge", "=", "77", "match"),
        ("badge", ">=", "78", "no_match"),
        ("shirt", ">=", "1", "unknown"),
        ("shirt", "in", "m, l", "match"),
        ("shoe", "=", "44", "unknown"),
    ],
)
def test_notes_on_pool_members_can_be_asked_for(name, operator, value, expected):
    assert outcome(parse_rule(RuleInput("attribute", name, operator, value)), KNOWN) == expected


@pytest.mark.parametrize(
    ("type", "operator", "value", "expected"),
    [
        ("rating", ">=", "1", "unknown"),
        ("distance_km", "<=", "100", "unknown"),
        ("background_check", "=", "passed", "unknown"),
        ("drug_test", "!=", "failed", "unknown"),
        ("insurance", ">=", "1", "unknown"),
        ("jobs_completed", ">=", "1", "no_match"),
        ("certification", "has", "x", "no_match"),
        ("certification", "not_in", "x", "match"),
    ],
)
def test_what_is_not_on_record_is_unknown_but_lists_are_complete(type, operator, value, expected):
    assert outcome(parse_rule(RuleInput(type, None, operator, value)), Facts()) == expected


def test_unknown_counts_as_missing_and_preferences_never_do():
    rules = parse_rules(
        [
            RuleInput("rating", None, ">=", "4"),
            RuleInput("equipment", None, "has", "lift", required=False),
            RuleInput("distance_km", None, "<=", "50"),
        ]
    )
    assert missing(rules, Facts()) == ["rating", "distance_km"]
    assert missing(rules, KNOWN) == []
    assert match_counts(rules, Facts(rating=Decimal(5))) == {"match": 1, "no_match_required": 1, "no_match_optional": 1}


def test_the_score_adds_the_weights_of_met_preferences():
    rules = parse_rules(
        [
            RuleInput("equipment", None, "has", "ladder", required=False, weight=5),
            RuleInput("language", None, "has", "fr", required=False, weight=70),
            RuleInput("certification", None, "has", "Cabling", required=False),
            RuleInput("rating", None, ">=", "1"),
        ]
    )
    assert score(rules, KNOWN) == 15


def test_people_are_counted_by_the_worst_they_miss():
    rules = parse_rules(
        [RuleInput("rating", None, ">=", "4"), RuleInput("equipment", None, "has", "ladder", required=False)]
    )
    people = [KNOWN, Facts(rating=Decimal(5)), Facts(equipment=frozenset({"ladder"})), Facts()]
    assert people_counts(rules, people) == {"total": 4, "match": 1, "no_match_optional": 1, "no_match_required": 2}
    assert people_counts([], people)["match"] == 4


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (RuleInput("rating", None, ">=", "4.0"), Rule("rating", "rating", ">=", ("4.0",))),
        (
            RuleInput("certification", None, "has", "Cisco , CCNA"),
            Rule("certification", "Cisco, CCNA", "has", ("Cisco", "CCNA")),
        ),
        (
            RuleInput("equipment", "Ladder", "has", "ladder", required=False, weight=0),
            Rule("equipment", "Ladder", "has", ("ladder",), False, 0),
        ),
        (
            RuleInput("equipment", "Ladder", "has", "ladder", required=False),
            Rule("equipment", "Ladder", "has", ("ladder",), False, 10),
        ),
    ],
)
def test_what_is_left_out_of_a_rule_follows_from_the_rest(given, expected):
    assert parse_rule(given) == expected


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        (RuleInput("colour", None, "=", "red"), "type", "must be one of rating"),
        (RuleInput(None, None, "=", "red"), "type", "must be one of rating"),
        (RuleInput("rating", None, None, "4"), "operator", "for rating: =, !=, >="),
        (RuleInput("rating", None, "has", "4"), "operator", "has does not go with rating"),
        (RuleInput("certification", None, ">=", "4"), "operator", ">= does not go with certification"),
        (RuleInput("rating", None, ">=", "good"), "value", "must be a number"),
        (RuleInput("rating", None, ">=", None), "value", "is needed"),
        (RuleInput("rating", None, ">=", "-1"), "value", "0 or more"),
        (RuleInput("insurance", None, ">=", "much"), "value", "must be a number"),
        (RuleInput("certification", None, "in", " , "), "value", "is needed"),
        (RuleInput("type_of_work", None, "in", "62, POS"), "value", "must be ids"),
        (RuleInput("attribute", None, "=", "7"), "name", "is needed for attribute"),
        (RuleInput("attribute", "x" * 81, "=", "7"), "name", "at most 80"),
        (RuleInput("rating", None, ">=", "4", weight=5), "weight", "only preferences"),
        (RuleInput("rating", None, ">=", "4", required=False, weight=101), "weight", "0 to 100"),
    ],
)
def test_a_rule_that_cannot_be_names_its_fault(given, field, words):
    with pytest.raises(Invalid) as refusal:
        parse_rule(given)
    assert words in refusal.value.fields[field]


def test_all_faulty_rules_are_named_at_once():
    with pytest.raises(Invalid) as refusal:
        parse_rules([RuleInput("rating", None, ">=", "4"), RuleInput("rating", None, "in", "4"), RuleInput("x")])
    assert sorted(refusal.value.fields) == ["rules[1].operator", "rules[2].type"]


def test_equal_type_and_name_replace_instead_of_doubling():
    old = [Rule("rating", "rating", ">=", ("4.0",), id=1), Rule("equipment", "Ladder", "has", ("ladder",), id=2)]
    new = parse_rules(
        [RuleInput("equipment", "ladder", "has", "step ladder"), RuleInput("language", None, "has", "en")]
    )
    assert [(rule.id, rule.value) for rule in merged_rules(old, new)] == [(1, "4.0"), (2, "step ladder"), (None, "en")]
    twice = parse_rules([RuleInput("rating", None, ">=", "4"), RuleInput("rating", None, ">=", "3")])
    assert [rule.value for rule in twice] == ["3"]


def test_thirty_rules_are_the_most():
    many = [RuleInput("certification", None, "has", f"c{index}") for index in range(31)]
    assert len(parse_rules(many[:30])) == 30
    with pytest.raises(Invalid, match="at most 30"):
        parse_rules(many)
    with pytest.raises(Invalid, match="would make 31"):
        merged_rules(parse_rules(many[:30]), parse_rules(many[30:]))


def test_one_field_of_a_rule_is_changed_and_the_others_stay():
    rule = Rule("drug_test", "drug_test", "=", ("passed",), id=4)
    assert changed_rule(rule, RuleInput(required=False)) == Rule(
        "drug_test", "drug_test", "=", ("passed",), False, 10, id=4
    )
    optional = Rule("rating", "rating", ">=", ("4.0",), False, 30, id=5)
    assert changed_rule(optional, RuleInput(value="3.5")) == Rule("rating", "rating", ">=", ("3.5",), False, 30, id=5)
    assert changed_rule(optional, RuleInput(required=True)).weight is None
    with pytest.raises(Invalid, match="must be a number"):
        changed_rule(optional, RuleInput(value="good"))
