/** Where the browser finds the files that came with a lesson, through JupyterLab's own resolver. */

import { NotebookPanel } from '@jupyterlab/notebook';

/** The addresses of files written as the notebook's pictures are: `media/voix/p01-ex2.mp3`. */
export async function besideNotebook(
  panel: NotebookPanel,
  files: Readonly<Record<string, string>>
): Promise<Record<string, string>> {
  const { urlResolver } = panel.context;
  const found = Object.entries(files).map(async ([name, file]) => {
    const path = await urlResolver.resolveUrl(file);
    return [name, await urlResolver.getDownloadUrl(path)] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}
