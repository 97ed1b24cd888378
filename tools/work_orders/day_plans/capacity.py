"""Who could take a job at all in a given time and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from math import ceil
from typing import Annotated, Any, Literal, NotRequired, cast
from zoneinfo import ZoneInfo

from pydantic import Field
from typing_extensions import TypedDict

from store.companies.companies import terms_of
from store.database import Row
from store.providers import providers
from store.types import Money, iso
from tools.call import Call
from tools.errors import Invalid, NotReady
from tools.operation import operation
from tools.params import Id, Moment, PositiveAmount
from tools.rules.names import full_name
from tools.rules.places import Point, box, distance_km, rounded_km
from tools.rules.ratings import mean
from tools.shapes import MoneyShape, Theirs, money_shape
from tools.work_orders.access import order_of_company, window_of
from tools.work_orders.day_plans.params import PoolIds
from tools.work_orders.day_plans.people import Person, due, hours_of, people_of, taken_of, visit_at
from tools.work_orders.day_plans.rules.capacity import (
    Chance,
    Task,
    Wanted,
    chance_of,
    free_seconds,
    is_within,
    outside,
)
from tools.work_orders.day_plans.rules.day import Stretch, joined
from tools.work_orders.day_plans.rules.travel import travel_seconds
from tools.work_orders.matching.candidates import offer_of, site_of, timeless
from tools.work_orders.matching.pools import AFTER_ALL_TIERS, Pool, chosen
from tools.work_orders.params import Latitude, Longitude, Qualifications
from tools.work_orders.references import company_id
from tools.work_orders.rules.candidates import Candidate, Offer, reasons
from tools.work_orders.rules.qualifications import Rule

TOOLSET = "day_plans"
LONGEST = timedelta(hours=72)
MOST_LOOKED_AT = 500
"""

"""
