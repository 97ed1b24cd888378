"""Prompts for the main jobs: what a person picks from a menu, written out for the assistant."""

from __future__ import annotations

from dataclasses import dataclass

from mcp.types import GetPromptResult, Prompt, PromptArgument, PromptMessage, TextContent

from server.protocol.beyond.skills import skills


@dataclass(frozen=True, slots=True)
class Argument:
    """A blank in a prompt. `tool`.`parameter` name where its values come from, for completion."""

    name: str
    about: str
    required: bool = True
    values: tuple[str, ...] = ()
    listed_by: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One main job."""

    name: str
    title: str
    about: str
    arguments: tuple[Argument, ...]
    text: str


JOBS = (
    Job(
        "find_specialist",
        "Find a specialist",
        "Search for people and compare the best of them.",
        (
            Argument("need", "What the person has to be able to do."),
            Argument("budget", "The most it may cost, such as 60 EUR an hour.", required=False),
            Argument("sort", "What comes first.", required=False, values=("updated_at", "created_at", "price")),
        ),
        "Find a specialist for: {need}. Budget: {budget}. Order: {sort}. Use search_specialists once with the right filters, "
        "open at most three profiles with get_specialist_profile, and compare them in a short table with price and next free slot.",
    ),
    Job(
        "request_staff",
        "Request staff",
        "Put in a request for people with one or more positions.",
        (
            Argument("roles", "The roles wanted, with numbers and period."),
            Argument("stage", "Submit at once or keep as a draft.", required=False, values=("pending", "draft")),
        ),
        "Put in a request for people with create_inquiry: {roles}. Stage: {stage}. Ask me for budget and dates you do not know, "
        "show me the dry_run first, then submit it and tell me its inq_ id.",
    ),
    Job(
        "book_time",
        "Book time",
        "Find a free slot and book it.",
        (
            Argument("schedule_id", "The schedule to book in.", listed_by=("list_schedules", "schedules")),
            Argument("when", "When it should be, in your own words."),
            Argument("pay", "Pay now or later.", required=False, values=("balance", "later")),
        ),
        "Book a slot in schedule {schedule_id}: {when}. Payment: {pay}. Use find_next_slot to see what is free, tell me the "
        "start, price and cancellation terms, and book it with book_schedule once I agree.",
    ),
    Job(
        "pay_freelancer",
        "Pay a freelancer",
        "Review a delivered task, accept it and pay it.",
        (Argument("task_id", "The task.", listed_by=("list_tasks", "items")),),
        "Show me task {task_id} with get_task: what was delivered, what it costs in all and what the freelancer receives. If I "
        "agree, accept it with accept_task, pay it with pay_task, and show the company's balance after.",
    ),
    Job(
        "route_field_work",
        "Route field work",
        "Offer a work order to a provider and follow it.",
        (
            Argument("work_order_id", "The work order.", listed_by=("list_work_orders", "work_orders")),
            Argument("provider", "Whom to offer it to, by name or user id."),
        ),
        "Look at work order {work_order_id} with get_work_order. Offer it to {provider} with route_work_order (dry_run first: tell "
        "me what will be held), then report get_work_order_status.",
    ),
)


def prompts() -> list[Prompt]:
    """The main jobs, and each skill."""
    return [
        Prompt(
            name=job.name,
            title=job.title,
            description=job.about,
            arguments=[
                PromptArgument(name=one.name, description=one.about, required=one.required) for one in job.arguments
            ],
        )
        for job in JOBS
    ] + [Prompt(name=skill.name, title=skill.title, description=skill.description) for skill in skills()]


def find_job(name: str) -> Job | None:
    return next((job for job in JOBS if job.name == name), None)


def playbook(name: str) -> GetPromptResult | None:
    """A skill as a prompt; None when there is none of that name."""
    skill = next((skill for skill in skills() if skill.name == name), None)
    if skill is None:
        return None
    message = PromptMessage(role="user", content=TextContent(type="text", text=skill.body))
    return GetPromptResult(description=skill.description, messages=[message])


def written_out(job: Job, given: dict[str, str]) -> GetPromptResult:
    """The prompt with its blanks filled; ValueError names the required ones that are missing."""
    missing = [one.name for one in job.arguments if one.required and not given.get(one.name)]
    if missing:
        raise ValueError(f"{job.name} needs {', '.join(missing)}")
    text = job.text.format(**{one.name: given.get(one.name) or "as you think best" for one in job.arguments})
    message = PromptMessage(role="user", content=TextContent(type="text", text=text))
    return GetPromptResult(description=job.about, messages=[message])
