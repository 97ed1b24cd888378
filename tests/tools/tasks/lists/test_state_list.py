"""The states of a task, as a list to read."""

from __future__ import annotations

from tests.hall import Hall


async def test_all_twelve_task_states_name_the_tools_that_lead_on(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")
    states = {it["id"]: it for it in (await worker.call("list_task_states"))["items"]}
    assert sorted(states) == [1, 2, 3, 4, 5, 6, 8, 11, 12, 13, 14, 16]
    assert states[4]["next_tools"] == {"client": ["pay_task", "reject_task"], "worker": []}
    assert states[11]["next_tools"]["worker"] == ["confirm_task_rejection", "start_task_dispute"]
    assert (states[14]["initiated_by"], states[14]["state"]) == ("system", "client_approval")
    assert states[2]["initiated_by"] == "worker"
    assert all(it["title"] and it["description"] for it in states.values())


async def test_a_list_of_tasks_knows_every_state_by_its_number_and_its_name(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")
    states = (await worker.call("list_task_states"))["items"]
    for known in ([str(it["id"]) for it in states], [it["state"] for it in states]):
        assert await worker.call("list_tasks", state=known) == {"items": [], "total": 0}
