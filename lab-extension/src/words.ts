/** Every French word of the lesson's screen, in one place. */

import { Role, Step } from './lesson';

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
export const OFFLINE = 'Je cherche le réseau. Ne ferme pas la page.';

export const HAND_UP = 'Main levée';
export const HAND_DOWN = 'Lever la main';
export const HAND_SAID = 'Ta main est levée. Quelqu’un va venir.';
export const HAND_LOWERED = 'Ta main est baissée.';

export const PREPARING = 'Je prépare ta leçon…';
export const READY = 'Ta leçon est prête.';
export const STOP = 'Arrêter';
export const RUNNING = 'Ça tourne…';
export const CHANGED = 'Tu as changé ta cellule : vérifie encore.';
export const DONE = 'C’est lancé.';
export const KERNEL_LOST = 'Python s’est arrêté. Clique encore sur le bouton : je le relance.';
export const PYTHON_WORDS = 'Voir le message de Python';
export const LEAVE_EDITOR = 'Maj + Entrée : lancer. Échap puis Tab : sortir du code.';

export const BACK = 'Mes leçons';
export const HAND_IN = 'Rendre';
export const WORD_FOR_YOU = 'Un mot';
export const WHOLE_NOTEBOOK = 'Tout voir';
export const LESSON_VIEW = 'Vue de la leçon';
