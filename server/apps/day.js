// A day plan: each person's visits as a line through their places, drawn to scale without a map's tiles, and as a list.
const plan = { shown: undefined, allowed: [], sites: new Map() };
const DASHES = ["", "7 4", "2 4", "12 4 2 4"];

async function heard({ answer, refusal }) {
  if (refusal) return fill($("page"), el("h1", {}, t("Day plan")), refused(refusal));
  Object.assign(plan, { shown: answer.plan, allowed: answer.allowed ?? [], stale: answer.stale ?? [] });
  draw();
  if (host.can.serverTools) await locate();
}

// Where the visits are: the plan names work orders, and they know their sites.
async function locate() {
  const ids = [...new Set(plan.shown.routes.flatMap((route) => route.stops.map((stop) => stop.work_order_id)))];
  for (let from = 0; from < ids.length; from += 100) {
    const asked = { work_order_ids: ids.slice(from, from + 100), columns: ["title", "location"], limit: 100 };
    const { answer, refusal } = await look("list_work_orders", asked);
    if (refusal) return say(t("The places are not known to this page: {0}", refusal.error));
    for (const one of answer.results) plan.sites.set(one.id, one);
  }
  return draw();
}

function draw() {
  const { date, time_zone: zone, status, routes, totals, unplanned = [], cost } = plan.shown;
  fill($("page"), el("h1", {}, t("Day plan of {0}", day(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" }))),
    el("p", { class: "soft" }, [status, t("times in {0}", zone)].join(" · ")),
    totals && el("p", {}, t("{0} of {1} visits planned, {2} km and {3} on the way.", totals.planned, totals.orders, totals.travel_km, time(totals.travel_seconds))),
    cost && el("p", {}, t("Held when it is applied: {0}; available {1}.", money(cost.holds_after), money(cost.available))),
    map(routes), routes.map(person),
    unplanned.length > 0 && el("section", {}, el("h2", {}, t("Not planned")),
      el("ul", {}, unplanned.map((one) => el("li", {}, `${titled(one.work_order_id)}: ${one.best_reason.replaceAll("_", " ")}`)))),
    plan.stale.length > 0 && el("p", { class: "bad" }, t("Changed since it was planned: {0}", plan.stale.map((one) => `${one.work_order_id} ${one.what}`).join(", "))),
    plan.allowed.includes("apply_day_plan") && host.can.serverTools && act());
}

function act() {
  const place = el("div");
  return el("section", { "aria-label": t("Apply the plan") },
    el("div", { class: "row" }, button(t("Show what applying it does"), () => rehearse(place, "apply_day_plan", { plan_id: plan.shown.public_id }), "main")), place);
}

function person(route, number) {
  const names = [t("Stop"), t("Visit"), t("Arrives"), t("Works"), t("On the way"), t("Waits")];
  const rows = route.stops.map((stop) => [
    String(stop.position), titled(stop.work_order_id), clock(stop.arrive_at), `${clock(stop.start_at)}–${clock(stop.end_at)}`,
    `${stop.travel_km} km, ${time(stop.travel_seconds)}`, time(stop.waiting_seconds),
  ]);
  const label = `${letter(number)} · ${t("Person {0}", route.user_id)}`;
  return el("section", {}, el("h2", {}, label),
    el("p", { class: "soft" }, t("Leaves home {0}, back {1}; {2} km.", clock(route.leave_home_at), clock(route.back_home_at), route.travel_km)),
    table(t("Visits of {0}", label), names, rows));
}

function map(routes) {
  const drawn = routes.map((route, number) => ({ number, points: route.stops.map(point).filter(Boolean) })).filter((one) => one.points.length);
  const all = drawn.flatMap((one) => one.points);
  if (!all.length) return undefined;
  const to = scale(all);
  const label = t("Map without streets: {0} visits of {1} people, north is up; the lists below say the same.", all.length, drawn.length);
  return el("svg", { viewBox: "0 0 620 320", role: "img", "aria-label": label }, el("rect", { class: "ground", x: 0, y: 0, width: 620, height: 320, rx: 8 }),
    drawn.map((one) => line(one, to)), ruler(to));
}

function point(stop) {
  const at = plan.sites.get(stop.work_order_id)?.location?.coordinates;
  return at && { position: stop.position, latitude: at.latitude, longitude: at.longitude };
}

// Kilometres on the ground to places in the picture; a degree of longitude is shorter away from the equator.
function scale(points) {
  const middle = (Math.max(...points.map((one) => one.latitude)) + Math.min(...points.map((one) => one.latitude))) / 2;
  const x = (one) => one.longitude * 111.32 * Math.cos((middle * Math.PI) / 180);
  const y = (one) => -one.latitude * 110.57;
  const range = (of) => [Math.min(...points.map(of)), Math.max(...points.map(of))];
  const [[west, east], [north, south]] = [range(x), range(y)];
  const per = Math.min(540 / Math.max(east - west, 0.5), 220 / Math.max(south - north, 0.5));
  return { per, at: (one) => [310 + (x(one) - (west + east) / 2) * per, 145 + (y(one) - (north + south) / 2) * per] };
}

function line({ number, points }, to) {
  const places = points.map(to.at);
  const path = el("path", { class: `route r${number % 4}`, d: `M${places.map((one) => one.map(Math.round).join(" ")).join("L")}`, "stroke-dasharray": DASHES[number % 4] });
  const marks = places.map(([x, y], at) => [
    el("circle", { class: `stop r${number % 4}`, cx: x, cy: y, r: 13 }),
    el("text", { class: "mark", x, y: y + 4, "text-anchor": "middle" }, `${letter(number)}${points[at].position}`),
  ]);
  return el("g", {}, path, marks.flat());
}

function ruler(to) {
  const length = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500].findLast((one) => one * to.per <= 200) ?? 0.2;
  return el("g", {}, el("path", { class: "ruler", d: `M20 290v8h${Math.round(length * to.per)}v-8` }), el("text", { x: 20, y: 284 }, `${length} km`));
}

function letter(number) {
  return String.fromCharCode(65 + (number % 26));
}

function titled(id) {
  return [id, plan.sites.get(id)?.title].filter(Boolean).join(" ");
}

function time(seconds) {
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? t("{0} min", minutes) : t("{0} h {1} min", Math.floor(minutes / 60), minutes % 60);
}

function money({ amount, currency }) {
  return `${amount} ${currency}`;
}

connect(heard);
