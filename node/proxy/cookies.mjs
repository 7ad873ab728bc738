/** Who is signed in on a browser, and which cookies a learner's server may see and set. */

import { createHmac, timingSafeEqual } from "node:crypto";

/** Set by the Hub at sign-in (quartiers/hub/doorcard.py writes it). */
export const CARD = "quartiers-atelier";
/** Set beside it when it is given again: a browser that keeps no card would else go round. */
export const GIVEN_AGAIN = "quartiers-atelier-redonne";

/** The [name, value] pairs of a Cookie header, in their order. */
export function readCookies(header = "") {
  return header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.includes("="))
    .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);
}

/** The name on a card `<name>.<end, in seconds>.<signature>`; "" when it proves nothing. */
export function nameOnCard(card, key, now) {
  const [, name, end, signature] = /^([a-z0-9-]+)\.(\d{1,12})\.([0-9a-f]{64})$/.exec(card) ?? [];
  if (!name || !key) return "";
  const right = createHmac("sha256", key).update(`${CARD} ${name} ${end}`).digest();
  const good = timingSafeEqual(Buffer.from(signature, "hex"), right) && Number(end) * 1000 > now;
  return good ? name : "";
}

/**
 * The names that the cards of a request prove. More than one is nobody: a page of the former
 * learner may have left a card of its own under a longer path.
 */
export function signedIn(cookies, key, now) {
  const cards = cookies.filter(([name]) => name === CARD).map(([, card]) => card);
  return [...new Set(cards.map((card) => nameOnCard(card, key, now)).filter(Boolean))];
}

/** Whether a cookie of this name belongs to the server of `owner`. */
export function isOwn(name, owner) {
  const login = `jupyterhub-user-${owner}`;
  return name === "_xsrf" || name === login || name.startsWith(`${login}-oauth-state`);
}

/** The Cookie header that the server of `owner` receives; "" for none. */
export function ownCookies(cookies, owner) {
  return cookies
    .filter(([name]) => isOwn(name, owner))
    .map((pair) => pair.join("="))
    .join("; ");
}

/** Whether `owner`'s server may set this cookie: its own name, below its own path, no domain. */
export function maySet(setCookie, owner) {
  const [pair, ...attributes] = setCookie.split(";").map((part) => part.trim());
  const said = attributes.map((part) => part.split("=").map((word) => word.trim()));
  const paths = said.filter(([name]) => name.toLowerCase() === "path").map(([, path]) => path);
  const domain = said.some(([name]) => name.toLowerCase() === "domain");
  return (
    pair.includes("=") &&
    isOwn(pair.slice(0, pair.indexOf("=")), owner) &&
    !domain &&
    paths.length === 1 &&
    (paths[0] ?? "").startsWith(`/user/${owner}/`)
  );
}
