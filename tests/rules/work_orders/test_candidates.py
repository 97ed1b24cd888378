from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from store.types import Money
from tools.rules.places import Point
from tools.work_orders.rules.candidates import Area, Candidate, Offer, by_hand, joined, ranked, reason_counts, reasons
from tools.work_orders.rules.qualifications import Facts, Rule
from tools.work_orders.rules.service_window import ServiceWindow, Span

SITE = Point(44.98, -93.27)


def north(kilometres: str) -> Point:
    """A point that far north of the site."""
    return Point(SITE.latitude + float(kilometres) / 111.1951, SITE.longitude)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2030-03-04T{clock}").replace(tzinfo=UTC)


def usd(text: str) -> Money:
    return Money.of(text, "USD")


RATING = Rule("rating", "rating", ">=", ("4.0",))
CABLING = Rule("certification", "cabling", "has", ("cabling",), required=False, weight=10)
LADDER = Rule("equipment", "ladder", "has", ("ladder",), required=False, weight=5)
ORDER = Offer(
    rules=(RATING, CABLING, LADDER),
    window=ServiceWindow("exact", at("09:00"), None, Decimal(2), "UTC"),
    pay_type="hourly",
    base=usd("65.00"),
    base_units=Decimal(4),
    site=SITE,
)
BOTH = {"certification": frozenset({"cabling"}), "equipment": frozenset({"ladder"})}
P11 = Candidate(
    11,
    home=north("12.0"),
    minimum_hourly=usd("60.00"),
    facts=Facts(rating=Decimal("4.70"), certification=frozenset({"Cabling"})),
)
P12 = Candidate(
    12,
    home=north("3.0"),
    minimum_hourly=usd("55.00"),
    facts=Facts(rating=Decimal("4.90"), equipment=frozenset({"ladder"})),
)
P13 = Candidate(
    13,
    home=north("1.0"),
    facts=Facts(rating=Decimal("4.90"), **BOTH),
    taken=(Span(at("10:30"), at("12:00")),),
)
P14 = Candidate(14, home=north("1.0"), tier_order=2, facts=Facts(rating=Decimal("4.90"), **BOTH))
P15 = Candidate(15, tier_order=2, facts=Facts(rating=Decimal("3.80")))


def test_d1_tiers_then_preferences_then_rating_decide():
    everybody = [P15, P14, P13, P12, P11]
    passing = [one for one in everybody if not reasons(one, ORDER)]
    places = ranked(passing, ORDER)
    assert [place.candidate.user_id for place in places] == [11, 12, 14]
    assert [place.score for place in places] == [10, 5, 15]
    assert [place.distance_km for place in places] == [Decimal("12.0"), Decimal("3.0"), Decimal("1.0")]
    assert reasons(P13, ORDER) == ["schedule_conflict"]
    assert reasons(P15, ORDER) == ["missing_qualification:rating"]


def test_d4_equal_rounded_distances_leave_the_id_to_decide():
    people = [
        Candidate(id, home=north(way), completed_for_company=3, facts=Facts(rating=Decimal("4.50"), **BOTH))
        for id, way in [(21, "5.04"), (20, "4.96")]
    ]
    places = ranked(people, ORDER)
    assert [(place.candidate.user_id, place.distance_km) for place in places] == [
        (20, Decimal("5.0")),
        (21, Decimal("5.0")),
    ]


def test_d5_a_flat_price_is_compared_with_the_hourly_minimum():
    offer = Offer(
        rules=(),
        window=ServiceWindow("exact", at("09:00"), None, Decimal("2.5"), "UTC"),
        pay_type="fixed",
        base=usd("100.00"),
        base_units=Decimal(1),
    )
    dear = Candidate(1, minimum_hourly=usd("45.00"))
    assert reasons(dear, offer) == ["rate_below_minimum"]
    assert reasons(replace(dear, minimum_hourly=usd("40.00")), offer) == []
    without_estimate = replace(offer, window=ServiceWindow("exact", at("09:00"), None, None, "UTC"))
    assert reasons(dear, without_estimate) == []


@pytest.mark.parametrize(
    ("pay_type", "base", "units", "minimum", "too_little"),
    [
        ("hourly", "54.99", "4", {"minimum_hourly": usd("55.00")}, True),
        ("hourly", "55.00", "4", {"minimum_hourly": usd("55.00")}, False),
        ("device", "9.00", "4", {"minimum_device": usd("10.00")}, True),
        ("device", "9.00", "4", {"minimum_hourly": usd("10.00")}, False),
        ("blended", "100.00", "2", {"minimum_hourly": usd("50.01")}, True),
        ("blended", "100.00", "2", {"minimum_hourly": usd("50.00")}, False),
        ("hourly", "1.00", "4", {"minimum_hourly": Money.of("55.00", "EUR")}, False),
        ("hourly", "1.00", "4", {}, False),
    ],
)
def test_a_rate_below_the_minimum_of_a_person_keeps_them_out(pay_type, base, units, minimum, too_little):
    offer = Offer((), None, pay_type, usd(base), Decimal(units))
    assert reasons(Candidate(1, **minimum), offer) == (["rate_below_minimum"] if too_little else [])


def test_all_reasons_are_reported_in_the_order_of_the_filters():
    hopeless = Candidate(
        1,
        active=False,
        blocked=True,
        removed_before=True,
        declined=True,
        home=north("200"),
        minimum_hourly=usd("100.00"),
        facts=Facts(),
        taken=(Span(at("09:00"), at("10:00")),),
    )
    assert reasons(hopeless, ORDER, Area(Decimal(100), center=SITE, radius_km=Decimal(50))) == [
        "inactive",
        "blocked",
        "removed_before",
        "declined",
        "outside_territory",
        "too_far",
        "missing_qualification:rating",
        "schedule_conflict",
        "rate_below_minimum",
    ]


@pytest.mark.parametrize(
    ("candidate", "area", "expected"),
    [
        (Candidate(1, home=north("99.9")), Area(Decimal(100)), []),
        (Candidate(1, home=north("100.1")), Area(Decimal(100)), ["too_far"]),
        (Candidate(1, home=north("30"), max_travel_km=Decimal(25)), Area(Decimal(100)), ["too_far"]),
        (Candidate(1), Area(Decimal(1), center=SITE, radius_km=Decimal(1)), []),
        (Candidate(1, home=north("30")), Area(center=SITE, radius_km=Decimal(20)), ["outside_territory"]),
        (Candidate(1, home=north("300")), Area(), []),
    ],
)
def test_distance_counts_only_where_home_and_site_are_known(candidate, area, expected):
    assert reasons(candidate, replace(ORDER, rules=()), area) == expected


def test_missing_qualifications_may_be_ignored():
    assert reasons(P15, replace(ORDER, ignores_missing=True)) == []


@pytest.mark.parametrize(
    ("found", "forced", "standing"),
    [
        (["declined", "too_far", "rate_below_minimum"], False, []),
        (["removed_before", "missing_qualification:rating"], False, ["removed_before", "missing_qualification:rating"]),
        (["removed_before", "missing_qualification:rating", "schedule_conflict"], True, []),
        (["inactive", "blocked", "removed_before"], True, ["inactive", "blocked"]),
    ],
)
def test_by_hand_fewer_reasons_stand_and_force_sets_some_aside(found, forced, standing):
    assert by_hand(found, forced) == standing


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"tier_order": 1}, {"tier_order": 2}),
        ({"facts": Facts(equipment=frozenset({"ladder"}))}, {"facts": Facts(rating=Decimal(5))}),
        ({"facts": Facts(rating=Decimal("4.51"))}, {"facts": Facts(rating=Decimal("4.50"))}),
        ({"facts": Facts(rating=Decimal("0.01"))}, {}),
        ({"home": north("5")}, {"home": north("6")}),
        ({"home": north("900")}, {}),
        ({"completed_for_company": 2}, {"completed_for_company": 1}),
    ],
)
def test_each_step_of_the_ranking_beats_all_that_follow(better, worse):
    first, second = Candidate(2, **better), Candidate(1, **worse)
    assert [place.candidate.user_id for place in ranked([second, first], ORDER)] == [2, 1]


def test_a_person_in_several_tiers_counts_once_with_the_best():
    assert [
        (one.user_id, one.tier_order) for one in joined([Candidate(1, tier_order=3), Candidate(1, tier_order=2)])
    ] == [(1, 2)]


def test_reasons_are_counted_most_frequent_first():
    assert list(reason_counts([["a", "b"], ["b"], ["c"]]).items()) == [("b", 2), ("a", 1), ("c", 1)]


class _North:
    """An outline around everything north of a line."""

    def covers(self, place: Point) -> bool:
        return place.latitude >= SITE.latitude


@pytest.mark.parametrize(
    ("home", "area", "outside"),
    [
        (north("11"), Area(center=SITE, radius_km=Decimal(10)), True),
        (north("9.9"), Area(center=SITE, radius_km=Decimal(10)), False),
        (None, Area(center=SITE, radius_km=Decimal(10)), False),
        (north("1"), Area(outline=_North()), False),
        (north("-1"), Area(outline=_North()), True),
        (None, Area(outline=_North()), False),
        (north("90"), Area(), False),
    ],
)
def test_homes_are_asked_about_where_the_territory_is_drawn(home, area, outside):
    assert ("outside_territory" in reasons(replace(P14, home=home), ORDER, area)) is outside
