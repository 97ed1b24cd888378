// A page of the hall in Chromium, shown by the host bridge of MCP Apps. The test says, line by line, what the person does, and
// answers the calls of tools that the page makes.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { settings } from "./jobs.mjs";

const { html, input, result, tool, theme, locale, executable, width } = settings();
const packages = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const complaints = [];
const outside = [];
const told = { contexts: [], links: [], sizes: [] };

const IMPORTS = {
  "@modelcontextprotocol/client": "@modelcontextprotocol/client/dist/index.mjs",
  "@modelcontextprotocol/client/_shims": "@modelcontextprotocol/client/dist/shimsBrowser.mjs",
  "@modelcontextprotocol/core": "@modelcontextprotocol/core/dist/index.mjs",
  "@modelcontextprotocol/core/internal": "@modelcontextprotocol/core/dist/internal.mjs",
  "@modelcontextprotocol/ext-apps/app-bridge": "@modelcontextprotocol/ext-apps/dist/src/app-bridge.js",
  "zod/v4": "zod/v4/index.js",
  eventsource: "eventsource/dist/index.js",
  "eventsource-parser": "eventsource-parser/dist/index.js",
  "eventsource-parser/stream": "eventsource-parser/dist/stream.js",
  "pkce-challenge": "pkce-challenge/dist/index.browser.js",
};
// What hosts put before a page: nothing but what stands in it.
const POLICY =
  "default-src 'none'; connect-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; " +
  "font-src data: blob:; frame-src 'none'; base-uri 'self'; form-action 'none'; object-src 'none'; worker-src 'none'";
const HOST = `<!doctype html><html lang="en"><title>Host</title>
<script type="importmap">${JSON.stringify({ imports: Object.fromEntries(Object.entries(IMPORTS).map(([name, path]) => [name, `/${path}`])) })}</script>
<iframe id="view" title="Page" sandbox="allow-scripts" style="border:0;width:100%;height:100vh"></iframe>
<script type="module">
import { AppBridge, PostMessageTransport } from "@modelcontextprotocol/ext-apps/app-bridge";
const { html, input, result, context } = await begin();
const frame = document.getElementById("view");
const can = { serverTools: {}, openLinks: {}, updateModelContext: { text: {} }, logging: {} };
const bridge = new AppBridge(null, { name: "host", version: "1" }, can, { hostContext: context });
bridge.oncalltool = (params) => calledTool(params);
bridge.onopenlink = async ({ url }) => (await heard("links", url), {});
bridge.onupdatemodelcontext = async (params) => (await heard("contexts", params), {});
bridge.onsizechange = (params) => heard("sizes", params);
bridge.oninitialized = async () => {
  await bridge.sendToolInput({ arguments: input });
  await bridge.sendToolResult(result);
};
await bridge.connect(new PostMessageTransport(frame.contentWindow, frame.contentWindow));
frame.srcdoc = html;
</script>`;

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function heard() {
  return JSON.parse((await lines.next()).value);
}

// One call at a time: the test hears it and answers with the next line. Meanwhile it tells the person's steps nothing.
let answered = Promise.resolve();
const open = [];

function calledTool(params) {
  return new Promise((done) => {
    open.push(done);
    say({ call: params });
  });
}

async function tabTo(page, frame, name) {
  for (let steps = 0; steps < 150; steps += 1) {
    const at = await frame.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");
    const is = await frame.evaluate(() => ["BUTTON", "SELECT", "SUMMARY", "INPUT"].includes(document.activeElement?.tagName));
    if (is && at.startsWith(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way to ${name} by Tab`);
}

async function look(page, frame) {
  await frame.evaluate(axe);
  const found = await frame.evaluate(() => axe.run());
  return {
    text: await frame.evaluate(() => document.body.innerText),
    names: await frame.evaluate(() => [...document.querySelectorAll("[aria-label]")].map((one) => one.getAttribute("aria-label"))),
    language: await frame.evaluate(() => document.documentElement.lang),
    violations: found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`),
    wide: await frame.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
    focus: await frame.evaluate(() => document.activeElement?.textContent?.slice(0, 80) ?? ""),
    complaints,
    outside,
    ...told,
  };
}

const browser = await chromium.launch({ executablePath: executable, args: ["--no-sandbox"] });
try {
  const context = await browser.newContext({ locale, colorScheme: theme, viewport: { width: width ?? 760, height: 900 } });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== "http://host.test") {
      outside.push(url.href);
      return route.abort();
    }
    if (url.pathname === "/") return route.fulfill({ contentType: "text/html", body: HOST });
    const body = await readFile(join(packages, url.pathname)).catch(() => undefined);
    return body ? route.fulfill({ contentType: "text/javascript", body }) : route.fulfill({ status: 404, body: "" });
  });
  const guarded = html.replace("<head>", `<head><meta http-equiv="Content-Security-Policy" content="${POLICY}">`);
  const toolInfo = { tool };
  await page.exposeFunction("begin", () => ({ html: guarded, input, result, context: { theme, locale, toolInfo } }));
  await page.exposeFunction("calledTool", calledTool);
  await page.exposeFunction("heard", (kind, what) => told[kind].push(what));
  await page.goto("http://host.test/");
  const view = await (await page.waitForSelector("#view")).contentFrame();
  for (;;) {
    const line = await heard();
    if (line.end) break;
    if (line.answer) {
      open.shift()(line.answer);
      continue;
    }
    answered = answered.then(async () => {
      if (line.until) await view.getByText(line.until, { exact: false }).first().waitFor({ timeout: 15000 });
      if (line.to ?? line.press) await tabTo(page, view, line.to ?? line.press);
      if (line.press) await page.keyboard.press("Enter");
      if (line.key) await page.keyboard.press(line.key);
      if (line.type) await page.keyboard.type(line.type);
      if (line.shot) {
        const height = await view.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
        await page.setViewportSize({ width: width ?? 760, height: Math.min(height, 760) + 2 });
        await page.locator("#view").screenshot({ path: line.shot });
      }
      say({ seen: line.look ? await look(page, view) : {} });
    }).catch((error) => {
      process.stderr.write(`${error?.stack ?? error}\n${JSON.stringify({ complaints, outside })}\n`);
      process.exit(1);
    });
  }
} catch (error) {
  process.stderr.write(`${error?.stack ?? error}\n`);
} finally {
  await browser.close();
}
process.exit(0);
