#!/usr/bin/env bash
# What a server of the Python SDK says of its extensions reaches only clients without a handshake. To a client that begins with
# initialize, in any version it can name, the same server seems to have none; the npm client, which begins so unless told
# otherwise, then takes a server with skills for one without, and lists nothing, though skills/list would be answered.
#
# Seen with mcp 2.3.0 and @modelcontextprotocol/client 2.4.0 on 2026-11-30 (Node 20 or newer): server/discover names the extension;
# initialize of 2025-11-25 does not; SkillsClient.supported is false by default and true with versionNegotiation pinned to
# 2026-07-28; skills/list asked by hand in the old version is answered all the same. Whoever wants to be found by both says the
# extension in the answer to initialize too.
# Valid input throughout; nothing of the product is used. Fails when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check mcp==2.3.0
(cd "$folder" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund @modelcontextprotocol/client@2.4.0)
cat > "$folder/server.py" <<'PYTHON'
import asyncio

from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server
from mcp.types import PaginatedRequestParams


async def listed(context, params):
    return {"ttlMs": 0, "cacheScope": "private", "skills": []}


async def main():
    server = Server("probe")
    server.extensions["io.modelcontextprotocol/skills"] = {}
    server.add_request_handler("skills/list", PaginatedRequestParams, listed)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


asyncio.run(main())
PYTHON
cat > "$folder/client.mjs" <<'JAVASCRIPT'
import { Client } from "@modelcontextprotocol/client";
import { SkillsClient } from "@modelcontextprotocol/client/ext/skills";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

async function seen(options) {
  const client = new Client({ name: "probe", version: "1" }, { capabilities: {}, ...options });
  await client.connect(new StdioClientTransport({ command: process.argv[2], args: ["server.py"], stderr: "ignore" }));
  const named = Object.keys(client.getServerCapabilities()?.extensions ?? {}).length;
  const supported = new SkillsClient(client).supported;
  await client.close();
  return `${named} named, supported ${supported}`;
}

console.log("by default:", await seen({}));
console.log("pinned to 2026-07-28:", await seen({ versionNegotiation: { mode: { pin: "2026-07-28" } } }));
JAVASCRIPT
cd "$folder"
told=$(HOME=$folder node client.mjs "$folder/env/bin/python")
ask='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"probe","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
{"jsonrpc":"2.0","id":2,"method":"skills/list"}'
asked=$( (echo "$ask"; sleep 3) | "$folder/env/bin/python" server.py | grep '"id":2' | grep -c '"skills":\[\]' || true)
echo "$told"
echo "asked by hand in 2025-11-25: $asked answered"
expected="by default: 0 named, supported false
pinned to 2026-07-28: 1 named, supported true"
[ "$told" = "$expected" ] && [ "$asked" = 1 ] || { echo "This has changed: look again."; exit 1; }
