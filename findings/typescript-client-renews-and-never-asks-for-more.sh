#!/usr/bin/env bash
# A server that follows the protocol answers 403 with error="insufficient_scope" when a call needs more than the person allowed.
# The TypeScript SDK 1.x, as most hosts still embed it, then renews its token with the refresh token it holds instead of sending
# the person to allow more, gets the same scope again, and gives the call up. Nobody is asked, and what the server wrote about the
# missing scope reaches neither the model nor the person. The client 2.x of the same authors does send the person.
#
# Seen with @modelcontextprotocol/sdk 1.32.2 and @modelcontextprotocol/client 2.4.0 on 2026-11-30 (Node 20 or newer). A server that
# wants to be understood by both answers the second such call, which comes with another token that allows no more, by a refusal
# in the result instead of by status.
# Valid input throughout; nothing of the product is used; the server below is a small recording one on loopback. Fails when that
# changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$folder" && npm init -y >/dev/null && npm pkg set type=module >/dev/null \
  && npm install --silent --no-audit --no-fund @modelcontextprotocol/sdk@1.32.2 @modelcontextprotocol/client@2.4.0)
cat > "$folder/probe.mjs" <<'JAVASCRIPT'
import { createServer } from "node:http";
import { once } from "node:events";

const library = process.argv[2];
const seen = { renewed: 0, asked: 0, scopes: [] };
let base = "";
let issued = 0;

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const answer = (status, told, headers = {}) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(told === undefined ? "" : JSON.stringify(told));
  };
  if (request.url.startsWith("/.well-known/oauth-protected-resource")) {
    return answer(200, { resource: `${base}/mcp`, authorization_servers: [base], scopes_supported: ["read", "write"] });
  }
  if (request.url.startsWith("/.well-known/oauth-authorization-server")) {
    return answer(200, {
      issuer: base, authorization_endpoint: `${base}/authorize`, token_endpoint: `${base}/token`,
      response_types_supported: ["code"], grant_types_supported: ["authorization_code", "refresh_token"],
      code_challenge_methods_supported: ["S256"], token_endpoint_auth_methods_supported: ["none"],
    });
  }
  if (request.url === "/token") {
    seen.renewed += new URLSearchParams(body).get("grant_type") === "refresh_token" ? 1 : 0;
    issued += 1;
    return answer(200, { access_token: `token${issued}`, token_type: "Bearer", expires_in: 3600, refresh_token: "again", scope: "read" });
  }
  if (request.method !== "POST") return answer(405);
  const message = JSON.parse(body);
  if (message.id === undefined) return answer(202);
  if (message.method === "tools/call") {
    const needs = `Bearer error="insufficient_scope", scope="write", resource_metadata="${base}/.well-known/oauth-protected-resource/mcp"`;
    return answer(403, { jsonrpc: "2.0", id: message.id, error: { code: -32003, message: "needs write" } }, { "www-authenticate": needs });
  }
  const result = { protocolVersion: "2025-06-18", capabilities: { tools: {} }, serverInfo: { name: "probe", version: "1" } };
  return answer(200, { jsonrpc: "2.0", id: message.id, result });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
base = `http://127.0.0.1:${server.address().port}`;

const provider = {
  redirectUrl: "http://localhost:3999/callback",
  clientMetadata: { client_name: "probe", redirect_uris: ["http://localhost:3999/callback"] },
  clientInformation: () => ({ client_id: "probe", issuer: base }),
  saveClientInformation() {},
  kept: { access_token: "token0", token_type: "Bearer", refresh_token: "again", scope: "read", issuer: base },
  tokens() { return this.kept; },
  saveTokens(tokens) { this.kept = tokens; },
  redirectToAuthorization(address) { seen.asked += 1; seen.scopes = address.searchParams.get("scope").split(" ").sort(); },
  saveCodeVerifier() {},
  codeVerifier: () => "verifier",
};
const { Client, StreamableHTTPClientTransport } = library === "client"
  ? await import("@modelcontextprotocol/client")
  : { ...(await import("@modelcontextprotocol/sdk/client/index.js")), ...(await import("@modelcontextprotocol/sdk/client/streamableHttp.js")) };
const client = new Client({ name: "probe", version: "1" }, { capabilities: {} });
await client.connect(new StreamableHTTPClientTransport(new URL(`${base}/mcp`), { authProvider: provider }));
await client.callTool({ name: "anything", arguments: {} }).catch(() => undefined);
const asked = seen.asked ? `asked for ${seen.scopes.join(" and ")}` : "asked nobody";
console.log(`${library}: renewed ${seen.renewed > 0}, ${asked}`);
process.exit(0);
JAVASCRIPT
cd "$folder"
told=$(HOME=$folder node probe.mjs sdk; HOME=$folder node probe.mjs client)
echo "$told"
expected="sdk: renewed true, asked nobody
client: renewed false, asked for read and write"
[ "$told" = "$expected" ] || { echo "This has changed: look again."; exit 1; }
