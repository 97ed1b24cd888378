"""Each line of the call log says who did it, with whose rights, and by which program."""

from __future__ import annotations

from tests.hall import Hall
from tests.server.oauth.browsing import served, signed_in

LAST = "SELECT performed_by, on_behalf_of, client_name, client_version FROM calls WHERE tool = ? ORDER BY at DESC, id DESC LIMIT 1"


async def test_the_log_names_app_person_agent_and_program(hall: Hall) -> None:
    eva = await hall.person("eva@work.test", company="Brandt")
    agent = await hall.agent("Brandt")
    async with served(hall) as site:
        tokens = await signed_in(site, "eva@work.test", "read", "write")
        person = f"person:{eva.id}"
        seen = []
        for token in (tokens["access_token"], eva.token, agent.token):
            hall.clock.advance(seconds=1)
            assert (await site.call(token, "count_notices")).status_code == 200
            seen += hall.sql(LAST, "count_notices")
    assert seen == [
        (f"app:{tokens['flow'].client_id}", person, "test", "1"),
        (person, person, "test", "1"),
        (f"agent:{agent.id}", f"company:{agent.company}", "test", "1"),
    ]


async def test_a_client_with_a_handshake_is_named_too(hall: Hall) -> None:
    agent = await hall.agent("Brandt")
    await agent.call("get_wallet")
    (line,) = hall.sql(LAST, "get_wallet")
    assert line[2] == "mcp"
