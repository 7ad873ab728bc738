/** Read aloud, on demand: a recorded voice where the lesson has one, else the machine's French one. */

import { element } from './dom';
import { icon } from './icons';
import { markWord, textParts, wordAt } from './spoken';
import { READ_ALOUD } from './words';

/** The best French voice of this machine, France's before others. */
export function frenchVoice<T extends Pick<SpeechSynthesisVoice, 'lang' | 'localService'>>(
  voices: readonly T[]
): T | null {
  const french = voices.filter(one => one.localService && /^fr\b/i.test(one.lang));
  return french.find(one => /^fr[-_]FR/i.test(one.lang)) ?? french[0] ?? null;
}

/** Puts a button before a text; it shows only where there is a voice to read it. */
export class Reader {
  constructor(private readonly synthesis = browserVoice()) {
    this.synthesis?.addEventListener('voiceschanged', () => this.meetVoices());
    this.meetVoices();
  }

  /** Offer to read what `text` shows at that moment; `name` is that of its recording, if any. */
  offer(host: HTMLElement, name: string, text: () => HTMLElement | null): HTMLButtonElement {
    const label = element('span', { class: 'qp-label' }, READ_ALOUD);
    const kind = { type: 'button', class: 'qp-button qp-read', 'aria-pressed': 'false' };
    const node = element('button', kind, icon('voice'), label);
    node.addEventListener('click', () => this.toggle(node, text()));
    this.buttons.set(node, name);
    this.show(node, name);
    host.prepend(node);
    return node;
  }

  /** Learn where the recorded voices are: addresses by name. */
  setRecordings(addresses: Readonly<Record<string, string>>): void {
    this.recordings = addresses;
    this.showAll();
  }

  /** Be quiet at once. */
  stop(): void {
    this.synthesis?.cancel();
    this.player.pause();
    this.speaking?.setAttribute('aria-pressed', 'false');
    this.speaking = null;
    CSS.highlights?.delete('qp-word');
  }

  private toggle(node: HTMLButtonElement, text: HTMLElement | null): void {
    const wasOn = this.speaking === node;
    this.stop();
    if (wasOn) {
      return;
    }
    this.speaking = node;
    node.setAttribute('aria-pressed', 'true');
    const address = this.recordings[this.buttons.get(node) ?? ''];
    if (address === undefined) {
      this.speak(node, text);
    } else {
      this.play(node, address, text);
    }
  }

  /** A recording that cannot be heard gives way to the machine's voice. */
  private play(node: HTMLButtonElement, address: string, text: HTMLElement | null): void {
    this.player.src = address;
    this.player.onended = () => this.end(node);
    this.player.play().catch(() => this.speaking === node && this.speak(node, text));
  }

  private speak(node: HTMLButtonElement, text: HTMLElement | null): void {
    if (this.synthesis === undefined || this.voice === null || text === null) {
      this.end(node);
      return;
    }
    const said = new SpeechSynthesisUtterance();
    const parts = textParts(text);
    said.text = parts.map(part => part.data).join('');
    said.voice = this.voice;
    said.lang = this.voice.lang;
    said.rate = 0.9;
    said.onboundary = event => markWord(parts, wordAt(said.text, event.charIndex));
    said.onend = said.onerror = () => this.end(node);
    this.synthesis.speak(said);
  }

  private end(node: HTMLButtonElement): void {
    if (this.speaking === node) {
      this.stop();
    }
  }

  private meetVoices(): void {
    this.voice = frenchVoice(this.synthesis?.getVoices() ?? []);
    this.showAll();
  }

  private showAll(): void {
    this.buttons.forEach((name, node) => this.show(node, name));
  }

  private show(node: HTMLButtonElement, name: string): void {
    const isRecorded = this.recordings[name] !== undefined;
    node.dataset['voice'] = isRecorded ? 'recorded' : 'machine';
    node.hidden = this.voice === null && !isRecorded;
  }

  private readonly buttons = new Map<HTMLButtonElement, string>();
  private readonly player = new Audio();
  private recordings: Readonly<Record<string, string>> = {};
  private voice: SpeechSynthesisVoice | null = null;
  private speaking: HTMLButtonElement | null = null;
}

/** Some browsers have no voice at all. */
function browserVoice(): SpeechSynthesis | undefined {
  return window.speechSynthesis as SpeechSynthesis | undefined;
}
