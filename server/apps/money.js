// A money operation on this page: what exactly would happen, the person's yes to it, and what came of it.
const HIDDEN = ["dry_run", "note", "untrusted", "would_ask", "would_cost", "would_pay", "charge", "actions", "correlation_id"];

async function rehearse(place, tool, args) {
  say(t("Looking at what would happen…"));
  const { answer, refusal } = await call("run_money", { tool, arguments: { ...args, dry_run: true } });
  say("");
  if (refusal) fill(place, refused(refusal));
  else offer(place, tool, args, answer);
}

function offer(place, tool, args, answer) {
  const title = heading("h2", t("What will happen"));
  const yes = () => carryOut(place, "run_money", { tool, arguments: { ...args, idempotency_key: key() } }, answer.would_ask);
  fill(place, title, el("p", { class: "soft" }, t("Nothing has happened yet.")), forecast(answer), choice(place, args && yes));
  title.focus();
}

// The hall's own question, to which only a yes leads on.
function question(place, refusal) {
  const title = heading("h2", t("Your agreement is needed"));
  const next = refusal.next?.find((one) => one.when) ?? refusal.next?.[0];
  const yes = () => carryOut(place, next.tool, next.arguments, refusal.details.question);
  fill(place, title, el("blockquote", { class: "asked" }, refusal.details.question), choice(place, next && yes));
  title.focus();
}

function choice(place, yes) {
  if (!host.can.serverTools || !yes) return el("p", {}, t("Tell the assistant whether to go ahead."));
  const no = () => {
    fill(place, el("p", {}, t("Left as it is. Nothing happened.")));
    note("The person said no to this on the page. Nothing happened.");
  };
  return el("div", { class: "row" }, button(t("Yes, do exactly this"), yes, "main"), button(t("No, leave it"), no));
}

// Agreed words are agreed once: only if the hall now asks something else is the person asked again.
async function carryOut(place, name, args, agreed) {
  for (const one of place.querySelectorAll("button")) one.disabled = true;
  say(t("Being done…"));
  let { answer, refusal } = await call(name, args);
  const next = refusal?.code === "confirmation_required" && refusal.next?.find((one) => one.when);
  if (next && refusal.details.question === agreed) ({ answer, refusal } = await call(next.tool, next.arguments));
  say("");
  if (refusal?.code === "confirmation_required") return question(place, refusal);
  if (refusal) return fill(place, refused(refusal), el("p", {}, t("Nothing happened.")));
  note(`The person agreed on the page. The hall's answer: ${JSON.stringify(answer)}`.slice(0, 4000));
  return finished(place, answer);
}

// What a call came to: done, or begun and still waiting for somebody or something.
function finished(place, answer) {
  const [title, text] = outcome(answer);
  const head = heading("h2", title);
  const agreers = answer.approval?.approvers?.map((one) => one.name ?? one).join(", ");
  fill(place, head, el("p", { class: "good" }, text), agreers && list([[t("Decided by"), agreers]]), charged(answer.charge), details(answer));
  head.focus();
}

function outcome(answer) {
  if (answer.approval) return [t("Waits for approval"), t("Nothing has happened yet. Request {0} waits for a yes.", answer.approval.public_id)];
  if (answer.job?.state === "queued") return [t("Begun"), t("It is being done in the background as {0}.", answer.job.id)];
  return [t("Done"), t("It was carried out.")];
}

function forecast(answer) {
  return [
    answer.would_ask && el("blockquote", { class: "asked" }, answer.would_ask),
    answer.would_pay?.length && purses(answer.would_pay),
    answer.would_cost && el("p", {}, t("The call itself costs {0}.", `${answer.would_cost.amount} ${answer.would_cost.currency}`)),
    details(answer),
  ].filter(Boolean);
}

// What becomes of each purse, without the columns in which nothing stands.
function purses(rows) {
  const names = { pays: t("Pays"), holds: t("Held"), gets: t("Gets"), releases: t("Released"), fee: t("Fee"), left: t("Left") };
  const told = Object.keys(names).filter((name) => rows.some((one) => one[name]));
  const heads = [t("Purse"), ...told.map((name) => ({ text: names[name], number: true }))];
  return table(t("Money"), heads, rows.map((one) => [one.purse, ...told.map((name) => one[name] && `${one[name]} ${one.currency}`)]));
}

function charged(charge) {
  return charge && el("p", {}, t("The call itself cost {0}.", `${charge.amount} ${charge.currency}`));
}

function details(answer) {
  const rows = flat(answer);
  return rows.length > 0 && el("details", {}, el("summary", {}, t("All details ({0})", rows.length)), list(rows));
}

function flat(value, path = "") {
  if (value === null || typeof value !== "object") return [[path.replaceAll("_", " "), String(value)]];
  const parts = Object.entries(value).filter(([name]) => !HIDDEN.includes(name));
  return parts.flatMap(([name, part]) => flat(part, path ? `${path} › ${Array.isArray(value) ? Number(name) + 1 : name}` : name));
}

function key() {
  return `page-${[...crypto.getRandomValues(new Uint8Array(12))].map((one) => one.toString(16).padStart(2, "0")).join("")}`;
}
