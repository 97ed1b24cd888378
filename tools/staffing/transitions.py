"""Storing a position, and what follows from it for its request."""

from __future__ import annotations

import json

from store.database import Row
from store.staffing import inquiries
from store.types import Money, iso, utc_text
from tools.call import Call
from tools.staffing.access import company_currency
from tools.staffing.rules.inquiries import inquiry_stage
from tools.staffing.shapes import InquiryState, PositionInput
from tools.text import html, plain


def store_position(call: Call, inquiry_id: int, hire: PositionInput) -> Row:
    """Write a position; the stored row. Its inquiry is brought up to date when all are written (recompute)."""
    currency = hire.get("currency") or company_currency(call)
    id = inquiries.insert_position(
        call.tx,
        inquiry_id=inquiry_id,
        title=plain(hire["title"]),
        stage=hire["stage"],
        type=hire["type"],
        experience_level=hire.get("experience_level"),
        is_remote_work=hire.get("is_remote_work", "no"),
        location=hire.get("location"),
        budget=Money.of(hire["budget"], currency).amount,
        currency=currency,
        allocation=hire.get("allocation", 100),
        language_reqs=hire.get("language_reqs"),
        job_start=utc_text(hire["job_start"]),
        job_end=utc_text(hire["job_end"]),
        description=html(hire["description"]),
        order_need_reqs=json.dumps(hire.get("order_need_reqs", []), ensure_ascii=False),
        created_at=call.stamp,
        updated_at=call.stamp,
    )
    row = inquiries.find_position(call.tx, inquiry_id, id)
    if row is None:
        raise LookupError(f"position {id} was not stored")
    return row


def recompute(call: Call, inquiry_id: int) -> InquiryState:
    """Work out an inquiry's stage and dates anew from its positions."""
    positions = inquiries.positions_of(call.tx, inquiry_id)
    live = [position for position in positions if position["stage"] != "cancelled"]
    stage = inquiry_stage([position["stage"] for position in positions])
    start = min((position["job_start"] for position in live), default=None)
    end = max((position["job_end"] for position in live), default=None)
    inquiries.keep_stage(call.tx, inquiry_id, stage, start, end, call.stamp)
    return {
        "id": str(inquiry_id),
        "stage": stage,
        "job_start": iso(start) if start else None,
        "job_end": iso(end) if end else None,
    }
