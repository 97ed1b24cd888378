#!/usr/bin/env bash
# tzlocal takes the Windows zone "Central Asia Standard Time" for Asia/Almaty, an hour from what Windows means.
#
# Seen with tzlocal 5.3.1 and tzdata 2026.6 on 2026-11-29: the zone of Windows is UTC+06:00 and stayed so when Almaty went to UTC+05:00
# in March 2024. The Unicode consortium's table, as icalendar 7.3.2 has it, says Asia/Bishkek since. A Windows server in Bishkek is
# taken for one in Almaty, and 09:00 of an Outlook calendar read by tzlocal's table (windows_tz.win_tz) is an hour late.
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check tzlocal==5.3.1 icalendar==7.3.2 tzdata==2026.6
PYTHONTZPATH="" "$folder/env/bin/python" - <<'PYTHON'
from datetime import datetime, timezone
from importlib.metadata import version
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON
from tzlocal.windows_tz import win_tz

NAME = "Central Asia Standard Time"
found = {}
for package, table in (("tzlocal", win_tz), ("icalendar", WINDOWS_TO_OLSON)):
    nine = datetime(2027, 1, 15, 9, tzinfo=ZoneInfo(table[NAME]))
    found[package] = (table[NAME], nine.astimezone(timezone.utc).strftime("%H:%M"))
print(f"tzlocal {version('tzlocal')}, 09:00 {NAME} in UTC: {found}")
assert found == {"tzlocal": ("Asia/Almaty", "04:00"), "icalendar": ("Asia/Bishkek", "03:00")}, found
PYTHON
