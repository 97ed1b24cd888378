"""Finding the right operation among all of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.calls.usage import price_of
from tools.call import Call, Finder
from tools.errors import Invalid, UnknownOperation
from tools.operation import operation
from tools.wallet.rules.wallet import usd_text

TOOLSET = "platform"

Query = Annotated[str, Field(min_length=1, max_length=200, description="What is to be done, in plain words.")]
Limit = Annotated[int, Field(ge=1, le=25, description="How many at most; default 8.")]


class FoundOperation(TypedDict):
    tool: str
    title: str
    does: str
    toolset: str
    access: str
    price: str
    costs: NotRequired[Annotated[str, Field(description="What a call usually costs; absent when it is free.")]]
    requires: list[str]
    call_with: str
    not_allowed: NotRequired[str]
    score: str


class FoundOperations(TypedDict):
    operations: list[FoundOperation]
    near: NotRequired[list[str]]
    hint: NotRequired[str]


class DescribedOperation(TypedDict):
    tool: str
    toolset: str
    does: str
    access: str
    actors: list[str]
    price: str
    call_with: str
    input_schema: dict[str, Any]
    output_schema: dict[str, Any]
    example: dict[str, Any]
    related: list[str]


@operation(
    access="read",
    actors=("public",),
    price="free",
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

    Use it whenever no listed tool fits: it searches every operation of this server by meaning, free of charge. Each hit says
    what it does, its access class (run it with run_ plus that class), its price and the arguments it requires. Next:
    describe_operation for the full schema, then run_read, run_write, run_destructive or run_money."""
    finder = _finder(call)
    if toolset is not None and toolset not in finder.toolsets():
        raise Invalid({"toolset": f"is one of {', '.join(finder.toolsets())}"}, next=("find_operations",))
    found = finder.find(query, call.caller, toolset, access, limit)
    if found:
        return {"operations": [_with_cost(call, hit) for hit in found]}
    elsewhere = [hit["tool"] for hit in finder.find(query, call.caller, None, None, 3)]
    if elsewhere:
        return {"operations": [], "near": elsewhere, "hint": "Nothing there fits; without the filter these come first."}
    return {"operations": [], "near": finder.near(query), "hint": "Nothing fits these words; say it in other words."}


def _with_cost(call: Call, hit: dict[str, Any]) -> FoundOperation:
    """A hit with the price of a call in dollars."""
    price = price_of(call.tx, hit["price"], call.now)
    costs = {"costs": f"{usd_text(price.usd_micros)} USD"} if price.usd_micros else {}
    return {**hit, **costs}  # type: ignore[typeddict-item]


@operation(
    access="read",
    actors=("public",),
    price="free",
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
    call: Call, tool: Annotated[str, Field(min_length=1, max_length=100, description="Its name.")]
) -> DescribedOperation:
    """Show everything about one tool: arguments, result, who may call it and its price class.

    Use it after find_operations and before run_read, run_write, run_destructive or run_money. Free of charge."""
    finder = _finder(call)
    found = finder.describe(tool)
    if found is None:
        raise UnknownOperation(tool)
    return found  # type: ignore[return-value]


def _finder(call: Call) -> Finder:
    if call.finder is None:
        raise LookupError("a system move has no finder")
    return call.finder
