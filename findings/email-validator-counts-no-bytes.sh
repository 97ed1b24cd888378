#!/usr/bin/env bash
# email-validator takes addresses that no mail server takes: the name before the @ is counted only when it is strict, and then in
# characters, not in bytes.
#
# Seen with email-validator 2.4.0 on 2026-11-29: 65 letters before the @ pass by default; strict=True refuses them, but passes 33
# letters of two bytes, 66 bytes in the UTF-8 they are sent in. RFC 5321 (4.5.3.1.1) and RFC 6531 allow 64 octets.
# Addresses only, checked without the network; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check email-validator==2.4.0
"$folder/env/bin/python" - <<'PYTHON'
from email_validator import EmailNotValidError, __version__, validate_email


def taken(address, **options):
    try:
        validate_email(address, check_deliverability=False, **options)
    except EmailNotValidError:
        return False
    return True


ascii65, cyrillic33 = "a" * 65 + "@example.com", "ж" * 33 + "@example.com"
found = {
    "65 letters": taken(ascii65),
    "65 letters, strict": taken(ascii65, strict=True),
    "66 bytes, strict": taken(cyrillic33, strict=True),
}
print(f"email-validator {__version__}: {found}")
assert found == {"65 letters": True, "65 letters, strict": False, "66 bytes, strict": True}, found
PYTHON
