// Work orders as a board: a column for each state, and the record of one.
const board = { orders: [], total: 0, more: undefined, args: {} };
const ORDER = ["draft", "published", "routed", "assigned", "confirmed", "on_my_way", "checked_in", "checked_out", "work_done", "approved", "paid", "cancelled"];

function heard({ args, answer, refusal }) {
  if (refusal) return fill($("page"), el("h1", {}, t("Work orders")), refused(refusal));
  Object.assign(board, { args, orders: answer.results, total: answer.total, more: answer.next_cursor });
  return draw();
}

async function load() {
  const { page, per_page, ...rest } = board.args;
  const { answer, refusal } = await look("list_work_orders", { ...rest, cursor: board.more });
  if (refusal) return say(refusal.error);
  Object.assign(board, { orders: [...board.orders, ...answer.results], more: answer.next_cursor });
  draw();
  return say(t("{0} of {1} work orders shown.", board.orders.length, board.total));
}

function draw() {
  const states = [...new Map(board.orders.map((one) => [titleOf(one), one.status?.name])).entries()].sort((a, b) => rank(a[1]) - rank(b[1]));
  fill($("page"), el("h1", {}, t("Work orders")),
    el("p", { class: "soft" }, t("{0} of {1} work orders shown.", board.orders.length, board.total)),
    el("div", { class: "columns board" }, states.map(([title]) => column(title))),
    board.more && host.can.serverTools && button(t("Show more"), load),
    el("section", { id: "one", "aria-label": t("Work order") }));
}

function rank(state) {
  const at = ORDER.indexOf(state);
  return at < 0 ? ORDER.length : at;
}

function titleOf(one) {
  return one.status?.display ?? t("All");
}

function column(title) {
  const there = board.orders.filter((one) => titleOf(one) === title);
  return el("section", { "aria-label": title }, el("h2", {}, `${title} (${there.length})`), el("ul", {}, there.map((one) => el("li", {}, card(one)))));
}

function card(one) {
  const about = [one.start && moment(one.start), one.place, one.pay_max].filter(Boolean);
  const lines = about.map((text) => el("span", { class: "soft" }, text));
  const title = el("strong", {}, `${one.id} ${one.title ?? ""}`);
  if (!host.can.serverTools) return el("div", { class: "card stack" }, title, lines);
  return el("button", { type: "button", class: "stack", on: () => open(one.id) }, title, lines);
}

async function open(id) {
  const { answer, refusal } = await look("get_work_order", { work_order_id: id });
  if (refusal) return fill($("one"), refused(refusal));
  const title = heading("h2", `${answer.id} ${answer.title}`);
  const { location: site = {}, schedule, pay, assignee } = answer;
  const window = schedule?.service_window;
  const at = [window?.start.local, window?.end?.local].filter(Boolean).map(moment).join(" – ");
  const range = pay?.range;
  fill($("one"), title, list([
    [t("State"), answer.status.display],
    [t("When"), at && `${at} (${schedule.time_zone.name})`],
    [t("Where"), [site.display_name, site.address1, site.city, site.country].filter(Boolean).join(", ")],
    [t("Pay"), range && (range.min === range.max ? `${range.max} ${pay.currency}` : `${range.min} – ${range.max} ${pay.currency}`)],
    [t("Assigned to"), assignee && [assignee.first_name, assignee.last_name].filter(Boolean).join(" ")],
    [t("What can follow"), (answer.actions ?? []).map((name) => name.replaceAll("_", " ")).join(", ")],
  ]));
  note(`The person is looking at work order ${id} on the board.`);
  return title.focus();
}

connect(heard);
