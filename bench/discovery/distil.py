"""Makes server/data/vectors.bin, the word vectors with which find_operations compares phrases.

    pip download --no-deps wordllama && python -m bench.discovery.distil wordllama-*.whl

WordLlama (MIT, see server/data/vectors.LICENSE) ships 256 numbers for each of 32,000 tokens, trained so that the first 64
are useful alone. Kept are those 64, as bytes, for the tokens that are English letters only: whole words and word parts."""

from __future__ import annotations

import json
import re
import struct
import sys
import zipfile
from pathlib import Path

from server.likeness import VECTORS

KEPT = 64
# Numbers beyond this share of the largest one are cut; the rest is spread over -127..127.
CUT = 0.6
START_OF_WORD = "▁"


def main(wheel: str) -> None:
    """Write the file from the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        tokenizer = json.loads(archive.read(next(name for name in names if name.endswith("tokenizer_config.json"))))
        rows = _rows(archive.read(next(name for name in names if name.endswith(".safetensors"))))
    tokens = {token: number for token, number in tokenizer["model"]["vocab"].items() if _is_kept(token)}
    largest = max(abs(value) for row in rows for value in row) * CUT
    with Path(VECTORS).open("wb") as file:
        file.write((" ".join(token.replace(START_OF_WORD, "_") for token in tokens) + "\n").encode("ascii"))
        for number in tokens.values():
            scaled = [round(max(-1.0, min(1.0, value / largest)) * 127) for value in rows[number]]
            file.write(struct.pack(f"{KEPT}b", *scaled))


def _is_kept(token: str) -> bool:
    return re.fullmatch(f"{START_OF_WORD}?[a-z]+", token) is not None


def _rows(weights: bytes) -> list[tuple[float, ...]]:
    """The first numbers of each row of a safetensors file with one matrix of half floats."""
    length = int.from_bytes(weights[:8], "little")
    header = json.loads(weights[8 : 8 + length])
    matrix = next(value for name, value in header.items() if name != "__metadata__")
    count, width = matrix["shape"]
    start = 8 + length + matrix["data_offsets"][0]
    return [struct.unpack_from(f"<{KEPT}e", weights, start + row * width * 2) for row in range(count)]


if __name__ == "__main__":
    main(sys.argv[1])
