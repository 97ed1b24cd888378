// @langchain/mcp-adapters: the tools it makes, invoked as a graph invokes them.
import { MultiServerMCPClient } from "@langchain/mcp-adapters";
import { doTheJobs, report, settings } from "./jobs.mjs";

await report(async () => {
  const { transport, url, headers, command, args, env } = settings();
  const over = transport === "http" ? { transport: "http", url, headers } : { transport: "stdio", command, args, env, stderr: "ignore" };
  const client = new MultiServerMCPClient({ mcpServers: { hall: over } });
  const tools = Object.fromEntries((await client.getTools()).map((tool) => [tool.name, tool]));
  const call = async (name, given) => {
    const message = await tools[name].invoke({ type: "tool_call", id: "1", name, args: given });
    return typeof message.content === "string" ? message.content : JSON.stringify(message.content);
  };
  const done = await doTheJobs(Object.keys(tools), call);
  await client.close();
  return done;
}, "@langchain/mcp-adapters");
