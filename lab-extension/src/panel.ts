/** A native modal panel that exists while it is open: the browser keeps the focus inside it. */

import { button, element } from './dom';

export interface IPanel {
  body: HTMLElement;
  close(): void;
}

let rank = 0;

export function openPanel(host: HTMLElement, title: string, className: string): IPanel {
  const id = `qp-panel-${++rank}`;
  const close = button('close', 'Fermer', 'qp-close');
  const body = element('div', { class: 'qp-dialog-body', 'aria-live': 'polite' });
  const node = element(
    'dialog',
    { class: `qp-dialog ${className}`, 'aria-labelledby': id },
    element('header', {}, element('h2', { id, tabindex: '-1' }, title), close),
    body
  );
  const before = document.activeElement;
  close.addEventListener('click', () => node.close());
  node.addEventListener('close', () => {
    node.remove();
    (before as HTMLElement | null)?.focus();
  });
  host.append(node);
  node.showModal();
  return { body, close: () => node.close() };
}
