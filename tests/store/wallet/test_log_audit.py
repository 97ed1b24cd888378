"""The proof of the log: whoever rewrites it is found, however well the rest was made to fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from server.workers.log_heads import LogHeads
from store.database import Transaction
from store.installation_key import InstallationKey
from store.wallet.log_audit import LogProof
from store.wallet.log_heads import Draft, Head, all_heads, keep_head, public_key, ranges_of
from store.wallet.log_tree import Tree
from tests.hall import Hall
from tests.server.calls.test_pipeline import INQUIRY
from tests.store.wallet.log_meddling import books, chain_anew, close_gaps, less_charged, meddle, proof, run


@pytest.fixture
async def signed(hall: Hall) -> Hall:
    """A hall with calls under two heads."""
    agent, other = await hall.agent("Acme"), await hall.agent("Other")
    for caller in (agent, other, agent, other):
        await caller.call("create_inquiry", **INQUIRY)
    await hall.app.log_heads.sign()
    for caller in (agent, other):
        await caller.call("create_inquiry", **INQUIRY)
        await caller.call("list_inquiries")
    await hall.app.log_heads.sign()
    return hall


def own(hall: Hall) -> frozenset[str]:
    return frozenset([public_key(hall.app.parts.key)])


def kept(hall: Hall) -> tuple[Head, ...]:
    with hall.reading() as tx:
        return tuple(all_heads(tx))


SWAP = """UPDATE calls SET place = -1 WHERE place = 2; UPDATE calls SET place = 2 WHERE place = 3;
          UPDATE calls SET place = 3 WHERE place = -1;"""
TRUNCATE = """DELETE FROM calls WHERE place > (SELECT max(place) - 2 FROM calls);
              DELETE FROM ledger_transfers WHERE place > (SELECT max(place) - 2 FROM ledger_transfers);"""
AFTER_THE_FIRST_HEAD = """DELETE FROM calls WHERE place > 4; DELETE FROM ledger_transfers WHERE place > 6;"""
NO_HEADS = "DELETE FROM log_head_ranges; DELETE FROM log_heads;"
NO_LAST_HEAD = "DELETE FROM log_head_ranges WHERE head = 2; DELETE FROM log_heads WHERE number = 2;"


async def test_a_log_that_nobody_touched_is_what_was_signed(signed: Hall) -> None:
    assert proof(signed, own(signed), kept(signed)) == []
    assert books(signed) == []
    assert [head.number for head in kept(signed)] == [1, 2]


async def test_books_that_were_rewritten_to_balance_are_found_by_the_chain(signed: Hall) -> None:
    meddle(signed, less_charged)
    assert books(signed) == []
    found = proof(signed, own(signed))
    assert [sentence.split()[0] for sentence in found] == ["call", "transfer"]
    assert all("does not say what it was hashed as" in sentence for sentence in found)


async def test_books_and_chain_rewritten_together_are_found_by_the_heads(signed: Hall) -> None:
    meddle(signed, less_charged)
    meddle(signed, chain_anew)
    assert books(signed) == []
    found = "\n".join(proof(signed, own(signed)))
    assert "hashed as" not in found
    assert "Head 1" in found
    assert "Head 2" in found
    assert "was signed over other lines" in found


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("UPDATE calls SET tool = 'search_specialists' WHERE place = 3", "does not say what it was hashed as"),
        ("UPDATE calls SET arguments_digest = '0' WHERE place = 3", "does not say what it was hashed as"),
        ("UPDATE ledger_transfers SET note = NULL WHERE place = 3", "does not say what it was hashed as"),
        ("UPDATE ledger_transfers SET note = note || ' ' WHERE place = 5", "does not say what it was hashed as"),
        ("UPDATE ledger_transfers SET hash = 'no hash' WHERE place = 3", "does not say what it was hashed as"),
        ("UPDATE ledger_transfers SET hash = NULL WHERE place = 3", "not in the chain"),
        ("UPDATE calls SET lane = NULL WHERE place = 3", "not in the chain"),
        ("DELETE FROM calls WHERE place = 3", "lines are missing"),
        ("DELETE FROM calls WHERE place = 1", "lines are missing"),
        ("UPDATE calls SET lane = 7 WHERE place = 3", "lines are missing"),
        (SWAP, "does not say what it was hashed as"),
        ("UPDATE ledger_transfers SET id = -id; UPDATE ledger_transfers SET id = 100 + id", "stands after"),
        (TRUNCATE, "which is gone or another one now"),
        (NO_LAST_HEAD.replace("number = 2", "number = 1").replace("head = 2", "head = 1"), "does not follow from the one before"),
        ("UPDATE log_heads SET text = replace(text, '2026', '2025') WHERE number = 2", "is not signed by this key"),
        ("UPDATE log_heads SET text = 'no head' WHERE number = 2", "is not signed by this key"),
        ("UPDATE log_heads SET signature = 'zz' WHERE number = 2", "is not signed by this key"),
        ("UPDATE log_heads SET public_key = 'zz' WHERE number = 2", "is signed with another key"),
        ("UPDATE log_heads SET number = 9 WHERE number = 2", "Head 9 says something else"),
    ],
)  # fmt: skip
async def test_what_was_done_behind_the_guards_is_found(signed: Hall, script: str, words: str) -> None:
    meddle(signed, run(script))
    assert words in "\n".join(proof(signed, own(signed)))


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE ledger_transfers SET caller_id = caller_id + 1 WHERE place = 5",
        "DELETE FROM calls WHERE place = 3",
        "DELETE FROM calls WHERE place = 1",
        SWAP,
        TRUNCATE,
        AFTER_THE_FIRST_HEAD,
        "INSERT INTO calls (id, at, caller_type, caller_id, company_id, payer_type, payer_id, tool, access, price_class,"
        " free_view, waived, usd_micros, currency, amount, transfer_id, arguments_digest, lane, place, hash)"
        " SELECT 'call_more', at, caller_type, caller_id, company_id, payer_type, payer_id, tool, access,"
        " price_class, free_view, waived, usd_micros, currency, amount, transfer_id, arguments_digest, 0, -9, ''"
        " FROM calls WHERE place = 2",
    ],
)
async def test_the_same_is_found_when_places_and_hashes_are_made_to_fit(signed: Hall, script: str) -> None:
    meddle(signed, run(script), close_gaps, chain_anew)
    found = "\n".join(proof(signed, own(signed)))
    assert "hashed as" not in found
    assert "missing" not in found
    assert "signed" in found


async def test_whoever_signs_again_has_another_key(signed: Hall, tmp_path: Path) -> None:
    thief = InstallationKey.beside(tmp_path / "thief.db")
    meddle(signed, less_charged)
    meddle(signed, chain_anew)
    meddle(signed, run(NO_HEADS))
    await LogHeads(replace(signed.app.parts, key=thief)).sign()
    assert "is signed with another key" in "\n".join(proof(signed, own(signed)))
    assert proof(signed, frozenset([public_key(thief)])) == []


async def test_heads_that_were_kept_show_what_even_the_key_could_not(signed: Hall) -> None:
    before = kept(signed)
    meddle(signed, less_charged)
    meddle(signed, chain_anew)
    meddle(signed, run(NO_HEADS))
    await signed.app.log_heads.sign()
    assert proof(signed, own(signed)) == []
    found = "\n".join(proof(signed, own(signed), before))
    assert "Head 1 that was kept is another one here" in found
    assert "Head 2 that was kept is gone" in found


async def test_what_was_cut_off_together_with_its_head_is_missed_by_the_kept_one(signed: Hall) -> None:
    before = kept(signed)
    meddle(signed, run(NO_LAST_HEAD + AFTER_THE_FIRST_HEAD))
    assert proof(signed, own(signed), before) == ["Head 2 that was kept is gone"]


async def test_without_the_key_the_log_is_proven_by_the_keys_it_names(signed: Hall) -> None:
    assert proof(signed) == []
    meddle(signed, run("UPDATE calls SET tool = 'x' WHERE place = 1"))
    assert len(proof(signed)) == 1


async def test_of_two_servers_that_sign_at_once_one_does(signed: Hall) -> None:
    late = Draft(2, kept(signed)[0].digest, [])
    done = await signed.app.database.write(lambda tx: keep_head(tx, signed.app.parts.key, late, Tree(), signed.clock()))
    assert done is False
    assert len(kept(signed)) == 2


async def test_lines_newer_than_the_newest_head_are_held_by_the_chain(signed: Hall) -> None:
    agent = await signed.agent("Acme")
    await agent.call("create_inquiry", **INQUIRY)
    reader = looked_through(signed)
    assert (reader.heads, reader.unsigned > 0) == (2, True)
    meddle(signed, run("UPDATE calls SET arguments_digest = '0' WHERE place = (SELECT max(place) FROM calls)"))
    assert "does not say what it was hashed as" in "\n".join(proof(signed, own(signed)))


def looked_through(hall: Hall) -> LogProof:
    with hall.reading() as tx:
        reader = LogProof(tx, own(hall))
        assert list(reader.faults()) == []
        return reader


async def test_writers_with_lanes_of_their_own_are_put_under_one_head(
    signed: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = await signed.agent("Acme")
    for lane in (7, 0, 8, 7):
        monkeypatch.setattr(Transaction, "lane", lane)
        await agent.call("create_inquiry", **INQUIRY)
    assert await signed.app.log_heads.sign() == 1
    assert [(one.log, one.lane, one.lines) for one in ranges_of(kept(signed)[-1])] == [
        ("call", 0, 1), ("call", 7, 2), ("call", 8, 1), ("transfer", 0, 2), ("transfer", 7, 2), ("transfer", 8, 1),
    ]  # fmt: skip
    assert proof(signed, own(signed)) == []
    meddle(signed, run("UPDATE ledger_transfers SET lane = 9 WHERE lane = 8"))
    assert "lane 8 of the transfers was signed up to place 1" in "\n".join(proof(signed, own(signed)))
