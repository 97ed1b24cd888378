// A TypeScript client that signs in: it says on a line where a person has to go, and is told on a line what came back.
import { createInterface } from "node:readline";
import { settings } from "./jobs.mjs";

const { url, library } = settings();
const parts = library === "sdk1" ? await sdk1() : await import("@modelcontextprotocol/client");
const { Client, StreamableHTTPClientTransport } = parts;
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const REDIRECT = "http://localhost:3031/callback";

async function sdk1() {
  const { Client } = await import("@modelcontextprotocol/sdk/client/index.js");
  const { StreamableHTTPClientTransport } = await import("@modelcontextprotocol/sdk/client/streamableHttp.js");
  return { Client, StreamableHTTPClientTransport };
}

function say(told) {
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

class Provider {
  kept = {};
  asked = 0;
  get redirectUrl() {
    return REDIRECT;
  }
  get clientMetadata() {
    return { client_name: library, redirect_uris: [REDIRECT], grant_types: ["authorization_code", "refresh_token"] };
  }
  clientInformation() {
    return this.kept.client;
  }
  saveClientInformation(client) {
    this.kept.client = client;
  }
  tokens() {
    return this.kept.tokens;
  }
  saveTokens(tokens) {
    this.kept.tokens = tokens;
  }
  redirectToAuthorization(address) {
    this.asked += 1;
    say({ go: String(address) });
  }
  saveCodeVerifier(verifier) {
    this.kept.verifier = verifier;
  }
  codeVerifier() {
    return this.kept.verifier;
  }
}

const provider = new Provider();

let transport;

async function connected() {
  const client = new Client({ name: library, version: "1" }, { capabilities: {} });
  transport = new StreamableHTTPClientTransport(new URL(url), { authProvider: provider });
  try {
    await client.connect(transport);
  } catch (error) {
    if (provider.asked === 0) throw error;
    await cameBack();
    return connected();
  }
  return client;
}

async function cameBack() {
  const { code, iss } = JSON.parse((await lines.next()).value);
  await transport.finishAuth(library === "sdk1" ? code : new URLSearchParams({ code, iss }));
}

async function profile(client) {
  return (await client.callTool({ name: "get_my_profile", arguments: {} })).isError ?? false;
}

try {
  const first = await connected();
  const listed = (await first.listTools()).tools.length;
  const refused = [await profile(first)];
  await first.close();
  // Started anew with what it kept.
  const second = await connected();
  refused.push(await profile(second));
  // Its token has ended meanwhile: two calls at once renew it, once or twice.
  provider.kept.tokens = { ...provider.kept.tokens, access_token: "hh_ended" };
  refused.push(...(await Promise.all([profile(second), profile(second)])));
  say({ listed, refused, logins: provider.asked, scope: provider.kept.tokens.scope });
  // What it was not allowed: it asks the person for more, or is told so.
  const answer = await second.callTool({ name: "set_my_language", arguments: { language: "fi" } }).catch(() => null);
  if (answer) say({ write: answer.content[0].text });
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error?.stack ?? error}\n`, () => process.exit(1));
}
