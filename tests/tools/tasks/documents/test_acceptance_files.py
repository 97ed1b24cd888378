"""Documents that freelancers can be asked to accept."""

from __future__ import annotations

import base64

import pytest

from tests.hall import Hall, Refused, TestCaller

TEXT = base64.b64encode(b"Keep it secret.\n").decode()


async def add(caller: TestCaller, **more: object) -> dict[str, object]:
    arguments = {"title": "Наш NDA", "file_name": "nda.txt", "content_base64": TEXT, **more}
    document: dict[str, object] = (await caller.call("add_acceptance_file", **arguments))["document"]
    return document


async def test_every_installation_starts_with_a_non_disclosure_agreement(hall: Hall) -> None:
    client = await hall.person("boss@acme.test", company="Acme", role="user")
    seen = await client.call("list_acceptance_files")
    assert [it["title_en"] for it in seen["items"]] == ["Non-disclosure agreement"]
    assert seen["items"][0]["url"] == f"hiringhall://agreements/{seen['items'][0]['uuid']}"


async def test_an_admin_adds_a_document_for_the_own_company(hall: Hall) -> None:
    await hall.operator()
    client = await hall.person("boss@acme.test", company="Acme", credit="")
    await hall.fund(client.company, "10.00 EUR")
    document = await add(client)
    assert document["title_en"] == "Наш NDA"
    seen = await client.call("list_acceptance_files")
    assert [it["id"] for it in seen["items"]] == [1, document["id"]]
    stored = hall.sql("SELECT sha256, mime_type, attached_to FROM files WHERE id = ?", document["file_id"])[0]
    assert hall.app.parts.files.get(stored[0]) == b"Keep it secret.\n"
    assert stored[1:] == ("text/plain", f"acceptance_file:{document['id']}")
    other = await hall.person("boss@other.test", company="Other")
    assert [it["id"] for it in (await other.call("list_acceptance_files"))["items"]] == [1]


async def test_the_operator_adds_documents_for_everybody_and_for_any_company(hall: Hall) -> None:
    operator = await hall.operator()
    await hall.fund(operator.company, "10.00 EUR")
    client = await hall.person("boss@acme.test", company="Acme")
    for_all = await add(operator, for_all=True)
    for_client = await add(operator, company_id=client.company)
    assert [it["id"] for it in (await client.call("list_acceptance_files"))["items"]] == [
        1,
        for_all["id"],
        for_client["id"],
    ]
    assert [it["id"] for it in (await operator.call("list_acceptance_files"))["items"]] == [1, for_all["id"]]
    with pytest.raises(Refused) as no:
        await add(operator, company_id=999)
    assert no.value.status == 404


async def test_nobody_else_adds_documents_for_other_companies(hall: Hall) -> None:
    operator = await hall.operator()
    client = await hall.person("boss@acme.test", company="Acme")
    clerk = await hall.person("clerk@acme.test", company="Acme", role="user")
    agent = await hall.agent("Acme")
    for caller, more in (
        (client, {"company_id": operator.company}),
        (client, {"company_id": 999}),
        (client, {"for_all": True}),
        (clerk, {}),
        (agent, {}),
    ):
        with pytest.raises(Refused) as no:
            await add(caller, **more)
        assert no.value.status == 403
    assert hall.sql("SELECT count(*) FROM acceptance_files") == [(1,)]


async def test_documents_of_a_company_are_listed_for_its_members_only(hall: Hall) -> None:
    client = await hall.person("boss@acme.test", company="Acme")
    other = await hall.person("boss@other.test", company="Other")
    with pytest.raises(Refused) as no:
        await other.call("list_acceptance_files", company_id=client.company)
    assert no.value.status == 403
    both = await hall.person("boss@acme.test", company="Third")
    assert (await both.call("list_acceptance_files", company_id=client.company))["total"] == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("not base64!", "base64"),
        (base64.b64encode(b"x" * (5120 * 1024 + 1)).decode(), "5120 KiB"),
        (base64.b64encode(b"<html><script>alert(1)</script></html>").decode(), "readable"),
    ],
)
async def test_a_document_must_be_readable_and_small_enough(hall: Hall, content: str, says: str) -> None:
    client = await hall.person("boss@acme.test", company="Acme")
    with pytest.raises(Refused) as no:
        await add(client, content_base64=content)
    assert (no.value.status, list(no.value.fields)) == (422, ["content_base64"])
    assert says in no.value.text
