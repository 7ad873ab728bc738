/** The line that an exception names, marked in the learner's editor until she changes it. */

import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, DecorationSet, EditorView } from '@codemirror/view';
import { CodeCell } from '@jupyterlab/cells';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { readFault } from './fault';
import { isRecord } from './lesson';

const point = StateEffect.define<number | null>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(point)) {
        const { doc } = transaction.state;
        const line = effect.value;
        return line === null || line < 1 || line > doc.lines
          ? Decoration.none
          : Decoration.set([
              Decoration.line({ class: 'qp-fault-line' }).range(doc.line(line).from)
            ]);
      }
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: marks => EditorView.decorations.from(marks)
});

/** Mark the line that the cell's outputs name, or none. */
export function markFault(cell: CodeCell): void {
  const { editor } = cell;
  if (!(editor instanceof CodeMirrorEditor)) {
    return;
  }
  if (editor.editor.state.field(field, false) === undefined) {
    editor.editor.dispatch({ effects: StateEffect.appendConfig.of(field) });
  }
  editor.editor.dispatch({ effects: point.of(faultOf(cell)?.line ?? null) });
}

/** The exception among a cell's outputs: its line and a text that tells it from others. */
export function faultOf(cell: CodeCell): { line: number | null; message: string } | null {
  const outputs = cell.model.outputs.toJSON() as unknown[];
  const error = outputs.find(one => isRecord(one) && one['output_type'] === 'error');
  if (!isRecord(error)) {
    return null;
  }
  const { ename, evalue, traceback } = error;
  const lines = Array.isArray(traceback) ? traceback.map(String) : [];
  const fault = readFault({ ename: String(ename), evalue: String(evalue), traceback: lines });
  return fault.kind === 'stopped'
    ? null
    : { line: fault.line, message: `${String(ename)}: ${String(evalue)}` };
}
