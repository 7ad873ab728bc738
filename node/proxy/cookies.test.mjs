/** Cards are believed when the Hub made them, and cookies stay with their owner. */

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import { CARD, maySet, nameOnCard, ownCookies, readCookies, signedIn } from "./cookies.mjs";

const KEY = "the secret of the Hub and the proxy";
const NOW = 1_800_000_000_000;
const SOON = NOW / 1000 + 60;

function card(name, end = SOON, key = KEY) {
  const signature = createHmac("sha256", key).update(`${CARD} ${name} ${end}`).digest("hex");
  return `${name}.${end}.${signature}`;
}

test("the card that the Hub writes is read here", () => {
  const written = // the very line of tests/quartiers/hub/test_door_card.py
    "jeune-abc234.1800129600.05e8a715a0fc4c7190fde8112360837d2ed530872a240ea208c53237ac653252";
  assert.equal(nameOnCard(written, "secret", NOW), "jeune-abc234");
});

test("a card names its owner until its end", () => {
  assert.equal(nameOnCard(card("jeune-abc234"), KEY, NOW), "jeune-abc234");
  assert.equal(nameOnCard(card("jeune-abc234", SOON - 120), KEY, NOW), "");
});

test("a card that is forged, changed or copied to another name proves nothing", () => {
  const good = card("jeune-abc234");
  const forged = [
    good.replace("abc234", "xyz789"),
    good.replace(String(SOON), String(SOON + 1)),
    card("jeune-abc234", SOON, "another secret"),
    good.slice(0, -1),
    `${good}0`,
    good.toUpperCase(),
    "jeune-abc234",
    "",
    "..",
    card("../x"),
  ];
  for (const value of forged) assert.equal(nameOnCard(value, KEY, NOW), "", value);
});

test("without a secret nobody is believed", () => {
  assert.equal(nameOnCard(card("jeune-abc234", SOON, ""), "", NOW), "");
});

test("two cards of two learners are both told; a bad one beside a good one is not", () => {
  const both = readCookies(`${CARD}=${card("jeune-aaaaaa")}; ${CARD}=${card("jeune-bbbbbb")}`);
  assert.deepEqual(signedIn(both, KEY, NOW), ["jeune-aaaaaa", "jeune-bbbbbb"]);
  const one = readCookies(`${CARD}=nothing; a=b; ${CARD}=${card("jeune-bbbbbb")}`);
  assert.deepEqual(signedIn(one, KEY, NOW), ["jeune-bbbbbb"]);
});

test("a server receives its own cookies and nobody else's", () => {
  const sent = readCookies(
    `_xsrf=1; jupyterhub-user-jeune-abc234=2; jupyterhub-user-jeune-abc234-oauth-state-xy=3; ` +
      `jupyterhub-user-jeune-xyz789=4; jupyterhub-hub-login=5; jupyterhub-session-id=6; ` +
      `service-salle=7; ${CARD}=8; jupyterhub-user-jeune-abc2345=9; broken`
  );
  assert.equal(
    ownCookies(sent, "jeune-abc234"),
    "_xsrf=1; jupyterhub-user-jeune-abc234=2; jupyterhub-user-jeune-abc234-oauth-state-xy=3"
  );
});

test("a server sets its own cookies, below its own path only", () => {
  const own = ["_xsrf=1; Path=/user/jeune-abc234/", "_xsrf=1; path=/user/jeune-abc234/; HttpOnly"];
  const others = [
    "_xsrf=1",
    "_xsrf=1; Path=/",
    "_xsrf=1; Path=/user/",
    "_xsrf=1; Path=/user/jeune-abc2345/",
    "_xsrf=1; Path=/user/jeune-xyz789/",
    "_xsrf=1; Path=/user/jeune-abc234/; Path=/",
    "_xsrf=1; Path=/user/jeune-abc234/; Domain=127.0.0.1",
    "jupyterhub-hub-login=1; Path=/user/jeune-abc234/",
    "service-salle=1; Path=/services/salle/",
    `${CARD}=1; Path=/user/jeune-abc234/`,
    "_xsrfX; Path=/user/jeune-abc234/",
    "_xsrf ; Path=/user/jeune-abc234/",
    "=_xsrf; Path=/user/jeune-abc234/",
  ];
  for (const one of own) assert.ok(maySet(one, "jeune-abc234"), one);
  for (const one of others) assert.ok(!maySet(one, "jeune-abc234"), one);
});
