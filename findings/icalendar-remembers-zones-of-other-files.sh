#!/usr/bin/env bash
# icalendar reads a calendar by the time zone that another calendar has described under the same name.
#
# Seen with icalendar 7.3.2 (and recurring-ical-events 3.8.2, which goes by it) on 2026-11-29: a zone that a file describes is kept
# for the process. "Customized Time Zone" is what Outlook calls every zone made by hand, so two people's calendars use the name for
# two zones: read after one of +01:00, 09:00 of the other, +05:00 by its own file, becomes 08:00 UTC instead of 04:00, without an
# error. Whoever reads the calendars of many in one process sells hours that are taken. Before each file: icalendar.use_zoneinfo().
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.2 tzdata==2026.6
"$folder/env/bin/python" - <<'PYTHON'
from datetime import timezone

import icalendar

FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:a@example.com
DTSTAMP:20270101T000000Z
DTSTART;TZID=Customized Time Zone:20270115T090000
DTEND;TZID=Customized Time Zone:20270115T100000
END:VEVENT
END:VCALENDAR
"""


def start(offset):
    (event,) = icalendar.Calendar.from_ical(FILE.format(offset=offset).replace("\n", "\r\n")).walk("VEVENT")
    assert event.errors == []
    return event.start.astimezone(timezone.utc).strftime("%H:%M")


found = {"+01:00 first": start("+0100"), "+05:00 after it": start("+0500")}
icalendar.use_zoneinfo()
found["+05:00 with an empty memory"] = start("+0500")
print(f"icalendar {icalendar.__version__}, 09:00 in UTC: {found}")
assert list(found.values()) == ["08:00", "08:00", "04:00"], found
PYTHON
