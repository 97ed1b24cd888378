"""What a client was told survives a cut of the power at that moment: it was synced before it was answered."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.crash.book import Lost
from tests.crash.plan import compiler
from tests.crash.power import LOG, File, PowerCut


def test_only_what_was_written_before_a_sync_began_is_safe_when_it_ends() -> None:
    file = File(bytearray(b"old"))
    file.took(b"w", 1, 0, b"new")
    file.took(b"b", 1, 0, b"")
    file.took(b"w", 2, 3, b"er")
    assert file.left_by(None) == b"old"
    file.took(b"e", 1, 0, b"")
    assert file.left_by(None) == b"new"
    assert {file.left_by(Random(seed)) for seed in range(9)} == {b"new", b"newer"}
    file.took(b"b", 2, 0, b"")
    file.took(b"e", 2, 0, b"")
    file.took(b"t", 1, 1, b"")
    assert file.left_by(None) == b"newer"


def test_two_syncs_at_once_each_make_safe_what_they_saw() -> None:
    file = File()
    file.took(b"w", 1, 0, b"a")
    file.took(b"b", 1, 0, b"")
    file.took(b"w", 2, 1, b"b")
    file.took(b"b", 2, 0, b"")
    file.took(b"w", 2, 2, b"c")
    file.took(b"e", 1, 0, b"")
    assert file.left_by(None) == b"a"
    file.took(b"e", 2, 0, b"")
    assert file.left_by(None) == b"ab"


@pytest.mark.skipif(compiler() is None, reason="there is no C compiler here to watch system calls with")
@pytest.mark.parametrize("stdio", [False, True], ids=["http", "stdio"])
async def test_everything_told_is_there_after_a_cut_of_the_power(tmp_path: Path, stdio: bool) -> None:
    played = PowerCut(tmp_path, 5)
    await played.prepare()
    await played.run_until(100, stdio)
    assert played.cut(10) > 300
    # The same proof fails for a log that was never synced: it is no proof that cannot fail. At one answer alone it might
    # not, right after a checkpoint.
    with pytest.raises(Lost):
        played.cut(10, without_syncs_of=LOG)
