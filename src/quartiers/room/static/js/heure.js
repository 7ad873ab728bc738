// Compares the box's clock with this computer's, and offers this one's time to the box.
"use strict";

(() => {
  const WRONG = 5 * 60 * 1000;
  const shown = document.querySelector("[data-box]");
  if (!shown) return;
  // The page was made when this computer asked for it, whatever has been going on since.
  const apart = performance.timeOrigin - Number(shown.dataset.box);
  const notice = document.getElementById("ecart");
  if (notice) notice.hidden = Math.abs(apart) < WRONG;
  const form = document.getElementById("regler");
  if (!form) return;

  const field = form.elements.moment;
  const local = (time) => new Date(time - new Date(time).getTimezoneOffset() * 60000);
  const offered = local(Date.now()).toISOString().slice(0, 16);
  field.value = offered;
  form.addEventListener("submit", () => {
    // To the second, unless another time was typed.
    form.elements.instant.value = field.value === offered ? String(Date.now()) : "";
  });
})();
