"""What an order needs before it leaves draft, what stays open in which state; proper steps, fields, sites, windows."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from store.types import Money
from tools.errors import Conflict, Invalid, WrongState
from tools.work_orders.rules.cancellation import Wish, charged_fee, fee_is_due
from tools.work_orders.rules.checklist import check_tasks
from tools.work_orders.rules.custom_fields import CustomField, Dependency, empty_required, is_shown, value_fault
from tools.work_orders.rules.drafts import Draft, check_editable, check_primary, is_material, missing
from tools.work_orders.rules.lists import day_range, postal_pattern, rating_range, statuses_of, tomorrow
from tools.work_orders.rules.location import check_location
from tools.work_orders.rules.schedule import check_future, visit_time, window_columns, window_from
from tools.work_orders.rules.states import Standing, Status

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
USD_400 = Money.of("400", "USD")


def draft(**changes):
    whole = {
        "title": "Install", "has_type": True, "has_location": True, "start": LATER, "pay_max": USD_400,
        "minimum_payment": Money(0, "USD"), "empty_fields": (),
    }  # fmt: skip
    return Draft(**{**whole, **changes})


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({}, None),
        ({"title": ""}, "title"),
        ({"has_type": False}, "types_of_work"),
        ({"has_location": False}, "location"),
        ({"start": None}, "schedule"),
        ({"start": NOW}, "schedule.start"),
        ({"pay_max": None}, "pay"),
        ({"pay_max": Money(0, "USD")}, "pay"),
        ({"minimum_payment": Money.of("400.01", "USD")}, "pay"),
        ({"empty_fields": ["Store"]}, "custom_fields"),
    ],
)
def test_each_gap_of_a_draft_is_named(changes, gap):
    gaps = missing(draft(**changes), NOW)
    assert [text.split(":")[0] for text in gaps] == ([gap] if gap else [])


def standing(status, **facts):
    return Standing(id=5, status=Status[status.upper()], now=NOW, **facts)


FIELDS = ("title", "schedule", "pay", "tags", "custom_fields", "closing_notes", "require_gps", "incident_id")
OPEN_IN = {
    "draft": FIELDS,
    "published": tuple(name for name in FIELDS if name != "pay"),
    "routed": tuple(name for name in FIELDS if name != "pay"),
    "assigned": ("title", "schedule", "tags", "custom_fields", "closing_notes", "incident_id"),
    "work_done": ("tags", "custom_fields", "closing_notes", "incident_id"),
    "approved": ("tags", "custom_fields", "incident_id"),
    "paid": ("tags",),
    "canceled": ("tags",),
}


@pytest.mark.parametrize(("status", "field"), [(status, field) for status in OPEN_IN for field in FIELDS])
def test_each_state_has_its_open_fields(status, field):
    if field in OPEN_IN[status]:
        check_editable(standing(status), [field])
        return
    with pytest.raises(WrongState) as no:
        check_editable(standing(status), [field])
    assert field in no.value.message
    assert no.value.next


@pytest.mark.parametrize(
    ("status", "fields", "expected"),
    [
        ("published", ["schedule"], True),
        ("routed", ["location", "title"], True),
        ("published", ["qualifications"], True),
        ("published", ["title"], False),
        ("draft", ["schedule"], False),
        ("assigned", ["schedule"], False),
    ],
)
def test_only_terms_of_an_open_order_are_material(status, fields, expected):
    assert is_material(Status[status.upper()], fields) is expected


@pytest.mark.parametrize("types", [[], [(62, False)], [(62, True), (94, True)], [(62, True), (62, False)]])
def test_exactly_one_type_of_work_is_primary(types):
    with pytest.raises(Invalid):
        check_primary(types)


@pytest.mark.parametrize(
    ("status", "hours_ahead", "counts", "wish", "due"),
    [
        ("assigned", 24, True, Wish(), True),
        ("assigned", 25, True, Wish(), False),
        ("assigned", -2, True, Wish(), True),
        ("assigned", 1, False, Wish(), False),
        ("assigned", 100, False, Wish(insist=True), True),
        ("assigned", 1, True, Wish(waive=True), False),
        ("published", 1, True, Wish(insist=True), False),
    ],
)
def test_a_cancellation_fee_is_due_on_short_notice_or_on_request(status, hours_ahead, counts, wish, due):
    now = standing(status, latest_arrival=NOW + timedelta(hours=hours_ahead))
    assert fee_is_due(now, counts, wish) is due
    assert charged_fee(now, USD_400, counts, wish) == (USD_400 if due else Money(0, "USD"))


# Custom fields


def field(type="text", flags=(), **more):
    return CustomField(1, "Field", "buyer", type, flags=frozenset(flags), **more)


@pytest.mark.parametrize(
    ("type", "fits", "fails"),
    [
        ("text", "Store 42", "  "),
        ("number", "-4.5", "four"),
        ("number", "0", "NaN"),
        ("date", "2026-03-02", "2026-02-30"),
        ("time", "09:30", "25:00"),
        ("datetime", "2026-03-02T09:00:00Z", "soon"),
        ("phone", "+1 (612) 555-0100", "call me"),
        ("email", "ann@work.test", "ann@"),
        ("url", "https://example.com/a", "ftp://example.com"),
        ("predefined", "A", "C"),
        ("checkbox", "true", "yes"),
    ],
)
def test_a_value_fits_its_type(type, fits, fails):
    definition = field(type, options=("A", "B"))
    assert value_fault(definition, fits) is None
    assert value_fault(definition, fails)
    assert value_fault(field(type, ["read_only"], options=("A",)), fits) == "is read-only"


@pytest.mark.parametrize(
    ("operator", "value", "other", "shown"),
    [
        ("equals", "A", "A", True),
        ("equals", "A", "B", False),
        ("equals", "A", None, False),
        ("not_equals", "A", None, True),
        ("not_equals", "A", "A", False),
        ("greater", "9", "10", True),
        ("less", "9", "10", False),
        ("greater", "b", "c", True),
        ("contains", "CAB", "a cable", True),
        ("is_set", None, "x", True),
        ("is_set", None, None, False),
    ],
)
def test_a_dependency_shows_or_hides_a_field(operator, value, other, shown):
    values = {7: other} if other is not None else {}
    dependent = field(flags=["required"], dependency=Dependency(7, operator, value))
    assert is_shown(dependent, values) is shown
    assert empty_required([dependent], values, "buyer") == (["Field"] if shown else [])
    assert empty_required([dependent], values, "provider") == []


def test_a_field_applies_to_its_projects_clients_and_templates():
    assert field().applies(None, None, None)
    assert field(project_ids=[5]).applies(5, None, None)
    assert not field(project_ids=[5]).applies(6, None, None)
    assert not field(client_ids=[5]).applies(None, None, None)
    assert not field(template_ids=[5]).applies(5, 5, 6)


# Steps, sites, windows


def test_at_most_a_hundred_steps_and_one_check_in():
    step = {"type_id": 10, "custom_field_id": None, "phone": None, "email": None, "attachment_id": None}
    check_tasks([step] * 100)
    with pytest.raises(Invalid):
        check_tasks([step] * 101)
    with pytest.raises(Conflict):
        check_tasks([{**step, "type_id": 4}] * 2)


def test_a_site_without_faults():
    check_location({"mode": "remote"})
    check_location({"mode": "custom", "country": "US", "latitude": 1.0, "longitude": 2.0})
    check_location({"mode": "saved", "saved_location_id": 5})


def test_a_window_over_the_clock_change_keeps_its_local_hours():
    start = datetime(2026, 3, 27, 8, tzinfo=UTC)
    window = window_from("hours", start, datetime(2026, 3, 30, 15, tzinfo=UTC), "Europe/Berlin", Decimal(2))
    assert window_columns(window)["latest_arrival_at"] == "2026-03-30T13:00:00.000Z"
    assert [arrival.start.hour for arrival in window.arrivals()] == [8, 8, 7, 7]


def test_only_an_exact_start_takes_time_before_it_is_confirmed():
    exact = window_from("exact", LATER, None, "UTC", Decimal("1.5"))
    taken = visit_time(exact)
    assert taken is not None
    assert taken.end - taken.start == timedelta(minutes=90)
    assert visit_time(window_from("between", LATER, LATER + timedelta(hours=4), "UTC", None)) is None
    with pytest.raises(Invalid):
        check_future(exact, LATER)


def test_a_window_is_at_most_a_year_long():
    with pytest.raises(Invalid):
        window_from("between", NOW, NOW + timedelta(days=367), "UTC", None)


# How filters are written


def test_days_are_counted_in_their_zone():
    assert day_range("2026-03-29", "Europe/Berlin", "f") == ("2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z")
    assert day_range("2026-03-01, 2026-03-02", "UTC", "f") == ("2026-03-01T00:00:00.000Z", "2026-03-03T00:00:00.000Z")
    assert tomorrow(NOW, "Asia/Tokyo") == ("2026-03-02T15:00:00.000Z", "2026-03-03T15:00:00.000Z")


@pytest.mark.parametrize("text", ["", "today", "2026-03-02,", "2026-03-02,2026-03-01", "2026-03-01,a,b"])
def test_other_days_are_refused(text):
    with pytest.raises(Invalid):
        day_range(text, "UTC", "f")


def test_ratings_statuses_and_postal_codes():
    assert rating_range("4.5") == (Decimal("4.5"), Decimal(5))
    assert rating_range("3, 4") == (Decimal(3), Decimal(4))
    for wrong in ("", "6", "4,3", "NaN", "1,2,3"):
        with pytest.raises(Invalid):
            rating_range(wrong)
    assert statuses_of(["Work done", "9", "routed"]) == (Status.WORK_DONE, Status.ROUTED)
    with pytest.raises(Invalid):
        statuses_of(["deleted"])
    assert postal_pattern(" ec1a* ") == ("EC1A", True)
    assert postal_pattern("55401") == ("55401", False)
