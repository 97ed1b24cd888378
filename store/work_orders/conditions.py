"""Conditions on a list of work orders: each narrows a search by one thing. Moments, amounts and words as stored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from store.database import Transaction
from store.folding import folded
from store.types import Owner
from store.work_orders.lists import MOST_MONTHS, Search
from store.work_orders.parts import FOR_PROVIDER, UNREAD

# What an order points to with a column of its own.
Link = Literal["project", "client", "manager", "template", "service_type"]
# The moments of an order's life that are kept.
Milestone = Literal["created", "published", "assigned", "work_done", "approved", "paid", "canceled"]

_LOG = "SELECT 1 FROM work_order_time_logs l WHERE l.work_order_id = w.id AND l.void = 0 AND l.out_at"
_ETA = "FROM work_order_etas e WHERE e.work_order_id = w.id"
_PENDING = "SELECT 1 FROM work_order_requests q WHERE q.work_order_id = w.id AND q.status = 'pending'"
_OPEN_ROUTE = "SELECT 1 FROM work_order_routes r WHERE r.work_order_id = w.id AND r.status = 'open'"

_HAS_REQUEST = f"EXISTS ({_PENDING})"
_HAS_COUNTER_OFFER = f"EXISTS ({_PENDING} AND q.counter_offer IS NOT NULL)"
_IS_CONFIRMED = f"EXISTS (SELECT 1 {_ETA} AND e.status = 'confirmed')"
_IS_LATE = f"""(EXISTS (SELECT 1 {_ETA} AND e.delay_seconds > 0) OR EXISTS (
    SELECT 1 FROM work_order_time_logs l WHERE l.work_order_id = w.id AND l.void = 0 AND l.was_late = 1))"""
_IN_FLIGHT = f"""(EXISTS ({_LOG} IS NULL) OR EXISTS ({_LOG} IS NOT NULL)
    OR EXISTS (SELECT 1 {_ETA} AND (e.status = 'confirmed' OR e.condition <> 'on_schedule')))"""
_OPEN_PROBLEMS = "SELECT p.work_order_id FROM work_order_problems p WHERE p.status = 'open'"

# The same decision as tools/work_orders/rules/states.py makes for one order; a test holds the two together.
# :day_ahead is 24 hours from now, :quarter_ago 15 minutes before it.
_SUB_STATUS = f"""(CASE
    WHEN w.status = 3 THEN CASE
        WHEN EXISTS ({_LOG} IS NULL) THEN 'checked_in'
        WHEN EXISTS ({_LOG} IS NOT NULL) THEN 'checked_out'
        ELSE coalesce((SELECT CASE
            WHEN e.condition = 'delayed' AND e.delay_acknowledged = 0 THEN 'delayed'
            WHEN e.condition = 'on_my_way' THEN 'on_my_way'
            WHEN w.latest_arrival_at <> '' AND (
                (e.status = 'unconfirmed' AND w.latest_arrival_at <= :day_ahead)
                OR (w.latest_arrival_at <= :quarter_ago AND e.condition = 'on_schedule' AND e.delay_seconds = 0
                    AND w.job_status = 'unset')) THEN 'at_risk'
            ELSE e.status END {_ETA}), 'unconfirmed') END
    WHEN w.status IN (2, 9) THEN CASE
        WHEN {_HAS_COUNTER_OFFER} THEN 'counter_offered'
        WHEN {_HAS_REQUEST} THEN 'requested'
        WHEN w.status = 9 AND NOT EXISTS ({_OPEN_ROUTE}) THEN 'unfilled'
        ELSE '' END
    ELSE '' END)"""


def one_of(search: Search, ids: Sequence[int]) -> None:
    search.where(f"w.id IN ({_numbers(ids)})")


def points_to(search: Search, link: Link, ids: Sequence[int]) -> None:
    """Of one of these projects, clients, managers, templates or service types."""
    column = f"w.{link}_id"
    condition = f"+{column} IN ({_numbers(ids)})"
    if link == "service_type":
        search.where(condition)
    else:
        search.where_indexed(condition, [f"{column} IS NOT NULL AND {column} = {int(id)}" for id in dict.fromkeys(ids)])


def has_type_of_work(tx: Transaction, search: Search, ids: Sequence[int]) -> None:
    others = f"SELECT o.work_order_id FROM work_order_types o WHERE o.type_of_work_id IN ({_numbers(ids)})"
    if search.company_id is None:
        search.where_in(tx, others)
    else:
        # The primary one stands in the order itself.
        main = f"w.type_of_work_id IN ({_numbers(ids)})"
        search.where(f"({main} OR EXISTS ({others} AND o.is_primary = 0 AND o.work_order_id = w.id))")


def is_in_network(tx: Transaction, search: Search, ids: Sequence[int]) -> None:
    search.where_in(tx, f"SELECT o.work_order_id FROM work_order_networks o WHERE o.network_id IN ({_numbers(ids)})")


def has_tag(tx: Transaction, search: Search, ids: Sequence[int]) -> None:
    search.where_in(tx, f"SELECT o.work_order_id FROM work_order_tags o WHERE o.tag_id IN ({_numbers(ids)})")


def is_in_bundle(tx: Transaction, search: Search, bundle_id: int) -> None:
    sql = "SELECT b.work_order_id FROM work_order_bundle_members b WHERE b.bundle_id = :bundle"
    search.where_in(tx, sql, bundle=bundle_id)


def has_incident(search: Search, incident_id: str) -> None:
    branch = "w.incident_id IS NOT NULL AND w.incident_id = :incident"
    search.where_indexed(_aside(branch), [branch], of_company=True, incident=incident_id)


def has_field_value(tx: Transaction, search: Search, field_id: int, value: str) -> None:
    """A custom field has exactly this value."""
    sql = """SELECT f.work_order_id FROM work_order_custom_fields f
             WHERE f.custom_field_id = :custom_field AND f.value = :custom_value"""
    search.where_in(tx, sql, custom_field=field_id, custom_value=value)


def has_words(tx: Transaction, search: Search, words: Sequence[str]) -> None:
    """All of these words; words as store/work_orders/words.py finds them in what was asked."""
    for number, word in enumerate(words):
        if search.company_id is None:
            ids = f"SELECT o.work_order_id FROM work_order_words o WHERE o.word = :word{number}"
            of_this = "o.company_id = w.company_id AND o.work_order_id = w.id"
            search.where(f"EXISTS ({ids} AND {of_this})", **{f"word{number}": word})
        else:
            ids = f"""SELECT o.work_order_id FROM work_order_words o
                      WHERE o.company_id = :words_of AND o.word = :word{number}"""
            search.where_in(tx, ids, **{"words_of": search.company_id, f"word{number}": word})


def reached_between(search: Search, milestone: Milestone, start: str, end: str) -> None:
    """The milestone was reached in this time; end is out of it."""
    column = f"w.{milestone}_at"
    within = f"{column} >= :{milestone}_from AND {column} < :{milestone}_until"
    bounds = {f"{milestone}_from": start, f"{milestone}_until": end}
    if milestone == "created":
        search.where_indexed(_aside(within), [within], of_company=True, in_order=False, **bounds)
        search.ranges["created_date"] = within
    else:
        search.where(_aside(within), **bounds)
    if search.company_id is not None and (months := _months(start, end)):
        of_company = f"{column} IS NOT NULL AND CAST(w.company_id AS TEXT) || substr({column}, 1, 7)"
        search.months.append(tuple(f"{of_company} = '{search.company_id}{month}'" for month in months))


def scheduled_between(search: Search, start: str, end: str) -> None:
    """The service window overlaps this time."""
    begins = "w.start_at <> '' AND w.start_at < :window_until"
    search.where(_aside(f"{begins} AND w.window_end_at >= :window_from"), window_from=start, window_until=end)
    search.ranges["schedule"] = begins


def is_flown_between(search: Search, person_id: int, start: str, end: str) -> None:
    """Assigned to this person, beginning in this time, the arrival not confirmed yet."""
    search.where(
        f"w.status = 3 AND w.assignee_id = :flying AND w.start_at >= :board_from AND w.start_at < :board_until"
        f" AND NOT {_IS_CONFIRMED}",
        flying=person_id,
        board_from=start,
        board_until=end,
    )


def is_assigned(search: Search, wanted: bool) -> None:
    search.where(f"+w.assignee_id IS {'NOT ' if wanted else ''}NULL")


def is_assigned_to(search: Search, person_id: int) -> None:
    branches = [f"w.assignee_id = :assignee AND w.status = {int(status)}" for status in search.statuses]
    search.where_indexed("+w.assignee_id = :assignee", branches, assignee=person_id)


def assignee_is_rated(search: Search, low: int, high: int) -> None:
    """The assignee's mean rating is in these bounds, in hundredths, both included."""
    search.where(
        """EXISTS (SELECT 1 FROM persons a WHERE a.id = w.assignee_id AND a.rating_count > 0
           AND a.rating_sum >= :rating_low * a.rating_count AND a.rating_sum <= :rating_high * a.rating_count)""",
        rating_low=low,
        rating_high=high,
    )


def company_approves_within(search: Search, seconds: int) -> None:
    """The company takes no longer than this on average to approve finished work."""
    search.where(
        """EXISTS (SELECT 1 FROM company_approvals y WHERE y.company_id = w.company_id
           AND y.seconds <= y.approvals * :approval_seconds)""",
        approval_seconds=seconds,
    )


def is_in_city(search: Search, name: str) -> None:
    branch = "w.city_folded IS NOT NULL AND w.city_folded = :city"
    search.where_indexed(_aside(branch), [branch], of_company=True, city=folded(name))


def is_in_state(search: Search, name: str) -> None:
    branch = "w.state_folded IS NOT NULL AND w.state_folded = :state"
    search.where_indexed(_aside(branch), [branch], of_company=True, state=folded(name))


def is_in_country(search: Search, code: str) -> None:
    search.where_indexed(_aside("w.country = :country"), ["w.country = :country"], of_company=True, country=code)


def has_postal_code(search: Search, code: str) -> None:
    """code: in capitals."""
    branch = "w.zip IS NOT NULL AND upper(w.zip) = :postal"
    search.where_indexed(_aside(branch), [branch], of_company=True, postal=code)


def postal_code_begins(search: Search, code: str) -> None:
    """code: in capitals."""
    branch = "w.zip IS NOT NULL AND upper(w.zip) >= :postal AND upper(w.zip) < :postal_end"
    end = code + "\uffff"
    search.where_indexed(_aside(branch), [branch], of_company=True, in_order=False, postal=code, postal_end=end)


def is_within(search: Search, centre: tuple[float, float, float], cosine: float) -> None:
    """Great-circle distance as the angle between two points of the unit sphere: no trigonometry in the database.

    cosine: of the widest angle that counts."""
    x, y, z = centre
    search.where(
        "w.site_x * :circle_x + w.site_y * :circle_y + w.site_z * :circle_z >= :circle_cos",
        circle_x=x,
        circle_y=y,
        circle_z=z,
        circle_cos=cosine,
    )


def has_coordinates(search: Search) -> None:
    search.where("w.latitude IS NOT NULL")


def is_remote(search: Search, wanted: bool) -> None:
    search.where(f"coalesce(w.location_mode, '') {'=' if wanted else '<>'} 'remote'")


def has_pay_type(search: Search, type: str) -> None:
    search.where_indexed(_aside("w.pay_type = :pay_type"), ["w.pay_type = :pay_type"], of_company=True, pay_type=type)


def pays_at_least(search: Search, amount: int) -> None:
    """On the most the labour may come to, in the smallest unit of whatever currency the order is in."""
    search.where("+w.pay_max >= :pay_min", pay_min=amount)
    _within_pay(search, "w.pay_max >= :pay_min")


def pays_at_most(search: Search, amount: int) -> None:
    """As pays_at_least."""
    search.where("+w.pay_max <= :pay_max", pay_max=amount)
    _within_pay(search, "w.pay_max <= :pay_max")


def _within_pay(search: Search, bound: str) -> None:
    search.ranges["pay"] = " AND ".join(filter(None, (search.ranges.get("pay"), bound)))


def has_sub_status(search: Search, names: Sequence[str], day_ahead: str, quarter_ago: str) -> None:
    """One of these sub-statuses, names of the product's own. Moments: 24 hours from now, 15 minutes before it."""
    listed = ", ".join(f"'{name}'" for name in names)
    search.where(f"{_SUB_STATUS} IN ({listed})", day_ahead=day_ahead, quarter_ago=quarter_ago)


def is_in_flight(search: Search) -> None:
    """Confirmed, on the way, late, or somebody was or is on site."""
    search.where(_IN_FLIGHT)


def has_request(search: Search, wanted: bool) -> None:
    search.where(_when(_HAS_REQUEST, wanted))


def has_counter_offer(search: Search, wanted: bool) -> None:
    search.where(_when(_HAS_COUNTER_OFFER, wanted))


def is_confirmed(search: Search, wanted: bool) -> None:
    search.where(_when(_IS_CONFIRMED, wanted))


def is_late(search: Search, wanted: bool) -> None:
    """A delay was reported, or a check-in was late."""
    search.where(_when(_IS_LATE, wanted))


def has_problem(tx: Transaction, search: Search, wanted: bool) -> None:
    """A problem is open."""
    if wanted:
        search.where_in(tx, _OPEN_PROBLEMS)
    else:
        search.where(f"NOT EXISTS ({_OPEN_PROBLEMS} AND p.work_order_id = w.id)")


def has_unread_messages(search: Search, reader: Owner, wanted: bool) -> None:
    """Messages by others that the reader has not read; a reader of the company may see all, others what is for them."""
    theirs = FOR_PROVIDER.replace(":person_id", ":reader_id")
    unread = f"""EXISTS (SELECT 1 FROM work_order_messages m
        WHERE m.work_order_id = w.id AND {UNREAD} AND (:reads_all = 1 OR {theirs}))"""
    search.where(
        _when(unread, wanted),
        reader_type=reader.kind,
        reader_id=reader.id,
        reads_all=int(search.company_id is not None),
    )


def _aside(condition: str) -> str:
    """The same condition on columns of text, for which no index is used."""
    return re.sub(r"\bw\.(\w+)", r"(w.\1 || '')", condition)


def _months(start: str, end: str) -> list[str]:
    """The months in which moments from start up to before end lie; none when these are too many to be walked."""
    year, month = int(start[:4]), int(start[5:7])
    months: list[str] = []
    while f"{(text := f'{year:04}-{month:02}')}-01T00:00:00.000Z" < end and len(months) <= MOST_MONTHS:
        months.append(text)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months if len(months) <= MOST_MONTHS else []


def _when(condition: str, wanted: bool) -> str:
    return condition if wanted else f"NOT ({condition})"


def _numbers(ids: Sequence[int]) -> str:
    return ", ".join(str(int(id)) for id in ids)
