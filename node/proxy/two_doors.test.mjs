/** The whole proxy, between real browsers' requests and servers that keep all they receive. */

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { CARD } from "./cookies.mjs";
import { HOUSE, WORKSHOPS } from "./decide.mjs";
import { withTwoDoors } from "./two_doors.mjs";

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const packages = path.join(root, ".pixel/node/node_modules");
const installed = path.join(packages, "configurable-http-proxy/lib/configproxy.js");
const { ConfigurableProxy } = await import(pathToFileURL(installed));

const KEY = "secret";
const ME = "jeune-abc234";
const OTHER = "jeune-xyz789";
const received = [];
const ports = {};
let proxy, house, workshop;

/** A server that keeps what it receives and says everything it should not. */
async function hostile(by) {
  const server = http.createServer((req, res) => {
    received.push({ by, url: req.url, headers: req.headers });
    const to = new URL(req.url, "http://x").searchParams.get("to");
    res.writeHead(to ? 302 : 200, {
      ...(to && { Location: to }),
      "Set-Cookie": [
        `_xsrf=mine; Path=/user/${ME}/`,
        "jupyterhub-hub-login=x; Path=/hub/",
        "a=b; Path=/",
      ],
      "Clear-Site-Data": '"*"',
      "Service-Worker-Allowed": "/",
      "X-Kept": "yes",
    });
    res.end("hello");
  });
  server.on("upgrade", (req, socket) => {
    received.push({ by, url: req.url, headers: req.headers });
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        `Set-Cookie: _xsrf=mine; Path=/user/${ME}/\r\nSet-Cookie: a=b; Path=/\r\n\r\n`
    );
    socket.end();
  });
  return listening(server);
}

async function listening(server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

const target = (server) => `http://127.0.0.1:${server.address().port}`;

before(async () => {
  [house, workshop] = [await hostile("house"), await hostile("workshop")];
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  proxy = new (withTwoDoors(ConfigurableProxy, ports))({ log: quiet, authToken: KEY, xfwd: true });
  ports[HOUSE] = (await listening(proxy.proxyServer)).address().port;
  ports[WORKSHOPS] = (await listening(proxy.workshopsServer)).address().port;
  await proxy.addRoute("/", { target: target(house) });
  await proxy.addRoute(`/user/${ME}`, { target: target(workshop) });
});

after(() => {
  for (const server of [proxy.proxyServer, proxy.workshopsServer, house, workshop]) {
    server.close();
    server.closeAllConnections();
  }
});

beforeEach(() => received.splice(0));

function card(name) {
  const end = Math.floor(Date.now() / 1000) + 60;
  const signature = createHmac("sha256", KEY).update(`${CARD} ${name} ${end}`).digest("hex");
  return `${CARD}=${name}.${end}.${signature}`;
}

/** { status, headers, body } of a request; an `upgraded` answer has no body. */
function ask(door, url, headers = {}, method = "GET") {
  return new Promise((resolve, reject) => {
    const where = { host: "127.0.0.1", port: ports[door], path: url, method, headers };
    const asking = http.request(where, (res) => {
      let body = "";
      res.on("data", (part) => (body += part));
      res.on("end", () => resolve({ status: res.statusCode, headers: res.headers, body }));
    });
    asking.on("upgrade", (res, socket) => {
      socket.destroy();
      resolve({ status: res.statusCode, headers: res.headers, upgraded: true });
    });
    asking.on("error", reject);
    asking.end();
  });
}

const SECRETS = {
  Authorization: "token animator",
  "X-Forwarded-For": "10.9.9.9",
  "X-Forwarded-Host": "evil.example",
  "X-Real-IP": "10.9.9.9",
  Forwarded: "for=10.9.9.9",
};
const UPGRADE = { Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Key": "eA==" };
const HOUSES = "jupyterhub-hub-login=1; service-salle=2";
const COOKIES = `${HOUSES}; _xsrf=3; jupyterhub-user-${ME}=4; ${card(ME)}`;

function onlyItsOwn({ headers }) {
  assert.equal(headers.cookie, `_xsrf=3; jupyterhub-user-${ME}=4`);
  assert.equal(headers.authorization, undefined);
  assert.equal(headers.forwarded, undefined);
  assert.equal(headers["x-real-ip"], undefined);
  assert.match(headers["x-forwarded-for"], /^(::ffff:)?127\.0\.0\.1$/);
  assert.ok(!JSON.stringify(headers).includes("evil.example"));
}

test("a learner's server receives its own secrets only, and answers for itself only", async () => {
  const answer = await ask(WORKSHOPS, `/user/${ME}/lab`, { ...SECRETS, Cookie: COOKIES });
  assert.equal(answer.body, "hello");
  onlyItsOwn(received[0]);
  assert.deepEqual(answer.headers["set-cookie"], [`_xsrf=mine; Path=/user/${ME}/`]);
  assert.equal(answer.headers["clear-site-data"], undefined);
  assert.equal(answer.headers["service-worker-allowed"], undefined);
  assert.equal(answer.headers["x-kept"], "yes");
});

test("a websocket is no way round", async () => {
  const headers = { ...SECRETS, ...UPGRADE, Cookie: COOKIES };
  const answer = await ask(WORKSHOPS, `/user/${ME}/api/kernels/x/channels`, headers);
  assert.ok(answer.upgraded);
  onlyItsOwn(received[0]);
  assert.deepEqual(answer.headers["set-cookie"], [`_xsrf=mine; Path=/user/${ME}/`]);
});

test("nobody else reaches a learner's server, by no door and no spelling", async () => {
  const spellings = [`/user/${ME}/x`, `/user/${ME}`, `//user/${ME}/x`, `/user%2f${ME}/x`];
  spellings.push(`/%75ser/${ME}/x`, `/user/${OTHER}/../${ME}/x`, `/user/${OTHER}/..%2f${ME}/x`);
  spellings.push(`/services/salle/ecran/../../../user/${ME}/x`, `/user/./${ME}/x`);
  spellings.push(`/\\user/${ME}/x`);
  const visitors = ["", card(OTHER), card("anim-samia"), `${CARD}=${ME}`];
  visitors.push(`${card(ME)}; ${card(OTHER)}`);
  for (const url of spellings) {
    for (const Cookie of visitors) {
      for (const extra of [{}, UPGRADE]) {
        const answer = await ask(WORKSHOPS, url, { Cookie, ...extra });
        assert.notEqual(answer.status, 200, `${url} ${Cookie}`);
        assert.ok(!answer.upgraded, `${url} ${Cookie}`);
      }
    }
    await ask(HOUSE, url, { Cookie: card(ME) }, "POST");
    await ask(HOUSE, url, { Cookie: card(ME), ...UPGRADE });
    await ask(HOUSE, url, { Cookie: card(ME) });
  }
  assert.deepEqual(received.filter(({ by }) => by === "workshop"), []);
});

test("each door sends the reader of the other's pages there", async () => {
  const there = await ask(HOUSE, `/user/${ME}/lab?x=1`);
  const back = await ask(WORKSHOPS, "/hub/home");
  assert.equal(there.headers.location, `http://127.0.0.1:${ports[WORKSHOPS]}/user/${ME}/lab?x=1`);
  assert.equal(back.headers.location, `http://127.0.0.1:${ports[HOUSE]}/hub/home`);
  assert.deepEqual(received, []);
});

test("who is sent to the other door goes there at once", async () => {
  const at = (door) => `http://127.0.0.1:${ports[door]}`;
  const sent = async (door, url, to) => {
    const asked = `${url}?to=${encodeURIComponent(to)}`;
    return (await ask(door, asked, { Cookie: card(ME) })).headers.location;
  };
  const hub = "/hub/api/oauth2/authorize?x=%2Fy";
  const mine = `/user/${ME}/lab?a=b`;
  assert.equal(await sent(WORKSHOPS, `/user/${ME}/x`, hub), at(HOUSE) + hub);
  assert.equal(await sent(HOUSE, "/hub/x", mine), at(WORKSHOPS) + mine);
  const stays = [mine, "http://evil.example/", "//evil.example/", "lab"];
  for (const same of [...stays, "/services/salle/ecran/x"]) {
    assert.equal(await sent(WORKSHOPS, `/user/${ME}/x`, same), same);
  }
  for (const same of [hub, "/services/salle/", "http://evil.example/", "/user"]) {
    assert.equal(await sent(HOUSE, "/hub/x", same), same);
  }
});

test("the house's own servers receive all that is theirs, and the true address", async () => {
  await ask(HOUSE, "/services/salle/", { ...SECRETS, Cookie: COOKIES });
  const { headers } = received[0];
  assert.equal(headers.cookie, COOKIES);
  assert.equal(headers.authorization, "token animator");
  assert.match(headers["x-forwarded-for"], /^(::ffff:)?127\.0\.0\.1$/);
  assert.equal(headers["x-real-ip"], undefined);
});

test("the files of every lesson are read with no secret, and set no cookie", async () => {
  const all = { ...SECRETS, Cookie: COOKIES };
  const answer = await ask(WORKSHOPS, "/services/salle/ecran/lab/x.js", all);
  assert.equal(answer.status, 200);
  assert.equal(received[0].headers.cookie, undefined);
  assert.equal(received[0].headers.authorization, undefined);
  assert.equal(answer.headers["set-cookie"], undefined);
});

test("a refusal is a French page for somebody, JSON for a program", async () => {
  const Cookie = card(OTHER);
  const page = await ask(WORKSHOPS, `/user/${ME}/lab`, { Cookie, Accept: "text/html,*/*" });
  assert.equal(page.status, 403);
  assert.match(page.headers["content-type"], /^text\/html/);
  assert.match(page.body, /quelqu'un d'autre/);
  const program = await ask(WORKSHOPS, `/user/${ME}/api/status`, { Cookie });
  assert.equal(program.status, 403);
  assert.match(JSON.parse(program.body).sentence, /quelqu'un d'autre/);
});

/** What is answered to bytes that are written as they are. */
function write(door, text) {
  return new Promise((resolve, reject) => {
    const line = net.connect(ports[door], "127.0.0.1", () => line.write(text));
    line.on("data", (part) => {
      line.destroy();
      resolve(part.toString());
    });
    line.on("error", reject);
    line.on("end", () => resolve(""));
  });
}

test("no body is ever read as the request of the next visitor", async () => {
  const hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.9.9.9\r\n\r\n";
  const body = `${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`;
  const seen = [];
  for (const method of ["DELETE", "OPTIONS", "POST", "GET"]) {
    const head = `${method} /first HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const said = await write(HOUSE, head + body);
    seen.push(said.split(" ")[1]);
    await ask(HOUSE, "/second");
  }
  assert.deepEqual(seen, ["400", "400", "200", "200"]);
  assert.equal(received.filter(({ url }) => url === "/first").length, 2);
  assert.ok(received.every(({ url }) => url !== "/hidden"));
});

test("a browser that keeps too many cookies is told so in French", async () => {
  for (const door of [HOUSE, WORKSHOPS]) {
    const answer = await ask(door, "/", { Cookie: `a=${"x".repeat(40_000)}` });
    assert.equal(answer.status, 431);
    assert.match(answer.body, /efface les cookies/);
    assert.match(answer.headers["content-type"], /text\/html/);
  }
  assert.deepEqual(received, []);
});

test("what is no request gets a short no, and the doors stay open", async () => {
  for (const text of ["garbage\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/1.1\r\nX : a\r\n\r\n"]) {
    assert.match(await write(HOUSE, text), /^HTTP\/1.1 400 /);
  }
  assert.equal((await ask(HOUSE, "/")).status, 200);
});
