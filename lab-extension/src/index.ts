/** The plugins of the lesson's screen. They act only on notebooks whose cells carry our marks. */

import {
  IConnectionLost,
  ILabShell,
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ISplashScreen } from '@jupyterlab/apputils';
import { PageConfig } from '@jupyterlab/coreutils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { markOf } from './cells';
import { isLesson } from './lesson';
import { storedComfort } from './comfort';
import { LessonScreen } from './screen';
import { WaitingScreen } from './waiting';

const RUN = 'quartiers:run';
const SAVE = 'quartiers:save';
const WHOLE = 'quartiers:whole';

/** How long the waiting screen waits for a lesson that does not come, in ms. */
const PATIENCE = 30_000;

const screens = new Map<NotebookPanel, LessonScreen>();

const lesson: JupyterFrontEndPlugin<void> = {
  id: 'quartiers-lab:lesson',
  description: "Shows a notebook that carries the lessons' marks as a lesson.",
  autoStart: true,
  requires: [INotebookTracker, ISplashScreen],
  optional: [ILabShell, IDocumentManager],
  activate: (app, tracker: INotebookTracker, waiting: ISplashScreen, shell, documents) => {
    addCommands(app, tracker);
    const opening = waiting.show();
    if (PageConfig.getOption('treePath') === '') {
      opening.dispose();
    }
    setTimeout(() => opening.dispose(), PATIENCE);
    openSoon(app, documents as IDocumentManager | null);
    tracker.widgetAdded.connect((_, panel) => {
      void panel.context.ready.then(async () => {
        const marks = panel.content.widgets.map(cell => markOf(cell.model));
        if (!isLesson(marks) || panel.isDisposed) {
          opening.dispose();
          return;
        }
        const screen = new LessonScreen(panel, app.serviceManager.serverSettings);
        screens.set(panel, screen);
        panel.disposed.connect(() => screens.delete(panel));
        quietSurroundings(shell as ILabShell | null, documents as IDocumentManager | null);
        const started = screen.start();
        opening.dispose(); // dressed: she can read while Python gets ready
        await started;
      });
    });
  }
};

/** In place of JupyterLab's splash: it stays until the page is restored and its lesson dressed. */
const waiting: JupyterFrontEndPlugin<ISplashScreen> = {
  id: 'quartiers-lab:waiting',
  description: 'Says calmly, in French, that the lesson is coming.',
  autoStart: true,
  provides: ISplashScreen,
  activate: app => {
    const learner = new URL(app.serviceManager.serverSettings.baseUrl).pathname;
    const screen = new WaitingScreen(storedComfort(learner));
    const restoring = screen.hold();
    void app.restored.then(() => restoring.dispose());
    return { show: () => screen.hold() };
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

/**
 * Open the lesson of the address as soon as the page is restored.
 *
 * JupyterLab's file browser, which our pages do not load, would do so only once the workspace has
 * been saved, half a second later; and it would write its folder into the address.
 */
function openSoon(app: JupyterFrontEnd, documents: IDocumentManager | null): void {
  const path = PageConfig.getOption('treePath');
  if (documents !== null && path.endsWith('.ipynb')) {
    void app.restored.then(() => documents.openOrReveal(path));
  }
}

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

export default [waiting, lesson, connection];
