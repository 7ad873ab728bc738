/**
 * Loaded before configurable-http-proxy (5.3): its connections to Unix sockets are kept, as those
 * to ports are.
 *
 * It opens and closes one for each request; a server that answers and closes before the last of a
 * body has come then breaks the request, and the browser gets 503 instead of the answer.
 */

import { realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";

const script = pathToFileURL(realpathSync(process.argv[1]));
const { ConfigurableProxy } = await import(new URL("../lib/configproxy.js", script));
const stock = ConfigurableProxy.prototype.proxyOptsForTarget;

ConfigurableProxy.prototype.proxyOptsForTarget = function (target) {
  const options = stock.call(this, target);
  return target.socketPath ? { ...options, agent: this.httpAgent } : options;
};
