"""Signing agreements and publishing new ones."""

from __future__ import annotations

import base64

import pytest

from tests.hall import Hall, Refused
from tests.tools.freelancers.cast import company, invited, joined, operator, registered

SIGN = "accept_freelancer_agreement"
NEW = {"title": "Offer 2", "text": "New terms.", "reason": "The law changed."}


def current_offer(hall: Hall) -> str:
    uuid: str = hall.sql("SELECT template_uuid FROM agreement_templates WHERE kind = 'offer' AND is_current = 1")[0][0]
    return uuid


async def test_a_new_offer_has_to_be_signed_again(hall: Hall) -> None:
    hall_boss = await operator(hall)
    ann = await registered(hall, hall_boss)
    old = current_offer(hall)
    published = (await hall_boss.call("publish_agreement", **NEW))["agreement"]
    assert (published["version"], published["template_uuid"]) == (2, current_offer(hall))
    assert published["url"] == f"hiringhall://agreements/{published['template_uuid']}"
    signed = (await ann.call(SIGN, freelancer_id=ann.id, template_uuid=published["template_uuid"].upper()))["signature"]
    assert (signed["kind"], signed["on_behalf"], signed["title"]) == ("offer", False, "Offer 2")
    assert hall.sql("SELECT count(*) FROM agreement_signatures WHERE person_id = ?", ann.id) == [(2,)]
    again = (await ann.call(SIGN, freelancer_id=ann.id, template_uuid=old))["signature"]
    assert again["signed_at"] == "2026-03-02T09:00:00Z"


async def test_an_outdated_offer_cannot_be_signed(hall: Hall) -> None:
    hall_boss = await operator(hall)
    id = (await registered(hall, hall_boss)).id
    old = (await hall_boss.call("publish_agreement", **NEW))["agreement"]["template_uuid"]
    new = (await hall_boss.call("publish_agreement", **NEW))["agreement"]["template_uuid"]
    with pytest.raises(Refused) as no:
        await hall_boss.call(SIGN, freelancer_id=id, template_uuid=old)
    assert no.value.status == 409
    assert no.value.details["template_uuid"] == new
    assert new in no.value.text


async def test_a_company_signs_for_its_team_and_the_freelancer_is_told(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    nda = (await boss.call("list_acceptance_files"))["items"][0]["uuid"]
    first = (await boss.call(SIGN, freelancer_id=ann.id, template_uuid=nda))["signature"]
    assert first["on_behalf"] is True
    told = hall.sql("SELECT text FROM notices WHERE owner_type = 'person' AND owner_id = ? ORDER BY id DESC", ann.id)
    assert "“Acme” has signed" in told[0][0]
    hall.clock.advance(minutes=5)
    agent = await hall.agent("Acme")
    second = (await agent.call(SIGN, freelancer_id=ann.id, template_uuid=nda))["signature"]
    assert second == first
    assert hall.sql(
        "SELECT count(*) FROM agreement_signatures WHERE on_behalf = 1 AND company_id = ?", boss.company
    ) == [(1,)]


async def test_nobody_signs_for_somebody_who_has_not_agreed_to_be_in_the_team(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    ann = await registered(hall, boss)
    await invited(hall, other, "ann@work.test")
    await invited(hall, other, "new@work.test")
    nda = (await boss.call("list_acceptance_files"))["items"][0]["uuid"]
    new = hall.sql("SELECT max(id) FROM persons")[0][0]
    for id in (ann.id, new):
        with pytest.raises(Refused) as no:
            await other.call(SIGN, freelancer_id=id, template_uuid=nda)
        assert (no.value.status, no.value.shape["state"]) == (409, "not_joined")


async def test_documents_of_another_company_cannot_be_signed(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    ann = await registered(hall, boss)
    theirs = await other.call(
        "add_acceptance_file",
        title="Their NDA",
        file_name="nda.txt",
        content_base64=base64.b64encode(b"secret").decode(),
    )
    uuid = theirs["document"]["uuid"]
    missing = "00000000-0000-4000-8000-000000000000"
    for caller in (boss, ann):
        for template in (uuid, missing):
            with pytest.raises(Refused) as no:
                await caller.call(SIGN, freelancer_id=ann.id, template_uuid=template)
            assert no.value.status == 404
    with pytest.raises(Refused) as no:
        await other.call(SIGN, freelancer_id=ann.id, template_uuid=uuid)
    assert no.value.status == 404
    await joined(hall, other, ann)
    signed = (await ann.call(SIGN, freelancer_id=ann.id, template_uuid=uuid))["signature"]
    assert (signed["kind"], signed["title"]) == ("acceptance_document", "Their NDA")


async def test_everybodys_document_can_be_signed_by_anybody(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    nda = (await boss.call("list_acceptance_files"))["items"][0]
    assert (await ann.call(SIGN, freelancer_id=ann.id, template_uuid=nda["uuid"]))["signature"]["on_behalf"] is False


async def test_signatures_are_never_changed(hall: Hall) -> None:
    boss = await company(hall)
    await registered(hall, boss)

    def forge(tx) -> None:  # type: ignore[no-untyped-def]
        tx.run("UPDATE agreement_signatures SET signed_at = '2020-01-01T00:00:00.000Z'")

    with pytest.raises(Exception, match="append-only"):
        await hall.app.database.write(forge)


async def test_only_the_operator_publishes_an_offer(hall: Hall) -> None:
    await operator(hall)
    client = await company(hall, "Acme")
    clerk = await hall.person("clerk@hall.test", company="Hall", role="user")
    old = current_offer(hall)
    for caller in (client, clerk):
        with pytest.raises(Refused) as no:
            await caller.call("publish_agreement", **NEW)
        assert no.value.status == 403
    assert current_offer(hall) == old


async def test_an_offer_needs_title_text_and_reason(hall: Hall) -> None:
    hall_boss = await operator(hall)
    with pytest.raises(Refused) as no:
        await hall_boss.call("publish_agreement", title="", text="x" * 200_001, reason="r" * 1001)
    assert set(no.value.fields) == {"title", "text", "reason"}


async def test_the_offer_is_open_to_everybody(hall: Hall) -> None:
    seen = (await hall.nobody().call("get_agreement"))["agreement"]
    assert (seen["kind"], seen["template_uuid"], seen["is_current"]) == ("offer", current_offer(hall), True)
    assert "1. Work." in seen["text"]
    assert "signed_at" not in seen


async def test_a_freelancer_reads_why_the_offer_changed_and_whether_they_signed(hall: Hall) -> None:
    hall_boss = await operator(hall)
    ann = await registered(hall, hall_boss)
    old = current_offer(hall)
    await hall_boss.call("publish_agreement", **NEW)
    new = (await ann.call("get_agreement"))["agreement"]
    assert (new["text"], new["reason"], new["version"]) == ("New terms.", "The law changed.", 2)
    assert "signed_at" not in new
    former = (await ann.call("get_agreement", template_uuid=old))["agreement"]
    assert (former["is_current"], former["signed_at"]) == (False, "2026-03-02T09:00:00Z")


async def test_a_companys_document_is_read_by_its_members_and_team_only(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    ann = await registered(hall, boss)
    content = base64.b64encode("Не разглашать.".encode()).decode()
    added = await boss.call("add_acceptance_file", title="NDA", file_name="nda.txt", content_base64=content)
    uuid = added["document"]["uuid"]
    for reader in (boss, ann, await hall.agent("Acme")):
        assert (await reader.call("get_agreement", template_uuid=uuid))["agreement"]["text"] == "Не разглашать."
    for stranger in (other, hall.nobody(), await hall.person("eve@work.test")):
        texts = set()
        for template in (uuid, "00000000-0000-4000-8000-000000000000"):
            with pytest.raises(Refused) as no:
                await stranger.call("get_agreement", template_uuid=template)
            texts.add(no.value.text.replace(template, "U"))
        assert len(texts) == 1


async def test_a_document_that_is_no_plain_text_is_named_as_a_file(hall: Hall) -> None:
    boss = await company(hall)
    content = base64.b64encode(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n").decode()
    added = await boss.call("add_acceptance_file", title="NDA", file_name="nda.pdf", content_base64=content)
    seen = (await boss.call("get_agreement", template_uuid=added["document"]["uuid"]))["agreement"]
    assert "text" not in seen
    assert (seen["file"]["name"], seen["file"]["mime_type"]) == ("nda.pdf", "application/pdf")


async def test_an_agreement_is_also_a_resource(hall: Hall) -> None:
    boss = await company(hall)
    uri = f"hiringhall://agreements/{current_offer(hall)}"
    read = await (await boss.client()).read_resource(uri)
    assert "1. Work." in read.contents[0].text  # type: ignore[union-attr]
