// Refreshes the board: asks for the tiles every three seconds, and changes the page only when
// they changed. Without this script the page refreshes itself.
"use strict";

(() => {
  const board = document.getElementById("tableau");
  const said = document.getElementById("annonce");
  const broken = document.getElementById("coupure");
  const PAUSE = 3000;
  const SLOW_PAUSE = 15000;
  if (!board || !board.dataset.source) return;
  const title = document.title;
  let tag = "";

  function put(html) {
    const focused = board.contains(document.activeElement) ? document.activeElement.id : "";
    board.innerHTML = html; // made and escaped by the room, never by a learner
    if (focused) document.getElementById(focused)?.focus();
    announce();
  }

  // The count is drawn again with the tiles; a reader hears it from a line that stays.
  function announce() {
    const count = board.querySelector(".resume");
    const hands = Number(count?.dataset.mains ?? 0);
    document.title = hands ? `(${hands}) ${title}` : title;
    const words = [...(count?.children ?? [])].map((one) => one.textContent.trim()).join(", ");
    if (said.textContent !== words) said.textContent = words;
  }

  async function refresh() {
    const headers = { "X-XSRFToken": board.dataset.xsrf };
    if (tag) headers["If-None-Match"] = tag;
    const answer = await fetch(board.dataset.source, { headers, cache: "no-store" });
    if (answer.redirected) return location.reload(); // the Hub wants to know who is there
    if (answer.status === 304) return;
    if (!answer.ok) throw new Error(String(answer.status));
    tag = answer.headers.get("ETag") ?? "";
    put(await answer.text());
  }

  async function loop() {
    try {
      if (!document.activeElement?.closest?.("#tableau form")) await refresh();
      broken.hidden = true;
    } catch {
      broken.hidden = false;
    }
    setTimeout(loop, document.hidden ? SLOW_PAUSE : PAUSE);
  }

  announce();
  setTimeout(loop, PAUSE);
})();
