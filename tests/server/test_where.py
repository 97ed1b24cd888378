"""Every operation is found: the file and line of its function, what it reaches, its tests."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from server.generate import DOCS
from server.registry import Registry
from server.where import ROOT, whereabouts
from tests.every import of_every
from tools.operation import Operation

OPERATIONS = list(Registry().operations.values())
all_of_them = of_every(OPERATIONS, lambda operation: operation.name)


def where(*names: str) -> subprocess.CompletedProcess[str]:
    """The command as it is typed."""
    return subprocess.run(
        [sys.executable, "-m", "server.where", *names], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_command_names_the_function_its_rules_its_store_and_its_tests() -> None:
    told = where("pay_task").stdout.splitlines()
    assert re.fullmatch(r"tools/tasks/payment\.py:\d+", told[0])
    sections = {line: told.index(line) for line in ("helpers:", "rules:", "store:", "tests:")}
    assert list(sections.values()) == sorted(sections.values())
    assert told[sections["tests:"] + 1] == "  tests/tools/tasks/test_payment.py"
    assert "  store/tasks/tasks.py" in told[sections["store:"] : sections["tests:"]]
    assert "  tools/tasks/rules/states.py" in told[sections["rules:"] : sections["store:"]]
    assert "  tests/tools/tasks/test_money.py" in told, "it calls pay_task by its name"


def test_a_name_that_is_no_operation_gets_the_near_ones() -> None:
    done = where("pay_taks")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "there is no operation pay_taks" in done.stderr
    assert "pay_task" in done.stderr.split("Near:")[1]


@all_of_them
def test_the_line_is_that_of_the_function(operation: Operation) -> None:
    found = whereabouts(operation)
    file, _, line = found.definition.partition(":")
    text = (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert text.startswith(f"def {operation.name}(")
    for path in (*found.helpers, *found.rules, *found.store, *found.tests):
        assert (ROOT / path).is_file()


KIT = {"store/types.py", "store/database.py", "tools/call.py", "tools/errors.py"}


@all_of_them
def test_what_every_operation_uses_is_left_out(operation: Operation) -> None:
    found = whereabouts(operation)
    assert not KIT.intersection((*found.helpers, *found.rules, *found.store))


def test_the_reference_pages_name_the_file_under_each_heading() -> None:
    """As they lie there: tests/contract/test_generated.py holds them to what would be written now."""
    pages = [page.read_text(encoding="utf-8") for page in DOCS.glob("*.md") if page.name != "README.md"]
    named = {name: file for text in pages for name, file in re.findall(r"^## (\w+)\n\nIn `(.+)`\.$", text, re.M)}
    assert named.keys() == {operation.name for operation in OPERATIONS}
    for name, file in named.items():
        assert f"\ndef {name}(" in Path(ROOT, file).read_text(encoding="utf-8")
