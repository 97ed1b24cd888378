#!/usr/bin/env bash
# dateutil finds no day for a rule that names every Monday and the first Tuesday of a month.
#
# Seen with python-dateutil 2.9.0.post0 on 2026-11-29: of BYDAY=MO,1TU it takes the days that are a Monday and a first Tuesday, none;
# RFC 5545 (3.3.10) lets each value stand for itself, with or without a number. So do icalendar's readers that go by dateutil:
# recurring-ical-events 3.8.2 shows the first time of such a series only, and all its later hours look free.
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
  python-dateutil==2.9.0.post0 recurring-ical-events==3.8.2 icalendar==7.3.2
"$folder/env/bin/python" - <<'PYTHON'
from datetime import datetime

import dateutil
import icalendar
import recurring_ical_events
from dateutil.rrule import rrulestr

# The first of February 2027 is a Monday.
FIRST, UNTIL = datetime(2027, 2, 1, 9), datetime(2027, 3, 1)


def days(by_day):
    return [time.day for time in rrulestr(f"FREQ=MONTHLY;BYDAY={by_day}", dtstart=FIRST).between(FIRST, UNTIL, inc=True)]


found = {by_day: days(by_day) for by_day in ("MO", "1TU", "MO,1TU")}
file = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:a@example.com
DTSTAMP:20270101T000000Z
DTSTART:20270201T090000Z
DTEND:20270201T100000Z
RRULE:FREQ=MONTHLY;BYDAY=MO,1TU
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
shown = recurring_ical_events.of(icalendar.Calendar.from_ical(file)).between(FIRST, UNTIL)
found["MO,1TU in a calendar"] = sorted(event.start.day for event in shown)
print(f"dateutil {dateutil.__version__}, days of February 2027: {found}")
assert found == {
    "MO": [1, 8, 15, 22],
    "1TU": [2],
    "MO,1TU": [],
    "MO,1TU in a calendar": [1],
}, found
PYTHON
