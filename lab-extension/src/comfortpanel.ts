/** «Confort»: the panel of the choices, seen at once and kept at once. */

import { Api } from './api';
import {
  CHOICES,
  Choice,
  Comfort,
  comfortClasses,
  comfortKey,
  NAMES,
  readComfort,
  storedComfort
} from './comfort';
import { element } from './dom';
import { openPanel } from './panel';
import * as words from './words';

/** Dresses `host` with the learner's choices. `learner` tells browsers' kept choices apart. */
export class ComfortSettings {
  constructor(
    private readonly host: HTMLElement,
    private readonly api: Api,
    learner: string
  ) {
    this.key = comfortKey(learner);
    this.apply(storedComfort(learner));
  }

  /** Take the choices of the learner's card, when there is a room. */
  async meetRoom(): Promise<void> {
    this.hasRoom = true;
    const kept = await this.api.comfort().catch(() => null);
    if (kept !== null) {
      this.apply(readComfort(kept));
    }
  }

  open(): void {
    const panel = openPanel(this.host, words.COMFORT, 'qp-comfort');
    panel.body.removeAttribute('aria-live');
    panel.body.append(...NAMES.map(name => this.question(name)));
  }

  private question(name: Choice): HTMLElement {
    const field = element('fieldset', {}, element('legend', {}, words.COMFORT_NAMES[name]));
    for (const value of CHOICES[name]) {
      const input = element('input', { type: 'radio', name: `qp-${name}`, value });
      input.checked = this.comfort[name] === value;
      input.addEventListener('change', () => this.choose(name, value));
      const text = element('span', {}, words.COMFORT_VALUES[`${name}-${value}`] ?? value);
      field.append(element('label', {}, input, text));
    }
    return field;
  }

  private choose(name: Choice, value: string): void {
    this.apply({ ...this.comfort, [name]: value });
    if (this.hasRoom) {
      void this.api.setComfort({ [name]: value }).catch(() => undefined); // the browser has it
    }
  }

  private apply(comfort: Comfort): void {
    this.host.classList.remove(...comfortClasses(this.comfort));
    this.host.classList.add(...comfortClasses(comfort));
    this.comfort = comfort;
    try {
      localStorage.setItem(this.key, JSON.stringify(comfort));
    } catch {
      // a browser without a store: the room has the choices
    }
  }

  private hasRoom = false;
  private comfort = readComfort(null);
  private readonly key: string;
}
