"""Whoever is affected is told, once and by the right ways, and nobody else: a scenario for every operation that changes
something, in tests/contract/told/<domain>.py, or the reason why nobody else can see it.

A module of told/ holds

    SCENARIOS: dict[str, Scenario]     "pay_task" or "pay_task by an agent" -> an async function of a Watch, which makes what
                                       it needs through watch.hall, carries out the one act with watch.act(caller, "pay_task",
                                       ...) (or, for what time does, watch.tick() under a name that begins with "tick"), and
                                       returns the set of told(who, kind, *ways): everybody, and nobody else
    NOBODY_ELSE: dict[str, str]        operation -> why nobody but the one who does it can see anything of it

A company is told in its inbox; whom it is mailed to stands there by mail alone: told(boss, "task_step", "mail"). That is the
responsible person; for an agent that is responsible, the agent by callback if it has one; else all admins with a proven
address. Mail that is no notice (a code, an invitation with its token) is told(address, CODE, "mail")."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from server.registry import Registry
from tests.contract.telling import Scenario, Watch, english_in
from tests.hall import Hall
from tools.operation import Operation
from tools.rules.notice_kinds import KINDS

FOLDER = Path(__file__).parent / "told"
# Kinds that no toolset tells of yet.
NOT_YET = {
    "profile_changed",
}  # fmt: skip
# Told by reading, which has no scenarios here: tests/tools/specialists/test_profiles.py.
BY_READING = {"contact_revealed"}
# Kinds that may hold English for somebody who reads another language, and what of them.
ENGLISH = {
    "profile_correction": "names of fields, as the tools call them",
    "operator_decision": "names of a company's terms, as the tools call them",
}


def module_of(domain: str) -> ModuleType | None:
    """The scenarios of a domain."""
    return importlib.import_module(f"tests.contract.told.{domain}") if (FOLDER / f"{domain}.py").exists() else None


def modules() -> dict[str, ModuleType]:
    return {
        file.stem: importlib.import_module(f"tests.contract.told.{file.stem}") for file in sorted(FOLDER.glob("*.py"))
    }


def scenarios() -> Iterator[tuple[str, Scenario]]:
    for module in modules().values():
        yield from module.SCENARIOS.items()


def domain_of(operation: Operation) -> str:
    return operation.function.__module__.split(".")[1]


CHANGING = [operation for operation in Registry().operations.values() if operation.access != "read"]


@pytest.mark.parametrize(
    ("name", "scenario"), list(scenarios()), ids=lambda value: value if isinstance(value, str) else ""
)
async def test_everybody_affected_is_told_and_nobody_else(hall: Hall, name: str, scenario: Scenario) -> None:
    watch = Watch(hall)
    expected = await scenario(watch)
    assert watch.found is not None, f"{name} carries out no act"
    assert name.split()[0].rstrip(":") == watch.operation, f"{name} is about {watch.operation}"
    assert not (found := in_english(watch)), found
    assert watch.found == expected, f"not told: {expected - watch.found}; told besides: {watch.found - expected}"


# Each of our sentences is looked at in every language by test_sentences; what is no sentence shows in Russian, above.
SOME = list(scenarios())[::10]


@pytest.mark.parametrize(("name", "scenario"), SOME, ids=lambda value: value if isinstance(value, str) else "")
async def test_whoever_reads_finnish_is_told_the_same_in_finnish(hall: Hall, name: str, scenario: Scenario) -> None:
    watch = Watch(hall, "fi")
    assert await scenario(watch) == watch.found
    assert not (found := in_english(watch)), found


def in_english(watch: Watch) -> list[tuple[str, str, list[str]]]:
    """What people were told in English who read something else: the kind, the text and its English words."""
    found = ((kind, text, english_in(text, watch.language)) for kind, text in watch.texts if kind not in ENGLISH)
    return [(kind, text, words) for kind, text, words in found if words]


@pytest.mark.parametrize("operation", CHANGING, ids=lambda operation: operation.name)
def test_an_operation_that_changes_something_says_whom_it_tells(operation: Operation) -> None:
    domain = domain_of(operation)
    module = module_of(domain)
    assert module is not None, f"make {FOLDER.name}/{domain}.py"
    has = any(name.split()[0].rstrip(":") == operation.name for name in module.SCENARIOS)
    excused = operation.name in module.NOBODY_ELSE
    assert has or excused, (
        f"{operation.name}: write a scenario to {FOLDER.name}/{domain}.py, or say in NOBODY_ELSE why nobody else can see it"
    )
    assert not (has and excused), f"{operation.name} has scenarios: take it out of NOBODY_ELSE"


def test_nothing_is_excused_that_is_not_there() -> None:
    for domain, module in modules().items():
        of_domain = {operation.name for operation in CHANGING if domain_of(operation) == domain}
        named = {name.split()[0].rstrip(":") for name in module.SCENARIOS} - {"tick"}
        assert module.NOBODY_ELSE.keys() <= of_domain, f"{domain}: {module.NOBODY_ELSE.keys() - of_domain}"
        assert named <= of_domain, f"{domain}: {named - of_domain}"


def test_every_kind_is_told_by_a_scenario() -> None:
    # Scenarios of large domains stand beside the folder.
    files = [file for file in FOLDER.parent.rglob("*.py") if not file.name.startswith("test_")]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    missing = [kind for kind in KINDS if kind not in NOT_YET | BY_READING and not re.search(rf'"{kind}"', text)]
    assert not missing, f"no scenario tells of {missing}"


def test_kinds_that_nobody_tells_of_are_kinds() -> None:
    assert KINDS.keys() >= NOT_YET | BY_READING
