// The waiting page: asks whether the lesson is ready (the answer may take a while), then goes there.
"use strict";
const attente = document.getElementById("attente");
const phrase = document.getElementById("phrase");
const phrases = [
  [0, "On installe ton atelier. C'est prêt dans quelques secondes."],
  [12, "Beaucoup de monde arrive en même temps. Ton tour vient."],
  [30, "C'est un peu long aujourd'hui. On continue."],
  [75, "Toujours rien ? Appelle un animateur."],
];
const debut = Date.now();

function secondes() {
  return (Date.now() - debut) / 1000;
}

function dire() {
  const [, texte] = phrases.findLast(([depuis]) => secondes() >= depuis);
  if (phrase.textContent !== texte) phrase.textContent = texte;
}

async function demander() {
  try {
    const reponse = await fetch(attente.dataset.etat, {
      headers: { "X-XSRFToken": attente.dataset.xsrf },
      credentials: "same-origin",
    });
    if (!reponse.ok) return location.reload();
    const etat = await reponse.json();
    if (etat.go) return location.replace(etat.go);
  } catch {
    // The room does not answer for a moment: ask again below.
  }
  setTimeout(demander, secondes() < 20 ? 1200 : 3000);
}
setInterval(dire, 1000);
setTimeout(demander, 100);
