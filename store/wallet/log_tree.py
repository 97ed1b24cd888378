"""A Merkle tree over the hashes of lines, as in RFC 9162: whoever knows its root can be shown one line by a few hashes."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256


class Tree:
    """Grows by one line after another and keeps only the roots of its whole parts."""

    def __init__(self) -> None:
        self.lines = 0
        self._parts: list[bytes] = []

    def add(self, hash: str) -> None:
        """One more line, by its hash in hex."""
        self.lines += 1
        part, filled = leaf(hash), self.lines
        while filled % 2 == 0:
            part = node(self._parts.pop(), part)
            filled //= 2
        self._parts.append(part)

    def root(self) -> str:
        """In hex; of no lines the hash of nothing."""
        if not self._parts:
            return sha256().hexdigest()
        found = self._parts[-1]
        for part in reversed(self._parts[:-1]):
            found = node(part, found)
        return found.hex()


def path(hashes: Iterator[str], lines: int, index: int) -> list[str]:
    """The nodes beside the way from one line up to the root. hashes: of all lines, read once from the first to the last."""
    found: list[bytes] = []

    def root(first: int, end: int) -> bytes:
        if end - first == 1:
            return leaf(next(hashes))
        middle = first + (1 << (end - first - 1).bit_length() - 1)
        left, right = root(first, middle), root(middle, end)
        if first <= index < end:
            found.append(right if index < middle else left)
        return node(left, right)

    root(0, lines)
    return [beside.hex() for beside in found]


def leaf(hash: str) -> bytes:
    return sha256(b"\x00" + hash.encode()).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
