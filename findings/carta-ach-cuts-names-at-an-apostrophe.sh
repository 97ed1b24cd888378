#!/usr/bin/env bash
# carta-ach pays "O'Brien Plumbing" as "O", and cuts what a payment is for at the first bracket.
#
# Seen with carta-ach 0.4.5 on 2026-12-01: a text goes into the file up to its first sign that the package does not know, the
# apostrophe and the brackets among them, and the rest is blanks. Nacha's alphameric fields take every printable sign of ASCII,
# and achkit 0.2.0 writes the same payment whole. Amount, account, counts, sums and hash are as they should be, so nothing
# stops the file; the payee's bank reads a name that is no name, and the payee "INVOICES" without the numbers. A text that
# begins with such a sign is refused, one that has it later is not.
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check carta-ach==0.4.5 achkit==0.2.0
"$folder/env/bin/python" - <<'PYTHON'
from importlib.metadata import version

import achkit
from ach.builder import AchFile

ROUTING, ACCOUNT, NAME, TEXT = "123456780", "11232132", "O'Brien Plumbing", "Invoices (4711, 4712)"


def by_carta():
    bank = {"immediate_dest": ROUTING, "immediate_org": ROUTING, "immediate_dest_name": "BANK"}
    file = AchFile("A", bank | {"immediate_org_name": "HALL", "company_id": "1234567890"})
    payee = {"type": "22", "routing_number": ROUTING, "account_number": ACCOUNT, "amount": "10.12", "name": NAME}
    file.add_batch("PPD", [payee | {"addenda": [{"payment_related_info": TEXT}]}], credits=True, debits=False)
    return file.render_to_string()


def by_achkit():
    file = achkit.AchFile.create(origin_dfi=ROUTING, company_id="1234567890", destination_name="BANK", origin_name="HALL")
    batch = file.batch(sec="PPD", description="PAYROLL", effective_date="2026-12-02")
    batch.credit(NAME, ROUTING, ACCOUNT, 1012, addenda=TEXT)
    return file.render()


def said(file):
    """Amount, name and purpose of the one payment, by their places in a record."""
    lines = file.splitlines()
    assert all(len(line) == 94 for line in lines)
    (entry,), (addenda,) = ([line for line in lines if line[0] == kind] for kind in "67")
    return entry[29:39], entry[54:76].rstrip(), addenda[3:83].rstrip()


found = {"carta-ach": said(by_carta()), "achkit": said(by_achkit())}
print(f"carta-ach {version('carta-ach')}, {NAME} for {TEXT}: {found}")
assert found == {
    "carta-ach": ("0000001012", "O", "INVOICES"),
    "achkit": ("0000001012", "O'BRIEN PLUMBING", "INVOICES (4711, 4712)"),
}, found
PYTHON
