/** «Mes versions»: earlier states of the work, with their time and picture, one click away. */

import { button, element } from './dom';
import { openPanel } from './panel';
import { IVersion } from './work';
import * as words from './words';

/** What the panel needs. `restore` shows a version in the place of the present work. */
export interface IHistory {
  versions(): Promise<IVersion[]>;
  restore(name: string): Promise<void>;
}

export async function showVersions(host: HTMLElement, history: IHistory): Promise<void> {
  const panel = openPanel(host, words.VERSIONS, 'qp-versions');
  panel.body.append(element('p', {}, words.VERSIONS_TIP));
  try {
    const versions = await history.versions();
    const list = element('ul', { class: 'qp-version-list' });
    list.append(...versions.map(one => line(one, history, panel)));
    panel.body.append(versions.length === 0 ? element('p', {}, words.NO_VERSION) : list);
  } catch (problem) {
    panel.body.append(element('p', {}, (problem as Error).message));
  }
}

function line(one: IVersion, history: IHistory, panel: ReturnType<typeof openPanel>): HTMLElement {
  const when = sayTime(new Date(one.time), new Date());
  const why = one.partner ? words.sayTogether(one.partner) : (words.REASONS[one.reason] ?? '');
  const text = element('p', {}, element('strong', {}, when), ` ${why}`);
  const back = button('back', words.RESTORE, 'qp-restore');
  back.append(element('span', { class: 'qp-said' }, ` (${when})`));
  back.addEventListener('click', () => {
    history.restore(one.name).then(
      () => panel.close(),
      (problem: Error) => text.replaceChildren(problem.message)
    );
  });
  const picture =
    one.picture === null
      ? element('span', { class: 'qp-version-picture' })
      : element('img', { class: 'qp-version-picture', src: one.picture, alt: words.PICTURE });
  return element('li', {}, picture, text, back);
}

/** «aujourd’hui à 14 h 05», «hier à 9 h 30», «le 24/11 à 16 h 00». */
export function sayTime(time: Date, now: Date): string {
  const hour = `à ${time.getHours()} h ${String(time.getMinutes()).padStart(2, '0')}`;
  const day = (date: Date): number => new Date(date).setHours(0, 0, 0, 0);
  const days = Math.round((day(now) - day(time)) / 86_400_000);
  const names = ['Aujourd’hui', 'Hier'];
  const month = String(time.getMonth() + 1).padStart(2, '0');
  return `${names[days] ?? `Le ${String(time.getDate()).padStart(2, '0')}/${month}`} ${hour}`;
}
