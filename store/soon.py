"""Answers that somebody looks at in a moment: what is asked until then goes to the database in one go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")

# Called, it is the answer. It stands as of when it was asked.
Soon = Callable[[], Answer]
