/** What is said, in French, to those who do not pass: a page, or JSON for a program. */

const REFUSALS = {
  "somebody-else": {
    status: 403,
    title: "Cette porte est fermée",
    sentence:
      "Cet atelier est celui de quelqu'un d'autre, ou quelqu'un d'autre est entré sur cet " +
      "ordinateur. Ton travail est gardé. Repasse par l'accueil.",
  },
  adult: {
    status: 403,
    title: "Cette porte est fermée",
    sentence:
      "Cet atelier est celui d'un jeune : personne d'autre n'y entre. " +
      "Vous lisez son travail depuis votre tableau.",
    way: "/services/salle/animation/",
  },
  unknown: {
    status: 403,
    title: "Cette porte est fermée",
    sentence:
      "Ton entrée a expiré, ou tu es déjà sorti. Ton travail est gardé. Repasse par l'accueil.",
  },
  asleep: {
    status: 424, // as the Hub answers in the place of a server that does not run
    title: "Ton atelier dort",
    sentence: "Ton atelier dort. Ton travail est gardé. Repasse par l'accueil pour le réveiller.",
  },
  elsewhere: {
    status: 403,
    title: "Cette porte est fermée",
    sentence: "Cette demande vient d'une autre page que les nôtres. Repasse par l'accueil.",
  },
  closed: {
    status: 403,
    title: "Cette porte est fermée",
    sentence: "On n'entre pas par ici. Repasse par l'accueil.",
  },
  heavy: {
    status: 431,
    title: "Ce navigateur garde trop de choses",
    sentence:
      "Ce navigateur envoie trop de choses à la fois pour entrer. Ton travail est gardé. " +
      "Appelle un animateur : il efface les cookies, ou ouvre une fenêtre privée.",
  },
  unreadable: {
    status: 400,
    title: "Cette adresse ne mène nulle part",
    sentence: "Regarde bien l'adresse, ou repasse par l'accueil.",
  },
};

// the room's own letters, which are also at the workshops' door
const font = (weight, file) =>
  `@font-face{font-family:"Atkinson Hyperlegible Next";font-weight:${weight};font-display:swap;` +
  `src:url("/services/salle/polices/AtkinsonHyperlegibleNext-${file}.ttf")}`;
const STYLE =
  font(400, "Regular") +
  font(700, "Bold") +
  "body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;" +
  "box-sizing:border-box;background:#f7f0e3;color:#1c1a2b;" +
  'font:1.25rem/1.6 "Atkinson Hyperlegible Next","Atkinson Hyperlegible",system-ui,sans-serif}' +
  "main{max-width:34rem;padding:2.5rem 2rem;text-align:center;background:#fffaf0;" +
  "border:3px solid #1c1a2b;border-radius:14px;box-shadow:0 5px 0 #1c1a2b}" +
  "h1{margin:0 0 1rem;font-size:1.9rem;line-height:1.25}p{margin:0 0 1rem}" +
  "a{display:inline-block;padding:.7rem 1.8rem;border:3px solid #1c1a2b;border-radius:14px;" +
  "background:#b23a1e;color:#fff;font-weight:700;text-decoration:none}" +
  "a:focus-visible{outline:4px solid #f4b223;outline-offset:3px}";

const HEADERS = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; frame-ancestors 'none'",
};

/** { status, headers, body } of a refusal, for somebody who looks at a page or for a program. */
export function refusal(reason, page) {
  const { status, title, sentence, way = "/services/salle/" } = REFUSALS[reason];
  const said = { message: sentence, sentence };
  const body = page ? pageOf(title, sentence, way) : JSON.stringify(said);
  const type = page ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  return { status, headers: { ...HEADERS, "Content-Type": type }, body };
}

function pageOf(title, sentence, way) {
  return (
    '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>${title}</title><link rel="icon" href="data:,"><style>${STYLE}</style></head>` +
    `<body><main><h1>${title}</h1><p>${sentence}</p>` +
    `<a href="${way}">Aller à l'accueil</a></main></body></html>`
  );
}
