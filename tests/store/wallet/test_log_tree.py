"""The Merkle tree of the log."""

from __future__ import annotations

from hashlib import sha256

import pytest

from store.wallet.log_tree import Tree, leaf, node, path
from store.wallet.proof_check import Wrong, root_from

HASHES = [sha256(bytes([number])).hexdigest() for number in range(70)]


def grown(lines: int) -> Tree:
    tree = Tree()
    for hash in HASHES[:lines]:
        tree.add(hash)
    return tree


def test_a_root_is_made_as_the_standard_says() -> None:
    one, two, three = (leaf(hash) for hash in HASHES[:3])
    assert grown(0).root() == sha256(b"").hexdigest()
    assert grown(1).root() == one.hex()
    assert grown(2).root() == node(one, two).hex()
    assert grown(3).root() == node(node(one, two), three).hex()


@pytest.mark.parametrize("lines", [1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 70])
def test_every_line_is_shown_by_its_path_and_no_other_is(lines: int) -> None:
    root = grown(lines).root()
    for index in range(lines):
        way = [bytes.fromhex(step) for step in path(iter(HASHES), lines, index)]
        assert root_from(leaf(HASHES[index]), index, lines, way).hex() == root
        assert root_from(leaf("another"), index, lines, way).hex() != root


def test_a_path_shows_a_line_at_its_own_place_only() -> None:
    root, way = grown(8).root(), [bytes.fromhex(step) for step in path(iter(HASHES), 8, 3)]
    shown = [index for index in range(8) if root_from(leaf(HASHES[3]), index, 8, way).hex() == root]
    assert shown == [3]


def test_a_path_that_is_too_long_or_too_short_shows_nothing() -> None:
    way = [bytes.fromhex(step) for step in path(iter(HASHES), 9, 3)]
    for other in (way[:-1], [*way, way[0]]):
        with pytest.raises(Wrong):
            root_from(leaf(HASHES[3]), 3, 9, other)
