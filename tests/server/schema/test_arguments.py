"""Arguments of whole calls, in the forms in which clients send them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.people.sign_in_helpers import proof

PLACE = {"city": "Oslo", "about": "Welds.", "currency": "EUR"}
HIRE = {
    "stage": "draft",
    "title": "Dev",
    "type": "external",
    "budget": "5000",
    "job_start": "2026-11-01T16:30:00Z",
    "job_end": "2026-11-30T16:00:00Z",
    "description": "fx",
}
INQUIRY = {"title": "Staff", "industry": {"name": "Software"}, "hires": [HIRE]}


async def test_null_clears_nothing_at_any_depth(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    salary = {"amount": "40.00", "currency": "EUR", "period": "hour"}
    before = (await ann.call("update_my_profile", **PLACE, salary=salary, birthdate="1990-05-17"))["user"]
    nulls = dict.fromkeys(("city", "about", "currency", "salary", "birthdate", "timezone", "skills", "cv_id"))
    after = (await ann.call("update_my_profile", education="Trade school", **nulls))["user"]
    assert after == {**before, "education": "Trade school"}


async def test_null_inside_objects_and_lists_is_as_left_out(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    hire = {**HIRE, "experience_level": None, "allocation": None, "order_need_reqs": [None]}
    made = await acme.call("create_inquiry", **{**INQUIRY, "hires": [hire, None]}, description=None)
    assert len(made["positions"]) == 1


@pytest.mark.parametrize("sent", [[None], [None, None], "[null]"])
async def test_a_list_that_held_only_nulls_empties_nothing(hall: Hall, sent: Any) -> None:
    ann = await hall.person("ann@work.test")
    await ann.call("update_my_profile", links=[{"label": "Site", "url": "https://ann.test"}])
    before = (await ann.call("update_my_profile", languages=[{"code": "de"}]))["user"]
    after = (await ann.call("update_my_profile", education="Trade school", links=sent, languages=sent, skills=sent))[
        "user"
    ]
    assert after == {**before, "education": "Trade school"}
    emptied = (await ann.call("update_my_profile", links=[]))["user"]
    assert not emptied.get("links")


@pytest.mark.parametrize("sent", [{"amount": None, "period": None}, '{"amount": null}'])
async def test_an_object_that_held_only_nulls_empties_nothing(hall: Hall, sent: Any) -> None:
    ann = await hall.person("ann@work.test")
    salary = {"amount": "40.00", "currency": "EUR", "period": "hour"}
    before = (await ann.call("update_my_profile", **PLACE, salary=salary))["user"]
    after = (await ann.call("update_my_profile", education="Trade school", salary=sent))["user"]
    assert after == {**before, "education": "Trade school"}


async def test_clear_empties_what_has_no_empty_value_and_what_has_one(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    await ann.call("update_my_profile", **PLACE, birthdate="1990-05-17")
    changed = await ann.call("update_my_profile", clear=["birthdate", "city"], about="")
    assert {"birthdate", "city", "about"}.isdisjoint(changed["user"])
    assert changed["user"]["currency"] == "EUR"


@pytest.mark.parametrize(
    ("arguments", "field", "fault"),
    [
        ({"clear": ["name"]}, "clear", "cannot empty 'name'; it can empty timezone, birthdate"),
        ({"clear": ["nothing"]}, "clear", "cannot empty 'nothing'"),
        ({"clear": ["city"], "city": "Oslo"}, "city", "is given and cleared"),
        ({"clear": "city"}, "clear", 'was sent as text; send a list, such as ["city"]'),
        ({"clear": [7]}, "clear", "cannot empty '7'"),
    ],
)
async def test_clear_says_what_it_cannot_do(hall: Hall, arguments: dict[str, Any], field: str, fault: str) -> None:
    ann = await hall.person("ann@work.test")
    with pytest.raises(Refused) as no:
        await ann.call("update_my_profile", **arguments)
    assert no.value.fields[field].startswith(fault)


async def test_only_what_can_be_emptied_takes_clear(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    with pytest.raises(Refused) as no:
        await ann.call("get_my_profile", clear=["city"])
    assert "clear" in no.value.fields


async def test_an_empty_text_for_a_number_leaves_it_and_says_how_to_empty_it(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    changed = await ann.call("update_my_profile", cv_id="", city="Oslo")
    assert changed["warnings"] == ['cv_id was empty and stays as it is; to empty it, pass clear: ["cv_id"].']


async def test_a_required_parameter_that_can_be_emptied_says_that_null_does_not(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await acme.call("set_spending_limit", period="day", amount="5")
    with pytest.raises(Refused) as no:
        await acme.call("set_spending_limit", period="day", amount=None)
    assert no.value.fields == {"amount": 'is required; null empties nothing, pass clear: ["amount"] for that'}
    assert (await acme.call("get_spending_limit"))["limits"][0]["amount"] == "5.00"
    await acme.call("set_spending_limit", period="day", clear=["amount"])
    assert (await acme.call("get_spending_limit"))["limits"] == []


async def test_empty_keys_tokens_and_cursors_are_as_left_out(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    first = await acme.call("create_inquiry", **INQUIRY, idempotency_key="")
    again = await acme.call("create_inquiry", **INQUIRY, idempotency_key="")
    assert first["id"] != again["id"]
    listed = await acme.call("list_inquiries", cursor="", limit="", fields="")
    assert listed["total"] == 2
    done = await acme.call("cancel_inquiry", inquiry_id=first["inquiry_id"], confirm="", reason="")
    assert done["inquiry"]["stage"] == "cancelled"


async def test_unknown_arguments_are_refused_whatever_their_value(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("list_inquiries", stagge=None, colour="")
    assert "did you mean stage? It takes" in no.value.fields["stagge"]
    assert no.value.fields["colour"] == "is not a parameter"


async def test_what_should_be_an_object_is_told_its_names(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("list_saved_locations", near="Minneapolis")
    assert no.value.fields["near"] == "must be an object; it takes distance_km, latitude, longitude"


async def test_a_part_of_a_parameter_that_is_sent_beside_it_is_told_where_it_stands(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("add_contract_participant", contract_id=1, email="ann@work.test", price="40.00")
    assert no.value.fields["price"] == "is not a parameter; it stands inside another: schedule.price"


async def test_a_name_that_is_not_known_inside_an_object_is_told_the_near_one(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("create_work_order", title="Swap till", location={"mode": "saved", "location_id": 1})
    assert no.value.fields["location.location_id"].startswith(
        "is not known here; did you mean saved_location_id? It takes"
    )
    with pytest.raises(Refused) as no:
        await acme.call("create_work_order", title="Swap till", tasks=[{"typ": 1, "zzz": 2}])
    assert "did you mean type" in no.value.fields["tasks[0].typ"]


async def test_a_password_that_looks_like_json_or_a_number_is_not_changed(hall: Hall) -> None:
    for number, password in enumerate(("730518264913", '{"oak": "fern", "c": 1}', "[7, 30, 518, 26]", "73051826491.0")):
        address = f"ann{number}@work.test"
        ann = await hall.person(address)
        twice = {"password": password, "password_confirmation": password}
        await ann.call("update_my_profile", **twice, **await proof(hall, ann))
        signed_in = await hall.nobody().call("log_in_with_password", username=address, password=password)
        assert signed_in["token"]


async def test_a_call_under_a_key_is_the_same_call_in_whatever_form_it_comes(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    first = await acme.call("create_inquiry", **INQUIRY, idempotency_key="k")
    forms: list[dict[str, Any]] = [
        {**INQUIRY, "hires": json.dumps([HIRE]), "main_contact": None},
        {**INQUIRY, "hires": [{**HIRE, "budget": 5000, "allocation": None}], "industry": '{"name": "Software"}'},
        {
            **INQUIRY,
            "hires": [{**HIRE, "budget": "5000.00", "job_start": "2026-11-01T18:30:00+02:00"}],
            "dry_run": "no",
        },
        {"arguments": INQUIRY},
        {"arguments_json": json.dumps(INQUIRY)},
    ]
    for form in forms:
        assert await acme.call("create_inquiry", **form, idempotency_key="k") == {**first, "replayed": True}
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", **{**INQUIRY, "title": "Others"}, idempotency_key="k")
    assert no.value.code == "idempotency_conflict"


async def test_the_next_call_of_a_refusal_has_the_form_that_the_schema_shows(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call("create_inquiry", **INQUIRY)
    await acme.call("cancel_inquiry", inquiry_id=made["inquiry_id"])
    with pytest.raises(Refused) as no:
        await acme.call("cancel_inquiry", inquiry_id=int(made["id"]), reason=None)
    for call in no.value.shape["next"]:
        inner = call["arguments"].get("arguments", call["arguments"])
        assert inner.get("inquiry_id", made["id"]) == made["id"]
        assert None not in inner.values()


async def test_a_cursor_goes_on_in_whatever_form_the_filters_come(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for _ in range(3):
        await acme.call("create_inquiry", **INQUIRY)
    page = await acme.call("list_inquiries", stage="draft", limit=2)
    rest = await acme.call("list_inquiries", stage="draft", limit="2", fields=None, cursor=page["next_cursor"])
    assert len(rest["orders"]) == 1
