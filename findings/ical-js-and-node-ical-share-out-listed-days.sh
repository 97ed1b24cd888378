#!/usr/bin/env bash
# Of an appointment on listed days ical.js shows all but the first day, node-ical only the first.
#
# Seen with ical.js 2.2.1 and node-ical 0.26.1 (0.27.2 too) on 2026-12-01: an appointment on 11, 13 and 20 January whose later days
# stand in RDATE, without a rule, as fittings or visits on chosen days are kept. RFC 5545 (3.8.5.2, 3.8.5.3) takes the first
# time and the listed ones together, three days. Beside a rule node-ical leaves the listed days out as well. Each missing day
# looks free, in one program the first and in the other the rest, and nothing is raised or logged.
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && npm init -y >/dev/null && npm pkg set type=module >/dev/null \
  && npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1)
cat > "$folder/probe.mjs" <<'JAVASCRIPT'
import ICAL from "ical.js";
import ical from "node-ical";

const file = (...lines) => [
  "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VEVENT", "UID:a@example.com", "DTSTAMP:20270101T000000Z",
  "DTSTART:20270111T090000Z", "DTEND:20270111T100000Z", ...lines, "END:VEVENT", "END:VCALENDAR", "",
].join("\r\n");
const files = {
  listed: file("RDATE:20270113T090000Z,20270120T090000Z"),
  "a rule and listed": file("RRULE:FREQ=DAILY;COUNT=2", "RDATE:20270113T090000Z,20270120T090000Z"),
};
const readers = {
  "ical.js": (text) => {
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent"));
    const found = [];
    const times = event.iterator();
    for (let time = times.next(); time && found.length < 10; time = times.next()) found.push(time.toJSDate());
    return found;
  },
  "node-ical": (text) => {
    const event = Object.values(ical.sync.parseICS(text)).find((each) => each.type === "VEVENT");
    const span = { from: new Date("2027-01-01T00:00:00Z"), to: new Date("2027-02-01T00:00:00Z") };
    return ical.expandRecurringEvent(event, span).map((each) => each.start);
  },
};
for (const [reader, read] of Object.entries(readers)) {
  for (const [name, text] of Object.entries(files)) {
    console.log(`${reader}, ${name}: ${read(text).map((time) => time.getUTCDate()).sort((a, b) => a - b).join(" ")}`);
  }
}
JAVASCRIPT
cd "$folder"
told=$(HOME=$folder TZ=UTC node probe.mjs)
echo "Days of January 2027:"
echo "$told"
expected="ical.js, listed: 13 20
ical.js, a rule and listed: 11 12 13 20
node-ical, listed: 11
node-ical, a rule and listed: 11 12"
[ "$told" = "$expected" ] || { echo "This has changed: look again."; exit 1; }
