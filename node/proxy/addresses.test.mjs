/** An address is read in one way, or not at all. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { atPort, hostName, isOwnOrigin, readAddress } from "./addresses.mjs";

test("a plain address keeps its path and its query", () => {
  const found = readAddress("/user/jeune-abc234/lab?x=%2F..");
  assert.deepEqual(found.segments, ["user", "jeune-abc234", "lab"]);
  assert.equal(found.url, "/user/jeune-abc234/lab?x=%2F..");
});

test("steps back are taken before anybody looks", () => {
  for (const steps of ["..", "%2e%2e", ".%2E"]) {
    const found = readAddress(`/services/salle/ecran/${steps}/${steps}/${steps}/user/x/`);
    assert.equal(found.path, "/user/x/");
  }
});

test("an address that two programs could read differently is no address", () => {
  const bad = ["//evil.example/x", "/\\evil.example", "/a\\b", "/%", "/%zz", "/%ff", "x", "", "*"];
  bad.push("http://evil.example/", "/x/..//evil.example/");
  for (const url of bad) assert.equal(readAddress(url), null, url);
});

test("the host's name is told without its port, and only when it is one", () => {
  assert.equal(hostName("192.168.1.20:8000"), "192.168.1.20");
  assert.equal(hostName("[::1]:8000"), "[::1]");
  assert.equal(hostName("boite.local"), "boite.local");
  for (const bad of [undefined, "", "a/b", "a@b", "a b", "a:b", "a\r\nb"]) {
    assert.equal(hostName(bad), null);
  }
});

test("port 80 goes without saying", () => {
  assert.equal(atPort("192.168.1.20", 80, "/x"), "http://192.168.1.20/x");
  assert.equal(atPort("192.168.1.20", 81, "/x"), "http://192.168.1.20:81/x");
});

test("only a page of this very origin asks for more than reading", () => {
  assert.ok(isOwnOrigin(undefined, "192.168.1.20:8000"));
  assert.ok(isOwnOrigin("http://192.168.1.20:8000", "192.168.1.20:8000"));
  assert.ok(isOwnOrigin("http://192.168.1.20", "192.168.1.20"));
  assert.ok(isOwnOrigin("http://192.168.1.20", "192.168.1.20:80"));
  for (const other of ["http://192.168.1.20:8001", "http://192.168.1.20", "null", "", "nothing"]) {
    assert.ok(!isOwnOrigin(other, "192.168.1.20:8000"), other);
  }
});
