"""Scopes: what an app may do for a person. Four say what kind of operation, those with a toolset's name where."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from tools.rules.sentences import worded

# The words of an operation's access, in the order in which a person reads them.
KINDS = ("read", "write", "destructive", "money")
TOOLSET = "toolset:"
# Where the hall describes itself: open within every grant.
EVERYWHERE = ("platform",)
# They hand out, or change, what opens an account: no consent to an app covers that.
NEVER = frozenset({"end_my_session", "regenerate_agent_key", "set_two_factor_method", "switch_company"})


def known(asked: Iterable[str], toolsets: Collection[str]) -> list[str]:
    """The scopes of ours among those asked for, each once; what only other servers know is dropped."""
    found = dict.fromkeys(asked)
    named = [scope for scope in found if scope.startswith(TOOLSET) and scope.removeprefix(TOOLSET) in toolsets]
    return [kind for kind in KINDS if kind in found] + named


def offered(asked: Sequence[str]) -> list[str]:
    """What a person is offered to tick: what was asked for; all kinds where none was."""
    kinds = [scope for scope in asked if scope in KINDS] or list(KINDS)
    return kinds + [scope for scope in asked if scope.startswith(TOOLSET)]


def missing(granted: Collection[str], access: str, toolset: str) -> list[str]:
    """The scopes that a call needs and was not granted; none when it may be made."""
    lacking = [] if access in granted else [access]
    narrowed = any(scope.startswith(TOOLSET) for scope in granted)
    if narrowed and toolset not in EVERYWHERE and f"{TOOLSET}{toolset}" not in granted:
        lacking.append(f"{TOOLSET}{toolset}")
    return lacking


def again(scopes: Sequence[str]) -> str:
    """What somebody is told who lacks scopes."""
    if len(scopes) == 1:
        return worded("Log in again with scope {scope}.", scope=scopes[0])
    return worded("Log in again with scopes {scopes}.", scopes=" ".join(scopes))
