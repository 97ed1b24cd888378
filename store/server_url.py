"""The URL of a database on a PostgreSQL server: what is wrong with one, and how it is told without what it holds of secrets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote

# Where a hall's rows are: a file by its path, a database on a server by its URL.
Where = Path | str
SCHEMES = ("postgresql://", "postgres://")
# A password may hold what ends it elsewhere; libpq takes all up to an @.
_PARTS = re.compile(
    r"postgres(?:ql)?://(?:(?P<user>[^@/]*)@)?(?P<hosts>[^/?]*)(?:/(?P<name>[^?]*))?(?:\?(?P<more>.*))?"
)
# The folder of a socket, and which of those in it.
_SOCKET = re.compile(r"(.*?)(?::(\d+))?")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def is_server(where: Where) -> bool:
    """Whether this names a database on a PostgreSQL server, not a file."""
    return str(where).startswith(SCHEMES)


@dataclass(frozen=True, slots=True)
class ServerUrl:
    """The parts of a URL that may be told."""

    user: str
    hosts: str
    name: str
    password: str | None

    @classmethod
    def of(cls, text: str) -> ServerUrl:
        """ValueError, which does not show the text, when it is none."""
        if fault := url_fault(text):
            raise ValueError(f"The address of the database {fault}")
        found = _PARTS.fullmatch(text)
        assert found is not None
        user, _, password = (found["user"] or "").partition(":")
        more = dict(parse_qsl(found["more"] or "", keep_blank_values=True))
        hosts = unquote(found["hosts"] or "")
        if not hosts:
            host, port = more.get("host") or more.get("hostaddr") or "", more.get("port")
            hosts = f"{host}:{port}" if port else host
        return cls(
            unquote(user) or more.get("user", ""),
            hosts,
            unquote(found["name"] or "") or more.get("dbname", ""),
            unquote(password) or more.get("password"),
        )

    @property
    def shown(self) -> str:
        """As it is told to people and kept in names: no password, no settings."""
        user = f"{quote(self.user)}@" if self.user else ""
        if self.hosts.startswith("/"):
            folder, port = _SOCKET.fullmatch(self.hosts).groups()  # type: ignore[union-attr]
            return f"postgresql://{user}/{self.name}?host={folder}" + (f"&port={port}" if port else "")
        return f"postgresql://{user}{self.hosts}/{self.name}"

    @property
    def file_name(self) -> str:
        """What is kept beside a file is kept beside this."""
        return re.sub(r"[^A-Za-z0-9.-]+", "_", f"{self.hosts or 'localhost'}_{self.name or self.user}").strip("_")


def url_fault(text: str) -> str | None:
    """Why this is no URL of a PostgreSQL database, None when it is one; never with a part of it."""
    found = _PARTS.fullmatch(text)
    if found is None or "\0" in text:
        return "is none of a PostgreSQL database: write postgresql://USER@HOST/NAME."
    if "@" in found["hosts"]:
        return "has two @: one in a password is written %40."
    if _BAD_PERCENT.search(text):
        return "has a % that stands for nothing: one in a password is written %25."
    return _fault_for_library(text)


def _fault_for_library(text: str) -> str | None:
    """The same, as far as only the library knows it that connects; its words may hold a password."""
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        return None
    try:
        conninfo_to_dict(text)
    except ProgrammingError as error:
        unknown = re.search(r'invalid URI query parameter: "(\w+)"', str(error))
        if unknown:
            return f"has a setting that PostgreSQL's library does not know: {unknown[1]}."
        return "is not understood: a blank in it is written %20, an IPv6 address stands in [ ], what follows a ? is NAME=VALUE."
    return None


def shown(where: Where) -> str:
    """Where a database is, as it may be told: a path, or a URL without its password."""
    return ServerUrl.of(str(where)).shown if is_server(where) else str(where)


def without_password(text: str, url: str) -> str:
    """What a library says of a connection, on one line and without the password that it was made with."""
    password = ServerUrl.of(url).password
    said = " ".join(text.split())
    for secret in (password, quote(password, safe="")) if password else ():
        said = said.replace(secret, "***")
    return said
