"""Contracts as documents: who gets one, what stands in it for them, and where it is read."""

from __future__ import annotations

import base64
import sys
from typing import Any

import pytest
from mcp.shared.exceptions import MCPError

from tests.hall import Hall, Refused, TestCaller
from tests.tools.contracts import cast
from tests.tools.contracts.cast import Job
from tests.tools.contracts.paper.papers import text_of_pdf


async def paper(caller: TestCaller, contract_id: int) -> str:
    """The text of the document that somebody gets."""
    answer = await caller.call("get_contract_document", contract_id=contract_id, content=True)
    made = base64.b64decode(answer["content_base64"])
    assert len(made) == answer["size_bytes"]
    return " ".join(text_of_pdf(made).split())


async def test_without_content_it_says_what_and_where_it_is(olga: TestCaller, job: Job) -> None:
    assert await olga.call("get_contract_document", contract_id=job.id) == {
        "contract_id": job.id,
        "file_name": f"contract-{job.id}.pdf",
        "mime_type": "application/pdf",
        "url": f"hiringhall://contracts/{job.id}.pdf",
    }


async def test_an_owner_gets_all_of_it(hall: Hall, olga: TestCaller, will: TestCaller) -> None:
    made = await cast.job(
        olga, will, amount="5000", description="A shop.\nWith a cart.", settings={"rounding_minutes": 15}
    )
    text = await paper(olga, made.id)
    for part in (
        f"Contract {made.id} Web shop",
        "State confirmed",
        "Most that is paid in all 5 000.00 EUR",
        "A shop. With a cart.",
        "Olga owner",
        "Will worker",
        "Will developer confirmed version 1 none 40.00",
        "Tracked time rounded up to 15 minutes",
        "developer the offer Olga Will 2026-",
        "time zone Europe/Berlin",
    ):
        assert part in text, part
    assert "Left out" not in text


async def test_what_somebody_may_not_see_is_left_out_and_named(olga, will, rita, sam, job) -> None:
    await cast.hire(olga, job.id, sam, schedule={"price": "77.00"}, role="tester")
    own = await paper(will, job.id)
    assert "Will developer confirmed version 1 none 40.00" in own
    assert "Sam tester confirmed version 1 not shown not shown" in own
    assert "77.00" not in own
    assert "Left out for whoever may not see it: its ceiling, its settings, rates of others." in own
    money = await paper(rita, job.id)
    assert "Sam tester confirmed version 1 none 77.00" in money
    assert "Left out for whoever may not see it: its settings." in money


async def test_whoever_is_invited_reads_the_terms_and_the_own_place(olga, sam, job) -> None:
    await cast.ask(olga, job.id, sam, role="tester")
    text = await paper(sam, job.id)
    assert "Sam tester pending version 1 none 40.00" in text
    assert "Will" not in text
    assert "Nobody has agreed to it yet." in text
    assert "Left out for whoever may not see it: its members, its ceiling, its settings." in text


async def test_declined_places_are_not_on_it(olga, sam, job) -> None:
    await cast.reply(sam, await cast.ask(olga, job.id, sam, role="tester"), answer=False)
    assert "tester" not in await paper(olga, job.id)


async def test_strangers_learn_nothing_and_level_zero_needs_more(olga, rita, sam, job) -> None:
    with pytest.raises(Refused) as theirs:
        await sam.call("get_contract_document", contract_id=job.id, content=True)
    with pytest.raises(Refused) as unknown:
        await sam.call("get_contract_document", contract_id=999, content=True)
    assert theirs.value.text.replace(str(job.id), "N") == unknown.value.text.replace("999", "N")
    await olga.call("add_contract_user", contract_id=job.id, user_id=rita.id, role_id=6, read=0, write=0)
    with pytest.raises(Refused) as low:
        await rita.call("get_contract_document", contract_id=job.id)
    assert low.value.code == "forbidden"
    assert "needs read level 1; yours is 0" in low.value.text


async def test_it_is_read_as_a_resource_with_the_readers_rights(
    olga: TestCaller, will: TestCaller, sam: TestCaller, job: Job
) -> None:
    client = await will.client()
    template = next(
        one for one in (await client.list_resource_templates()).resource_templates if one.uri_template.endswith(".pdf")
    )
    assert (template.uri_template, template.mime_type) == ("hiringhall://contracts/{id}.pdf", "application/pdf")
    read: Any = (await client.read_resource(f"hiringhall://contracts/{job.id}.pdf")).contents[0]
    assert read.mime_type == "application/pdf"
    text = text_of_pdf(base64.b64decode(read.blob))
    assert f"Contract {job.id}" in text
    assert "its settings" in " ".join(text.split())
    stranger = await sam.client()
    with pytest.raises(MCPError) as theirs:
        await stranger.read_resource(f"hiringhall://contracts/{job.id}.pdf")
    with pytest.raises(MCPError) as unknown:
        await stranger.read_resource("hiringhall://contracts/999.pdf")
    assert str(theirs.value).replace(str(job.id), "N") == str(unknown.value).replace("999", "N")


async def test_a_hall_without_the_extra_says_what_to_install(olga, job, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "fpdf", None)
    with pytest.raises(Refused) as refused:
        await olga.call("get_contract_document", contract_id=job.id, content=True)
    assert (refused.value.code, "pip install 'hiringhall[paper]'" in refused.value.text) == ("not_installed", True)
    assert (await olga.call("get_contract_document", contract_id=job.id))["url"].endswith(f"/{job.id}.pdf")
