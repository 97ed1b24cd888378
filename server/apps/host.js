"use strict";
// The messages between this page and the chat client that shows it (MCP Apps, 2026-01-26).
const host = { can: {}, context: {}, input: {}, heard: () => {} };
const waiting = new Map();
let asked = 0;

function tell(method, params) {
  parent.postMessage({ jsonrpc: "2.0", method, params }, "*");
}

function ask(method, params) {
  asked += 1;
  parent.postMessage({ jsonrpc: "2.0", id: asked, method, params }, "*");
  return new Promise((done, failed) => waiting.set(asked, { done, failed }));
}

addEventListener("message", ({ source, data }) => {
  if (source !== parent || data?.jsonrpc !== "2.0") return;
  if (data.method === undefined) {
    const { done, failed } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if (data.error) failed?.(new Error(data.error.message));
    else done?.(data.result);
  } else if (data.id !== undefined) {
    const known = ["ping", "ui/resource-teardown"].includes(data.method);
    const answer = known ? { result: {} } : { error: { code: -32601, message: "Method not found" } };
    parent.postMessage({ jsonrpc: "2.0", id: data.id, ...answer }, "*");
  } else if (data.method === "ui/notifications/tool-input") host.input = data.params.arguments ?? {};
  else if (data.method === "ui/notifications/tool-result") show(data.params);
  else if (data.method === "ui/notifications/tool-cancelled") say(t("The call was cancelled."));
  else if (data.method === "ui/notifications/host-context-changed") take(data.params);
});

// heard({tool, args, answer, refusal}) draws what a call came to.
async function connect(heard) {
  host.heard = heard;
  take({});
  const told = await ask("ui/initialize", {
    appInfo: { name: "hiringhall", version: "1" },
    appCapabilities: { availableDisplayModes: ["inline"] },
    protocolVersion: "2026-01-26",
  });
  host.can = told.hostCapabilities ?? {};
  take(told.hostContext ?? {});
  tell("ui/notifications/initialized", {});
  new ResizeObserver(() => {
    const { width, height } = document.documentElement.getBoundingClientRect();
    tell("ui/notifications/size-changed", { width: Math.ceil(width), height: Math.ceil(height) });
  }).observe(document.documentElement);
}

function take(context) {
  Object.assign(host.context, context);
  const root = document.documentElement;
  root.dataset.theme = host.context.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.lang = language();
  const sans = host.context.styles?.variables?.["--font-sans"];
  if (sans) root.style.setProperty("--font-sans", sans);
}

function show(result) {
  const found = read(result);
  const outer = host.context.toolInfo?.tool?.name;
  const inner = host.input.tool !== undefined && (outer ?? "run_").startsWith("run_");
  const args = inner ? within(host.input) : host.input;
  const tool = result._meta?.["hiringhall/receipt"]?.tool ?? found.refusal?.tool ?? (inner ? host.input.tool : outer);
  $("page").removeAttribute("aria-busy");
  host.heard({ tool, args, ...found });
}

// The arguments of the operation that run_read and its like were told to run, in whichever form.
function within({ tool, arguments: inside, arguments_json: text, ...beside }) {
  try {
    return inside ?? JSON.parse(text);
  } catch {
    return beside;
  }
}

function read(result) {
  let body = result.structuredContent;
  try {
    body ??= JSON.parse(result.content[0].text);
  } catch {
    body = { error: result.content?.[0]?.text ?? t("No answer came.") };
  }
  return result.isError ? { refusal: body } : { answer: body };
}

// A tool of the hall, through the client: {answer} or {refusal}.
async function call(name, args) {
  try {
    return read(await ask("tools/call", { name, arguments: args }));
  } catch (error) {
    return { refusal: { error: error.message } };
  }
}

function look(tool, args) {
  return call("run_read", { tool, arguments: args });
}

// What the person did here, for the assistant's next turn.
function note(text) {
  if (host.can.updateModelContext) ask("ui/update-model-context", { content: [{ type: "text", text }] }).catch(() => {});
}

function language() {
  const [said] = (host.context.locale ?? navigator.language ?? "en").toLowerCase().split("-");
  return said === "en" || said in WORDS ? said : "en";
}

function t(text, ...values) {
  const said = WORDS[language()]?.[text] ?? text;
  return said.replace(/\{(\d)\}/g, (_, place) => values[place]);
}

function $(id) {
  return document.getElementById(id);
}

// An element. Text stays text, whoever wrote it.
function el(name, given = {}, ...children) {
  const drawn = ["svg", "g", "path", "circle", "line", "text", "rect"].includes(name);
  const made = drawn ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key === "on") made.addEventListener("click", value);
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== ""));
  return made;
}

function fill(place, ...children) {
  place.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

function say(text) {
  $("said").textContent = text;
}

// A heading that takes the focus when what it heads was just drawn.
function heading(name, text) {
  return el(name, { tabindex: "-1" }, text);
}

function table(caption, names, rows) {
  const head = names.map((name) => el("th", { scope: "col", class: name.number && "number" }, name.text ?? name));
  const cells = (row) => row.map((cell, at) => el("td", { class: names[at].number && "number" }, cell ?? ""));
  const body = rows.map((row) => el("tr", {}, cells(row)));
  const drawn = el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, head)), el("tbody", {}, body));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, drawn);
}

function list(pairs) {
  return el("dl", {}, pairs.filter(([, value]) => value).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function button(text, on, kind) {
  return el("button", { type: "button", class: kind, on }, text);
}

// A refusal in its own words.
function refused(refusal) {
  return el("p", { class: "bad", role: "alert" }, refusal.error ?? t("No answer came."));
}

// Times are shown as they were told, in the zone they were told in.
function clock(iso) {
  return iso.slice(11, 16);
}

function day(iso, options = { weekday: "short", day: "numeric", month: "short" }) {
  return new Date(`${iso.slice(0, 10)}T12:00:00Z`).toLocaleDateString(language(), { ...options, timeZone: "UTC" });
}

function moment(iso) {
  return `${day(iso)} ${clock(iso)}`;
}
