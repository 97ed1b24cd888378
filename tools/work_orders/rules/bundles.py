"""Whether several work orders can go to one provider together: diagnostics, and what members must have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from typing import Literal

from store.types import Money, iso
from tools.rules.places import Point, distance_km, drive_seconds, rounded_km
from tools.rules.sentences import word, worded
from tools.work_orders.rules.service_window import ServiceWindow, Span, first_visit, placement

MIN_MEMBERS = 2
MAX_MEMBERS = 50
FAR_APART_KM = 80

ERRORS = (
    "too_few",
    "too_many",
    "not_found",
    "already_bundled",
    "already_assigned",
    "wrong_status",
    "mixed_status",
    "incomplete_work_order",
    "schedule_overlap",
)
WARNINGS = (
    "far_apart",
    "tight_travel",
    "unknown_distance",
    "open_routes_closed",
    "requests_closed",
    "mixed_clients",
)
INFO = ("mixed_projects", "mixed_types_of_work", "mixed_pay_types", "total_pay")
_CODES = {code: place for place, code in enumerate((*ERRORS, *WARNINGS, *INFO))}

OPEN = ("published", "routed")
ASSIGNED = ("assigned", "work_done", "approved", "paid")
ENDED = ("canceled", "deleted")

Verdict = Literal["valid", "valid_with_warnings", "invalid"]


@dataclass(frozen=True, slots=True)
class Member:
    """One work order as the check sees it. bundle: the public id of the bundle it is in; pay: range.max."""

    id: int
    status: str = "draft"
    bundle: str | None = None
    window: ServiceWindow | None = None
    remote: bool = False
    has_location: bool = True
    site: Point | None = None
    pay: Money | None = None
    pay_type: str | None = None
    client_id: int | None = None
    project_id: int | None = None
    type_of_work_id: int | None = None
    open_routes: int = 0
    pending_requests: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the diagnostics."""

    code: str
    message: str
    work_order_ids: tuple[int, ...]
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """What a check found, each list ordered by code, then by the smallest work order id."""

    info: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    errors: tuple[Finding, ...]
    count: int
    total_pay: Money | None
    first_start: datetime | None
    last_end: datetime | None
    max_distance_km: float | None
    would_close_routes: int
    would_close_requests: int

    @property
    def status(self) -> Verdict:
        if self.errors:
            return "invalid"
        return "valid_with_warnings" if self.warnings else "valid"


def diagnose(ids: Sequence[int], members: Sequence[Member], extending: str | None = None) -> Diagnostics:
    """Check orders (ids as given; members: those found, same company) for a new bundle or for one being extended."""
    members = sorted({member.id: member for member in members}.values(), key=lambda member: member.id)
    # More than a bundle holds is refused anyway; planning them would only take time.
    visits, overlap = _place(members) if len(members) <= MAX_MEMBERS else ([], [])
    pairs = _distances(members)
    windows = [member.window for member in members if member.window]
    return Diagnostics(
        info=_ordered(_info(members)),
        warnings=_ordered([*_far(pairs), *_tight(visits, members), *_warnings(members)]),
        errors=_ordered(
            [*_count(ids), *_unknown(ids, members), *_states(members, extending), *_gaps(members), *overlap]
        ),
        count=len(set(ids)),
        total_pay=total_pay(members),
        first_start=min((window.start for window in windows), default=None),
        last_end=max((window.last_end for window in windows), default=None),
        max_distance_km=max((way for _, _, way in pairs), default=None),
        would_close_routes=sum(member.open_routes for member in members),
        would_close_requests=sum(member.pending_requests for member in members),
    )


def total_pay(members: Iterable[Member]) -> Money | None:
    """What a provider would earn at most; None when no member has pay terms."""
    pays = [member.pay for member in members if member.pay is not None]
    if not pays:
        return None
    return Money(sum(pay.amount for pay in pays), pays[0].currency)


# Errors


def _count(ids: Sequence[int]) -> list[Finding]:
    different = tuple(sorted(set(ids)))
    if len(different) < MIN_MEMBERS:
        return [
            Finding(
                "too_few",
                worded("a bundle needs at least {min_members} different work orders", min_members=MIN_MEMBERS),
                different,
            )
        ]
    if len(different) > MAX_MEMBERS:
        text = f"a bundle has at most {MAX_MEMBERS} work orders; these are {len(different)}"
        return [Finding("too_many", text, different)]
    return []


def _unknown(ids: Sequence[int], members: Sequence[Member]) -> list[Finding]:
    known = {member.id for member in members}
    return [
        Finding("not_found", worded("there is no work order {id} that you can see", id=id), (id,))
        for id in sorted(set(ids))
        if id not in known
    ]


def _states(members: Sequence[Member], extending: str | None) -> list[Finding]:
    found = []
    rest = []
    for one in members:
        if one.bundle is not None and one.bundle != extending:
            found.append(
                Finding(
                    "already_bundled",
                    worded("work order {id} is in bundle {bundle}", id=one.id, bundle=one.bundle),
                    (one.id,),
                )
            )
        if one.status in ASSIGNED:
            found.append(Finding("already_assigned", _standing(one), (one.id,)))
        elif one.status in ENDED:
            found.append(Finding("wrong_status", _standing(one), (one.id,)))
        else:
            rest.append(one)
    drafts = [one.id for one in rest if one.status == "draft"]
    if drafts and len(drafts) < len(rest):
        text = f"some are draft ({_named(drafts)}), the others published or routed: bring them to one state first"
        found.append(Finding("mixed_status", text, tuple(one.id for one in rest)))
    return found


def _gaps(members: Sequence[Member]) -> list[Finding]:
    gaps: list[tuple[str, Callable[[Member], bool]]] = [
        ("schedule", lambda one: one.window is None),
        ("location", lambda one: not (one.remote or one.has_location)),
        ("pay", lambda one: one.pay is None),
    ]
    return [
        Finding(
            "incomplete_work_order", worded("work order {id} has no {field}", id=one.id, field=field), (one.id,), field
        )
        for one in members
        for field, lacking in gaps
        if lacking(one)
    ]


def _place(members: Sequence[Member]) -> tuple[list[tuple[Span, Member]], list[Finding]]:
    """Put every visit into its window, tightest window first; what does not fit beside an earlier one is an overlap."""
    placed: list[tuple[Span, Member]] = []
    found = []
    for one in sorted((one for one in members if one.window), key=_window_key):
        visit = _visit(one, placed)
        if visit is not None:
            placed.append((visit, one))
            continue
        other = _touched(one, placed)
        text = f"no plan lets one provider do both {other.id} and {one.id}: their visits overlap"
        found.append(Finding("schedule_overlap", text, tuple(sorted((other.id, one.id)))))
    return sorted(placed, key=lambda item: (item[0].start, item[1].id)), found


def _window_key(one: Member) -> tuple[datetime, datetime, int]:
    assert one.window is not None
    return one.window.last_end, one.window.start, one.id


def _visit(one: Member, placed: Sequence[tuple[Span, Member]]) -> Span | None:
    """The earliest visit that overlaps nothing placed, with time to travel if any such visit exists."""
    assert one.window is not None
    ways = [_way_time(other, one) for _, other in placed]
    with_travel = [span.widened(way) for (span, _), way in zip(placed, ways, strict=True)]
    return placement(one.window, with_travel) or placement(one.window, [span for span, _ in placed])


def _touched(one: Member, placed: Sequence[tuple[Span, Member]]) -> Member:
    assert one.window is not None
    visit = first_visit(one.window)
    whole = Span(one.window.start, one.window.last_end)
    first = next((other for span, other in placed if span.overlaps(visit)), None)
    return first or next(other for span, other in placed if span.overlaps(whole))


# Warnings


def _far(pairs: Sequence[tuple[Member, Member, float]]) -> list[Finding]:
    return [
        Finding(
            "far_apart",
            worded(
                "the sites of {id} and {b_id} are {rounded_km} km apart", id=a.id, b_id=b.id, rounded_km=rounded_km(way)
            ),
            (a.id, b.id),
        )
        for a, b, way in pairs
        if way > FAR_APART_KM
    ]


def _tight(visits: Sequence[tuple[Span, Member]], members: Sequence[Member]) -> list[Finding]:
    found = []
    on_site = [(span, one) for span, one in visits if one.site is not None and not one.remote]
    for (span, one), (next_span, following) in pairwise(on_site):
        left = next_span.start - span.end
        need = _way_time(one, following)
        if left < need:
            text = (
                f"between {one.id} (ends {iso(span.end)}) and {following.id} (starts {iso(next_span.start)}) there are "
                f"{_minutes(left)} minutes; the way takes {_minutes(need)} minutes"
            )
            found.append(Finding("tight_travel", text, tuple(sorted((one.id, following.id)))))
    return found


def _warnings(members: Sequence[Member]) -> list[Finding]:
    found = [
        Finding("unknown_distance", worded("the site of {id} has no coordinates", id=one.id), (one.id,))
        for one in members
        if one.site is None and not one.remote
    ]
    routed = [one.id for one in members if one.open_routes]
    if routed:
        count = sum(one.open_routes for one in members)
        found.append(
            Finding("open_routes_closed", worded("{count} open offers would be closed", count=count), tuple(routed))
        )
    asked = [one.id for one in members if one.pending_requests]
    if asked:
        count = sum(one.pending_requests for one in members)
        found.append(
            Finding("requests_closed", worded("{count} pending requests would be closed", count=count), tuple(asked))
        )
    return found + _mixed(members, "mixed_clients", worded("clients"), lambda one: one.client_id)


def _distances(members: Sequence[Member]) -> list[tuple[Member, Member, float]]:
    sites = [(one, one.site) for one in members if one.site is not None and not one.remote]
    return [(a, b, distance_km(at_a, at_b)) for (a, at_a), (b, at_b) in combinations(sites, 2)]


def _way_time(a: Member, b: Member) -> timedelta:
    if a.site is None or b.site is None or a.remote or b.remote:
        return timedelta(0)
    return timedelta(seconds=drive_seconds(distance_km(a.site, b.site)))


def _minutes(span: timedelta) -> int:
    return -(-int(span.total_seconds()) // 60)


def _standing(one: Member) -> str:
    return worded("work order {id} is {status}", id=one.id, status=word(one.status))


# Info


def _info(members: Sequence[Member]) -> list[Finding]:
    found = [
        *_mixed(members, "mixed_projects", worded("projects"), lambda one: one.project_id),
        *_mixed(members, "mixed_types_of_work", worded("primary types of work"), lambda one: one.type_of_work_id),
        *_mixed(members, "mixed_pay_types", worded("pay types"), lambda one: one.pay_type),
    ]
    total = total_pay(members)
    if total is not None:
        found.append(
            Finding(
                "total_pay", worded("together they pay at most {total}", total=total), tuple(one.id for one in members)
            )
        )
    return found


def _mixed(
    members: Sequence[Member], code: str, words: str, value: Callable[[Member], int | str | None]
) -> list[Finding]:
    values = {value(one) for one in members}
    if len(values) < 2:
        return []
    return [
        Finding(
            code,
            worded("these belong to {count} different {words}", count=len(values), words=words),
            tuple(one.id for one in members),
        )
    ]


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda one: (_CODES[one.code], one.work_order_ids, one.field or "")))


def _named(ids: Iterable[int]) -> str:
    return ", ".join(str(id) for id in ids)


# What members must have in common


def bundle_status(statuses: Iterable[str]) -> str | None:
    """The common status of the open members; published and routed together are published. None for no members."""
    named = set(statuses)
    if not named:
        return None
    return "published" if named <= set(OPEN) and len(named) > 1 else min(named)
