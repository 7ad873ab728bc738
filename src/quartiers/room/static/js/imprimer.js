// « Imprimer » opens the sheet and the printing window at once; without script it only opens it.
for (const link of document.querySelectorAll("a[data-imprimer]")) {
  link.addEventListener("click", (event) => {
    const sheet = window.open(link.href, "_blank");
    if (!sheet) return;
    event.preventDefault();
    sheet.addEventListener("load", () => sheet.print());
  });
}
