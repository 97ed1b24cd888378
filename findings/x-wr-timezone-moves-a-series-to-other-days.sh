#!/usr/bin/env bash
# recurring-ical-events shows a weekly appointment of the evening a day early, and once too often, when the calendar names its zone.
#
# Seen with x-wr-timezone 2.0.1, through which recurring-ical-events 3.8.2 reads every calendar, on 2026-12-01: four Mondays at 23:00
# UTC. RFC 5545 takes a rule's weekdays by the clock of its start (3.3.10), and a property X-... may be passed over (3.8.8.2), so the
# Mondays stay. With X-WR-TIMEZONE:Europe/Helsinki in the head the start becomes Tuesday 01:00 there, but BYDAY=MO stays as it
# was: the first time is right, and then come four Mondays at 01:00, which are Sundays at 23:00 UTC. Five times instead of
# four, and from the second on the real evening looks free. West of Greenwich early hours of UTC become a day late in the same way.
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
  x-wr-timezone==2.0.1 recurring-ical-events==3.8.2 icalendar==7.3.2 tzdata==2026.6
"$folder/env/bin/python" - <<'PYTHON'
from datetime import datetime, timezone
from importlib.metadata import version

import icalendar
import recurring_ical_events

FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
{named}BEGIN:VEVENT
UID:a@example.com
DTSTAMP:20270101T000000Z
DTSTART:20270111T230000Z
DTEND:20270112T000000Z
RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=4
END:VEVENT
END:VCALENDAR
"""


def starts(named):
    calendar = icalendar.Calendar.from_ical(FILE.format(named=named).replace("\n", "\r\n"))
    shown = recurring_ical_events.of(calendar).between(datetime(2027, 1, 1), datetime(2027, 4, 1))
    return [time.strftime("%a %d %H:%M") for time in sorted(event.start.astimezone(timezone.utc) for event in shown)]


found = {"unnamed": starts(""), "named": starts("X-WR-TIMEZONE:Europe/Helsinki\n")}
print(f"x-wr-timezone {version('x-wr-timezone')}, in UTC: {found}")
assert found == {
    "unnamed": ["Mon 11 23:00", "Mon 18 23:00", "Mon 25 23:00", "Mon 01 23:00"],
    "named": ["Mon 11 23:00", "Sun 17 23:00", "Sun 24 23:00", "Sun 31 23:00", "Sun 07 23:00"],
}, found
PYTHON
