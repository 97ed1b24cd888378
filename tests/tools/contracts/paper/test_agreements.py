"""Contracts on paper."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf.pdfa import validate_written

from tests.tools.contracts.paper.papers import AT, contract_paper, pages_of, text_of_pdf
from tools.contracts.paper.agreements import render_contract
from tools.contracts.rules.documents import CEILING, RATES, PaperMember, PaperParticipant

GOLDEN = Path(__file__).parent / "golden"


def test_a_contract_reads_as_agreed_on() -> None:
    made = render_contract(contract_paper())
    assert validate_written(BytesIO(made), "3b").passed
    assert text_of_pdf(made).strip() == (GOLDEN / "contract.txt").read_text(encoding="utf-8").strip()


def test_a_contract_with_nothing_in_it_is_one_page() -> None:
    bare = contract_paper(
        description="", amount=None, start=None, members=(), participants=(), settings=(), acceptances=()
    )
    (page,) = pages_of(render_contract(bare))
    assert "Begins at once" in page
    assert "Most that is paid in all no bound" in page
    assert "Nobody has agreed to it yet." in page


def test_the_same_state_is_the_same_bytes_and_its_date_is_that_of_the_state() -> None:
    made = render_contract(contract_paper())
    assert made == render_contract(contract_paper())
    with pikepdf.open(BytesIO(made)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.open_metadata()["xmp:CreateDate"] == "2026-11-29T14:05:00+02:00"
        assert pdf.open_metadata()["pdfaid:part"] == "3"
        assert "/AF" not in pdf.Root


def test_a_long_description_and_many_members_take_pages() -> None:
    members = tuple(PaperMember(f"สมชาย {place}", "worker") for place in range(80))
    pages = pages_of(render_contract(contract_paper(description="All of it. " * 450, members=members)))
    together = "\n".join(pages)
    assert len(pages) >= 4
    assert together.count("All of it.") == 450
    assert all(f"สมชาย {place} worker" in together for place in range(80))
    assert f"page {len(pages)} of {len(pages)}" in pages[-1]


def test_what_somebody_may_not_see_is_left_out_and_the_paper_says_so() -> None:
    hidden = PaperParticipant("Elli Niemi", "developer", None, None, "confirmed", 2, hides_rate=True)
    text = text_of_pdf(render_contract(contract_paper(amount=None, participants=(hidden,), left_out=(CEILING, RATES))))
    assert "Most that is paid" not in text
    assert "Elli Niemi developer confirmed version 2 not shown not shown" in text
    assert "Left out for whoever may not see it: its ceiling, rates of others." in text


def test_moments_are_in_the_contracts_zone() -> None:
    text = text_of_pdf(render_contract(contract_paper(timezone="Asia/Tokyo")))
    assert "developer the offer Aino Korhonen Elli Niemi 2026-11-29 21:05" in text
    assert AT.hour == 12
