"""Finding the right operation among all of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.calls.usage import price_of
from tools.call import Call, Finder
from tools.errors import Invalid, UnknownOperation
from tools.operation import operation
from tools.rules.sentences import worded
from tools.wallet.rules.wallet import usd_text

TOOLSET = "platform"

Query = Annotated[str, Field(min_length=1, max_length=200, description="What is to be done, in plain words.")]
Limit = Annotated[int, Field(ge=1, le=25, description="How many at most.")]


class FoundOperation(TypedDict):
    tool: str
    does: str
    call_with: str
    costs: NotRequired[Annotated[str, Field(description="What a call usually costs; absent when it is free.")]]
    requires: NotRequired[list[str]]
    optional: NotRequired[Annotated[list[str], Field(description="Other arguments it takes; of the first hits.")]]


class FoundOperations(TypedDict):
    operations: list[FoundOperation]
    near: NotRequired[list[str]]
    hint: NotRequired[str]


class DescribedOperation(TypedDict):
    tool: str
    does: str
    toolset: str
    access: str
    call_with: str
    actors: list[str]
    not_allowed: NotRequired[Annotated[str | None, Field(description="Why you may not call it as you stand now.")]]
    price: str
    asks: Annotated[str, Field(description="When the person is asked before it happens.")]
    rules: list[str]
    errors: list[str]
    example: Annotated[dict[str, Any], Field(description="Arguments of call_with.")]
    input_schema: dict[str, Any]
    output_schema: NotRequired[dict[str, Any] | None]
    related: Annotated[list[str], Field(description="Reads to call before it first.")]


# A list of hits should not be longer than this for each of them.
HIT_BYTES = 140
MOST_OPTIONAL, MOST_REQUIRED = 6, 3
# What goes first, always from the last hit on: the first hit that is shortened, and what is left of it.
SHORTENINGS: tuple[tuple[int, Callable[[dict[str, Any]], dict[str, Any]]], ...] = (
    (3, lambda hit: _without_optional(hit)),
    (1, lambda hit: _saying(hit, 60)),
    (1, lambda hit: _without_optional(hit)),
    (2, lambda hit: _saying(hit, 45)),
    (0, lambda hit: _with_first(hit, "optional", MOST_OPTIONAL)),
    (3, lambda hit: _saying(hit, 32)),
    (0, lambda hit: _saying(hit, 80)),
    (1, lambda hit: _with_first(hit, "requires", MOST_REQUIRED)),
    (1, lambda hit: _saying(hit, 32)),
)


@operation(
    access="read",
    actors=("public",),
    price="free",
    takes_long=True,
    example={"query": "pay a freelancer"},
    find=(
        "which tool pays somebody",
        "what can you do about invoices",
        "search your own abilities",
        "is there a function for this",
        "look up the right command for a job",
        "list of capabilities by topic",
        "I do not know which tool to use",
        "discover more tools",
        "search the catalogue of functions",
        "how can I do this here, which command",
        "nothing in my tool list fits",
        "look for the function that handles refunds",
    ),
)
def find_operations(
    call: Call,
    query: Query,
    toolset: Annotated[str, Field(description="Only this toolset.")] | None = None,
    access: Literal["read", "write", "destructive", "money"] | None = None,
    limit: Limit = 8,
) -> FoundOperations:
    """Find the tools that fit a task described in plain words.

    Use it whenever no listed tool fits: it searches every operation open to you by meaning, free of charge. Each hit says
    what it does, how to run it, its price and the arguments it requires; the first ones also what else they take. Next:
    describe_operation for the rules and an example, then run_read, run_write, run_destructive or run_money."""
    finder = _finder(call)
    if toolset is not None and toolset not in finder.toolsets():
        raise Invalid(
            {"toolset": worded("is one of {toolsets}", toolsets=", ".join(finder.toolsets()))},
            next=("find_operations",),
        )
    found = finder.find(query, call.caller, toolset, access, limit)
    closed, why = finder.closed_now(query, call.caller, toolset)
    if found:
        hits = _shortened([_with_cost(call, hit) for hit in found])
        return {"operations": hits, "near": closed, "hint": why} if closed else {"operations": hits}
    if closed:
        return {"operations": [], "near": closed, "hint": why}
    elsewhere = [hit["tool"] for hit in finder.find(query, call.caller, None, None, 3)]
    elsewhere = elsewhere or finder.closed_now(query, call.caller, None)[0]
    if elsewhere:
        return {"operations": [], "near": elsewhere, "hint": "Nothing there fits; without the filter these come first."}
    near = finder.near(query, call.caller)
    return {"operations": [], "near": near, "hint": "Nothing fits these words; say it in other words."}


def _with_cost(call: Call, hit: dict[str, Any]) -> dict[str, Any]:
    """A hit with the price of a call in dollars."""
    price = price_of(call.tx, hit.pop("price"), call.now)
    costs = {"costs": f"{usd_text(price.usd_micros)} USD"} if price.usd_micros else {}
    return {name: part for name, part in {**hit, **costs}.items() if part != []}


def _shortened(hits: list[dict[str, Any]]) -> list[FoundOperation]:
    """Hits of a size that is read: the first ones whole, of the others what they do."""
    for first, shorten in SHORTENINGS:
        for place in range(len(hits) - 1, first - 1, -1):
            if len(json.dumps(hits, ensure_ascii=False, separators=(",", ":")).encode()) <= HIT_BYTES * len(hits):
                return hits  # type: ignore[return-value]
            hits[place] = shorten(hits[place])
    return hits  # type: ignore[return-value]


def _without_optional(hit: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in hit.items() if name != "optional"}


def _saying(hit: dict[str, Any], longest: int) -> dict[str, Any]:
    """A hit that says what it does in fewer words, none of them cut in two."""
    does = hit["does"]
    if len(does) <= longest:
        return hit
    words = does[:longest].rpartition(" ")[0] or does[: longest - 1]
    return {**hit, "does": words.rstrip(" ,:;(.…") + "…"}


def _with_first(hit: dict[str, Any], part: str, most: int) -> dict[str, Any]:
    """A hit with the first of some names, and a sign where there are more."""
    names = hit.get(part, [])
    return {**hit, part: [*names[:most], "…"]} if len(names) > most + 1 else hit


@operation(
    access="read",
    actors=("public",),
    price="free",
    example={"tool": "book_schedule"},
    find=(
        "which parameters does pay_task take",
        "manual page of a tool",
        "schema and cost before I call it",
        "how do I call this operation",
        "show the arguments and result of a tool",
        "what does this function expect",
        "help for one command",
        "example call of an operation",
        "explain one function with its inputs and outputs",
        "tell me all about a certain tool",
        "what fields does that call need",
        "documentation of a command",
    ),
)
def describe_operation(
    call: Call,
    tool: Annotated[str, Field(min_length=1, max_length=100, description="Its name.")],
    include: Annotated[
        list[Literal["output", "input"]],
        Field(max_length=2, description="output: the schema of its answer; input: the insides of all objects."),
    ]
    | None = None,
) -> DescribedOperation:
    """Show what one tool does, its rules, what it refuses, when the person is asked, its arguments, and a call that runs.

    Use it after find_operations and before run_read, run_write, run_destructive or run_money. Free of charge."""
    finder = _finder(call)
    found = finder.describe(tool, call.caller, list(include or ()))
    if found is None:
        raise UnknownOperation(tool)
    return found  # type: ignore[return-value]


def _finder(call: Call) -> Finder:
    if call.finder is None:
        raise LookupError("a system move has no finder")
    return call.finder
