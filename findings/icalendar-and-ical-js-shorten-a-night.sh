#!/usr/bin/env bash
# icalendar and ical.js let eight hours end after seven in the night when clocks go forward, and after nine when they go back.
#
# Seen with icalendar 7.3.2, recurring-ical-events 3.8.2 and ical.js 2.2.1 on 2026-12-01: a shift from 22:00 with DURATION:PT8H is
# shown until 06:00 by the clock on every night. RFC 5545 (3.3.6) has two kinds of length: days and weeks go by the calendar,
# hours and less are time that passes. So it ends at 07:00 in the spring and at 05:00 in the autumn, as node-ical 0.26.1 (and
# 0.27.2) says of the same file. Whoever goes by the calendar of a night worker sells an hour that is taken, or pays one too few.
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check \
  icalendar==7.3.2 recurring-ical-events==3.8.2 tzdata==2026.6
(cd "$folder" && npm init -y >/dev/null && npm pkg set type=module >/dev/null \
  && npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1)
cat > "$folder/write.py" <<'PYTHON'
import sys

NIGHTS = {"ordinary": "20270320", "spring": "20270327", "autumn": "20271030"}
FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:STANDARD
DTSTART:19961027T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19970330T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:{day}@example.com
DTSTAMP:20270101T000000Z
DTSTART;TZID=Europe/Helsinki:{day}T220000
DURATION:PT8H
SUMMARY:Night shift
END:VEVENT
END:VCALENDAR
"""
for name, day in NIGHTS.items():
    with open(f"{sys.argv[1]}/{name}.ics", "w", newline="") as file:
        file.write(FILE.format(day=day).replace("\n", "\r\n"))
PYTHON
cat > "$folder/read.py" <<'PYTHON'
import sys
from datetime import datetime, timezone

import icalendar
import recurring_ical_events


def hours(event):
    return (event.end.astimezone(timezone.utc) - event.start.astimezone(timezone.utc)).total_seconds() / 3600


def of(name):
    with open(f"{sys.argv[1]}/{name}.ics", "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    (written,) = calendar.walk("VEVENT")
    (shown,) = recurring_ical_events.of(calendar).between(datetime(2027, 1, 1), datetime(2028, 1, 1))
    return f"{hours(written):g} {hours(shown):g}"


print("icalendar, recurring-ical-events:", ", ".join(f"{name} {of(name)}" for name in ("ordinary", "spring", "autumn")))
PYTHON
cat > "$folder/read.mjs" <<'JAVASCRIPT'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import ical from "node-ical";

const hours = (from, to) => (to - from) / 3600000;
const readers = {
  "ical.js": (text) => {
    const calendar = new ICAL.Component(ICAL.parse(text));
    ICAL.TimezoneService.reset();
    ICAL.TimezoneService.register(calendar.getFirstSubcomponent("vtimezone"));
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
    return hours(event.startDate.toJSDate(), event.endDate.toJSDate());
  },
  "node-ical": (text) => {
    const event = Object.values(ical.sync.parseICS(text)).find((each) => each.type === "VEVENT");
    return hours(event.start, event.end);
  },
};
for (const [reader, read] of Object.entries(readers)) {
  const told = ["ordinary", "spring", "autumn"].map((name) => `${name} ${read(readFileSync(`${name}.ics`, "utf8"))}`);
  console.log(`${reader}: ${told.join(", ")}`);
}
JAVASCRIPT
cd "$folder"
"$folder/env/bin/python" write.py "$folder"
told=$("$folder/env/bin/python" read.py "$folder"; HOME=$folder node read.mjs)
echo "Hours that eight hours last:"
echo "$told"
expected="icalendar, recurring-ical-events: ordinary 8 8, spring 7 7, autumn 9 9
ical.js: ordinary 8, spring 7, autumn 9
node-ical: ordinary 8, spring 8, autumn 8"
[ "$told" = "$expected" ] || { echo "This has changed: look again."; exit 1; }
