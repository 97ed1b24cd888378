"""One test of what holds for every thing of a kind."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable, Iterable
from typing import Any

# So many failures are told in full; of the others the names.
IN_FULL = 10


def of_every(things: Iterable[Any], name: Callable[[Any], str] = str) -> Callable[[Callable[..., None]], Any]:
    """Run a function for every thing, which is its first argument, and fail with each thing for which it failed.

    For what takes less than starting a test does; pytest.mark.parametrize makes a test of each thing."""

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        def test(**fixtures: Any) -> None:
            failed: dict[str, Exception] = {}
            seen = 0
            for thing in things:
                seen += 1
                try:
                    check(thing, **fixtures)
                except Exception as error:
                    failed[name(thing)] = error
            assert seen, "there is none to hold it for"
            assert not failed, told(failed)

        _, *others = inspect.signature(check).parameters.values()
        test.__signature__ = inspect.Signature(others)  # type: ignore[attr-defined]
        test.__name__, test.__qualname__, test.__module__ = check.__name__, check.__qualname__, check.__module__
        test.__doc__ = check.__doc__
        return test

    return decorate


def told(failed: dict[str, Exception]) -> str:
    full = [f"{name}: {''.join(traceback.format_exception(error)[-4:])}" for name, error in failed.items()][:IN_FULL]
    return "\n".join([f"fails for {len(failed)}: {', '.join(failed)}", *full])
