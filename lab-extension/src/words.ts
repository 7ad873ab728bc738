/** Every French word of the lesson's screen, in one place. */

import { Role, Step } from './lesson';
import type { RunEnd } from './runner';

export const STEP_NAMES: Record<Step, string> = {
  titre: 'Départ',
  creer: 'Découvre',
  porte: 'Rappel',
  predis: 'Prédis',
  lance: 'Lance',
  modifie: 'Modifie',
  repare: 'Répare',
  ecris: 'Écris',
  cree: 'Crée',
  garder: 'Garde',
  metier: 'Métier',
  bilan: 'Bilan',
  defi: 'Défi +'
};

/** The main gesture of each kind of code cell. */
export const GESTURE_NAMES: Partial<Record<Role, string>> = {
  exemple: 'Lancer',
  reponse: 'Lancer',
  controle: 'Vérifier',
  garder: 'Garder mon travail',
  quiz: 'Ouvrir la question',
  bilan: 'Ouvrir les questions'
};

export const SAVED = 'Tout est gardé ✓';
export const SAVING = 'Je garde…';
export const NOT_SAVED = 'Pas encore gardé. Je réessaie.';
export const PASS = 'Passer';
export const GO_ON = 'Étape suivante';
export const FINISHED = 'Tu as fini ? Rends ton travail.';
export const STEP_PASSED = ' · passée';
export const STEP_DONE = ', étape faite';
/** `goesOn` when the step where she is shows «Étape suivante». */
export const sayNotReached = (goesOn: boolean): string =>
  goesOn
    ? `Cette étape vient après. Clique d’abord sur « ${GO_ON} ».`
    : `Cette étape vient après. Fais celle-ci, ou choisis « ${PASS} ».`;

const RESTART = 'Recommencer cet exercice';
/** Giving a cell back as it was given, for each kind of cell that a learner may change. */
export const RESTART_NAMES: Partial<Record<Role, string>> = {
  exemple: 'Remettre l’exemple',
  reponse: RESTART
};
export const RESTARTED = 'C’est comme au départ. Ton essai est dans « Mes versions ».';
export const PLACED = 'Le puzzle est dans ta cellule. Ton essai est dans « Mes versions ».';
export const sayMissing = (mark: string): string =>
  `Il manque le repère « ${mark.trim()} ». Clique sur « ${RESTART} », puis remets le puzzle.`;
export const CANNOT_RESTART = 'Je n’ai plus les lignes du départ. Appelle un animateur.';
export const PUZZLE = 'Remets les lignes dans l’ordre.';
export const PUZZLE_ONE_LINE = 'Remets les morceaux dans l’ordre : ils font une seule ligne.';
export const PLACE_LINES = 'Mettre dans ma cellule';
export const LINE_UP = 'Monter';
export const LINE_DOWN = 'Descendre';
export const sayMoved = (line: string, place: number): string => `${line} : place ${place}`;
export const ENDLESS = 'Ta boucle tourne sans fin. Je l’arrête. Regarde ce qui change à chaque tour.';
export const STILL_SEARCHING =
  'On cherche encore, c’est normal. Ouvre un indice, ou montre à quelqu’un.';

export const COMFORT = 'Confort';
export const COMFORT_NAMES = {
  size: 'La taille des lettres',
  spacing: 'L’espace entre les lignes',
  font: 'La forme des lettres',
  contrast: 'Le contraste',
  theme: 'Le fond',
  motion: 'Les mouvements'
};
export const COMFORT_VALUES: Record<string, string> = {
  'size-normal': 'Normale',
  'size-large': 'Grande',
  'size-larger': 'Très grande',
  'spacing-normal': 'Normal',
  'spacing-wide': 'Large',
  'font-normal': 'Normale',
  'font-dyslexic': 'OpenDyslexic',
  'contrast-normal': 'Normal',
  'contrast-high': 'Fort',
  'theme-light': 'Clair',
  'theme-dark': 'Sombre',
  'motion-normal': 'Normaux',
  'motion-reduced': 'Aucun'
};

export const READ_ALOUD = 'Écouter';

export const KEPT_HERE = 'Gardé sur cet ordinateur. Je réessaie.';
export const TAKEN_UP = 'J’ai retrouvé ton travail sur cet ordinateur. Il est là.';
export const PUT_ASIDE = 'J’ai retrouvé un autre essai. Il est dans « Mes versions ».';
export const OTHER_SCREEN = 'Cette leçon est ouverte sur un autre écran. Rien n’est perdu. Tu gardes quoi ?';
export const KEEP_MINE = 'Garder ce que je vois';
export const TAKE_OTHER = 'Prendre l’autre écran';

export const VERSIONS = 'Mes versions';
export const VERSIONS_TIP = 'Reprends un moment de ton travail. Celui de maintenant reste ici aussi.';
export const NO_VERSION = 'Pas encore de version. Je garde la première bientôt.';
export const RESTORE = 'Reprendre';
export const PICTURE = 'Ton dernier dessin à ce moment';
export const REASONS: Record<string, string> = {
  regulier: '',
  ecran: '· sur un autre écran',
  navigateur: '· gardé sans le réseau',
  depart: '· avant de recommencer',
  puzzle: '· avant le puzzle',
  vide: '· avant une cellule vidée',
  retour: '· avant un retour'
};

export const PAIR = 'À deux';
export const PAIR_TITLE = 'Vous travaillez à deux';
export const PILOT = 'pilote, au clavier';
export const COPILOT = 'copilote, guide';
export const PAIR_SWAP = 'Échanger';
export const PAIR_END = 'Finir à deux';
export const PAIR_END_ASK = 'Vous arrêtez de travailler à deux ?';
export const PAIR_END_YES = 'Oui, on arrête';
export const PAIR_END_NO = 'Non, on continue';
export const PAIR_REMINDER = 'Dix minutes déjà : on échange ?';
export const PAIR_WAIT = 'Je garde d’abord ton travail. Essaie encore dans un moment.';
export const PAIR_OVER = 'Tu continues sans ton binôme. Tout est gardé pour vous deux.';
export const sayPilot = (pseudo: string): string => `${pseudo} prend le clavier.`;
export const sayShared = (guest: string): string =>
  `C’est gardé pour vous deux. ${guest} retrouve ce travail dans ses leçons.`;
export const sayHandedIn = (guest: string): string => `C’est rendu pour toi et pour ${guest}.`;
export const sayTogether = (partner: string): string => `· fait à deux avec ${partner}`;

export const FULL_PLACE = 'Ta place est pleine';
export const MAKE_ROOM = 'Faire de la place';
export const MAKE_ROOM_TIP =
  'J’enlève les gros fichiers fabriqués par ton programme. Tes leçons, tes créations et tes photos restent.';

export const OFFLINE = 'Je cherche le réseau. Ne ferme pas la page.';

export const HAND_UP = 'Main levée';
export const HAND_DOWN = 'Lever la main';
export const HAND_SAID = 'Ta main est levée. Quelqu’un va venir.';
export const HAND_LOWERED = 'Ta main est baissée.';

export const PREPARING = 'Je prépare ta leçon…';
export const WAKING = 'Ton atelier se réveille…';
export const LONG_WAIT = 'C’est un peu long. Attends encore, ou recharge la page.';
export const READY = 'Ta leçon est prête.';
export const STOP = 'Arrêter';
export const RUNNING = 'Ça tourne…';
export const CHANGED = 'Tu as changé ta cellule : vérifie encore.';
export const DONE = 'C’est lancé.';
export const KERNEL_LOST = 'Python s’est arrêté. Clique encore sur le bouton : je le relance.';
/** What is said of a run that did not end by itself. */
export const RUN_ENDS: Partial<Record<RunEnd, string>> = {
  endless: ENDLESS,
  lost: KERNEL_LOST,
  gone: 'Ton atelier s’est éteint pendant ce tour. Clique encore sur le bouton : je le rallume.',
  unreachable:
    'Je n’arrive pas à joindre l’atelier. Ton travail est gardé ici, je l’enverrai. Réessaie dans un moment.'
};
export const PYTHON_WORDS = 'Voir le message de Python';
export const LEAVE_EDITOR = 'Maj + Entrée : lancer. Échap puis Tab : sortir du code.';

export const BACK = 'Mes leçons';
export const HAND_IN = 'Rendre';
export const HANDED_IN = 'C’est rendu.';
export const NOT_DONE = 'pas encore fait';
export const WORD_FOR_YOU = 'Un mot';
export const THE_WORD = 'Le mot de l’équipe';
export const EARLIER_WORD = 'Le mot sur ta version d’avant';
export const WHOLE_NOTEBOOK = 'Tout voir';
export const LESSON_VIEW = 'Vue de la leçon';
