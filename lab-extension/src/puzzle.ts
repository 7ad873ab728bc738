/**
 * The pieces of a puzzle: moved, then laid in the learner's cell. `quartiers.lessons.puzzle` does the
 * same to prove every puzzle; both are held to `test/puzzles.json`.
 */

/** The same lines with one of them moved; a move beyond an end stops at that end. */
export function moveLine(lines: readonly string[], from: number, to: number): string[] {
  const moved = [...lines];
  const [line] = moved.splice(from, 1);
  if (line !== undefined) {
    moved.splice(Math.max(0, Math.min(to, moved.length)), 0, line);
  }
  return moved;
}

/** The text that pieces make in this order: a line each, or all on one line. */
export function layPieces(pieces: readonly string[], oneLine: boolean): string {
  return oneLine ? pieces.reduce(join, '') : pieces.join('\n');
}

function join(before: string, after: string): string {
  const line = before.trimEnd();
  const piece = after.trim();
  const call = /^[([]/.test(piece) && /[\p{L}\p{N}_]$/u.test(line);
  const tight = line === '' || call || /[([{.]$/.test(line) || /^[)\]},.:]/.test(piece);
  return line + (tight ? '' : ' ') + piece;
}

const TO_WRITE = /^.*✏️.*$/m;
const MADE = /^# 2\..*$/m;
const SHOWN = /^# 3\..*$/m;

/**
 * Put the puzzle's text where the learner writes: between the second and the third heading
 * comments, else in the place of «✏️ À toi». Null when the cell shows neither.
 */
export function placeText(source: string, text: string): string | null {
  const made = MADE.exec(source);
  const shown = SHOWN.exec(source);
  if (made !== null && shown !== null && made.index < shown.index) {
    const start = made.index + made[0].length;
    return `${source.slice(0, start)}\n${text}\n${source.slice(shown.index)}`;
  }
  return TO_WRITE.test(source) ? source.replace(TO_WRITE, () => text) : null;
}

/**
 * The mark that the cell as it was given had and that is gone, as it was written. Null when it had
 * none: such a cell is the learner's as a whole.
 */
export function missingMark(source: string, given: string): string | null {
  const marks = [MADE, SHOWN].map(mark => mark.exec(given)?.[0]);
  const [made, shown] = marks;
  if (made !== undefined && shown !== undefined) {
    const gone = [MADE, SHOWN].findIndex(mark => !mark.test(source));
    return (gone < 0 ? shown : marks[gone]) ?? null; // both there: the second one stands too early
  }
  return TO_WRITE.exec(given)?.[0] ?? null;
}
