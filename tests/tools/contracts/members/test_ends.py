"""What time alone does to contracts: tests/tools/contracts/members/test_changes.py has what follows from moved ends."""

from __future__ import annotations

from tests.tools.contracts.cast import contract, place_state, state


async def test_a_contract_nobody_worked_on_stays_pending(hall, olga):
    id = await contract(olga, end="2026-03-03T09:00:00Z")
    hall.clock.advance(days=2)
    await hall.tick()
    assert state(hall, id) == 100


async def test_ends_count_to_the_moment(hall, olga, job):
    await olga.call("update_contract", contract_id=job.id, end="2026-03-02T10:00:00Z")
    hall.clock.advance(minutes=59)
    await hall.tick()
    assert state(hall, job.id) == 200
    hall.clock.advance(minutes=1)
    await hall.tick()
    assert (state(hall, job.id), place_state(hall, job.place)) == (777, 777)
