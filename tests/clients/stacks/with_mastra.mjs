// @mastra/mcp: the tools it makes, executed as its agent executes them.
import { MCPClient } from "@mastra/mcp";
import { doTheJobs, report, settings } from "./jobs.mjs";

await report(async () => {
  const { transport, url, headers, command, args, env, in_context } = settings();
  const server = transport === "http" ? { url: new URL(url), requestInit: { headers } } : { command, args, env, stderr: "ignore" };
  const client = new MCPClient({ servers: { hall: server }, timeout: 60_000 });
  const tools = await (client.getTools ?? client.listTools).call(client);
  // Before 1.0 a tool was given its arguments as `context`.
  const call = async (name, given) => JSON.stringify(await tools[`hall_${name}`].execute(in_context ? { context: given } : given, {}));
  const done = await doTheJobs(Object.keys(tools).map((name) => name.replace(/^hall_/, "")), call);
  await client.disconnect();
  return done;
}, "@mastra/mcp");
