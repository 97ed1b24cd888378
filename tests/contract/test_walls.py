"""The walls between the rooms: which domain may import which, and what a file may hold."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.contract.test_layers import PACKAGES, ROOT, imports, place, sources

# A domain imports those to its left, never those to its right. What stands at the root of store/ is called ground here,
# what stands at the root of tools/ kit.
ORDER = (
    "ground", "calls", "telling", "search", "kit", "uploads", "wallet", "oauth", "people", "companies", "approvals", "webhooks",
    "scheduling", "contracts", "specialists", "agents", "reference", "freelancers", "tasks", "payouts", "staffing", "orders",
    "providers", "work_orders", "open_calls", "reviews", "notices", "downloads", "platform", "sample", "keeping",
)  # fmt: skip
# The same inside the domains that have rooms; the root of the domain is its kit.
ROOMS = {
    "scheduling": (
        "rules",
        "kit",
        "availability",
        "bookings",
        "holds",
        "sharing",
        "groups",
        "events",
        "attendance",
        "schedules",
        "calendars",
        "feeds",
        "links",
    ),
    "tasks": ("rules", "kit", "lists", "documents", "ads"),
    "contracts": ("rules", "kit", "members", "events", "finance", "time", "closing", "paper"),
    "open_calls": ("rules", "kit", "applicants"),
    "payouts": ("rules", "kit", "sending", "manual", "documents"),
    "work_orders": (
        "rules",
        "kit",
        "matching",
        "catalog",
        "drafting",
        "records",
        "lifecycle",
        "projects",
        "routing",
        "checklist",
        "content",
        "logistics",
        "visits",
        "pay",
        "dispatch",
        "day_plans",
    ),
}
# Not operations: what the files of a domain share.
HELPERS = ("access", "params", "shapes", "checks", "changeset", "transitions", "notices", "clock")
MOST_FILES = 25


def domain(module: str) -> str:
    """Which domain of ORDER a module of tools or store belongs to."""
    parts = module.split(".")
    if len(parts) > 2 and parts[1] in ORDER:
        return parts[1]
    return "ground" if parts[0] == "store" else "kit"


def room(module: str) -> str | None:
    """Which room of its domain a module of tools stands in; None in domains without rooms."""
    parts = module.split(".")
    rooms = ROOMS.get(parts[1]) if len(parts) > 1 and parts[0] == "tools" else None
    if rooms is None:
        return None
    return parts[2] if len(parts) > 3 and parts[2] in rooms else "rules" if "rules" in parts else "kit"


def dotted(file: Path) -> str:
    name = place(file).removesuffix(".py").replace("/", ".")
    return name.removesuffix(".__init__")


@cache
def modules() -> dict[str, Path]:
    return {dotted(file): file for package in PACKAGES for file in sources(package, 30)}


def imported(file: Path) -> Iterator[str]:
    """The modules of ours that a file imports; `from tools.tasks import access` is tools.tasks.access."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in modules() else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@cache
def links() -> list[tuple[str, str]]:
    """Every import between two modules of ours."""
    found = [(name, other) for name, file in modules().items() for other in imported(file) if other in modules()]
    assert len(found) >= 1500, f"only {len(found)} imports seen: mend where this guard looks"
    return found


def test_domains_import_only_to_their_left() -> None:
    wrong = []
    for name, other in links():
        here, there = domain(name), domain(other)
        if name.split(".")[0] != "server" and ORDER.index(there) > ORDER.index(here):
            wrong.append(
                f"{name} imports {other}; {here} stands below {there}: move the shared name down, or the caller up"
            )
    assert not wrong, "\n".join(wrong)


def test_rooms_import_only_to_their_left() -> None:
    wrong = []
    for name, other in links():
        here, there = room(name), room(other)
        if here is None or there is None or domain(name) != domain(other) or here == there:
            continue
        rooms = ROOMS[domain(name)]
        if rooms.index(there) > rooms.index(here):
            wrong.append(f"{name} imports {other}; the room {here} stands below {there}: move the shared name down")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_is_a_domain_or_a_room(package: str) -> None:
    known = {
        "server": {
            "apps",
            "calls",
            "cli",
            "data",
            "discovery",
            "generated",
            "oauth",
            "protocol",
            "schema",
            "skills",
            "telemetry",
            "workers",
        },
        "tools": {*ORDER, "rules"},
        "store": {*ORDER, "migrations", "postgresql"},
    }[package]
    folders = {path.name for path in (ROOT / package).iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= known, f"{folders - known} of {package}/ are no domain: add them to ORDER where they belong"


def test_no_imports_go_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for name, other in links():
        graph.setdefault(name, set()).add(other)
    done: set[str] = set()

    def walk(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, "a circle: " + " -> ".join([*way[way.index(name) :], name])
        if name not in done:
            for other in graph.get(name, ()):
                if other != name:
                    walk(other, (*way, name))
            done.add(name)

    for name in sorted(graph):
        walk(name, ())


def test_a_folder_holds_at_most_25_files() -> None:
    counted = Counter(
        file.parent for package in (*PACKAGES, "tests", "bench") for file in (ROOT / package).rglob("*.py")
    )
    assert len(counted) >= 60, f"only {len(counted)} folders seen: mend where this guard looks"
    full = {place(folder): count for folder, count in counted.items() if count > MOST_FILES}
    assert not full, f"{full}: a folder past {MOST_FILES} files is two rooms"


SQL = re.compile(r"^\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|WITH\s+\w+.*\sAS\s*\()", re.S)

SQL_WORD = re.compile(r"SELECT\s|INSERT\s|UPDATE\s|DELETE\s|WITH\s")


def statements(file: Path) -> Iterator[int]:
    """The lines of a file on which a text begins as SQL does."""
    source = file.read_text(encoding="utf-8")
    # Most files hold none of its words, and need not be taken apart.
    for node in ast.walk(ast.parse(source)) if SQL_WORD.search(source) else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            yield node.lineno


def test_no_sql_stands_in_tools() -> None:
    found = [f"{place(file)}:{line}" for file in sources("tools", 150) for line in statements(file)]
    assert not found, f"{len(found)} statements in tools/, move each to a function of store/<domain>: {found}"


def test_no_sql_stands_in_the_server() -> None:
    found = [f"{place(file)}:{line}" for file in sources("server", 35) for line in statements(file)]
    assert not found, f"{len(found)} statements in server/, move each to a function of store/: {found}"


def test_arguments_are_taken_from_the_call_and_not_from_locals() -> None:
    wrong = [place(file) for file in sources("tools", 150) if "locals()" in file.read_text(encoding="utf-8")]
    assert not wrong, f"{wrong}: a local named above it becomes an argument; use call.given"


@cache
def operation_files() -> dict[str, Path]:
    """Modules that declare an operation or a scheduled move."""
    found = {}
    for name, file in modules().items():
        if name.startswith("tools.") and re.search(
            r"^@(operation|scheduled)\(", file.read_text(encoding="utf-8"), re.M
        ):
            found[name] = file
    assert len(found) >= 85, f"only {len(found)} operation files seen: mend where this guard looks"
    return found


def test_nobody_imports_an_operation_file() -> None:
    wrong = [
        f"{name} imports {other}: move what they share to one of {', '.join(HELPERS)} or to a file below both"
        for name, other in links()
        if name.startswith("tools.") and other in operation_files() and other != name
    ]
    assert not wrong, f"{len(wrong)} imports of operation files\n" + "\n".join(wrong)


def test_every_operation_file_has_its_test() -> None:
    missing = []
    for file in operation_files().values():
        test = ROOT / "tests" / Path(place(file)).with_name(f"test_{file.name}")
        if not test.exists():
            missing.append(f"{place(file)} has no {place(test)}")
    assert not missing, f"{len(missing)} operation files without a test of their own\n" + "\n".join(missing)


def test_a_migration_number_stands_once() -> None:
    numbers = Counter(file.name[:4] for file in (ROOT / "store" / "migrations").glob("*.sql"))
    assert len(numbers) >= 14, "mend where this guard looks"
    twice = {number for number, count in numbers.items() if count > 1 and number != "0008"}
    assert not twice, f"{twice}: give the newer migration the next free number"


def test_a_domain_says_what_it_is() -> None:
    for name in ORDER:
        for package in ("tools", "store"):
            file = ROOT / package / name / "__init__.py"
            if file.parent.exists():
                tree = ast.parse(file.read_text(encoding="utf-8"))
                assert ast.get_docstring(tree), f"{place(file)}: say in a docstring what the domain is"
                assert len(tree.body) == 1, f"{place(file)} is one docstring and nothing else"


def test_imports_of_the_rules_of_another_domain_go_left_too() -> None:
    """Rules are pure: they import rules only, of their own domain, the kit's, or of one to their left."""
    for name, file in modules().items():
        if ".rules." not in name:
            continue
        for module in imports(file):
            if module.startswith("tools.") and "rules" in module:
                assert ORDER.index(domain(module)) <= ORDER.index(domain(name)), f"{name} imports {module}"
