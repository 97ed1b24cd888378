// Money to say yes or no to: a dry run, a question of the hall, a request that waits at the desk, or what was done.
function heard({ tool, args, answer, refusal }) {
  const place = el("section", { id: "act", "aria-label": t("Decision") });
  fill($("page"), el("h1", {}, t("Approval: {0}", named(tool))), place);
  if (refusal?.code === "confirmation_required") question(place, refusal);
  else if (refusal) fill(place, refused(refusal), el("p", {}, t("Nothing happened.")));
  else if (answer.items) requests(place, answer);
  else if (answer.dry_run) offer(place, tool, bare(args), answer);
  else if (answer.request) request(place, answer);
  else finished(place, answer);
}

function named(tool) {
  return (tool ?? t("money")).replaceAll("_", " ");
}

// The arguments without what only the dry run had.
function bare({ dry_run, confirm, idempotency_key, ...rest }) {
  return rest;
}

function requests(place, answer) {
  const cards = answer.items.map((one) => {
    const open = button(t("Look at {0}", one.public_id), () => fetched($("request"), one.public_id));
    return el("li", { class: "card" }, el("h2", {}, one.public_id), el("p", {}, one.preview_text), facts(one), host.can.serverTools && open);
  });
  fill(place, el("p", {}, t("{0} of {1} requests.", answer.items.length, answer.total)), el("ul", {}, cards),
    el("div", { id: "request" }));
}

async function fetched(place, id) {
  const { answer, refusal } = await look("get_approval_request", { approval_id: id, refresh: true });
  if (refusal) fill(place, refused(refusal));
  else request(place, answer);
}

function facts(one) {
  return list([
    [t("Amount"), one.amount && `${one.amount.amount} ${one.amount.currency}`],
    [t("To"), one.payee],
    [t("Asked by"), one.requester && `${one.requester.name} (${one.requester.type})`],
    [t("State"), one.status],
    [t("Decide by"), one.step_due_at && moment(one.step_due_at)],
  ]);
}

function request(place, answer) {
  const one = answer.request;
  const title = heading("h2", one.public_id);
  const shown = answer.now ?? answer.preview ?? {};
  const waits = one.status === "pending" && host.can.serverTools;
  fill(place, title, el("blockquote", { class: "asked" }, one.preview_text), facts(one),
    answer.preview_differs && el("p", { class: "bad" }, t("It would now be otherwise than when it was asked for; this is how it is now.")),
    forecast(shown), waits && decision(place, one));
  title.focus();
}

function decision(place, one) {
  const why = el("input", { id: "why", maxlength: "1000" });
  const decide = async (name, tool, args) => {
    for (const each of place.querySelectorAll("button")) each.disabled = true;
    const { answer, refusal } = await call(name, { tool, arguments: { approval_id: one.public_id, ...args } });
    if (refusal) return fill(place, refused(refusal), button(t("Look at {0}", one.public_id), () => fetched(place, one.public_id)));
    note(`The person decided on the page: request ${one.public_id} is ${answer.request.status}.`);
    return request(place, answer);
  };
  const no = () => (why.value.trim() ? decide("run_write", "decline_request", { reason: why.value.trim() }) : why.focus());
  return el("div", {},
    el("div", { class: "row" }, button(t("Yes, do exactly this"), () => decide("run_money", "approve_request", { version: one.version }), "main")),
    el("div", { class: "row" }, el("label", { for: "why" }, t("Reason for a no")), why, button(t("Decline"), no)));
}

connect(heard);
