/** How stars and exceptions look in a lesson: kind cards instead of red walls. */

import { ICodeCellModel } from '@jupyterlab/cells';
import { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { Widget } from '@lumino/widgets';
import { element } from './dom';
import { IErrorOutput, IFault, readFault } from './fault';
import { isRecord } from './lesson';
import { drawStars, IOutcome, readStars, sayStars, STARS_MIME } from './outcome';
import { PYTHON_WORDS } from './words';

const ERROR_MIME = 'application/vnd.jupyter.error';

/** Teach a lesson's own renderers how to show stars and exceptions; other notebooks keep theirs. */
export function addRenderers(rendermime: IRenderMimeRegistry): void {
  rendermime.addFactory(
    { safe: true, mimeTypes: [STARS_MIME], createRenderer: () => new StarsCard() },
    1
  );
  rendermime.addFactory(
    { safe: true, mimeTypes: [ERROR_MIME], createRenderer: () => new FaultCard() },
    1
  );
}

/** Draw again, as a lesson does, what the file brought before these renderers came. */
export function drawAgain(outputs: ICodeCellModel['outputs']): void {
  const kept = outputs.toJSON();
  const isOurs = (data: unknown): boolean => isRecord(data) && STARS_MIME in data;
  if (kept.some(one => one.output_type === 'error' || isOurs(one['data']))) {
    outputs.fromJSON(kept);
  }
}

class StarsCard extends Widget implements IRenderMime.IRenderer {
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const outcome = readStars(model.data[STARS_MIME]);
    if (outcome !== null) {
      this.node.replaceChildren(starsCard(outcome));
    }
  }
}

/** The card of a check: stars drawn and said, one sentence. */
export function starsCard(outcome: IOutcome): HTMLElement {
  const { stars, outOf, sentence, more, shown = sentence } = outcome;
  const kind = stars <= 0 ? 'none' : stars < outOf ? 'some' : 'all';
  const title = { none: 'Pas encore', some: 'Ça avance', all: 'C’est réussi' }[kind];
  const drawn = element('span', { class: 'qp-drawn', 'aria-hidden': 'true' });
  for (const [index, star] of [...drawStars(stars, outOf)].entries()) {
    drawn.append(element('span', { class: 'qp-star', style: `--qp-rank: ${index}` }, star));
  }
  const head = element('p', { class: 'qp-card-head' }, drawn, element('strong', {}, title));
  head.append(element('span', { class: 'qp-said' }, ` ${sayStars(stars, outOf)}.`));
  return element(
    'div',
    { class: `qp-card qp-stars qp-stars-${kind}` },
    head,
    element('p', { class: 'qp-card-text' }, shown),
    ...(more === '' ? [] : [element('p', { class: 'qp-card-text' }, more)])
  );
}

class FaultCard extends Widget implements IRenderMime.IRenderer {
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const error = model.data[ERROR_MIME] as unknown as IErrorOutput;
    this.node.replaceChildren(faultCard(readFault(error)));
  }
}

/** The card of an exception: the explanation, the line, and Python's own words one click away. */
export function faultCard(fault: IFault): HTMLElement {
  const card = element('div', { class: `qp-card qp-fault qp-fault-${fault.kind}` });
  const style = fault.guessed ? 'qp-card-text qp-fault-guess' : 'qp-card-text';
  for (const line of fault.explanation.split('\n').filter(text => text.trim() !== '')) {
    card.append(element('p', { class: style }, line));
  }
  if (fault.line !== null && !/ligne \d/i.test(fault.explanation)) {
    card.append(element('p', { class: style }, `Regarde la ligne ${fault.line}.`));
  }
  if (fault.technical !== '') {
    const words = element('pre', { lang: 'en', tabindex: '0' }, fault.technical);
    card.append(element('details', {}, element('summary', {}, PYTHON_WORDS), words));
  }
  return card;
}
