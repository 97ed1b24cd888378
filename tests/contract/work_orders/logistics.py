"""Whom the site side of work orders tells."""

from __future__ import annotations

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.contract.work_orders.site import MAILED, Site, both, site, waited_for
from tests.tools.work_orders.field_work import assigned, order

MOVED = {"mode": "custom", "country": "US", "address1": "2 Oak St", "zip": "55402", "city": "Minneapolis"}
ZONE = {"time_zone": "America/Chicago"}


async def another_place_reaches_those_who_wait(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "update_work_order_location", work_order_id=await waited_for(it), **MOVED, **ZONE)
    assert "2 Oak St" not in (await it.hall.mails("kim@work.test"))[-1].body
    return both(it, "work_order_terms_changed")


async def another_place_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "update_work_order_location", work_order_id=id, **MOVED, **ZONE)
    assert "2 Oak St" in (await it.hall.mails("pia@work.test"))[-1].body
    return {told(it.pia, "work_order_changed", *MAILED)}


async def the_place_of_a_draft_is_nobodys_news(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "update_work_order_location", work_order_id=await order(it.boss), mode="remote")
    return set()


async def a_contact_of(it: Site, id: int) -> dict[str, int]:
    made = await it.boss.call("create_work_order_contact", work_order_id=id, name="Kay", phone="+16125550123")
    return {"work_order_id": id, "contact_id": made["id"]}


async def a_new_contact_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "create_work_order_contact", work_order_id=id, name="Kay", phone="+16125550123")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_contact_of_a_listing_is_nobodys_news(watch: Watch) -> Expected:
    it = await site(watch)
    id = await waited_for(it)
    await watch.act(it.boss, "create_work_order_contact", work_order_id=id, name="Kay", phone="+16125550123")
    return set()


async def a_changed_contact_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    contact = await a_contact_of(it, await assigned(it.boss, it.pia))
    await watch.act(it.boss, "update_work_order_contact", **contact, name="Kim")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_contact_that_is_gone_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    contact = await a_contact_of(it, await assigned(it.boss, it.pia))
    await watch.act(it.boss, "delete_work_order_contact", **contact)
    return {told(it.pia, "work_order_changed", *MAILED)}


BOX = {"name": "Router", "direction": "to_site", "carrier": {"name": "ups", "tracking": "1Z999"}}


async def a_parcel_of(it: Site, id: int) -> dict[str, int]:
    made = await it.pia.call("create_work_order_shipment", work_order_id=id, **BOX)
    return {"work_order_id": id, "shipment_id": made["id"]}


async def a_parcel_of_the_company_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "create_work_order_shipment", work_order_id=await assigned(it.boss, it.pia), **BOX)
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_parcel_of_the_provider_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.pia, "create_work_order_shipment", work_order_id=await assigned(it.boss, it.pia), **BOX)
    return it.company_told("work_order_visit", mailed=False)


async def a_parcel_of_a_listing_is_nobodys_news(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "create_work_order_shipment", work_order_id=await waited_for(it), **BOX)
    return set()


async def a_parcel_that_moves_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    parcel = await a_parcel_of(it, await assigned(it.boss, it.pia))
    await watch.act(it.boss, "update_work_order_shipment", **parcel, status="delivered")
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_parcel_that_the_provider_changes_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    parcel = await a_parcel_of(it, await assigned(it.boss, it.pia))
    await watch.act(it.pia, "update_work_order_shipment", **parcel, name="Two routers")
    return it.company_told("work_order_visit", mailed=False)


async def a_parcel_that_is_gone_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    parcel = await a_parcel_of(it, await assigned(it.boss, it.pia))
    await watch.act(it.boss, "delete_work_order_shipment", **parcel)
    return {told(it.pia, "work_order_changed", *MAILED)}


SIGNED = {
    "name": "Kay Jones",
    "image": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1L8 8"/></svg>',
}


async def a_signature_of(it: Site, id: int) -> dict[str, int]:
    made = await it.pia.call("create_work_order_signature", work_order_id=id, **SIGNED)
    return {"work_order_id": id, "signature_id": made["id"]}


async def a_signature_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.pia, "create_work_order_signature", work_order_id=await assigned(it.boss, it.pia), **SIGNED)
    return it.company_told("work_order_visit", mailed=False)


async def a_signature_the_company_stores_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "create_work_order_signature", work_order_id=await assigned(it.boss, it.pia), **SIGNED)
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_signature_that_is_gone_reaches_the_provider(watch: Watch) -> Expected:
    it = await site(watch)
    signature = await a_signature_of(it, await assigned(it.boss, it.pia))
    await watch.act(it.boss, "delete_work_order_signature", **signature, reason="Unreadable")
    assert "Unreadable" in (await it.hall.mails("pia@work.test"))[-1].body
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_signature_taken_back_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    signature = await a_signature_of(it, await assigned(it.boss, it.pia))
    await watch.act(it.pia, "delete_work_order_signature", **signature)
    return it.company_told("work_order_visit", mailed=False)


SCENARIOS: dict[str, Scenario] = {
    "update_work_order_location while others wait": another_place_reaches_those_who_wait,
    "update_work_order_location": another_place_reaches_the_provider,
    "update_work_order_location of a draft": the_place_of_a_draft_is_nobodys_news,
    "create_work_order_contact": a_new_contact_reaches_the_provider,
    "create_work_order_contact of a listing": a_contact_of_a_listing_is_nobodys_news,
    "update_work_order_contact": a_changed_contact_reaches_the_provider,
    "delete_work_order_contact": a_contact_that_is_gone_reaches_the_provider,
    "create_work_order_shipment": a_parcel_of_the_company_reaches_the_provider,
    "create_work_order_shipment by the provider": a_parcel_of_the_provider_reaches_the_company,
    "create_work_order_shipment of a listing": a_parcel_of_a_listing_is_nobodys_news,
    "update_work_order_shipment": a_parcel_that_moves_reaches_the_provider,
    "update_work_order_shipment by the provider": a_parcel_that_the_provider_changes_reaches_the_company,
    "delete_work_order_shipment": a_parcel_that_is_gone_reaches_the_provider,
    "create_work_order_signature by the provider": a_signature_reaches_the_company,
    "create_work_order_signature": a_signature_the_company_stores_reaches_the_provider,
    "delete_work_order_signature": a_signature_that_is_gone_reaches_the_provider,
    "delete_work_order_signature by the provider": a_signature_taken_back_reaches_the_company,
}
