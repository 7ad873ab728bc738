/** «Ta place est pleine»: what a runaway program did to the disk, and the button that makes room. */

import { button, element, setText } from './dom';
import { openPanel } from './panel';
import * as words from './words';

/** `makeRoom` gives the sentence that says how much was taken away; it may refuse with another. */
export function showFullPlace(
  host: HTMLElement,
  sentence: string,
  makeRoom: () => Promise<string>
): void {
  const panel = openPanel(host, words.FULL_PLACE, 'qp-full-place');
  const said = element('p', {}, sentence);
  const make = button('check', words.MAKE_ROOM, 'qp-make-room');
  make.addEventListener('click', () => {
    make.disabled = true;
    makeRoom().then(
      answer => {
        make.remove();
        setText(said, answer);
      },
      (problem: Error) => {
        make.disabled = false;
        setText(said, problem.message);
      }
    );
  });
  panel.body.append(said, element('p', {}, words.MAKE_ROOM_TIP), make);
}
