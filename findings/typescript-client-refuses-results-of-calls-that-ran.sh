#!/usr/bin/env bash
# The TypeScript SDK 1.x refuses a right result, after the call has run, of a tool whose output schema is of JSON Schema 2020-12.
#
# Seen with @modelcontextprotocol/sdk 1.32.2 and @modelcontextprotocol/client 2.4.0 on 2026-12-01 (Node 20 or newer): a place as two
# numbers, said by prefixItems and closed by items false, with $schema. MCP 2025-11-25, which both speak, makes 2020-12 the
# dialect of schemas that name none. The client 1.x lists and calls the tool, then checks the answer by draft-07, which knows no
# prefixItems, so that every item is forbidden: the host gets "MCP error -32602" (invalid params) instead of the answer. That
# reads like a call that was never made, and a model that makes it again books or pays twice. Left open at the end, a wrong
# place passes. The client 2.x is right in both. A host can hand the client 1.x another validator (jsonSchemaValidator); a
# server that cannot choose its hosts writes no prefixItems.
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && npm init -y >/dev/null && npm pkg set type=module >/dev/null \
  && npm install --silent --no-audit --no-fund @modelcontextprotocol/sdk@1.32.2 @modelcontextprotocol/client@2.4.0)
cat > "$folder/probe.mjs" <<'JAVASCRIPT'
import { Client as Second } from "@modelcontextprotocol/client";
import { Client as First } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const place = (more) => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  properties: { at: { type: "array", prefixItems: [{ type: "number" }, { type: "number" }], ...more } },
  required: ["at"],
});

async function called(Client, outputSchema, at) {
  let ran = 0;
  const server = new Server({ name: "probe", version: "1" }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [{ name: "book", inputSchema: { type: "object" }, outputSchema }],
  }));
  server.setRequestHandler(CallToolRequestSchema, () => {
    ran += 1;
    return { content: [{ type: "text", text: "booked" }], structuredContent: { at } };
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: "probe", version: "1" }, { capabilities: {} });
  await server.connect(there);
  await client.connect(here);
  await client.listTools();
  const result = await client.callTool({ name: "book", arguments: {} }).then(() => "taken", () => "refused");
  return `ran ${ran}, ${result}`;
}

for (const [name, Client] of [["sdk 1.x", First], ["client 2.x", Second]]) {
  console.log(`${name}, a right place: ${await called(Client, place({ items: false }), [60.17, 24.94])}`);
  console.log(`${name}, a wrong place: ${await called(Client, place({}), ["north", "east"])}`);
}
process.exit(0);
JAVASCRIPT
cd "$folder"
told=$(HOME=$folder node probe.mjs)
echo "$told"
expected="sdk 1.x, a right place: ran 1, refused
sdk 1.x, a wrong place: ran 1, taken
client 2.x, a right place: ran 1, taken
client 2.x, a wrong place: ran 1, refused"
[ "$told" = "$expected" ] || { echo "This has changed: look again."; exit 1; }
