from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from store.types import Money
from tools.rules.places import Point
from tools.work_orders.rules.bundles import Member, bundle_status, diagnose
from tools.work_orders.rules.service_window import ServiceWindow

KM = 1 / 111.1951


def at(clock: str, day: int = 4) -> datetime:
    return datetime.fromisoformat(f"2030-03-{day:02d}T{clock}").replace(tzinfo=UTC)


def exact(clock: str, hours: str | None = "1") -> ServiceWindow:
    return ServiceWindow("exact", at(clock), None, Decimal(hours) if hours else None, "UTC")


def between(start: str, end: str, hours: str = "1") -> ServiceWindow:
    return ServiceWindow("between", at(start), at(end), Decimal(hours), "UTC")


def order(id: int, window: ServiceWindow | None, kilometres: float = 0, **more) -> Member:
    defaults = {"site": Point(45 + kilometres * KM, -93), "pay": Money.of("150.00", "USD"), "pay_type": "fixed"}
    return Member(id, window=window, **{**defaults, **more})


def found(findings) -> list[tuple[str, list[int]]]:
    return [(one.code, list(one.work_order_ids)) for one in findings]


B1 = [order(1001, exact("09:00")), order(1002, exact("11:00"), 5), order(1003, exact("14:00"), 10)]


def check(members, ids=None, **more):
    return diagnose([one.id for one in members] if ids is None else ids, members, **more)


def test_b1_three_orders_one_provider_can_do():
    answer = check(B1)
    assert answer.status == "valid"
    assert found(answer.errors) == found(answer.warnings) == []
    assert found(answer.info) == [("total_pay", [1001, 1002, 1003])]
    assert answer.total_pay == Money.of("450.00", "USD")
    assert (answer.count, answer.first_start, answer.last_end) == (3, at("09:00"), at("15:00"))


def test_b2_far_sites_and_too_little_time_between_are_warnings():
    members = [B1[0], order(1002, exact("13:00"), 5), order(1003, exact("14:00"), 105)]
    answer = check(members)
    assert answer.status == "valid_with_warnings"
    assert found(answer.warnings) == [
        ("far_apart", [1001, 1003]),
        ("far_apart", [1002, 1003]),
        ("tight_travel", [1002, 1003]),
    ]
    assert "there are 0 minutes; the way takes 120 minutes" in answer.warnings[2].message
    assert round(answer.max_distance_km or 0) == 105


def test_b3_every_error_is_named_with_its_orders():
    members = [
        B1[0],
        replace(B1[1], status="assigned"),
        order(1003, exact("09:00")),
        order(1004, exact("16:00"), bundle="BND-7"),
    ]
    answer = check(members)
    assert answer.status == "invalid"
    assert found(answer.errors) == [
        ("already_bundled", [1004]),
        ("already_assigned", [1002]),
        ("schedule_overlap", [1001, 1003]),
    ]


@pytest.mark.parametrize(
    ("members", "ids", "expected"),
    [
        (B1[:1], [1001, 1001], [("too_few", [1001])]),
        (B1[:2], [1001, 1002, 99, 98], [("not_found", [98]), ("not_found", [99])]),
        ([replace(B1[0], status="canceled"), *B1[1:]], None, [("wrong_status", [1001])]),
        ([replace(B1[0], status="deleted"), *B1[1:]], None, [("wrong_status", [1001])]),
        ([replace(B1[0], status="paid"), *B1[1:]], None, [("already_assigned", [1001])]),
        ([replace(B1[0], status="published"), replace(B1[1], status="routed")], None, []),
        ([replace(B1[0], status="published"), *B1[1:]], None, [("mixed_status", [1001, 1002, 1003])]),
        (
            [replace(B1[0], window=None, pay=None), B1[1]],
            None,
            [("incomplete_work_order", [1001]), ("incomplete_work_order", [1001])],
        ),
        ([replace(B1[0], has_location=False, site=None), B1[1]], None, [("incomplete_work_order", [1001])]),
        ([replace(B1[0], has_location=False, site=None, remote=True), B1[1]], None, []),
    ],
)
def test_errors_follow_from_the_orders(members, ids, expected):
    assert found(check(members, ids).errors) == expected


def test_a_gap_names_its_field():
    answer = check([replace(B1[0], window=None, pay=None, has_location=False), B1[1]])
    assert [one.field for one in answer.errors] == ["location", "pay", "schedule"]


def test_more_than_fifty_are_refused_without_planning_them():
    answer = check([order(id, exact("09:00")) for id in range(1, 52)])
    assert [one.code for one in answer.errors] == ["too_many"]


def test_members_of_the_bundle_being_extended_are_not_bundled_elsewhere():
    members = [replace(B1[0], bundle="BND-7"), replace(B1[1], bundle="BND-7"), B1[2]]
    assert check(members, extending="BND-7").status == "valid"
    assert found(check(members, extending="BND-8").errors) == [("already_bundled", [1001]), ("already_bundled", [1002])]


@pytest.mark.parametrize(
    ("windows", "overlapping"),
    [
        ([exact("09:00"), exact("10:00")], []),
        ([exact("09:00"), exact("09:59")], [[1, 2]]),
        ([exact("09:00", None), exact("09:59")], [[1, 2]]),
        ([between("09:00", "12:00"), exact("09:00")], []),
        ([between("09:00", "11:00", "2"), exact("10:00", "0.5")], [[1, 2]]),
        ([between("09:00", "12:00"), between("09:00", "12:00"), between("09:00", "12:00")], []),
        ([between("09:00", "11:00"), between("09:00", "11:00"), between("09:00", "11:00")], [[1, 3]]),
        ([ServiceWindow("hours", at("09:00"), at("10:00", 5), Decimal(1), "UTC"), between("09:00", "10:00")], []),
        ([ServiceWindow("hours", at("09:00"), at("10:00"), Decimal(1), "UTC"), between("09:00", "10:00")], [[1, 2]]),
    ],
)
def test_visits_must_find_room_beside_each_other(windows, overlapping):
    members = [order(index, window) for index, window in enumerate(windows, start=1)]
    assert [list(one.work_order_ids) for one in check(members).errors] == overlapping


def test_a_movable_visit_is_placed_with_time_to_travel_before_it_is_called_tight():
    near = check([order(1, exact("09:00")), order(2, between("09:00", "14:00"), 40)])
    assert found(near.warnings) == []
    tight = check([order(1, exact("09:00")), order(2, between("09:00", "11:00"), 60)])
    assert found(tight.warnings) == [("tight_travel", [1, 2])]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"site": None}, [("unknown_distance", [1001])]),
        ({"site": None, "remote": True}, []),
        ({"open_routes": 2}, [("open_routes_closed", [1001])]),
        ({"pending_requests": 1}, [("requests_closed", [1001])]),
        ({"client_id": 5}, [("mixed_clients", [1001, 1002, 1003])]),
    ],
)
def test_warnings_follow_from_the_orders(change, expected):
    answer = check([replace(B1[0], **change), *B1[1:]])
    assert found(answer.warnings) == expected
    assert (answer.would_close_routes, answer.would_close_requests) == (
        change.get("open_routes", 0),
        change.get("pending_requests", 0),
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"project_id": 5}, "mixed_projects"),
        ({"type_of_work_id": 62}, "mixed_types_of_work"),
        ({"pay_type": "hourly"}, "mixed_pay_types"),
    ],
)
def test_differences_that_do_not_matter_are_only_told(change, code):
    answer = check([replace(B1[0], **change), *B1[1:]])
    assert answer.status == "valid"
    assert found(answer.info)[0] == (code, [1001, 1002, 1003])


def test_the_same_orders_in_another_order_give_the_same_answer():
    members = [B1[0], order(1002, exact("13:00"), 5), order(1003, exact("14:00"), 105)]
    assert check(members[::-1], [1003, 1001, 1002, 1001]) == check(members)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [([], None), (["draft", "draft"], "draft"), (["published", "routed"], "published"), (["routed"], "routed")],
)
def test_the_status_of_a_bundle_is_what_its_members_share(statuses, expected):
    assert bundle_status(statuses) == expected
