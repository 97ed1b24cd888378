// @ai-sdk/mcp: the tools it makes, executed as generateText executes them.
import { createMCPClient } from "@ai-sdk/mcp";
import { Experimental_StdioMCPTransport as StdioTransport } from "@ai-sdk/mcp/mcp-stdio";
import { doTheJobs, report, settings } from "./jobs.mjs";

await report(async () => {
  const { transport, url, headers, command, args, env } = settings();
  const over = transport === "http" ? { type: "http", url, headers } : new StdioTransport({ command, args, env, stderr: "ignore" });
  const client = await createMCPClient({ transport: over });
  const tools = await client.tools();
  const call = async (name, given) => {
    const result = await tools[name].execute(given, { toolCallId: "1", messages: [] });
    return `${result.isError ? "isError: " : ""}${result.content[0].text}`;
  };
  const done = await doTheJobs(Object.keys(tools), call);
  await client.close();
  return done;
}, "@ai-sdk/mcp");
