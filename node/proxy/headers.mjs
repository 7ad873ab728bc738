/** What passes between a browser and a server of the house, in both directions. */

import { maySet, ownCookies, readCookies } from "./cookies.mjs";

// Only the proxy says where a request comes from: it writes these anew.
const SAID_BY_VISITORS = /^(x-forwarded-.*|forwarded|x-real-ip|x-scheme|x-client-ip|via)$/;
const SECRETS = ["cookie", "authorization", "proxy-authorization"];
// What would reach beyond the pages of the server that says it.
const REACHES_OUT = [
  "clear-site-data",
  "service-worker-allowed",
  "strict-transport-security",
  "alt-svc",
  "nel",
  "report-to",
  "reporting-endpoints",
  "set-cookie2",
];

/**
 * Whether a body ends at the same place for all who read it. The library under us says «length 0»
 * of these two methods when no length is given, and sends the body all the same: the server would
 * read it as the next request, written by the visitor and answered to somebody else.
 */
export function endsWithoutDoubt({ method, headers }) {
  const coding = headers["transfer-encoding"];
  if (coding === undefined) return true;
  return coding.toLowerCase() === "chunked" && method !== "DELETE" && method !== "OPTIONS";
}

/** Take away what a visitor invents about where a request comes from. */
export function forgetOrigins(headers) {
  for (const name of Object.keys(headers)) {
    if (SAID_BY_VISITORS.test(name)) delete headers[name];
  }
}

/** Take away every secret of the visitor; leave the cookies of `owner`'s own server, if any. */
export function keepOwnSecrets(headers, owner) {
  const own = owner ? ownCookies(readCookies(headers.cookie), owner) : "";
  for (const name of SECRETS) delete headers[name];
  if (own) headers.cookie = own;
}

/** Take away what a learner's server may not say to a browser. */
export function keepOwnAnswers(headers, owner) {
  for (const name of REACHES_OUT) delete headers[name];
  const kept = [headers["set-cookie"] ?? []].flat().filter((one) => owner && maySet(one, owner));
  delete headers["set-cookie"];
  if (kept.length) headers["set-cookie"] = kept;
}
