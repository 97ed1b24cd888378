// Reads a calendar from stdin with ical.js, and prints when everything in it is: [[uid, start, end], ...] in seconds.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const [first, last] = process.argv.slice(2).map(Number);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const found = [];
for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  const iterator = event.iterator();
  for (let at = iterator.next(); at; at = iterator.next()) {
    const { startDate, endDate } = event.getOccurrenceDetails(at);
    const [start, end] = [startDate.toUnixTime(), endDate.toUnixTime()];
    if (start >= last) break;
    if (end > first) found.push([event.uid, start, end]);
  }
}
console.log(JSON.stringify(found));
