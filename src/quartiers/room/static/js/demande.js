// Waits for an animator's yes: asks whether there is an answer, then lets the room go on.
"use strict";
const demande = document.getElementById("demande");

async function demander() {
  try {
    const reponse = await fetch(demande.dataset.etat, {
      headers: { "X-XSRFToken": demande.dataset.xsrf },
      credentials: "same-origin",
      cache: "no-store",
    });
    if (!reponse.ok || reponse.redirected) return location.reload();
    if ((await reponse.json()).fini) return location.reload();
  } catch {
    // The room does not answer for a moment: ask again below.
  }
  setTimeout(demander, 2000);
}
setTimeout(demander, 1000);
