#!/usr/bin/env bash
# sepaxml pays twice in the second file that one object makes.
#
# Seen with sepaxml 2.7.0 on 2026-11-30: export() adds what is to be paid again at every call, so the second file of the same object
# has each payment of a batch twice, with the same end-to-end id, and says three times the count and the sum; with batch False
# the payments are right and count and sum are doubled. Both files pass the schema that export(validate=True) checks. A program
# that shows a file first and sends it then pays everybody twice. Valid input; nothing of the product is used. Fails when that
# changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check sepaxml==2.7.0
"$folder/env/bin/python" - <<'PYTHON'
import re
from datetime import date
from importlib.metadata import version

from sepaxml import SepaTransfer


def said(xml):
    """A file's count and sum, and the payments that stand in it."""
    text = xml.decode()
    head = re.search(r"<NbOfTxs>(\d+)</NbOfTxs>\s*<CtrlSum>([\d.]+)<", text)
    return head[1], head[2], re.findall(r"<EndToEndId>([^<]+)<", text)


def two_files(batch):
    payer = {"name": "Hall", "IBAN": "NL91ABNA0417164300", "BIC": "ABNANL2A", "currency": "EUR", "batch": batch}
    transfer = SepaTransfer(payer, schema="pain.001.001.09", clean=True)
    for number in (1, 2):
        transfer.add_payment(
            {
                "name": "Ada Lovelace",
                "IBAN": "DE89370400440532013000",
                "BIC": "COBADEFFXXX",
                "amount": 1012,
                "execution_date": date(2026, 12, 1),
                "description": f"Bill {number}",
                "endtoend_id": f"B-{number}",
            }
        )
    return said(transfer.export(validate=True)), said(transfer.export(validate=True))


batch, single = two_files(True), two_files(False)
print(f"sepaxml {version('sepaxml')}: a batch is {batch[0]}, then {batch[1]}; single payments {single[0]}, then {single[1]}")
assert batch == (("2", "20.24", ["B-1", "B-2"]), ("6", "60.72", ["B-1", "B-2", "B-1", "B-2"]))
assert single == (("2", "20.24", ["B-1", "B-2"]), ("4", "40.48", ["B-1", "B-2"]))
PYTHON
