"""The decorator that makes a function an operation, and the one for what the system does by itself."""

from __future__ import annotations

import inspect
import keyword
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

Access = Literal["read", "write", "destructive", "money"]
Actor = Literal["public", "any", "client", "admin", "agent", "worker"]
PriceClass = Literal["free", "search", "profile_view", "creation", "write", "dispatch", "money_move"]
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One thing a client can do. All that is derived (schema, listing, docs, authorization) comes from here.

    There is one object for each, so they are told apart, and looked up, by identity."""

    name: str
    toolset: str
    function: Callable[..., Any]
    access: Access
    actors: tuple[Actor, ...]
    price: PriceClass
    find: tuple[str, ...]
    example: dict[str, Any]
    takes_long: bool
    # Whether wait=false makes a background job of it.
    waitable: bool
    on_writer: bool
    stores_with: tuple[str, ...]
    verified_email: bool
    formerly: tuple[str, ...]
    secret: frozenset[str]
    load: Callable[..., Any] | None
    prepare: Callable[..., Any] | None
    prepares: Literal["files", "secrets"]
    waits_for: str | None
    waits_until: Callable[..., bool] | None
    acts_for_companies: bool
    company_is_target: bool
    page_size: int
    may_ask: bool
    zone: Callable[..., str | None] | None
    choices: Mapping[str, Callable[..., Mapping[int, str]]]
    # The parameter that takes the part of a list asked for: the one annotated Page.
    page_parameter: str | None
    # Those called by a word of Python, as in from -> from_.
    spelled: Mapping[str, str]

    @property
    def description(self) -> str:
        """What a model reads: the docstring with its indentation taken off."""
        return "\n".join(line.strip() for line in (self.function.__doc__ or "").strip().splitlines()).replace(
            "\n\n\n", "\n\n"
        )

    @property
    def summary(self) -> str:
        return self.description.split("\n", 1)[0]

    @property
    def paged(self) -> bool:
        return self.page_parameter is not None

    def only_reads(self, values: Mapping[str, Any]) -> bool:
        """Whether a call with such arguments stores nothing."""
        return self.access == "read" and not self.on_writer and not any(values.get(name) for name in self.stores_with)

    @property
    def is_brief(self) -> bool:
        """Whether it may keep the loop of a server that others wait for: it shows one thing for free, and searches for none."""
        return self.access == "read" and self.price == "free" and not (self.paged or self.takes_long)

    def run(self, call: Any, values: Mapping[str, Any]) -> Any:
        """Call the function with arguments by the names that clients know."""
        if self.spelled:
            values = {self.spelled.get(name, name): value for name, value in values.items()}
        return self.function(call, **values)

    @property
    def asks(self) -> bool:
        """Whether the person may have to agree to a call of it."""
        return self.access in ("destructive", "money") or self.may_ask

    @property
    def public(self) -> bool:
        return "public" in self.actors


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Something the system moves by itself when its time has come."""

    name: str
    function: Callable[..., int]
    every: int


def operation(
    *,
    access: Access,
    actors: tuple[Actor, ...],
    price: PriceClass,
    find: tuple[str, ...],
    example: dict[str, Any] | None = None,
    takes_long: bool = False,
    at_once: bool = False,
    background: bool = False,
    on_writer: bool = False,
    stores_with: tuple[str, ...] = (),
    verified_email: bool = False,
    formerly: tuple[str, ...] = (),
    secret: tuple[str, ...] = (),
    load: Callable[..., Any] | None = None,
    prepare: Callable[..., Any] | None = None,
    prepares: Literal["files", "secrets"] = "files",
    waits_for: str | None = None,
    waits_until: Callable[..., bool] | None = None,
    company_is_target: bool = False,
    page_size: int = 20,
    may_ask: bool = False,
    zone: Callable[..., str | None] | None = None,
    choices: Mapping[str, Callable[..., Mapping[int, str]]] | None = None,
) -> Callable[[Function], Function]:
    """Declare an operation. Its module's TOOLSET names its toolset; a toolset in whose calls a client may act for another
    of its companies says so with ACTS_FOR_COMPANIES = True in each of its modules.

    example: arguments of a call that runs, where samples of what is required do not do.
    takes_long: it may keep others waiting, so it never runs on the loop's own thread.
    at_once: it never runs as a background job. Neither does what answers a secret, needs one, or prepares something.
    background: a read, or what prepares something, that may run as a background job all the same. When that is started,
    it is rehearsed without what it prepares.
    on_writer: a read that also stores something, or must see every call answered before it.
    stores_with: parameters with which a read stores something, and only then.
    verified_email: agents need a verified e-mail address.
    formerly: names it had before; they still work.
    secret: parameters and answer fields (passwords, codes, tokens) of which nothing is kept, not even a digest; with an
    idempotency key a hash as slow as a password's, for as long as the key is kept.
    prepare: work on the arguments alone that takes long (decoding pictures, hashing passwords). It is done on another
    thread before the transaction, once the caller is admitted; the operation finds its result in call.prepared.
    prepares: what prepare has to do with; secrets are hashed one at a time, and do not wait for somebody's pictures.
    load: what prepare needs besides: load(call, arguments) reads it in a snapshot before, and may refuse, and prepare gets
    it after the arguments. The operation looks again at what was read: it may have changed meanwhile.
    waits_for: the parameter that names a job. The call waits for its end, outside any transaction, as long as its
    wait_seconds says.
    waits_until: waits_until(call, arguments) is whether the feed of changes has come to what the call is about. It waits
    for that in the same way.
    page_size: items of a page when no limit is given; small where items are rich, so that a page stays under 8 KB.
    company_is_target: its company_id names the record, not the company to act for.
    may_ask: a write that moves money for some of its calls: the person is asked above the limit, as for money.
    zone: zone(call, arguments) is the time zone of the record the call is about, in which a mere day is meant. Default the
    caller's own.
    choices: for a required parameter that was left out, choices[name](call, records) is what there is to choose from, by
    number and name, which the refusal says. records: the numbers of the records that the call names, such as work_order_id."""

    def declare(function: Function) -> Function:
        module = sys.modules[function.__module__]
        function.operation = Operation(  # type: ignore[attr-defined]
            name=function.__name__,
            toolset=module.TOOLSET,
            function=function,
            access=access,
            actors=actors,
            price=price,
            find=find,
            example=example or {},
            takes_long=takes_long,
            waitable=background or (not at_once and prepare is None and _may_be_kept(function, access, secret)),
            on_writer=on_writer,
            stores_with=stores_with,
            verified_email=verified_email,
            formerly=formerly,
            secret=frozenset(secret),
            load=load,
            prepare=prepare,
            prepares=prepares,
            waits_for=waits_for,
            waits_until=waits_until,
            acts_for_companies=getattr(module, "ACTS_FOR_COMPANIES", False),
            company_is_target=company_is_target,
            page_size=page_size,
            may_ask=may_ask,
            zone=zone,
            choices=choices or {},
            page_parameter=_page_parameter(function),
            spelled={published(name): name for name in function.__annotations__ if published(name) != name},
        )
        return function

    return declare


def _may_be_kept(function: Callable[..., Any], access: Access, secret: tuple[str, ...]) -> bool:
    """Whether a write's arguments and answer may lie in the queue: its secrets are arguments that can be left out."""
    parameters = inspect.signature(function).parameters
    optional = {name for name, parameter in parameters.items() if parameter.default is not parameter.empty}
    return access != "read" and set(secret) <= optional


def published(parameter: str) -> str:
    """The name of a parameter as clients know it: from_ stands for from, which Python keeps for itself."""
    bare = parameter.removesuffix("_")
    return bare if keyword.iskeyword(bare) else parameter


def _page_parameter(function: Callable[..., Any]) -> str | None:
    annotations = function.__annotations__.items()
    return next((name for name, kind in annotations if getattr(kind, "__name__", kind) == "Page"), None)


def scheduled(*, every: int) -> Callable[[Function], Function]:
    """Declare a move the system makes by itself, looked at every so many seconds.

    The function takes a Call and answers how many rows it moved; at most 200 a run."""

    def declare(function: Function) -> Function:
        function.scheduled = Scheduled(function.__name__, function, every)  # type: ignore[attr-defined]
        return function

    return declare
