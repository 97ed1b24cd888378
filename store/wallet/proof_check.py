"""Checks a proof that a call stands in the log of a hall, by the proof and the hall's public key alone.

    python proof_check.py PROOF.json PUBLIC_KEY

This file needs nothing else of the hall: Python and the library `cryptography` are enough. docs/ledger-proofs.md says what a
proof holds.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PROOF = "hiringhall log proof 1"
HEAD = "hiringhall log head 1"
COLUMNS = {
    "call": "id at caller_type caller_id company_id payer_type payer_id tool access price_class free_view waived usd_micros"
    " currency amount transfer_id arguments_digest",
    "transfer": "debit_account_id credit_account_id amount currency kind record_type record_id hold_id call_id caller_type"
    " caller_id tool created_at note external_reference",
}
FREE_TEXT = ("note", "external_reference")


class Wrong(ValueError):
    """The proof proves nothing; the text says why."""


def check(proof: dict[str, Any], public_key: str) -> None:
    """Wrong when the proof does not show that its lines stand in the log that the key signs. public_key: in hex."""
    if proof.get("proof") != PROOF:
        raise Wrong("It is no proof of this kind.")
    heads = {head["number"]: signed(head, public_key) for head in proof["heads"]}
    for given in proof["lines"]:
        head = heads.get(given["head"])
        if head is None:
            raise Wrong(f"Head {given['head']} is missing.")
        _check_line(given, head)
    call = next((given["line"] for given in proof["lines"] if given["log"] == "call"), None)
    if call is None or call["id"] != proof["call"]:
        raise Wrong("It does not hold the line of its call.")
    if any(given["log"] == "transfer" and given["line"]["call_id"] != call["id"] for given in proof["lines"]):
        raise Wrong("It holds a transfer of another call.")


def signed(head: dict[str, Any], public_key: str) -> dict[str, Any]:
    """What a head says; Wrong when the key has not signed it."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(head["signature"]), head["text"].encode())
    except (InvalidSignature, ValueError):
        raise Wrong(f"Head {head['number']} is not signed by this key.") from None
    said: dict[str, Any] = json.loads(head["text"])
    if said.get("head") != HEAD or said["number"] != head["number"]:
        raise Wrong(f"Head {head['number']} says something else.")
    return said


def _check_line(given: dict[str, Any], head: dict[str, Any]) -> None:
    log, line = given["log"], given["line"]
    name = f"The {log} at place {line['place']} of lane {line['lane']}"
    index = _index(head, log, line["lane"], line["place"])
    if index is None:
        raise Wrong(f"{name} is not in head {head['number']}.")
    leaf = node(b"\x00", hash_of(log, given["previous"], line).encode())
    if root_from(leaf, index, head["lines"], [bytes.fromhex(step) for step in given["path"]]).hex() != head["root"]:
        raise Wrong(f"{name} is another one in head {head['number']}.")


def _index(head: dict[str, Any], log: str, lane: int, place: int) -> int | None:
    """Which of the lines under a head it is."""
    before = 0
    for name, of, first, last, _ in head["ranges"]:
        if (name, of) == (log, lane) and first <= place <= last:
            return int(before + place - first)
        before += last - first + 1
    return None


def hash_of(log: str, previous: str, line: dict[str, Any]) -> str:
    """The hash that a line carries: over the log's name, the hash before, lane, place and the columns, one a line."""
    values = [log, previous, line["lane"], line["place"]]
    for column in COLUMNS[log].split():
        value = line[column]
        values.append(json.dumps(value) if column in FREE_TEXT and value is not None else value)
    return sha256("\n".join(map(str, values)).encode(errors="surrogatepass")).hexdigest()


def node(*parts: bytes) -> bytes:
    return sha256(b"".join(parts)).digest()


def root_from(leaf: bytes, index: int, lines: int, path: list[bytes]) -> bytes:
    """The root of a Merkle tree (RFC 9162, 2.1.3.2) from one leaf and the nodes beside its way up."""
    here, last, found = index, lines - 1, leaf
    for beside in path:
        if last == 0:
            raise Wrong("A path is too long.")
        if here % 2 or here == last:
            found = node(b"\x01", beside, found)
            while here and here % 2 == 0:
                here, last = here // 2, last // 2
        else:
            found = node(b"\x01", found, beside)
        here, last = here // 2, last // 2
    if last != 0:
        raise Wrong("A path is too short.")
    return found


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("python proof_check.py PROOF.json PUBLIC_KEY")
    try:
        check(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), sys.argv[2])
    except (Wrong, KeyError, TypeError, ValueError) as wrong:
        sys.exit(f"Not proven: {wrong}")
    sys.stdout.write("Proven.\n")
