/** Small helpers that build accessible elements: text is always set as text, never as HTML. */

import { Icon, icon } from './icons';

type Attributes = Record<string, string>;

/** Create an element with attributes and children (strings become text). */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** A button with a picture and a text; the picture is decoration, the text is the name. */
export function button(name: Icon, text: string, className: string): HTMLButtonElement {
  return element(
    'button',
    { type: 'button', class: `qp-button ${className}` },
    icon(name),
    element('span', { class: 'qp-label' }, text)
  );
}

/** Change the text of a button made by `button`. */
export function relabel(node: HTMLElement, text: string): void {
  setText(node.querySelector('.qp-label'), text);
}

/** Set a text only when it differs: a screen reader then hears each change once. */
export function setText(node: Element | null, text: string): void {
  if (node !== null && node.textContent !== text) {
    node.textContent = text;
  }
}

/** Scroll to a node, calmly when the learner's machine asks for calm. */
export function reveal(node: Element): void {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  node.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
}
