/** Read aloud: the browser's French voice, on demand, with the word being read marked. */

import { element } from './dom';
import { icon } from './icons';
import { READ_ALOUD } from './words';

/** Where a word starts and ends in the text, from the place that the voice reports. */
export function wordAt(text: string, index: number): [number, number] {
  const end = /^\S*/.exec(text.slice(index))?.[0].length ?? 0;
  return [index, index + end];
}

/** The best French voice: one of this machine before one of the network, France before others. */
export function frenchVoice<T extends Pick<SpeechSynthesisVoice, 'lang' | 'localService'>>(
  voices: readonly T[]
): T | null {
  const french = voices.filter(one => one.localService && /^fr\b/i.test(one.lang));
  return french.find(one => /^fr[-_]FR/i.test(one.lang)) ?? french[0] ?? null;
}

/** Puts a button before a text; it shows only where the machine has a French voice. */
export class Reader {
  constructor(private readonly synthesis = browserVoice()) {
    this.synthesis?.addEventListener('voiceschanged', () => this.meetVoices());
    this.meetVoices();
  }

  /** Offer to read what `text` shows at that moment. */
  offer(host: HTMLElement, text: () => HTMLElement | null): HTMLButtonElement {
    const label = element('span', { class: 'qp-label' }, READ_ALOUD);
    const kind = { type: 'button', class: 'qp-button qp-read', 'aria-pressed': 'false' };
    const node = element('button', kind, icon('voice'), label);
    node.addEventListener('click', () => this.toggle(node, text()));
    node.hidden = this.voice === null;
    this.buttons.add(node);
    host.prepend(node);
    return node;
  }

  /** Be quiet at once. */
  stop(): void {
    this.synthesis?.cancel();
    this.speaking?.setAttribute('aria-pressed', 'false');
    this.speaking = null;
    CSS.highlights?.delete('qp-word');
  }

  private toggle(node: HTMLButtonElement, text: HTMLElement | null): void {
    const wasOn = this.speaking === node;
    this.stop();
    if (wasOn || text === null || this.synthesis === undefined) {
      return;
    }
    const said = new SpeechSynthesisUtterance();
    const parts = textParts(text);
    said.text = parts.map(part => part.data).join('');
    said.voice = this.voice;
    said.lang = this.voice?.lang ?? 'fr-FR';
    said.rate = 0.9;
    said.onboundary = event => mark(parts, wordAt(said.text, event.charIndex));
    said.onend = said.onerror = () => this.speaking === node && this.stop();
    this.speaking = node;
    node.setAttribute('aria-pressed', 'true');
    this.synthesis.speak(said);
  }

  private meetVoices(): void {
    this.voice = frenchVoice(this.synthesis?.getVoices() ?? []);
    this.buttons.forEach(node => (node.hidden = this.voice === null));
  }

  private readonly buttons = new Set<HTMLButtonElement>();
  private voice: SpeechSynthesisVoice | null = null;
  private speaking: HTMLButtonElement | null = null;
}

function textParts(node: HTMLElement): Text[] {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const parts: Text[] = [];
  while (walker.nextNode() !== null) {
    parts.push(walker.currentNode as Text);
  }
  return parts;
}

/** Mark a stretch of the text without touching the page's elements. */
function mark(parts: readonly Text[], [start, end]: [number, number]): void {
  let before = 0;
  for (const part of parts) {
    if (start < before + part.length) {
      const range = new Range();
      range.setStart(part, start - before);
      range.setEnd(part, Math.min(part.length, end - before));
      CSS.highlights?.set('qp-word', new Highlight(range));
      return;
    }
    before += part.length;
  }
}

/** Some browsers have no voice at all. */
function browserVoice(): SpeechSynthesis | undefined {
  return window.speechSynthesis as SpeechSynthesis | undefined;
}
