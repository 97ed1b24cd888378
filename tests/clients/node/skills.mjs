// The skills extension of the TypeScript client 2.x: it lists them, and refuses any whose file is not what was listed.
import { Client } from "@modelcontextprotocol/client";
import { SkillsClient } from "@modelcontextprotocol/client/ext/skills";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { report, settings } from "./jobs.mjs";

await report(async () => {
  const { stdio, era } = settings();
  const mode = era === "old" ? "legacy" : { pin: "2026-07-28" };
  const client = new Client({ name: "skills", version: "1" }, { capabilities: {}, versionNegotiation: { mode } });
  await client.connect(new StdioClientTransport({ ...stdio, env: { ...process.env, ...stdio.env }, stderr: "ignore" }));
  const skills = new SkillsClient(client);
  const supported = skills.supported;
  const listed = await skills.list();
  const read = [];
  for (const skill of listed.skills) {
    const file = await skills.read((await skills.get(skill.uri)).skill);
    read.push({ name: skill.frontmatter.name, verified: file.verified });
  }
  await client.close();
  return { supported, invalid: listed.invalid.length, read };
});
