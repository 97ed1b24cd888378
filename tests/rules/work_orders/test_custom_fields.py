"""Custom fields of work orders: who sees one, and what it may hold."""

import pytest

from tools.work_orders.rules.custom_fields import CustomField, Dependency, display, is_shown, is_visible, value_fault

FLAGS = {"a": "show_in_available", "p": "show_to_provider", "c": "chosen", "h": "hidden"}


@pytest.mark.parametrize(
    ("role", "marks", "provider", "assignee"),
    [
        ("buyer", "", False, False),
        ("buyer", "a", True, False),
        ("buyer", "p", False, True),
        ("buyer", "ap", True, True),
        ("buyer", "c", False, True),
        ("buyer", "aph", False, False),
        ("buyer", "ch", False, False),
        ("provider", "", False, True),
        ("provider", "a", True, True),
        ("provider", "ah", False, False),
    ],
)
def test_who_sees_a_field(role, marks, provider, assignee):
    field = CustomField(1, "Shelf", role, "text", flags=frozenset(FLAGS[mark] for mark in marks if mark in "ap"))
    marked = {"hidden": "h" in marks, "chosen": "c" in marks}
    assert is_visible(field, "company", **marked)
    assert is_visible(field, "provider", **marked) is provider
    assert is_visible(field, "assignee", **marked) is assignee


@pytest.mark.parametrize(
    ("operator", "wanted", "value", "shown"),
    [
        ("equals", "yes", "yes", True),
        ("equals", "yes", "no", False),
        ("equals", "yes", None, False),
        ("not_equals", "yes", "no", True),
        ("not_equals", "yes", "yes", False),
        ("not_equals", "yes", None, True),
        ("greater", "9", "10", True),
        ("greater", "9", "9", False),
        ("less", "9", "-1", True),
        ("less", "b", "a", True),
        ("contains", "rack", "Two RACKS", True),
        ("contains", "rack", "shelf", False),
        ("is_set", None, "x", True),
        ("is_set", None, None, False),
    ],
)
def test_a_field_shows_when_another_compares(operator, wanted, value, shown):
    field = CustomField(2, "Which", "buyer", "text", dependency=Dependency(1, operator, wanted))
    assert is_shown(field, {} if value is None else {1: value}) is shown


@pytest.mark.parametrize(
    ("type", "good", "bad"),
    [
        ("text", "x", "  "),
        ("number", "-1.5", "many"),
        ("date", "2026-03-02", "2 March"),
        ("time", "09:30", "half past nine"),
        ("datetime", "2026-03-02T09:00:00Z", "2026"),
        ("phone", "+1 612 555 0100", "none"),
        ("email", "ann@work.test", "ann"),
        ("url", "https://work.test/a", "work.test"),
        ("predefined", "red", "blue"),
        ("checkbox", "true", "yes"),
    ],
)
def test_a_value_fits_the_type(type, good, bad):
    field = CustomField(1, "Shelf", "buyer", type, options=("red", "green"))
    assert value_fault(field, good) is None
    assert value_fault(field, bad)
    if type == "predefined":
        assert "red, green" in str(value_fault(field, bad))


def test_a_tick_is_read_as_yes_or_no():
    assert display(CustomField(1, "Powered", "buyer", "checkbox"), "true") == "yes"
    assert display(CustomField(1, "Powered", "buyer", "text"), "true") == "true"
