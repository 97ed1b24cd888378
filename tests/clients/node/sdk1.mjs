// The TypeScript SDK 1.x, as most hosts still embed it: the old era, over stdio or HTTP.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema, ResourceUpdatedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { doTheJobs, report, settings } from "./jobs.mjs";

await report(async () => {
  const { url, token, stdio, asks } = settings();
  const asked = [];
  const client = new Client({ name: "sdk1", version: "1" }, { capabilities: asks ? { elicitation: {} } : {} });
  if (asks) {
    client.setRequestHandler(ElicitRequestSchema, async (request) => {
      asked.push(request.params.message);
      return { action: "accept", content: { agree: true } };
    });
  }
  const transport = stdio
    ? new StdioClientTransport({ ...stdio, env: { ...process.env, ...stdio.env }, stderr: "ignore" })
    : new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } });
  await client.connect(transport);
  const done = await doTheJobs(client, asked, async (uri, heard) => {
    client.setNotificationHandler(ResourceUpdatedNotificationSchema, (told) => heard(told.params.uri));
    await client.subscribeResource({ uri });
  });
  await client.ping();
  await client.close();
  return { ...done, protocol: transport.protocolVersion ?? null };
});
