/** Nothing lost: the saver, the browser's drafts, two screens, the earlier versions, as one. */

import { NotebookPanel } from '@jupyterlab/notebook';
import { Api } from './api';
import { button, element } from './dom';
import { BrowserDrafts } from './drafts';
import { showVersions } from './history';
import { Saver } from './saver';
import { Work } from './work';
import * as words from './words';

/** `onReplaced` is called each time another state of the notebook has taken the present one's place. */
export class Custody {
  constructor(
    private readonly panel: NotebookPanel,
    api: Api,
    learner: string,
    private readonly onReplaced: () => void
  ) {
    const { context } = panel;
    this.work = new Work(
      api,
      {
        path: context.localPath,
        read: () => context.model.toJSON(),
        replace: notebook => {
          context.model.fromJSON(notebook as Parameters<typeof context.model.fromJSON>[0]);
          this.onReplaced();
          this.saver.touch();
        },
        modified: () => Date.parse(context.contentsModel?.last_modified ?? '') || null
      },
      new BrowserDrafts(learner),
      isOther => this.showOther(isOther)
    );
    this.saver = new Saver(this.work);
    this.saver.stateChanged.connect((_, state) => {
      if (state === 'saved') {
        context.model.dirty = false;
      }
      if (state !== 'saving') {
        this.showFullDisk();
      }
    });
  }

  readonly saver: Saver;
  readonly work: Work;
  /** Where two screens are told of each other. */
  readonly notice = element('div', { class: 'qp-notice', role: 'status' });

  /** Take up what this browser still has; the sentence to say, or "". */
  async open(): Promise<string> {
    const recovery = await this.work.open().catch(() => 'none' as const);
    return { none: '', 'taken-up': words.TAKEN_UP, 'put-aside': words.PUT_ASIDE }[recovery];
  }

  showVersions(): void {
    void this.saver.flush().then(() =>
      showVersions(this.panel.node, {
        versions: () => this.work.versions(),
        restore: name => this.work.restore(name)
      })
    );
  }

  /** A full disk is said with its reason, for as long as it lasts: somebody can make room. */
  private showFullDisk(): void {
    const told = this.work.fullDisk;
    if (told !== null && this.fullDisk === null) {
      this.fullDisk = element('p', {}, told);
      this.notice.prepend(this.fullDisk);
    } else if (told === null && this.fullDisk !== null) {
      this.fullDisk.remove();
      this.fullDisk = null;
    }
  }

  private fullDisk: HTMLElement | null = null;

  private showOther(isOther: boolean): void {
    if (!isOther) {
      this.notice.replaceChildren();
      return;
    }
    const mine = button('check', words.KEEP_MINE, 'qp-keep-mine');
    const other = button('whole', words.TAKE_OTHER, 'qp-take-other');
    mine.addEventListener('click', () => void this.work.keepMine());
    other.addEventListener('click', () => void this.work.takeOther().catch(() => undefined));
    this.notice.replaceChildren(element('p', {}, words.OTHER_SCREEN), mine, other);
  }
}
