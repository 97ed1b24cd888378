"""What a refused caller can do next: only operations that this caller may call here."""

from __future__ import annotations

from server.calls.auth import may_call
from server.calls.messages import Request
from server.registry import Registry, is_visible
from tools.call import Caller
from tools.errors import Conflict, Invalid, NotFound, Refusal, WrongState


def next_steps(refusal: Refusal, registry: Registry, request: Request, caller: Caller | None) -> tuple[str, ...]:
    """The refusal's own next steps as far as this caller can take them, else where to look for one."""

    def open_to_caller(name: str) -> bool:
        operation = registry.find(name)
        if operation is None:
            return True
        if not is_visible(operation, request.toolsets, request.read_only):
            return False
        # Nobody is nobody only until they sign in.
        return caller is None or caller.kind == "nobody" or may_call(caller, operation)

    return tuple(dict.fromkeys(filter(open_to_caller, refusal.next))) or _anywhere(refusal)


def _anywhere(refusal: Refusal) -> tuple[str, ...]:
    if isinstance(refusal, Invalid):
        return ("describe_operation",)
    return ("find_operations",) if isinstance(refusal, NotFound | WrongState | Conflict) else ()
