// The TypeScript client 2.x in front of a proxy.
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { doTheJobs } from "./jobs.mjs";

export const behindStdio = (server) => through(new StdioClientTransport({ ...server, stderr: "ignore" }));
export const behindHttp = (url) => through(new StreamableHTTPClientTransport(new URL(url)));

async function through(transport) {
  const client = new Client({ name: "plain", version: "1" }, { versionNegotiation: { mode: "auto" } });
  await client.connect(transport);
  const names = (await client.listTools()).tools.map((tool) => tool.name);
  const call = async (name, given) => {
    const result = await client.callTool({ name, arguments: given });
    return `${result.isError ? "isError: " : ""}${result.content[0].text}`;
  };
  const done = await doTheJobs(names, call);
  await client.close();
  return done;
}
