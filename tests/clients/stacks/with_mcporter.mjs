// mcporter: its command line, as an assistant with a shell uses it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { doTheJobs, report, settings } from "./jobs.mjs";

const PROGRAM = fileURLToPath(new URL("node_modules/.bin/mcporter", import.meta.url));

await report(async () => {
  const { transport, url, headers, command, args, env } = settings();
  const folder = mkdtempSync(join(tmpdir(), "mcporter-"));
  const config = join(folder, "mcporter.json");
  const server = transport === "http" ? { baseUrl: url, headers } : { command, args, env: { HIRINGHALL_TOKEN: env.HIRINGHALL_TOKEN } };
  writeFileSync(config, JSON.stringify({ mcpServers: { hall: server }, imports: [] }));
  const run = (...words) => spawnSync(PROGRAM, ["--config", config, ...words], { env: { ...env, HOME: folder }, encoding: "utf8", timeout: 60_000 });
  const names = JSON.parse(run("list", "hall", "--json").stdout).tools.map((tool) => tool.name);
  const call = async (name, given) => {
    const done = run("call", `hall.${name}`, "--args", JSON.stringify(given), "--output", "json");
    return done.status ? `exit ${done.status}: ${done.stdout}` : done.stdout;
  };
  return doTheJobs(names, call);
}, "mcporter");
