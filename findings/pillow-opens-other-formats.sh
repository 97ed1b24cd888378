#!/usr/bin/env bash
# Pillow opens an image in another format than those it was told to open.
#
# Seen with Pillow 13.0.0 on 2026-11-29: Image.open(file, formats=("JPEG",)) of a JPEG with a second picture behind the first, as
# phones make them, answers an image whose format is "MPO". A table by format then has no entry: KeyError "MPO".
# Valid input throughout (Pillow writes the file itself); nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pillow==13.0.0
"$folder/env/bin/python" - <<'PYTHON'
import io

import PIL
from PIL import Image

single, double = io.BytesIO(), io.BytesIO()
first, second = Image.new("RGB", (64, 48), "red"), Image.new("RGB", (32, 24), "blue")
first.save(single, "JPEG")
first.save(double, "MPO", save_all=True, append_images=[second])

found = {}
for name, content in (("one picture", single), ("two pictures", double)):
    content.seek(0)
    with Image.open(content, formats=("JPEG",)) as opened:
        found[name] = opened.format
print(f"Pillow {PIL.__version__}, formats=('JPEG',): {found}")
assert found == {"one picture": "JPEG", "two pictures": "MPO"}, found
PYTHON
