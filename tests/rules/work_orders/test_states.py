"""Every state and act of a work order, as tables: where each act leads, and what an order says about itself."""

from datetime import UTC, datetime, timedelta

import pytest

from tools.errors import WrongState
from tools.work_orders.rules.actions import Own, actions
from tools.work_orders.rules.states import (
    STEPS,
    Standing,
    Status,
    code,
    display,
    refuse_open_log,
    step,
    sub_status,
    ways,
)

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def standing(status, **facts):
    return Standing(id=5, status=Status[status.upper()], now=NOW, **facts)


# A dot: refused. Columns in the order of COLUMNS.
COLUMNS = ("draft", "published", "routed", "assigned", "work_done", "approved", "paid", "canceled", "deleted")
MATRIX = """
publish_work_order            published published published .         .         .        .    .     .
unpublish_work_order          .         draft     .         .         .         .        .    .     .
route_work_order              routed    published routed    .         .         .        .    .     .
route_work_order_to_providers routed    published routed    .         .         .        .    .     .
dispatch_work_order           routed    published routed    .         .         .        .    .     .
start_smart_dispatch          routed    published routed    .         .         .        .    .     .
unroute_work_order            .         published draft     .         .         .        .    .     .
decline_work_order_route      .         published routed    .         .         .        .    .     .
accept_work_order_route       .         assigned  assigned  .         .         .        .    .     .
request_work_order            .         published .         .         .         .        .    .     .
accept_work_order_request     .         assigned  assigned  .         .         .        .    .     .
assign_work_order             assigned  assigned  assigned  .         .         .        .    .     .
acknowledge_provider_delay    .         .         .         assigned  .         .        .    .     .
set_work_order_eta              .         .         .         assigned  .         .        .    .     .
mark_work_order_on_my_way       .         .         .         assigned  .         .        .    .     .
record_work_order_delay         .         .         .         assigned  .         .        .    .     .
create_work_order_time_log      .         .         .         assigned  .         .        .    .     .
update_work_order_time_log      .         .         .         assigned  work_done .        .    .     .
update_all_work_order_time_logs .         .         .         assigned  work_done .        .    .     .
delete_work_order_time_log      .         .         .         assigned  work_done .        .    .     .
create_work_order_site_revisit  .         .         .         assigned  work_done approved .    .     .
update_work_order_site_revisit  draft     published routed    assigned  work_done approved .    .     .
delete_work_order_site_revisit  draft     published routed    assigned  work_done approved .    .     .
update_work_order_problem       draft     published routed    assigned  work_done approved .    .     .
delete_work_order_problem       draft     published routed    assigned  work_done approved .    .     .
create_work_order_problem       .         published routed    assigned  work_done approved .    .     .
unassign_work_order           .         .         .         draft     .         .        .    .     .
remove_work_order_provider    .         .         .         draft     .         .        .    .     .
mark_work_order_complete      .         .         .         work_done .         .        .    .     .
mark_work_order_incomplete    .         .         .         .         assigned  .        .    .     .
update_work_order_job_status  .         .         .         assigned  work_done .        .    .     .
approve_work_order            .         .         .         .         approved  .        .    .     .
payment                       .         .         .         .         .         paid     .    .     .
pay_work_order                .         .         .         .         .         paid     .    .     .
update_work_order_pay         draft     published routed    assigned  .         .        .    .     .
create_work_order_bonus       draft     published routed    assigned  work_done .        .    .     .
create_work_order_penalty     draft     published routed    assigned  work_done .        .    .     .
create_work_order_discount    .         .         .         assigned  work_done .        .    .     .
request_work_order_increase   .         .         .         assigned  work_done .        .    .     .
update_work_order_increase    .         .         .         assigned  work_done .        .    .     .
create_work_order_expense     .         .         .         assigned  work_done .        .    .     .
update_work_order_expense     .         .         .         assigned  work_done .        .    .     .
cancel_work_order             deleted   canceled  canceled  canceled  .         .        .    .     .
revert_work_order_to_draft    .         draft     draft     draft     .         .        .    draft .
"""
ROWS = [line.split() for line in MATRIX.strip().splitlines()]
CELLS = [(row[0], status, after) for row in ROWS for status, after in zip(COLUMNS, row[1:], strict=True)]


@pytest.mark.parametrize(("tool", "status", "after"), CELLS)
def test_each_act_leads_where_the_table_says(tool, status, after):
    if after != ".":
        assert step(tool, standing(status)).word == after
        return
    with pytest.raises(WrongState) as no:
        step(tool, standing(status))
    assert display(standing(status)) in no.value.message
    assert tool in no.value.message
    assert no.value.next
    assert no.value.state == code(standing(status))


def test_the_table_has_every_act():
    assert {row[0] for row in ROWS} == set(STEPS)


@pytest.mark.parametrize(
    ("tool", "status", "expected"),
    [
        ("unpublish_work_order", "routed", "unroute_work_order"),
        ("unpublish_work_order", "routed", "revert_work_order_to_draft"),
        ("unpublish_work_order", "assigned", "unassign_work_order"),
        ("publish_work_order", "assigned", "unassign_work_order"),
        ("route_work_order", "assigned", "unassign_work_order"),
        ("cancel_work_order", "work_done", "mark_work_order_incomplete"),
        ("cancel_work_order", "work_done", "approve_work_order"),
        ("approve_work_order", "assigned", "mark_work_order_complete"),
        ("payment", "work_done", "approve_work_order"),
        ("mark_work_order_complete", "published", "assign_work_order"),
        ("mark_work_order_complete", "draft", "publish_work_order"),
        ("publish_work_order", "canceled", "revert_work_order_to_draft"),
        ("approve_work_order", "paid", "get_work_order"),
        ("update_work_order_pay", "work_done", "mark_work_order_incomplete"),
        ("pay_work_order", "work_done", "approve_work_order"),
        ("create_work_order_expense", "published", "assign_work_order"),
    ],
)
def test_a_refusal_names_what_leads_on(tool, status, expected):
    assert expected in ways(tool, Status[status.upper()])


HOUR = timedelta(hours=1)
LATER = NOW + timedelta(days=3)
SUB_STATUSES = [
    # state, facts, sub-status
    ("draft", {}, ""),
    ("published", {}, ""),
    ("published", {"open_routes": 2}, ""),
    ("published", {"pending_requests": 1}, "requested"),
    ("published", {"pending_requests": 2, "counter_offers": 1}, "counter_offered"),
    ("routed", {"open_routes": 1}, ""),
    ("routed", {}, "unfilled"),
    ("routed", {"pending_requests": 1}, "requested"),
    ("routed", {"pending_requests": 1, "counter_offers": 1}, "counter_offered"),
    ("assigned", {"latest_arrival": LATER}, "unconfirmed"),
    ("assigned", {"latest_arrival": LATER, "confirmed": True}, "confirmed"),
    ("assigned", {"latest_arrival": LATER, "confirmed": True, "condition": "on_my_way"}, "on_my_way"),
    ("assigned", {"latest_arrival": LATER, "condition": "delayed", "delay_seconds": 1800}, "delayed"),
    (
        "assigned",
        {"latest_arrival": LATER, "confirmed": True, "condition": "on_my_way", "delay_seconds": 1800,
         "delay_acknowledged": True},
        "on_my_way",
    ),
    ("assigned", {"latest_arrival": NOW, "condition": "delayed", "open_logs": 1}, "checked_in"),
    ("assigned", {"latest_arrival": NOW, "open_logs": 1, "closed_logs": 1}, "checked_in"),
    ("assigned", {"latest_arrival": NOW, "condition": "delayed", "closed_logs": 1}, "checked_out"),
    ("assigned", {"latest_arrival": NOW + 24 * HOUR}, "at_risk"),
    ("assigned", {"latest_arrival": NOW + 24 * HOUR + timedelta(seconds=1)}, "unconfirmed"),
    ("assigned", {"latest_arrival": NOW + HOUR, "confirmed": True}, "confirmed"),
    ("assigned", {"latest_arrival": NOW - timedelta(minutes=14), "confirmed": True}, "confirmed"),
    ("assigned", {"latest_arrival": NOW - timedelta(minutes=15), "confirmed": True}, "at_risk"),
    ("assigned", {"latest_arrival": NOW - HOUR, "confirmed": True, "condition": "on_my_way"}, "on_my_way"),
    (
        "assigned",
        {"latest_arrival": NOW - HOUR, "confirmed": True, "delay_seconds": 600, "delay_acknowledged": True},
        "confirmed",
    ),
    ("assigned", {"latest_arrival": NOW - HOUR, "confirmed": True, "job_reported": True}, "confirmed"),
    ("assigned", {}, "unconfirmed"),
    ("work_done", {"closed_logs": 2}, ""),
    ("approved", {"closed_logs": 1}, ""),
    ("paid", {}, ""),
    ("canceled", {}, ""),
    ("deleted", {}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("status", "facts", "expected"), SUB_STATUSES)
def test_the_sub_status_follows_what_hangs_on_the_order(status, facts, expected):
    assert sub_status(standing(status, **facts)) == expected


@pytest.mark.parametrize(
    ("status", "facts", "expected"),
    [
        ("draft", {}, "Draft"),
        ("work_done", {}, "Work done"),
        ("assigned", {"condition": "delayed"}, "Assigned: Delayed"),
        ("assigned", {"condition": "on_my_way"}, "Assigned: On my way"),
        ("routed", {}, "Routed: Unfilled"),
    ],
)
def test_the_display_is_the_state_and_what_it_is_in(status, facts, expected):
    assert display(standing(status, **facts)) == expected


@pytest.mark.parametrize(
    ("minutes", "facts", "expected"),
    [
        (59, {}, False),
        (60, {}, True),
        (60, {"condition": "on_my_way"}, False),
        (60, {"delay_seconds": 60, "condition": "delayed"}, False),
        (60, {"open_logs": 1}, False),
        (60, {"closed_logs": 1}, False),
    ],
)
def test_no_call_no_show_turns_true_an_hour_past_the_latest_arrival(minutes, facts, expected):
    arrival = NOW - timedelta(minutes=minutes)
    assert standing("assigned", latest_arrival=arrival, confirmed=True, **facts).no_call_no_show is expected


def test_nothing_ends_while_the_provider_is_checked_in():
    with pytest.raises(WrongState) as no:
        refuse_open_log("cancel_work_order", standing("assigned", open_logs=1))
    assert "Checked in" in no.value.message
    assert no.value.next == ("get_work_order",)
    refuse_open_log("cancel_work_order", standing("assigned", closed_logs=1))


@pytest.mark.parametrize("status", COLUMNS)
def test_the_company_is_offered_only_acts_its_order_allows(status):
    for tool in actions(standing(status), "company"):
        if tool in STEPS:
            step(tool, standing(status))


ACTIONS = [
    ("work_done", {}, "company", Own(), {"update_work_order_task"}, {"create_work_order_task"}),
    ("approved", {}, "company", Own(), {"update_work_order_custom_field"}, {"update_work_order_task"}),
    ("assigned", {}, "assignee", Own(), {"update_work_order_task", "update_work_order_custom_field"}, {"create_work_order_task"}),
    ("work_done", {}, "assignee", Own(), set(), {"update_work_order_task", "update_work_order_custom_field"}),
    ("draft", {}, "company", Own(), {"publish_work_order", "cancel_work_order"}, {"approve_work_order"}),
    ("published", {}, "company", Own(), {"unpublish_work_order"}, {"accept_work_order_request", "unroute_work_order"}),
    ("published", {"pending_requests": 1}, "company", Own(), {"accept_work_order_request"}, set()),
    ("assigned", {"open_logs": 1}, "company", Own(), set(), {"cancel_work_order", "mark_work_order_complete"}),
    ("assigned", {"closed_logs": 1}, "company", Own(), {"mark_work_order_complete"}, {"revert_work_order_to_draft"}),
    ("work_done", {}, "company", Own(), {"approve_work_order", "mark_work_order_incomplete"}, {"cancel_work_order"}),
    ("canceled", {}, "company", Own(), {"revert_work_order_to_draft"}, {"update_work_order"}),
    ("canceled", {"fee_charged": True}, "company", Own(), set(), {"revert_work_order_to_draft"}),
    ("paid", {}, "company", Own(), set(), {"update_work_order", "update_work_order_incident"}),
    ("assigned", {}, "assignee", Own(), {"mark_work_order_complete"}, {"cancel_work_order"}),
    ("published", {}, "provider", Own(), {"request_work_order"}, {"accept_work_order_route"}),
    ("routed", {"open_routes": 1}, "provider", Own(route=True), {"accept_work_order_route"}, {"request_work_order"}),
    ("published", {}, "provider", Own(request=True), {"cancel_work_order_request"}, {"publish_work_order"}),
    ("assigned", {}, "provider", Own(route=True), set(), {"accept_work_order_route", "mark_work_order_complete"}),
]  # fmt: skip


@pytest.mark.parametrize(("status", "facts", "side", "own", "offered", "kept_back"), ACTIONS)
def test_actions_follow_state_and_side(status, facts, side, own, offered, kept_back):
    named = set(actions(standing(status, **facts), side, own))
    assert offered <= named
    assert not kept_back & named
