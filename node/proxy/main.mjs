/**
 * The proxy that the Hub starts and drives: `main.mjs --packages FOLDER --workshops-port N …`, with
 * the options that JupyterHub adds for its own proxy.
 */

import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { HOUSE, WORKSHOPS } from "./decide.mjs";
import { withTwoDoors } from "./two_doors.mjs";

const text = { type: "string" };
const { values: words } = parseArgs({
  options: {
    packages: text, // where npm has installed configurable-http-proxy
    "workshops-port": text,
    ip: text,
    port: text,
    "api-ip": text,
    "api-port": text,
    "api-socket": text,
    "error-target": text,
    "log-level": text,
  },
});

const installed = pathToFileURL(path.join(words.packages, "configurable-http-proxy/lib/"));
const configproxy = await import(new URL("configproxy.js", installed));
const { ConfigurableProxy, parseListenOptions } = configproxy;
const { defaultLogger } = await import(new URL("log.js", installed));

const log = defaultLogger({ level: words["log-level"] ?? "info" });
const ports = { [HOUSE]: Number(words.port), [WORKSHOPS]: Number(words["workshops-port"]) };
const proxy = new (withTwoDoors(ConfigurableProxy, ports))({
  log,
  authToken: process.env.CONFIGPROXY_AUTH_TOKEN,
  errorTarget: words["error-target"],
  xfwd: true,
});

const listen = parseListenOptions(
  {
    ip: words.ip,
    port: words.port,
    apiIp: words["api-ip"],
    apiPort: words["api-port"],
    apiSocket: words["api-socket"],
  },
  log
);
const doors = [
  [proxy.proxyServer, [ports[HOUSE], words.ip]],
  [proxy.workshopsServer, [ports[WORKSHOPS], words.ip]],
  [proxy.apiServer, listen.apiTarget],
];
for (const [server, where] of doors) {
  server.on("error", (reason) => {
    log.error(`cannot listen at ${where}: ${reason.message}`);
    process.exit(1);
  });
  server.listen(...where);
}

process.on("SIGINT", () => process.exit(2));
process.on("SIGTERM", () => process.exit(2));
// one visitor's trouble must not close the doors for all
process.on("uncaughtException", (reason) => log.error(`uncaught: ${reason.stack ?? reason}`));
