"""Sites a company keeps for reuse."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import company, order, provider, write

STORE = {"country": "US", "address1": "1 Main St", "city": "Minneapolis", "state": "MN", "zip": "55401"}
STAMP = "2026-03-02T09:00:00.000Z"


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_a_site_is_kept_with_everything_and_used_by_orders(hall):
    boss = await company(hall)
    client = (await boss.call("create_client_company", name="Stores"))["id"]
    made = await boss.call(
        "create_saved_location", name="Store 42", display_name="Main street", **STORE, latitude=44.98, longitude=-93.27,
        time_zone="America/Chicago", type_id=3, contact={"name": "Kay", "phone": "+16125550123"}, group_name="North",
        client_id=client, notes="Ring twice",
    )  # fmt: skip
    assert made["type"] == {"id": 3, "name": "residential"}
    assert made["group"]["name"] == "North"
    assert made["coordinates"] == {"latitude": 44.98, "longitude": -93.27, "exact": True}
    second = await boss.call("create_saved_location", name="Store 43", group_name="north", **STORE)
    assert second["group"]["id"] == made["group"]["id"]
    assert second["time_zone"] == "UTC"
    third = await boss.call("create_saved_location", name="Store 44", group_id=made["group"]["id"], **STORE)
    assert third["group"]["name"] == "North"
    id = await order(boss, location={"mode": "saved", "saved_location_id": made["id"]}, client_id=client)
    site = (await boss.call("get_work_order", work_order_id=id))["location"]
    assert (site["display_name"], site["time_zone"]) == ("Main street", "America/Chicago")
    assert (await boss.call("get_saved_location", location_id=made["id"]))["work_orders"] == {"total": 1}
    write(hall, "UPDATE saved_locations SET address1 = 'Elsewhere' WHERE id = ?", made["id"])
    assert (await boss.call("get_work_order", work_order_id=id))["location"]["address1"] == "1 Main St"


async def test_a_site_that_was_stored_keeps_its_zone_whatever_the_map_says_later(hall):
    boss = await company(hall)
    site = {"name": "A", "country": "US", "latitude": 44.98, "longitude": -93.27}
    id = (await boss.call("create_saved_location", **site))["id"]
    write(hall, "UPDATE saved_locations SET time_zone = 'America/Menominee' WHERE id = ?", id)
    assert (await boss.call("get_saved_location", location_id=id))["time_zone"] == "America/Menominee"
    used = await order(boss, location={"mode": "saved", "saved_location_id": id})
    assert (await boss.call("get_work_order", work_order_id=used))["location"]["time_zone"] == "America/Menominee"


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({**STORE, "country": "XX"}, "invalid_argument", "country"),
        ({**STORE, "zip": None}, "invalid_argument", "zip"),
        ({**STORE, "latitude": 44.98}, "invalid_argument", "longitude"),
        ({**STORE, "latitude": 95, "longitude": 1}, "invalid_argument", "latitude"),
        ({**STORE, "time_zone": "Mars/Base"}, "invalid_argument", "time_zone"),
        ({**STORE, "client_id": 77}, "invalid_reference", "client_id"),
        ({**STORE, "group_id": 77}, "invalid_reference", "group_id"),
        ({**STORE, "group_id": 1, "group_name": "A"}, "invalid_argument", "group_name"),
    ],
)
async def test_a_faulty_site_names_the_field(hall, given, code, field):
    boss = await company(hall)
    wanted = {name: value for name, value in given.items() if value is not None}
    no = await refusal(boss.call("create_saved_location", name="A", **wanted))
    assert no.code == code
    assert field in no.fields


async def test_coordinates_stand_in_for_street_and_postal_code(hall):
    boss = await company(hall)
    made = await boss.call("create_saved_location", name="Mast", country="US", latitude=44.98, longitude=-93.27)
    assert "address1" not in made


async def test_the_map_proposes_the_zone_and_a_site_at_sea_is_asked_for_it(hall):
    boss = await company(hall)

    async def kept(name, country, latitude, longitude, **more):
        site = {"name": name, "country": country, "latitude": latitude, "longitude": longitude, **more}
        made = await boss.call("create_saved_location", **site)
        return made["time_zone"], " ".join(made.get("warnings", []))

    zone, said = await kept("Store", "US", 44.98, -93.27)
    assert (zone, said) == (
        "America/Chicago",
        "The map puts the site in America/Chicago; pass time_zone if it is another.",
    )
    zone, said = await kept("Port", "UA", 44.95, 34.10)
    assert zone == "Europe/Simferopol"
    assert "not all set alike" in said
    zone, said = await kept("Swapped", "DE", 44.98, -93.27)
    assert "No clock of DE" in said
    assert await kept("Chosen", "US", 44.98, -93.27, time_zone="America/Winnipeg") == ("America/Winnipeg", "")
    # A country with one clock tells the zone of its waters.
    zone, said = await kept("Wind farm", "FI", 59.6, 23.0)
    assert zone == "Europe/Helsinki"
    no = await refusal(kept("Rig", "US", 28.0, -90.0))
    assert no.code == "invalid_argument"
    assert "lie at sea" in no.fields["time_zone"]
    assert "America/New_York" in no.fields["time_zone"]
    assert (await kept("Rig", "US", 28.0, -90.0, time_zone="America/Chicago"))[0] == "America/Chicago"


async def test_a_name_is_used_once(hall):
    boss = await company(hall)
    await boss.call("create_saved_location", name="Store 42", **STORE)
    no = await refusal(boss.call("create_saved_location", name="STORE 42", **STORE))
    assert (no.code, no.next) == ("conflict", ["get_saved_location"])
    assert len(no.step("get_saved_location")) == 1


async def test_sites_are_found_by_name_place_and_distance(hall):
    boss, rival = await company(hall), await company(hall, "Rival")
    places = {
        "Store B": {**STORE, "latitude": 44.98, "longitude": -93.27},
        "store a": {**STORE, "city": "Saint Paul", "zip": "55101", "latitude": 44.95, "longitude": -93.09},
        "Depot": {**STORE, "city": "Austin", "state": "TX", "zip": "73301", "group_name": "South"},
    }
    ids = {name: (await boss.call("create_saved_location", name=name, **given))["id"] for name, given in places.items()}
    await rival.call("create_saved_location", name="Theirs", **STORE)

    async def names(**filters):
        return [each["name"] for each in (await boss.call("list_saved_locations", **filters))["results"]]

    near = {"latitude": 44.95, "longitude": -93.1, "distance_km": 50}
    assert await names() == ["Depot", "store a", "Store B"]
    assert await names(order="desc") == ["Store B", "store a", "Depot"]
    assert await names(search="STORE") == ["store a", "Store B"]
    assert await names(search="733") == ["Depot"]
    assert await names(city="austin") == ["Depot"]
    assert await names(state="mn", sort="city") == ["Store B", "store a"]
    assert await names(zip="55*") == ["store a", "Store B"]
    assert await names(zip="55101") == ["store a"]
    assert await names(country="US", sort="id") == ["Store B", "store a", "Depot"]
    assert await names(group_id=1) == ["Depot"]
    client = (await boss.call("create_client_company", name="Stores"))["id"]
    await boss.call("update_saved_location", location_id=ids["store a"], client_id=client)
    assert await names(client_id=client) == ["store a"]
    assert await names(sort="created_date", order="desc") == ["Depot", "store a", "Store B"]
    assert await names(near=near) == ["store a", "Store B"]
    assert await names(near={**near, "distance_km": 5}) == ["store a"]
    assert await names(active=False) == []
    first = await boss.call("list_saved_locations", near=near, limit=1)
    assert first["results"][0]["distance_km"] == "0.8"
    told = {"total": 2, "per_page": 1, "sort": "distance", "order": "asc", "next_cursor": first["next_cursor"]}
    assert first["metadata"] == told
    rest = await boss.call("list_saved_locations", near=near, limit=1, cursor=first["next_cursor"])
    assert [each["name"] for each in rest["results"]] == ["Store B"]
    assert "sort" in (await refusal(boss.call("list_saved_locations", sort="distance"))).fields
    assert (await refusal(rival.call("get_saved_location", location_id=ids["Depot"]))).code == "not_found"
    assert (await refusal(boss.call("get_saved_location", location_id=99))).next == ["list_saved_locations"]


async def test_sites_are_the_companys_alone(hall):
    pia = await provider(hall)
    assert (await refusal(pia.call("list_saved_locations"))).code == "forbidden"
