"""Every operation, called with no credential, a made-up one, the key of an agent that ended with whoever registered it, and by
somebody of two companies who acts for the other one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from server.calls.auth import OPEN_WITH_DEAD_TOKEN
from server.calls.messages import Answered, Refused, Request
from tests.contract.full_world import FullWorld, full_world
from tests.contract.walks.walking import OPERATIONS, base_arguments
from tests.hall import Hall
from tools.operation import Operation

# One worker makes the world for all of these.
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.walk]
each = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
MADE_UP = ("hh_agent_" + "0" * 64, "hh_person_" + "0" * 64, "Basic eA==", "x")


@dataclass
class Doors:
    """A full world and the key of an agent whose registrant left its company."""

    world: FullWorld
    left: str
    # Admins of Beta: one of them belongs to Acme too, and both act for Beta.
    both: str
    colleague: str


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def doors(tmp_path_factory: pytest.TempPathFactory, template: Path) -> AsyncIterator[Doors]:
    hall = await Hall.open(tmp_path_factory.mktemp("credentials"), template)
    world = await full_world(hall)
    amy = await hall.person("amy@acme.test", company="Acme")
    made = await amy.call("register_agent", name="Amy's agent", email="amys-agent@acme.test")
    await world.boss.call("delete_user", user_id=amy.id)
    await hall.person("both@beta.test", company="Beta")
    both = await hall.person("both@beta.test", company="Acme")
    colleague = await hall.person("colleague@beta.test", company="Beta")
    acting = await both.call("switch_company", company_id=colleague.company)
    yield Doors(world, made["api_key"], acting["token"], str(colleague.token))
    await hall.close()


async def outcomes(doors: Doors, operation: Operation, token: str | None) -> list[str]:
    """The code of the refusal of the plain call and of its dry run; 'answered' where it was answered."""
    arguments = base_arguments(operation, doors.world)
    tries = [arguments, {**arguments, "dry_run": True}] if operation.access != "read" else [arguments]
    codes = []
    for given in tries:
        reply = await doors.world.hall.app.pipeline.call(
            Request(operation.name, given, token=token, origin="203.0.113.9")
        )
        assert isinstance(reply, Answered | Refused), reply
        codes.append("answered" if isinstance(reply, Answered) else str(reply.refusal.code))
    return codes


@each
async def test_without_a_credential_only_public_operations_are_entered(doors: Doors, operation: Operation) -> None:
    if not operation.public:
        assert set(await outcomes(doors, operation, None)) == {"unauthorized"}


@each
async def test_a_made_up_credential_opens_nothing(doors: Doors, operation: Operation) -> None:
    if operation.name not in OPEN_WITH_DEAD_TOKEN:
        for token in MADE_UP:
            assert set(await outcomes(doors, operation, token)) == {"unauthorized"}


@each
async def test_the_agent_of_whoever_left_is_let_in_nowhere(doors: Doors, operation: Operation) -> None:
    assert set(await outcomes(doors, operation, doors.left)) <= {"unauthorized", "agent_banned"}


# What names one of the caller's own companies, whichever the session acts for.
OF_ANY_OWN_COMPANY = {"leave_company", "switch_company"}


@each
async def test_whoever_acts_for_one_company_reaches_nothing_of_their_other_one(
    doors: Doors, operation: Operation
) -> None:
    if operation.name not in OF_ANY_OWN_COMPANY and not operation.public:
        arguments = base_arguments(operation, doors.world)
        if "company_id" not in arguments:
            assert await outcomes(doors, operation, doors.both) == await outcomes(doors, operation, doors.colleague)
