// What every client does with the server: list, find, describe, call, be refused, confirm. The driver brings the client.

export const INQUIRY = {
  title: "Two people",
  industry: { name: "Software" },
  hires: [
    {
      stage: "pending",
      title: "Developer",
      type: "external",
      budget: "1.00",
      job_start: "2026-11-01T08:00:00Z",
      job_end: "2027-02-28T18:00:00Z",
      description: "Python",
    },
  ],
};

export function settings() {
  return JSON.parse(process.argv[2]);
}

// `listening(uri, heard)` subscribes in the client's own way and calls heard(uri) for every change it is told of.
export async function doTheJobs(client, asked, listening) {
  const call = async (name, args, options) => {
    const result = await client.callTool({ name, arguments: args }, ...(options ?? []));
    return { isError: result.isError ?? false, text: JSON.parse(result.content[0].text), structured: result.structuredContent };
  };
  const tools = (await client.listTools()).tools;
  const found = await call("find_operations", { query: "call off the whole hiring request" });
  const described = await call("describe_operation", { tool: "cancel_inquiry" });
  const made = await call("create_inquiry", INQUIRY);
  const refused = await call("run_read", { tool: "get_inquiry", arguments: { inquiry_id: "inq_nope" } });
  const cancel = { tool: "cancel_inquiry", arguments: { inquiry_id: made.structured?.inquiry_id } };
  let confirmed = await call("run_destructive", cancel);
  let token = null;
  if (confirmed.text.code === "confirmation_required") {
    token = confirmed.text.confirm ?? confirmed.text.details?.confirm;
    confirmed = await call("run_destructive", { ...cancel, arguments: { ...cancel.arguments, confirm: token } });
  }
  return {
    server: client.getServerVersion(),
    tools: tools.map((tool) => tool.name),
    found: found.structured,
    described: described.structured,
    made,
    refused,
    token,
    confirmed,
    asked,
    heard: await hearOfAChange(call, listening),
    beyond: await readBeyond(client),
  };
}

async function hearOfAChange(call, listening) {
  const settings = { rules: [{ days: [1], start: "09:00", end: "12:00" }] };
  const made = await call("run_write", { tool: "create_schedule", arguments: { label: "Lessons", private: false, settings } });
  const id = made.structured.schedule.id;
  const told = new Promise((hear) => {
    listening(`hiringhall://schedules/${id}/slots`, hear).then(() =>
      call("run_write", { tool: "update_schedule", arguments: { schedule_id: id, private: false, settings, currency: "EUR", label: "More" } }),
    );
  });
  const late = new Promise((give) => setTimeout(() => give("nothing within ten seconds"), 10_000));
  return (await Promise.race([told, late])).replace(String(id), "ID");
}

async function readBeyond(client) {
  const wallet = await client.readResource({ uri: "hiringhall://wallet" });
  const missing = await client.readResource({ uri: "hiringhall://tasks/999" }).catch((error) => error);
  const template = { ref: { type: "ref/prompt", name: "book_time" }, argument: { name: "pay", value: "l" } };
  return {
    resources: (await client.listResources()).resources.map((one) => one.uri),
    templates: (await client.listResourceTemplates()).resourceTemplates.length,
    wallet: JSON.parse(wallet.contents[0].text),
    missing: { code: missing.code, message: missing.message },
    prompts: (await client.listPrompts()).prompts.map((one) => one.name),
    prompt: (await client.getPrompt({ name: "pay_freelancer", arguments: { task_id: "7" } })).messages.length,
    completed: (await client.complete(template)).completion.values,
  };
}

export async function report(run) {
  try {
    const found = await run();
    process.stdout.write(JSON.stringify(found), () => process.exit(0));
  } catch (error) {
    process.stderr.write(`${error?.stack ?? error}\n`, () => process.exit(1));
  }
}
