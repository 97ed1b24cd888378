"""All documents of a company in one ZIP: as PDF, for a day, for its members."""

from __future__ import annotations

import base64
import sys
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pypdf
import pytest

from store.uploads.files import bytes_used
from tests.hall import Hall, Refused, TestCaller
from tests.tools.payouts.documents.document_cast import papers_of


async def content_of(caller: TestCaller, file_id: int) -> bytes:
    return base64.b64decode((await caller.call("get_file", file_id=file_id, content=True))["content_base64"])


async def inside(caller: TestCaller, answer: Mapping[str, Any]) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(await content_of(caller, answer["archive"]["file_id"]))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def mails(hall: Hall) -> list[str]:
    return [mail.body for mail in await hall.mails("boss@acme.test") if "documents" in mail.subject]


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


async def test_documents_come_as_pdf_in_one_archive_that_is_mailed(hall: Hall) -> None:
    papers = await papers_of(hall)
    boss, company = papers.world.boss, papers.world.company.id
    await papers.invoice("100.00", paid=True)
    await papers.certificate()
    answer = await boss.call("download_company_documents")
    archive = answer["archive"]
    assert (archive["documents"], archive["format"]) == (2, "pdf")
    assert archive["url"] == archive["resource_uri"] == f"hiringhall://files/{archive['file_id']}"
    assert (archive["file_name"], archive["expires_at"]) == (
        f"documents-{company}-20260302-090000.zip",
        "2026-03-03T09:00:00Z",
    )
    files = await inside(boss, answer)
    assert list(files) == [
        f"invoice-{company}-260302-1.pdf",
        f"tax-invoice-{company}-260302-1.pdf",
        f"certificate-of-work-done-{company}-260302-2.pdf",
    ]
    zipped = await content_of(boss, archive["file_id"])
    assert archive["size_bytes"] == len(zipped)
    [read] = (await (await boss.client()).read_resource(archive["resource_uri"])).contents
    assert (read.mime_type, base64.b64decode(getattr(read, "blob", ""))) == ("application/zip", zipped)
    for pdf, said in zip(files.values(), ("Total: 100.00 EUR", "Tax invoice for", "Carried out by"), strict=True):
        assert said in text_of(pdf)
    await hall.tick()
    assert answer["emailed_to"] == "b***@acme.test"
    [mail] = await mails(hall)
    assert archive["url"] in mail
    # What was made once is what everybody gets, also after its text could be made otherwise.
    hall.clock.advance(hours=1)
    again = await papers.world.acme.call("download_company_documents", type=6)
    assert list((await inside(papers.world.acme, again)).values()) == list(files.values())[:2]
    assert hall.sql("SELECT count(*) FROM company_document_pdfs") == [(3,)]


async def test_the_link_is_for_members_and_for_a_day(hall: Hall) -> None:
    papers = await papers_of(hall)
    boss, acme = papers.world.boss, papers.world.acme
    await papers.invoice("1.00")
    file_id = (await boss.call("download_company_documents"))["archive"]["file_id"]
    assert await content_of(acme, file_id) == await content_of(boss, file_id)

    async def unseen(caller: TestCaller) -> None:
        with pytest.raises(Refused) as no:
            await caller.call("get_file", file_id=file_id)
        assert no.value.status == 404

    await unseen(papers.operator)
    await unseen(papers.world.ann)
    hall.clock.advance(hours=23, minutes=59)
    assert (await acme.call("get_file", file_id=file_id))["mime_type"] == "application/zip"
    hall.clock.advance(minutes=1)
    await unseen(boss)
    await unseen(acme)
    await hall.tick()
    assert hall.sql("SELECT deleted_at IS NOT NULL FROM files WHERE id = ?", file_id) == [(1,)]
    assert hall.sql("SELECT count(*) FROM company_document_archives WHERE dropped_at IS NULL") == [(0,)]


async def test_whoever_made_papers_or_an_archive_and_left_the_company_reads_them_no_more(hall: Hall) -> None:
    papers = await papers_of(hall)
    boss = papers.world.boss
    await papers.invoice("1.00", paid=True)
    await papers.certificate()
    archive = (await boss.call("download_company_documents"))["archive"]
    made = [id for (id,) in hall.sql("SELECT id FROM files ORDER BY id")]
    assert made[3:] == [archive["file_id"]]
    await hall.app.database.write(lambda tx: tx.run("DELETE FROM memberships WHERE person_id = :id", id=boss.id))
    for file_id in made:
        with pytest.raises(Refused) as no:
            await boss.call("get_file", file_id=file_id)
        assert no.value.status == 404


async def test_papers_and_archives_are_put_nowhere_else_and_fill_nobody_s_storage(hall: Hall) -> None:
    papers = await papers_of(hall)
    boss = papers.world.boss
    await papers.invoice("1.00")
    archive = (await boss.call("download_company_documents"))["archive"]
    for file_id in (1, archive["file_id"]):
        with pytest.raises(Refused) as no:
            await boss.call("create_task", **{**papers.world.request(), "file_ids": [file_id]})
        assert list(no.value.fields) == ["file_ids"]
        with pytest.raises(Refused) as page:
            await boss.call("update_my_profile", cv_id=file_id)
        assert list(page.value.fields) == ["cv_id"]
    assert await hall.app.database.read(lambda tx: bytes_used(tx, boss.owner)) == 0


async def test_nothing_is_packed_or_mailed_where_nothing_matches(hall: Hall) -> None:
    papers = await papers_of(hall)
    await papers.invoice("1.00")
    boss = papers.world.boss
    for asked in ({"type": 7}, {"date_from": "2026-03-03"}, {"date_to": "2026-03-01"}):
        with pytest.raises(Refused) as no:
            await boss.call("download_company_documents", **asked)
        assert no.value.status == 404
    with pytest.raises(Refused) as no:
        await boss.call("download_company_documents", date_from="2026-03-03", date_to="2026-03-02")
    assert no.value.status == 422
    await hall.tick()
    assert await mails(hall) == []
    assert hall.sql("SELECT count(*) FROM company_document_archives") == [(0,)]


async def test_many_documents_are_packed_in_the_background(hall: Hall) -> None:
    papers = await papers_of(hall)
    await papers.invoice("1.00")
    boss = papers.world.boss
    with pytest.raises(Refused) as no:
        await boss.call("download_company_documents", type=7, wait=False)
    assert no.value.status == 404
    started = await boss.call("download_company_documents", wait=False)
    assert hall.sql("SELECT count(*) FROM company_document_archives") == [(0,)]
    await hall.tick()
    done = (await boss.call("get_job", job_id=started["job"]["id"]))["job"]
    assert done["state"] == "succeeded", done
    [pdf] = (await inside(boss, done["result"])).values()
    assert "Total: 1.00 EUR" in text_of(pdf)
    assert len(await mails(hall)) == 1


async def test_a_job_of_somebody_who_has_left_meanwhile_packs_nothing(hall: Hall) -> None:
    papers = await papers_of(hall)
    await papers.invoice("1.00")
    boss = papers.world.boss
    await boss.call("download_company_documents", wait=False)
    await hall.app.database.write(lambda tx: tx.run("DELETE FROM memberships WHERE person_id = :id", id=boss.id))
    await hall.tick()
    assert hall.sql("SELECT state FROM jobs") == [("failed",)]
    assert hall.sql("SELECT count(*) FROM company_document_archives") == [(0,)]


async def test_without_the_extra_the_texts_come_and_it_is_said_so(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = await papers_of(hall)
    await papers.invoice("1.00")
    boss = papers.world.boss
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "fpdf", None)
        answer = await boss.call("download_company_documents")
    [(name, text)] = (await inside(boss, answer)).items()
    assert (answer["archive"]["format"], name.endswith("-260302-1.txt")) == ("text", True)
    assert text.startswith(b"Invoice ")
    assert "not PDFs" in answer["warnings"][0]
    assert "hiringhall[paper]" in answer["warnings"][0]
    assert hall.sql("SELECT count(*) FROM company_document_pdfs") == [(0,)]


async def test_a_document_whose_file_is_gone_is_named(hall: Hall) -> None:
    papers = await papers_of(hall)
    gone, kept = await papers.invoice("1.00"), await papers.invoice("2.00")
    [(sha256,)] = hall.sql("SELECT sha256 FROM files WHERE id = ?", gone["file_id"])
    hall.app.parts.files.drop(sha256)
    answer = await papers.world.boss.call("download_company_documents")
    assert [name for name in await inside(papers.world.boss, answer) if kept["number"] in name]
    assert answer["warnings"] == [f"The files of these are gone and not in the archive: {gone['number']}."]


async def test_names_in_four_scripts_stand_in_a_document(hall: Hall) -> None:
    papers = await papers_of(hall)
    for name in ("Щит и Меч", "บริษัท", "شركة"):
        await papers.world.change_company(company_name=name)
        await papers.invoice("1.00")
    answer = await papers.world.boss.call("download_company_documents")
    texts = [text_of(pdf) for pdf in (await inside(papers.world.boss, answer)).values()]
    assert "Щит и Меч" in texts[0]
    assert "บริษัท" in texts[1]
    assert "no letters" not in "".join(texts)
