// A wallet's balances, and a statement of one currency with its balance as a line.
const wallet = { shown: undefined, currency: "", entries: [], more: undefined };

async function heard({ answer, refusal }) {
  if (refusal) return fill($("page"), el("h1", {}, t("Wallet")), refused(refusal));
  if (answer.wallets) wallet.shown = answer;
  else Object.assign(wallet, { entries: answer.transactions, more: answer.next_cursor, currency: answer.transactions[0]?.currency });
  if (!wallet.shown && host.can.serverTools) wallet.shown = (await look("get_wallet", {})).answer;
  const selected = wallet.shown?.wallets.find((one) => one.selected) ?? wallet.shown?.wallets[0];
  wallet.currency ||= selected?.currency ?? "";
  draw();
  if (answer.wallets && host.can.serverTools) await load();
}

async function load(cursor) {
  say(t("Loading the statement…"));
  const { answer, refusal } = await look("list_wallet_transactions", { limit: 100, cursor });
  if (refusal) return say(refusal.error);
  wallet.entries = cursor ? [...wallet.entries, ...answer.transactions] : answer.transactions;
  wallet.more = answer.next_cursor;
  draw();
  return say(t("{0} entries shown.", shownNow().length));
}

function shownNow() {
  return wallet.entries.filter((one) => one.currency === wallet.currency);
}

function draw() {
  const { shown, currency } = wallet;
  const entries = shownNow();
  fill($("page"), el("h1", {}, t("Wallet")), shown && balances(shown), shown && chooser(shown),
    el("h2", {}, t("Statement in {0}", currency)), chart(entries), statement(entries),
    wallet.more && host.can.serverTools && button(t("Show older entries"), () => load(wallet.more)));
}

function balances(shown) {
  const number = (text) => ({ text, number: true });
  const names = [t("Currency"), number(t("Available")), number(t("Held")), number(t("Balance")), t("Pays for")];
  const rows = shown.wallets.map((one) => [
    `${one.currency}${one.sandbox ? ` (${t("sandbox")})` : ""}`, one.available, one.held, one.balance, one.use,
  ]);
  const waits = [...(shown.pending_deposits ?? []), ...(shown.pending_withdrawals ?? [])];
  return [
    el("p", {}, t("For calls {0}, for work {1}.", `${shown.total} ${shown.total_currency}`, `${shown.work_total} ${shown.total_currency}`)),
    table(t("Balances"), names, rows),
    waits.length > 0 && table(t("On the way"), [t("What"), number(t("Amount"))], waits.map((one) => [one.status, `${one.amount} ${one.currency}`])),
    shown.deposit_missing && el("p", {}, shown.deposit_missing),
  ];
}

function chooser(shown) {
  if (shown.wallets.length < 2 || !host.can.serverTools) return undefined;
  const options = shown.wallets.map((one) => el("option", { value: one.currency, selected: one.currency === wallet.currency }, one.currency));
  const made = el("select", { id: "currency" }, options);
  made.addEventListener("change", () => {
    wallet.currency = made.value;
    draw();
    say(t("{0} entries shown.", shownNow().length));
    $("currency").focus();
  });
  return el("div", { class: "row" }, el("label", { for: "currency" }, t("Currency of the statement")), made);
}

// The balance after each entry as steps, oldest first. The table beneath has the same figures.
function chart(entries) {
  const told = entries.filter((one) => one.balance_after !== undefined).reverse();
  if (told.length < 2) return undefined;
  const values = told.map((one) => Number(one.balance_after));
  const [most, least] = [Math.max(...values), Math.min(0, ...values)];
  const times = told.map((one) => Date.parse(one.created_at));
  const x = (at) => Math.round(10 + ((times[at] - times[0]) * 600) / (times.at(-1) - times[0] || 1));
  const y = (value) => Math.round(150 - ((value - least) * 120) / (most - least || 1));
  const steps = values.map((value, at) => (at ? `H${x(at)}V${y(value)}` : `M${x(0)} ${y(value)}`)).join("");
  const [first, last] = [told[0], told.at(-1)];
  const label = t("Balance from {0} to {1}: first {2}, last {3}.", day(first.created_at), day(last.created_at), first.balance_after, last.balance_after);
  return [
    el("svg", { viewBox: "0 0 620 180", role: "img", "aria-label": label },
      el("line", { class: "axis", x1: 10, x2: 610, y1: y(0), y2: y(0) }), el("path", { class: "line", d: steps }),
      el("text", { x: 10, y: 174 }, day(first.created_at)), el("text", { x: 610, y: 174, "text-anchor": "end" }, day(last.created_at)),
      el("text", { x: 10, y: 18 }, `${told[values.indexOf(most)].balance_after} ${wallet.currency}`)),
    el("p", { class: "soft" }, label),
  ];
}

function statement(entries) {
  if (!entries.length) return el("p", {}, t("No entries."));
  const number = (text) => ({ text, number: true });
  const names = [t("When"), t("What"), number(t("Amount")), number(t("Balance after")), t("State")];
  const rows = entries.map((one) => [moment(one.created_at), one.description ?? one.type, one.amount, one.balance_after, one.status]);
  return table(t("Entries, newest first; times in UTC"), names, rows);
}

connect(heard);
