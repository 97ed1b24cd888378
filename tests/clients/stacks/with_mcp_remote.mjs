// mcp-remote: a stdio client in front of a server over HTTP.
import { fileURLToPath } from "node:url";
import { behindStdio } from "./plain.mjs";
import { report, settings } from "./jobs.mjs";

await report(async () => {
  const { url, headers, env } = settings();
  const proxy = fileURLToPath(new URL("node_modules/mcp-remote/dist/proxy.js", import.meta.url));
  const args = [proxy, url, "--header", `Authorization:${headers.Authorization}`, "--allow-http", "--transport", "http-only"];
  return behindStdio({ command: process.execPath, args, env });
}, "mcp-remote");
