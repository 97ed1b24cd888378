"""The one form of SQL that operations are written in, as PostgreSQL's protocol takes it: `:name` becomes `$1`."""

from __future__ import annotations

import re
from functools import lru_cache

# What a colon may stand in without naming a parameter: literals, quoted names, comments, casts.
_PIECES = re.compile(
    r"""(?P<kept>'(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*.*?\*/ | ::)
      | :(?P<name>[A-Za-z_]\w*)(?P<asked>(?=\s+IS\s+(?:NOT\s+)?NULL\b))?""",
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def numbered(sql: str) -> tuple[str, tuple[str, ...]]:
    """The text with numbered parameters, and the names they had, in order of their numbers.

    Where a text asks only whether a parameter is there, it gets a number of its own: of the others the server learns the
    type by what they are compared with, of this one it could not."""
    numbers: dict[tuple[str, bool], int] = {}

    def written(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None:
            return found[0]
        asked = found["asked"] is not None
        number = numbers.setdefault((name, asked), len(numbers) + 1)
        return f"CAST(${number} AS text)" if asked else f"${number}"

    text = _PIECES.sub(written, sql)
    return text, tuple(name for name, _ in numbers)
