// A person at the pages of the sign-in, in Chromium, with the keyboard alone; each page is looked at by axe.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { settings } from "./jobs.mjs";

const { url, email, language, scheme, executable } = settings();
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const seen = [];
const complaints = [];

function say(told) {
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

async function look(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run());
  const text = await page.innerText("body");
  seen.push({
    title: await page.title(),
    language: await page.getAttribute("html", "lang"),
    violations: found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`),
    text,
  });
}

async function tabTo(page, selector) {
  for (let steps = 0; steps < 40; steps += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way to ${selector} by Tab`);
}

const browser = await chromium.launch({ executablePath: executable, args: ["--no-sandbox"] });
try {
  const context = await browser.newContext({ locale: language, colorScheme: scheme, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(url);
  await look(page);
  await tabTo(page, "#email");
  await page.keyboard.type(email);
  await page.keyboard.press("Enter");
  await page.waitForSelector("input[name=code]");
  await look(page);
  say({ code: true });
  await tabTo(page, "input[name=code]");
  await page.keyboard.type((await lines.next()).value);
  await page.keyboard.press("Enter");
  await page.waitForSelector("input[name=scope]");
  await look(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  await tabTo(page, "button[value=allow]");
  const back = page.waitForRequest((request) => request.url().startsWith("http://localhost:3031/"), { timeout: 15000 });
  await page.keyboard.press("Enter");
  const led = (await back).url();
  const framed = await (await context.newPage()).goto("data:text/html,<title>frame</title>").then(async () => {
    const other = context.pages().at(-1);
    await other.setContent(`<iframe src="${url}"></iframe>`);
    await other.waitForTimeout(1500);
    return other.frames().some((frame) => frame.url().startsWith("http"));
  });
  say({ seen, wide, led, framed, complaints: complaints.filter((text) => !text.includes("3031")) });
} catch (error) {
  process.stderr.write(`${error?.stack ?? error}\n`);
} finally {
  await browser.close();
}
process.exit(0);
