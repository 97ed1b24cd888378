// The TypeScript client 2.x, in either era, over stdio or HTTP.
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { doTheJobs, report, settings } from "./jobs.mjs";

await report(async () => {
  const { url, token, stdio, asks, era } = settings();
  const asked = [];
  const mode = era === "old" ? "legacy" : { pin: "2026-07-28" };
  const client = new Client(
    { name: "client2", version: "1" },
    { capabilities: asks ? { elicitation: { form: {} } } : {}, versionNegotiation: { mode } },
  );
  if (asks) {
    client.setRequestHandler("elicitation/create", async (request) => {
      asked.push(request.params.message);
      return { action: "accept", content: { agree: true } };
    });
  }
  const transport = stdio
    ? new StdioClientTransport({ ...stdio, env: { ...process.env, ...stdio.env }, stderr: "ignore" })
    : new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } });
  await client.connect(transport);
  const done = await doTheJobs(client, asked, async (uri, heard) => {
    client.setNotificationHandler("notifications/resources/updated", (told) => heard(told.params.uri));
    await (era === "old" ? client.subscribeResource({ uri }) : client.listen({ resourceSubscriptions: [uri] }));
  });
  const protocol = client.getNegotiatedProtocolVersion?.() ?? null;
  await client.close();
  return { ...done, protocol };
});
