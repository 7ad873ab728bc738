/** Who passes at which door. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readAddress } from "./addresses.mjs";
import { HOUSE, WORKSHOPS, decide } from "./decide.mjs";

const ME = "jeune-abc234";

function asked(door, url, changes = {}) {
  const plain = { websocket: false, reads: true, page: true, own: true, names: [], again: false };
  return { door, ...readAddress(url), ...plain, ...changes };
}

const write = { reads: false, page: false };
const fetched = { page: false };
const socket = { websocket: true, page: false };
const mine = { names: [ME] };

test("the house answers for the Hub and the room", () => {
  for (const url of ["/", "/hub/ticket?t=1", "/services/salle/lecons", `/user/${ME}/lab`]) {
    assert.deepEqual(decide(asked(HOUSE, url), ""), { act: "pass", owner: "" });
  }
  assert.equal(decide(asked(HOUSE, "/services/salle/", write), "").act, "pass");
});

test("no learner's server ever answers at the house's door", () => {
  const url = `/user/${ME}/lab?a=b`;
  assert.deepEqual(decide(asked(HOUSE, url, mine), ME), { act: "across", door: WORKSHOPS, url });
  assert.equal(decide(asked(HOUSE, url, { ...write, ...mine }), ME).act, "refuse");
  assert.equal(decide(asked(HOUSE, url, { ...socket, ...mine }), ME).act, "refuse");
});

test("no page of another origin writes in the house", () => {
  const answer = decide(asked(HOUSE, "/services/salle/entrer", { ...write, own: false }), "");
  assert.deepEqual(answer, { act: "refuse", reason: "elsewhere" });
});

test("a learner's server answers its own learner", () => {
  for (const changes of [{}, fetched, write, socket]) {
    const found = decide(asked(WORKSHOPS, `/user/${ME}/api`, { ...changes, ...mine }), ME);
    assert.deepEqual(found, { act: "pass", owner: ME });
  }
});

test("a learner's server answers nobody else", () => {
  const others = [[["jeune-xyz789"], "somebody-else"], [["anim-samia"], "adult"]];
  others.push([[ME, "jeune-xyz789"], "somebody-else"]);
  for (const [names, reason] of others) {
    for (const changes of [{}, fetched, write, socket]) {
      const found = decide(asked(WORKSHOPS, `/user/${ME}/api`, { ...changes, names }), ME);
      assert.deepEqual(found, { act: "refuse", reason });
    }
  }
});

test("a visitor without card asks the Hub for one, once, and only to look at a page", () => {
  const url = `/user/${ME}/lab?a=b&c`;
  const way = `/hub/atelier?next=${encodeURIComponent(url)}`;
  for (const routed of [ME, ""]) {
    const page = decide(asked(WORKSHOPS, url), routed);
    assert.deepEqual(page, { act: "across", door: HOUSE, url: way });
    for (const changes of [fetched, write, socket, { again: true }]) {
      const found = decide(asked(WORKSHOPS, url, changes), routed);
      assert.deepEqual(found, { act: "refuse", reason: "unknown" });
    }
  }
});

test("a workshop that sleeps is told to a program, and woken up for a page", () => {
  const url = `/user/${ME}/api/status`;
  const page = decide(asked(WORKSHOPS, url, mine), "");
  assert.deepEqual(page, { act: "across", door: HOUSE, url });
  for (const changes of [fetched, write, socket]) {
    const found = decide(asked(WORKSHOPS, url, { ...changes, ...mine }), "");
    assert.deepEqual(found, { act: "refuse", reason: "asleep" });
  }
});

test("the house has no other page at the workshops' door than the files of every lesson", () => {
  assert.equal(decide(asked(WORKSHOPS, "/services/salle/ecran/lab/x.js"), "").act, "pass");
  assert.equal(decide(asked(WORKSHOPS, "/services/salle/polices/x.ttf"), "").act, "pass");
  for (const url of ["/", "/hub/logout", "/services/salle/", "/services/salle/ecran/../api/me"]) {
    assert.equal(decide(asked(WORKSHOPS, url), "").door, HOUSE, url);
    assert.equal(decide(asked(WORKSHOPS, url, write), "").act, "refuse");
    assert.equal(decide(asked(WORKSHOPS, url, socket), "").act, "refuse");
  }
});

test("a page of another origin neither writes in a workshop nor opens its websocket", () => {
  for (const changes of [write, socket]) {
    const other = { ...changes, ...mine, own: false };
    const found = decide(asked(WORKSHOPS, `/user/${ME}/api`, other), ME);
    assert.deepEqual(found, { act: "refuse", reason: "elsewhere" });
  }
});
