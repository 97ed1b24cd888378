from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.contracts import cast
from tests.tools.people.sign_in_helpers import proof, set_password, signed_in
from tests.tools.uploads.upload_helpers import PDF, picture, sent

ANN = "ann@work.test"
FULL: dict[str, Any] = {
    "name": "Ann Lee",
    "timezone": "Europe/Helsinki",
    "birthdate": "1990-05-17T00:00:00Z",
    "birthtime": "06:30",
    "birthcity": "Turku",
    "phone": "+358 40 123 4567",
    "city": "Tampere",
    "currency": "USD",
    "education": "MSc",
    "about": "Welds <b>anything</b>.",
    "salary": {"amount": "4000.5", "currency": "EUR", "period": "month"},
    "skills": [{"name": "Welding", "level": "expert"}],
    "languages": [{"code": "fi", "level": "native"}, {"code": "en"}],
    "links": [{"label": "Site", "url": "https://example.com"}],
}


async def test_a_profile_is_changed_and_answered_whole(hall: Hall) -> None:
    ann = await hall.person(ANN)
    changed = (await ann.call("update_my_profile", **FULL, **await proof(hall, ann)))["user"]
    expected = {
        **FULL,
        "birthdate": "1990-05-17",
        "phone": "+358401234567",
        "salary": {"amount": "4000.50", "currency": "EUR", "period": "month"},
        "skills": [{"id": 1, "name": "Welding", "level": "expert"}],
        "languages": [{"code": "en"}, {"code": "fi", "level": "native"}],
    }
    assert {name: changed[name] for name in expected} == expected
    assert (await ann.call("get_my_profile"))["user"] == changed


async def test_only_what_is_passed_changes_and_what_is_emptied_is_gone(hall: Hall) -> None:
    ann = await hall.person(ANN)
    await ann.call("update_my_profile", **FULL, **await proof(hall, ann))
    changed = (
        await ann.call("update_my_profile", city="", timezone="", skills=[], links=[], clear=["salary", "birthdate"])
    )["user"]
    assert {"city", "salary", "birthdate"}.isdisjoint(changed)
    assert (changed["timezone"], changed["skills"], changed["links"]) == ("UTC", [], [])
    assert (changed["name"], changed["about"], changed["currency"]) == ("Ann Lee", FULL["about"], "USD")
    skills = [{"id": 1}, {"name": " welding "}, {"name": "Drilling"}]
    changed = (await ann.call("update_my_profile", skills=skills))["user"]
    assert [skill["name"] for skill in changed["skills"]] == ["Drilling", "Welding"]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({}, "arguments"),
        ({"name": "A"}, "name"),
        ({"name": "A\u200b"}, "name"),
        ({"timezone": "Europe/Helsinky"}, "timezone"),
        ({"birthdate": "2026-03-03"}, "birthdate"),
        ({"birthtime": "6:30"}, "birthtime"),
        ({"phone": "123"}, "phone"),
        ({"phone": "not a number"}, "phone"),
        ({"password": "open sesame"}, "password_confirmation"),
        ({"password_confirmation": "open sesame"}, "password"),
        ({"password": "open sesame", "password_confirmation": "open says me"}, "password_confirmation"),
        ({"password": "short", "password_confirmation": "longer than it"}, "password"),
        ({"password": "password123", "password_confirmation": "password123"}, "password"),
        ({"currency": "XXX"}, "currency"),
        ({"salary": {"amount": "1.005", "currency": "EUR", "period": "hour"}}, "salary.amount"),
        ({"salary": {"amount": "-1", "currency": "EUR", "period": "hour"}}, "salary.amount"),
        ({"salary": {"amount": "1", "currency": "EUR", "period": "week"}}, "salary.period"),
        ({"skills": [{"id": 7}]}, "skills[0].id"),
        ({"skills": [{"id": 7, "name": "x"}]}, "skills[0]"),
        ({"languages": [{"code": "english"}]}, "languages[0].code"),
        ({"links": [{"label": "x", "url": "ftp://x"}]}, "links[0].url"),
        ({"ava_id": 99}, "ava_id"),
        ({"cv_id": 99}, "cv_id"),
        ({"docs": [{"file_id": 99}]}, "docs"),
        ({"docs": [{"filename": "x"}]}, "docs[0]"),
        ({"docs": [{"file_id": 1, **sent(PDF)}]}, "docs[0]"),
        ({"ava": sent(PDF)}, "ava"),
        ({"ava": sent(picture()), "ava_id": 1}, "ava"),
    ],
)
async def test_what_is_faulty_is_named_and_nothing_changes(hall: Hall, arguments: dict[str, Any], field: str) -> None:
    ann = await hall.person(ANN)
    before = hall.sql("SELECT * FROM persons")
    with pytest.raises(Refused) as no:
        await ann.call("update_my_profile", **({"city": "Oslo", **arguments} if arguments else {}))
    assert no.value.status == 422
    assert list(no.value.fields) == [field]
    assert hall.sql("SELECT * FROM persons") == before


async def test_pictures_cv_and_documents_are_ones_own_and_of_the_right_kind(hall: Hall) -> None:
    ann, ben = await hall.person(ANN), await hall.person("ben@work.test")
    uploaded = (await ann.call("upload_files", images=[sent(picture())], job=[sent(PDF)]))["files"]
    image, document = uploaded[0]["id"], uploaded[1]["id"]
    changed = (await ann.call("update_my_profile", ava_id=image, cv_id=document))["user"]
    assert (changed["ava_id"], changed["cv_id"]) == (image, document)
    for arguments in ({"ava_id": document}, {"cv_id": image}):
        with pytest.raises(Refused) as no:
            await ann.call("update_my_profile", **arguments)
        assert no.value.status == 422
    with pytest.raises(Refused) as foreign:
        await ben.call("update_my_profile", ava_id=image)
    assert foreign.value.fields == {"ava_id": f"there is no file {image} of yours"}


async def test_files_sent_directly_are_attached_and_replaced_ones_let_go(hall: Hall) -> None:
    ann = await hall.person(ANN)
    docs = [sent(PDF, "a.pdf"), sent(picture(20, 20), "scan.png")]
    first = (await ann.call("update_my_profile", ava=sent(picture()), docs=docs))["user"]
    assert hall.sql("SELECT count(*) FROM files WHERE attached_to = ?", f"person:{ann.id}") == [(3,)]
    kept = {"file_id": first["docs"][1]}
    changed = (await ann.call("update_my_profile", docs=[kept, sent(PDF + b"2")]))["user"]
    assert changed["docs"][0] == first["docs"][1]
    assert changed["ava_id"] == first["ava_id"]
    assert hall.sql("SELECT id FROM files WHERE attached_to IS NULL") == [(first["docs"][0],)]


async def test_a_new_password_ends_the_other_sessions(hall: Hall) -> None:
    await hall.person(ANN)
    _, one = await signed_in(hall, ANN)
    hall.clock.advance(minutes=1)
    _, two = await signed_in(hall, ANN)
    await set_password(hall, one)
    assert (await one.call("get_my_profile", include=["companies"]))["user"]["has_password"] is True
    with pytest.raises(Refused) as no:
        await two.call("get_my_profile")
    assert no.value.status == 401
    assert "token" in await hall.nobody().call("log_in_with_password", username=ANN, password="open sesame")


async def test_the_own_profile_comes_with_its_parts_or_only_those_asked_for(hall: Hall) -> None:
    ann = await hall.person(ANN, company="Acme", role="user")
    ben = await hall.person("ben@work.test", company="Acme")
    await ann.call("add_contact", email="ben@work.test")
    stamp = "2026-03-01T09:00:00.000Z"
    await hall.app.database.write(
        lambda tx: tx.insert(
            "contact_reveals",
            viewer_type="person",
            viewer_id=ben.id,
            person_id=ann.id,
            channel="phone",
            created_at=stamp,
        )
    )
    await hall.app.database.write(
        lambda tx: tx.insert(
            "profile_corrections",
            person_id=ann.id,
            author_type="person",
            author_id=ben.id,
            before="{}",
            changes='{"city": {"old": null, "new": "Oslo"}}',
            created_at=stamp,
            updated_at=stamp,
        )
    )
    mine = await ann.call("get_my_profile")
    assert [contact["user_id"] for contact in mine["contacts"]] == [ben.id]
    assert [calendar["id"] for calendar in mine["calendars"]] == [mine["user"]["default_kal_id"]]
    assert mine["companies"] == [{"id": ann.company, "name": "Acme", "role": "user", "type": "client"}]
    assert mine["reveals"][0]["viewer_name"] == "Ben"
    assert (mine["reveals"][0]["channel"], mine["reveals"][0]["created_at"]) == ("phone", "2026-03-01T09:00:00Z")
    assert mine["corrections"][0]["about_me"] is True
    assert mine["corrections"][0]["changes"]["city"]["new"] == "Oslo"
    assert "password" not in str(sorted(mine["user"])).replace("has_password", "")
    assert set(await ann.call("get_my_profile", include=["calendars"])) == {"user", "calendars"}
    theirs = await ben.call("get_my_profile", include=["corrections", "reveals"])
    assert theirs["corrections"][0]["about_me"] is False
    assert theirs["reveals"] == []


async def test_profiles_of_people_are_not_for_agents(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    for tool, instead in (("get_my_profile", "get_my_agent_profile"), ("update_my_profile", "update_agent_profile")):
        with pytest.raises(Refused) as no:
            await agent.call(tool)
        assert (no.value.status, no.value.next) == (403, [instead])
        with pytest.raises(Refused) as nobody:
            await hall.nobody().call(tool)
        assert nobody.value.status == 401


async def test_contracts_and_places_on_them_are_listed(hall):
    olga, will = await cast.member(hall, "olga@client.test"), await cast.member(hall, "will@work.test")
    job = await cast.job(olga, will)
    other = await cast.contract(olga, label="Other")
    asked = await cast.ask(olga, other, will, role="tester")
    shown = await will.call("get_my_profile", include=["contracts", "hands"])
    assert shown["contracts"] == [{"id": job.id, "label": "Web shop", "status": "confirmed"}]
    assert shown["memberships"] == [{"contract_id": job.id, "role_id": 3, "read": 2, "write": 1}]
    assert [(hand["participant_id"], hand["role"], hand["status"]) for hand in shown["hands"]] == [
        (asked["id"], "tester", "pending"),
        (job.place, "developer", "confirmed"),
    ]
    assert "calendars" not in shown
