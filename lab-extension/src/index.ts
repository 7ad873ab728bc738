/** The plugins of the lesson's screen. They act only on notebooks whose cells carry our marks. */

import {
  IConnectionLost,
  ILabShell,
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { markOf } from './cells';
import { isLesson } from './lesson';
import { LessonScreen } from './screen';

const RUN = 'quartiers:run';
const SAVE = 'quartiers:save';
const WHOLE = 'quartiers:whole';

const screens = new Map<NotebookPanel, LessonScreen>();

const lesson: JupyterFrontEndPlugin<void> = {
  id: 'quartiers-lab:lesson',
  description: "Shows a notebook that carries the lessons' marks as a lesson.",
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ILabShell, IDocumentManager],
  activate: (app, tracker: INotebookTracker, shell, documents) => {
    addCommands(app, tracker);
    tracker.widgetAdded.connect((_, panel) => {
      void panel.context.ready.then(async () => {
        const marks = panel.content.widgets.map(cell => markOf(cell.model));
        if (!isLesson(marks) || panel.isDisposed) {
          return;
        }
        const screen = new LessonScreen(panel, app.serviceManager.serverSettings);
        screens.set(panel, screen);
        panel.disposed.connect(() => screens.delete(panel));
        quietSurroundings(shell as ILabShell | null, documents as IDocumentManager | null);
        await screen.start();
      });
    });
  }
};

/** In place of JupyterLab's window about a lost server: one sentence, and the saver keeps trying. */
const connection: JupyterFrontEndPlugin<IConnectionLost> = {
  id: 'quartiers-lab:connection',
  description: 'Says calmly that the server is out of reach.',
  autoStart: true,
  provides: IConnectionLost,
  activate: () => async () => {
    screens.forEach(screen => screen.sayOffline());
  }
};

/** One document and nothing around it; our own saver takes over JupyterLab's. */
function quietSurroundings(shell: ILabShell | null, documents: IDocumentManager | null): void {
  document.body.classList.add('qp-alone');
  document.documentElement.lang = 'fr';
  if (documents !== null) {
    documents.autosave = false;
  }
  if (shell === null) {
    return;
  }
  shell.mode = 'single-document';
  shell.collapseLeft();
  shell.collapseRight();
  for (const side of ['left', 'right'] as const) {
    if (shell.isSideTabBarVisible(side)) {
      shell.toggleSideTabBarVisibility(side);
    }
  }
  if (shell.isTopInSimpleModeVisible()) {
    shell.toggleTopInSimpleModeVisibility();
  }
}

function addCommands(app: JupyterFrontEnd, tracker: INotebookTracker): void {
  const current = (): LessonScreen | undefined =>
    tracker.currentWidget === null ? undefined : screens.get(tracker.currentWidget);
  const isEnabled = (): boolean => current() !== undefined;
  app.commands.addCommand(RUN, {
    label: 'Lancer la cellule',
    isEnabled,
    execute: () => current()?.runActive()
  });
  app.commands.addCommand(SAVE, {
    label: 'Garder maintenant',
    isEnabled,
    execute: () => current()?.save()
  });
  app.commands.addCommand(WHOLE, {
    label: 'Tout voir',
    isEnabled,
    execute: () => current()?.toggleWhole()
  });
  const selector = '.qp-lesson';
  for (const keys of [['Shift Enter'], ['Accel Enter']]) {
    app.commands.addKeyBinding({ command: RUN, keys, selector: `${selector} .jp-InputArea-editor` });
  }
  app.commands.addKeyBinding({ command: SAVE, keys: ['Accel S'], selector });
  app.commands.addKeyBinding({ command: WHOLE, keys: ['Accel Alt A'], selector: 'body' });
}

export default [lesson, connection];
