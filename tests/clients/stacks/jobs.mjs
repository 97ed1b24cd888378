// What every client from npm does with the server: list, read, be refused, ask for staff, confirm. The script brings the client.
import { readFileSync } from "node:fs";

// The least that is taken: every optional key is left out, also inside the objects.
export const INQUIRY = {
  title: "Two people",
  industry: { name: "Software" },
  hires: [
    {
      stage: "pending",
      title: "Developer",
      type: "external",
      budget: "1.00",
      job_start: "2027-11-01T08:00:00Z",
      job_end: "2028-02-28T18:00:00Z",
      description: "Python",
    },
  ],
};

// How to reach the server: transport, url and headers, command, args and env.
export function settings() {
  const given = JSON.parse(process.argv[2]);
  return { ...given, env: { ...process.env, ...given.env } };
}

// `call` gives what the client would hand to its model, as text; it throws what the client throws.
export async function doTheJobs(names, call) {
  // For a client that empties an object without keys of its own.
  const within = (args) => (settings().as_text ? { arguments_json: JSON.stringify(args) } : { arguments: args });
  const step = async (name, args) => {
    try {
      return { text: String(await call(name, structuredClone(args))), raised: null };
    } catch (error) {
      return { text: String(error.message ?? error), raised: error.constructor.name };
    }
  };
  const read = await step("get_wallet", {});
  const refused = await step("run_read", { tool: "get_inquiry", ...within({ inquiry_id: "inq_no" }) });
  const made = await step("create_inquiry", INQUIRY);
  const cancel = { inquiry_id: made.text.match(/inq_\w+/)?.[0] ?? "none" };
  const asked = await step("run_destructive", { tool: "cancel_inquiry", ...within(cancel) });
  const token = asked.text.match(/\bconfirm\b[\\"': ]+([\w.-]{16,})/)?.[1];
  const again = { tool: "cancel_inquiry", ...within({ ...cancel, confirm: token }) };
  const confirmed = token ? { confirmed: await step("run_destructive", again) } : {};
  return { tools: names.toSorted(), steps: { read, refused, made, asked, ...confirmed } };
}

// Do it, and print the outcome with the versions as the last line.
export async function report(work, ...packages) {
  const done = await work();
  const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;
  const versions = Object.fromEntries(packages.map((name) => [name, version(name)]));
  console.log("\n" + JSON.stringify({ ...done, versions }));
  process.exit(0);
}
