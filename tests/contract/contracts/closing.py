"""Whom the end of a contract, or of somebody's part in it, tells."""

from __future__ import annotations

from tests.contract.contracts.members import NEW, a_job
from tests.contract.telling import Expected, Scenario, Watch, told
from tests.tools.contracts.cast import RATE, ask, member
from tests.tools.scheduling.cast import plan


async def archive(watch: Watch) -> Expected:
    olga, will, rita, made = await a_job(watch)
    sam = await member(watch.hall, "sam@else.test")
    await ask(olga, made.id, sam)
    await olga.call("add_contract_participant", contract_id=made.id, email=NEW, schedule={"price": RATE})
    columns = {"kal_id": made.kal_id, "contract_id": made.id}
    await plan(watch.hall, olga, will, emails=("gus@guest.test",), status_id=200, **columns)
    await watch.act(olga, "delete_contract", contract_id=made.id)
    return {
        *(told(one, "contract_step", "inbox", "mail") for one in (will, rita, sam)),
        told(NEW, "contract_step", "mail"),
        told("gus@guest.test", "event_changed", "mail"),
    }


async def restore(watch: Watch) -> Expected:
    olga, will, rita, made = await a_job(watch)
    await olga.call("delete_contract", contract_id=made.id)
    await watch.act(olga, "restore_contract", contract_id=made.id)
    return {told(will, "contract_step", "inbox", "mail"), told(rita, "contract_step", "inbox", "mail")}


async def leave(watch: Watch) -> Expected:
    olga, will, _, made = await a_job(watch)
    await watch.act(will, "remove_contract_user", contract_id=made.id)
    return {told(olga, "contract_step", "inbox", "mail")}


async def take_off(watch: Watch) -> Expected:
    olga, will, rita, made = await a_job(watch)
    await olga.call("add_contract_user", contract_id=made.id, user_id=rita.id, role_id=2)
    await watch.act(olga, "remove_contract_user", contract_id=made.id, user_id=will.id)
    return {told(will, "contract_step", "inbox", "mail"), told(rita, "contract_step", "inbox", "mail")}


SCENARIOS: dict[str, Scenario] = {
    "delete_contract": archive,
    "restore_contract": restore,
    "remove_contract_user by oneself": leave,
    "remove_contract_user by an owner": take_off,
}
