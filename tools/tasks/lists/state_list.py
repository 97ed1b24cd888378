"""The states of a task, as a list to read."""

from __future__ import annotations

from typing_extensions import TypedDict

from tools.call import Call
from tools.operation import operation
from tools.tasks.rules.state_names import STATES
from tools.tasks.rules.states import NEXT_TOOLS

TOOLSET = "reference"


class StateTools(TypedDict):
    client: list[str]
    worker: list[str]


class TaskStateItem(TypedDict):
    id: int
    state: str
    title: str
    description: str
    initiated_by: str
    next_tools: StateTools


class TaskStates(TypedDict):
    items: list[TaskStateItem]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "what does status 11 mean",
        "life cycle of an assignment",
        "which stages does a job go through",
        "explain the state numbers of freelance jobs",
        "who moves a job from one stage to the next",
        "meaning of client approval",
        "which step follows review",
        "work flow diagram as a table",
        "list the stages of a task",
        "explain state 16",
        "which states are there and what comes next",
        "how does a gig move from new to paid",
    ),
)
def list_task_states(call: Call) -> TaskStates:
    """List all twelve task states with id, meaning, who causes them and which tools lead on from each.

    Use it to understand a task's state or to filter list_tasks; for one task, get_task names the tools the caller may
    use now."""
    return {
        "items": [
            {
                "id": int(about.state),
                "state": about.state.title,
                "title": about.title,
                "description": about.description,
                "initiated_by": about.initiated_by,
                "next_tools": {
                    "client": list(NEXT_TOOLS[about.state].client),
                    "worker": list(NEXT_TOOLS[about.state].worker),
                },
            }
            for about in STATES
        ]
    }
