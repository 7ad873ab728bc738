/** Jupyter's proxy with two doors: learners' pages and the house's are two web origins. */

import http from "node:http";

import { atPort, hostName, isOwnOrigin, readAddress } from "./addresses.mjs";
import { GIVEN_AGAIN, readCookies, signedIn } from "./cookies.mjs";
import { HOUSE, WORKSHOPS, decide, otherDoor } from "./decide.mjs";
import { endsWithoutDoubt, forgetOrigins, keepOwnAnswers, keepOwnSecrets } from "./headers.mjs";
import { refusal } from "./pages.mjs";

const ROUTE = Symbol("the route found for a request");
const OWNER = Symbol("the learner whose server answers a request; '' for ours");
const DOOR = Symbol("by which door a request came");
const READS = new Set(["GET", "HEAD"]);

/** The learner to whose server a route leads; "" for the routes of the house. */
export function ownerOf(route) {
  return /^\/user\/([^/]+)/.exec(route?.prefix ?? "")?.[1] ?? "";
}

/**
 * A class like `Base`, the ConfigurableProxy of configurable-http-proxy, that also has
 * `workshopsServer`; `ports` gives the public port of each door.
 */
export function withTwoDoors(Base, ports) {
  return class TwoDoors extends Base {
    constructor(options) {
      super(options);
      const byWorkshops = (handle) => (req, ...rest) => {
        req[DOOR] = WORKSHOPS;
        handle.call(this, req, ...rest).catch((reason) => this.log.error(`${req.url}: ${reason}`));
      };
      const web = byWorkshops(this.handleProxyWeb);
      this.workshopsServer = http.createServer({ keepAlive: true }, web);
      this.workshopsServer.on("upgrade", byWorkshops(this.handleProxyWs));
      for (const server of [this.proxyServer, this.workshopsServer]) {
        server.on("clientError", sayWhatIsUnreadable);
      }
      this.proxy.on("proxyRes", (answer, req) => cleanAnswer(answer, req));
      this.proxy.on("proxyReqWs", (asking, req) => {
        asking.prependListener("upgrade", (answer) => cleanAnswer(answer, req));
        asking.prependListener("response", (answer) => cleanAnswer(answer, req));
      });
    }

    /** A page or a file. */
    async handleProxyWeb(req, res) {
      const verdict = await this.judge(req, false);
      if (verdict.act === "pass") return super.handleProxyWeb(req, res);
      const { status, headers, body } =
        verdict.act === "across" ? over(verdict, req) : refusal(verdict.reason, looksAtPages(req));
      const kept = READS.has(req.method) ? {} : { Connection: "close" }; // its body is not read
      res.writeHead(status, { ...headers, ...kept });
      res.end(req.method === "HEAD" ? undefined : body);
    }

    /** A websocket. */
    async handleProxyWs(req, socket, head) {
      socket.on("error", () => socket.destroy()); // the visitor may leave while we look
      const verdict = await this.judge(req, true);
      if (verdict.act === "pass") return super.handleProxyWs(req, socket, head);
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }

    /**
     * Connections to Unix sockets are kept, as those to ports are: a server that answers and closes
     * before the last of a body has come would else break the request.
     */
    proxyOptsForTarget(target) {
      const options = super.proxyOptsForTarget(target);
      return target.socketPath ? { ...options, agent: this.httpAgent } : options;
    }

    /** The route that was judged: another look might find another one. */
    targetForReq(req) {
      return ROUTE in req ? Promise.resolve(req[ROUTE]) : super.targetForReq(req);
    }

    /** What becomes of a request; its headers are made ready for the server that it goes to. */
    async judge(req, websocket) {
      const address = readAddress(req.url);
      if (!address || !hostName(req.headers.host) || !endsWithoutDoubt(req)) {
        return { act: "refuse", reason: "unreadable" };
      }
      req.url = address.url;
      const cookies = readCookies(req.headers.cookie);
      const asked = {
        ...address,
        websocket,
        door: req[DOOR] ?? HOUSE,
        reads: READS.has(req.method),
        page: looksAtPages(req),
        own: isOwnOrigin(req.headers.origin, req.headers.host),
        names: signedIn(cookies, this.authToken, Date.now()),
        again: cookies.some(([name]) => name === GIVEN_AGAIN),
      };
      req[ROUTE] = await super.targetForReq(req);
      const verdict = decide(asked, ownerOf(req[ROUTE]));
      prepare(req, asked.door, verdict.owner ?? "");
      return verdict;
    }
  };

  /** Our own pages are answered as they are: only what passes the workshops' door is cleaned. */
  function cleanAnswer(answer, req) {
    const [door, { headers }] = [req[DOOR] ?? HOUSE, answer];
    const host = hostName(req.headers.host);
    if (door === WORKSHOPS) keepOwnAnswers(headers, req[OWNER]);
    const there = readAddress(headers.location ?? "");
    const other = there && otherDoor(door, there);
    if (other) headers.location = atPort(host, ports[other], headers.location);
  }

  function prepare(req, door, owner) {
    req[OWNER] = owner;
    forgetOrigins(req.headers);
    if (door === WORKSHOPS) keepOwnSecrets(req.headers, owner);
  }

  function over({ door, url }, req) {
    const where = atPort(hostName(req.headers.host), ports[door], url);
    return { status: 302, headers: { Location: where, "Cache-Control": "no-store" }, body: "" };
  }
}

const A_MOMENT = 2000; // milliseconds for the answer to be read
const TOO_BIG = "HPE_HEADER_OVERFLOW";
const TOO_LATE = "ERR_HTTP_REQUEST_TIMEOUT";

/** In the place of Node's answers, of which only too many cookies happen to a real visitor. */
function sayWhatIsUnreadable(reason, socket) {
  if (!socket.writable || reason.code === "ECONNRESET") return socket.destroy();
  if (reason.code !== TOO_BIG) {
    const words = reason.code === TOO_LATE ? "408 Request Timeout" : "400 Bad Request";
    return socket.end(`HTTP/1.1 ${words}\r\nConnection: close\r\n\r\n`, () => socket.destroy());
  }
  const { status, headers, body } = refusal("heavy", true);
  const length = Buffer.byteLength(body);
  const lines = Object.entries({ ...headers, Connection: "close", "Content-Length": length });
  const head = lines.map((pair) => pair.join(": ")).join("\r\n");
  socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status]}\r\n${head}\r\n\r\n${body}`);
  socket.resume(); // cut at once, it would take the answer along
  setTimeout(() => socket.destroy(), A_MOMENT).unref();
}

function looksAtPages(req) {
  return (req.headers.accept ?? "").includes("text/html");
}
