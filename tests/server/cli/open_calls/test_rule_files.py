"""The operator's floors of pay and forbidden kinds, on the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.__main__ import cli
from server.cli.open_calls.rule_files import read_floors, read_kinds
from server.naming import OperatorError


@pytest.fixture
def db(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "hall.db"))


def typed(db: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["open-calls", *args, "--db", str(db)])


def test_floors_and_kinds_are_shown_as_examples_until_the_operator_loads_their_own(db: Path, tmp_path: Path) -> None:
    shown = typed(db, "pay-floors").stdout
    assert "FI     12.00 EUR an hour  (example)" in shown
    assert "fake_review  (example): (write or post or leave) with" in typed(db, "forbidden-kinds").stdout
    floors, kinds = tmp_path / "floors.csv", tmp_path / "kinds.json"
    floors.write_text("country,currency,per_hour\nFI,EUR,13.00\n*,USD,6\n")
    kinds.write_text('[{"code": "own", "needs": [["a b"], ["c"]]}]')
    assert typed(db, "pay-floors", "--load", str(floors)).stdout == (
        "*          6 USD an hour\nFI     13.00 EUR an hour\n"
    )
    assert typed(db, "forbidden-kinds", "--load", str(kinds)).stdout == "own: (a b) with (c)\n"
    assert "5 verified people who report it within 48 hours" in typed(db, "report-threshold", "5", "48").stdout
    assert typed(db, "waiting").stdout == "No open call waits.\n"
    assert "There is no open call 7" in typed(db, "restore", "7", "--because", "x").stderr


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("FI,EUR,12", "heading"),
        ("country,currency,per_hour\nFI,EUR", "Line 2: 2 values"),
        ("country,currency,per_hour\nfi,EUR,12\nDE,XYZ,1", "Line 2: 'fi' is no country.*Line 3: 'XYZ' is no currency"),
        ("country,currency,per_hour\nFI,EUR,12\nFI,EUR,13", "Line 3: FI stands twice"),
        ("country,currency,per_hour\nFI,EUR,12.001", "at most 2 decimals"),
        ("country,currency,per_hour\nFI,EUR,0", "more than 0"),
        ("country,currency,per_hour\nFI,EUR,1e3", "decimal number"),
    ],
)
def test_a_file_of_floors_is_taken_whole_or_not_at_all(text: str, fault: str) -> None:
    with pytest.raises(OperatorError, match=fault):
        read_floors(text)


@pytest.mark.parametrize(
    "text",
    ["{", "{}", "[1]", '[{"code": "", "needs": [["a"]]}]', '[{"code": "a", "needs": []}]', '[{"code": "a", "needs": [[]]}]',
     '[{"code": "a", "needs": [["a"]]}, {"code": "a", "needs": [["b"]]}]', '[{"code": "a", "needs": [[" "]]}]'],
)  # fmt: skip
def test_a_file_of_kinds_is_taken_whole_or_not_at_all(text: str) -> None:
    with pytest.raises(OperatorError, match="Nothing was loaded"):
        read_kinds(text)
