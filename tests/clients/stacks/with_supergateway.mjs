// supergateway: in front of a server over HTTP for a stdio client, and in front of one over stdio for an HTTP client.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { behindHttp, behindStdio } from "./plain.mjs";
import { report, settings } from "./jobs.mjs";

const PROGRAM = fileURLToPath(new URL("node_modules/supergateway/dist/index.js", import.meta.url));

await report(async () => {
  const { transport, url, token, command, args, env } = settings();
  if (transport === "http") {
    return behindStdio({ command: process.execPath, args: [PROGRAM, "--streamableHttp", url, "--oauth2Bearer", token], env });
  }
  const port = await freePort();
  const words = ["--stdio", [command, ...args].join(" "), "--outputTransport", "streamableHttp", "--port", String(port)];
  const gateway = spawn(process.execPath, [PROGRAM, ...words], { env, stdio: "ignore" });
  try {
    await untilOpen(`http://127.0.0.1:${port}/`);
    return await behindHttp(`http://127.0.0.1:${port}/mcp`);
  } finally {
    gateway.kill();
  }
}, "supergateway");

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  return port;
}

async function untilOpen(address) {
  for (let tries = 0; tries < 150; tries++) {
    if (await fetch(address).catch(() => null)) return;
    await new Promise((go) => setTimeout(go, 200));
  }
  throw new Error("supergateway did not open its port");
}
