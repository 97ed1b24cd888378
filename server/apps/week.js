// A week of a schedule: its free slots, one of which is picked and booked.
const week = { id: 0, args: {}, schedule: undefined, slots: [], monday: "", zone: "", picked: undefined };

async function heard({ args, answer, refusal }) {
  if (refusal) return fill($("page"), el("h1", {}, t("Free times")), refused(refusal));
  const slots = answer.slots ?? (answer.slot ? [answer.slot] : []);
  week.id = slots[0]?.schedule_id ?? answer.schedule?.id ?? args.schedule_id;
  Object.assign(week, { args, schedule: answer.schedule, slots, zone: slots[0]?.timezone ?? answer.schedule?.timezone ?? "" });
  const first = slots[0]?.start ?? answer.range?.start ?? answer.searched_until;
  week.monday = mondayOf(first.slice(0, 10));
  week.offset = first.slice(19).replace(/^\.\d+/, "") || "Z";
  week.why = slots.length ? "" : answer.reason;
  draw();
  if (host.can.serverTools) await load();
}

function mondayOf(date) {
  const at = new Date(`${date}T12:00:00Z`);
  return plus(date, -((at.getUTCDay() + 6) % 7));
}

function plus(date, days) {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86400000).toISOString().slice(0, 10);
}

async function load() {
  const at = (date) => `${date}T00:00:00${week.offset}`;
  const { duration, seats, timezone } = week.args;
  const asked = { schedule_id: week.id, start: at(week.monday), end: at(plus(week.monday, 7)), duration, seats, timezone, limit: 100 };
  say(t("Loading the week…"));
  const found = [];
  let cursor;
  do {
    const { answer, refusal } = await look("get_schedule", cursor ? { ...asked, cursor } : asked);
    if (refusal) return say(refusal.error);
    week.schedule = answer.schedule;
    found.push(...answer.slots);
    cursor = found.length < 400 ? answer.next_cursor : undefined;
  } while (cursor);
  week.slots = found;
  week.zone = found[0]?.timezone ?? week.zone;
  draw();
  return say(t("{0} free times in this week.", found.length));
}

function draw() {
  const { schedule, monday } = week;
  const title = el("h1", {}, schedule?.label ?? t("Free times"));
  const about = [schedule?.owner_name, schedule?.price && `${schedule.price} ${schedule.currency}`, week.zone && t("times in {0}", week.zone)];
  const days = [0, 1, 2, 3, 4, 5, 6].map((number) => column(plus(monday, number)));
  const span = `${day(monday)} – ${day(plus(monday, 6), { weekday: "short", day: "numeric", month: "short", year: "numeric" })}`;
  fill(
    $("page"), title, el("p", { class: "soft" }, about.filter(Boolean).join(" · ")), week.why && el("p", {}, week.why),
    host.can.serverTools && el("div", { class: "row" }, button(t("Week before"), () => go(-7)), button(t("Week after"), () => go(7))),
    el("h2", {}, span), el("div", { class: "columns", id: "days" }, days), el("section", { id: "picked", "aria-label": t("Booking") }),
  );
  $("days").addEventListener("keydown", step);
}

function go(days) {
  week.monday = plus(week.monday, days);
  week.slots = [];
  week.why = "";
  draw();
  $("page").querySelectorAll(".row button")[days < 0 ? 0 : 1].focus();
  load();
}

function column(date) {
  const free = week.slots.filter((slot) => slot.start.startsWith(date));
  const items = free.map((slot) => el("li", {}, choose(slot)));
  const none = el("p", { class: "soft" }, t("Nothing free"));
  return el("section", { "aria-label": day(date, { weekday: "long", day: "numeric", month: "long" }) },
    el("h3", {}, day(date)), items.length ? el("ul", {}, items) : none);
}

function choose(slot) {
  const price = slot.price && `${slot.price} ${slot.currency}`;
  const left = slot.seats_left > 1 ? t("{0} places", slot.seats_left) : "";
  const label = [day(slot.start, { weekday: "long", day: "numeric", month: "long" }), `${clock(slot.start)}–${clock(slot.end)}`, price, left];
  const made = el("button", { type: "button", "aria-pressed": "false", "aria-label": label.filter(Boolean).join(", "), on: () => pick(slot, made) },
    `${clock(slot.start)}–${clock(slot.end)}`, left && el("span", {}, ` · ${left}`));
  return made;
}

// Arrows lead to the next time of a day and to the next day.
function step(event) {
  const columns = [...$("days").children].map((one) => [...one.querySelectorAll("button")]).filter((one) => one.length);
  const across = columns.findIndex((one) => one.includes(document.activeElement));
  if (across < 0) return;
  const down = columns[across].indexOf(document.activeElement);
  const moves = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] }[event.key];
  const there = moves && columns[across + moves[0]];
  const to = there?.[Math.min(down + moves[1], moves[0] ? there.length - 1 : Infinity)];
  if (!to) return;
  event.preventDefault();
  to.focus();
}

function pick(slot, pressed) {
  for (const one of $("days").querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === pressed));
  const what = `${moment(slot.start)}–${clock(slot.end)}`;
  note(`The person picked the slot ${slot.start} (${slot.duration} minutes) of schedule ${week.id} on the page; it is not booked.`);
  const title = heading("h2", t("Picked: {0}", what));
  const { seats, timezone } = week.args;
  const args = { schedule_id: week.id, ...(slot.event_id ? { event_id: slot.event_id } : { start: slot.start, duration: slot.duration }), seats, timezone };
  const place = el("div");
  const price = slot.price && el("p", {}, t("Price for one place: {0}", `${slot.price} ${slot.currency}`));
  const lead = host.can.serverTools
    ? button(t("Show what booking it does"), () => rehearse(place, "book_schedule", args), "main")
    : el("p", {}, t("Tell the assistant to book it."));
  fill($("picked"), title, price, lead, place);
  title.focus();
}

connect(heard);
