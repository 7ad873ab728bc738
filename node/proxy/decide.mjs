/** Which requests pass, at which of the two doors: the house, and the learners' workshops. */

export const HOUSE = "house";
export const WORKSHOPS = "workshops";
// Of the room, what every lesson's page loads: the same for all, and read with no cookie.
export const SHARED = ["/services/salle/ecran/", "/services/salle/polices/"];

const pass = (owner = "") => ({ act: "pass", owner });
const across = (door, url) => ({ act: "across", door, url });
const refuse = (reason) => ({ act: "refuse", reason });

/**
 * What becomes of a request.
 *
 * asked: { door, reads (GET or HEAD), websocket, page (a browser shows the answer), own (a page of
 * this origin, or no page, asks), url, path, segments, names (proved by the cards), again }.
 * routed: the learner to whose server the routes lead; "" for the Hub and the room.
 * The answer: pass to the server (of `owner`, or ours), go across to the other door, or refuse.
 */
export function decide(asked, routed) {
  return asked.door === HOUSE ? atTheHouse(asked, routed) : atTheWorkshops(asked, routed);
}

/**
 * The other door, when a server that answered at `door` sends the browser to a path that is served
 * there: said at once, it spares a step. Null for what stays, and for addresses of other machines.
 */
export function otherDoor(door, { path, segments }) {
  const workshop = segments[0] === "user" && segments.length > 1;
  if (door === HOUSE) return workshop ? WORKSHOPS : null;
  return workshop || SHARED.some((start) => path.startsWith(start)) ? null : HOUSE;
}

function atTheHouse(asked, routed) {
  if (asked.websocket) return refuse("closed"); // neither the Hub nor the room has any
  if (routed) return asked.reads ? across(WORKSHOPS, asked.url) : refuse("closed");
  return asked.reads || asked.own ? pass() : refuse("elsewhere");
}

function atTheWorkshops(asked, routed) {
  if (!asked.own && (asked.websocket || !asked.reads)) return refuse("elsewhere");
  const [first, name = ""] = asked.segments;
  const owner = routed || (first === "user" ? name : "");
  if (owner) return atTheWorkshopOf(owner, asked, routed);
  if (asked.websocket || !asked.reads) return refuse("closed");
  if (SHARED.some((start) => asked.path.startsWith(start))) return pass();
  return across(HOUSE, asked.url);
}

function atTheWorkshopOf(owner, asked, routed) {
  const shown = asked.page && asked.reads && !asked.websocket;
  if (asked.names.length > 0 && asked.names.join() !== owner) {
    return refuse(asked.names[0].startsWith("anim-") ? "adult" : "somebody-else");
  }
  if (asked.names.length === 0) {
    const way = `/hub/atelier?next=${encodeURIComponent(asked.url)}`;
    return shown && !asked.again ? across(HOUSE, way) : refuse("unknown");
  }
  if (routed) return pass(owner);
  return shown ? across(HOUSE, asked.url) : refuse("asleep");
}
