"""The compose file starts what there is: commands and settings that the command line takes, and nothing that is not declared."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import click
import pytest
import yaml

from server.cli.commands import cli
from tests.contract.test_layers import ROOT, sources

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "release" / "compose.yaml").read_text(encoding="utf-8"))
RECIPE = (ROOT / "release" / "Containerfile").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
HALLS = ("hall-1", "hall-2")


def variables_known() -> set[str]:
    """The settings that the sources read."""
    texts = (file.read_text(encoding="utf-8") for package in ("server", "store") for file in sources(package, 30))
    return {name for text in texts for name in re.findall(r'"(HIRINGHALL_[A-Z_]+)"', text)}


def parameters() -> dict[str, click.Option]:
    serve = cli.commands["serve"]
    return {name: one for one in serve.params if isinstance(one, click.Option) for name in one.opts}


def mounts() -> Iterator[tuple[str, str]]:
    for name, service in SERVICES.items():
        for mounted in service["volumes"]:
            yield name, mounted.partition(":")[0]


def test_there_are_two_servers_that_differ_in_their_port_alone() -> None:
    first, second = ({**SERVICES[name]} for name in HALLS)
    ports = [service.pop("ports") for service in (first, second)]
    waits = [set(service.pop("depends_on")) for service in (first, second)]
    assert first == second
    assert ports == [["127.0.0.1:8001:8000"], ["127.0.0.1:8002:8000"]]
    assert waits == [{"database"}, {"database", "hall-1"}]


@pytest.mark.parametrize("name", HALLS)
def test_the_command_line_takes_what_a_server_is_started_with(name: str) -> None:
    command, *words = SERVICES[name]["command"]
    assert command == "serve"
    known = parameters()
    assert {word for word in words if word.startswith("--")} <= known.keys()
    context = cli.commands[command].make_context(command, [*words, "--db", "hall.db"])
    assert context.params["http"] == "0.0.0.0:8000"
    # A container cannot tell by itself under which names the machine passes on to it.
    assert context.params["allowed_hosts"] == ("localhost", "127.0.0.1")
    for variable in SERVICES[name]["environment"]:
        assert variable in variables_known() or variable == "PGPASSFILE", f"nobody reads {variable}"


@pytest.mark.parametrize("name", HALLS)
def test_the_folder_of_key_and_files_is_in_the_volume_that_the_recipe_names(name: str) -> None:
    [volume] = SERVICES[name]["volumes"]
    _, _, place = volume.partition(":")
    assert f"VOLUME {place}\n" in RECIPE
    assert SERVICES[name]["environment"]["HIRINGHALL_FOLDER"].startswith(f"{place}/")
    assert f"EXPOSE {SERVICES[name]['ports'][0].rpartition(':')[2]}\n" in RECIPE
    assert os.path.exists(ROOT / "release" / SERVICES[name]["build"]["context"] / SERVICES[name]["build"]["dockerfile"])


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_watched_shut_and_started_again(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_secrets_come_by_file_and_all_that_is_named_is_declared() -> None:
    declared = set(COMPOSE["secrets"])
    assert {secret for service in SERVICES.values() for secret in service["secrets"]} == declared
    assert all(list(secret) == ["file"] for secret in COMPOSE["secrets"].values())
    assert {volume for _, volume in mounts()} == set(COMPOSE["volumes"])
    for service in SERVICES.values():
        for variable, value in service["environment"].items():
            assert "PASSWORD" not in variable or variable.endswith("_FILE")
            assert not re.search(r"//[^/@]*:[^/@]*@", str(value)), "a password stands in an address"
            if str(value).startswith("/run/secrets/"):
                assert str(value).removeprefix("/run/secrets/") in service["secrets"]


def test_the_database_is_made_as_the_hall_wants_it() -> None:
    database = SERVICES["database"]
    assert "--encoding=UTF8 --locale=C" in database["environment"]["POSTGRES_INITDB_ARGS"]
    user, name = database["environment"]["POSTGRES_USER"], database["environment"]["POSTGRES_DB"]
    for hall in HALLS:
        assert SERVICES[hall]["environment"]["HIRINGHALL_DB"] == f"postgresql://{user}@database/{name}"
