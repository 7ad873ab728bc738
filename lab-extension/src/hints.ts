/** The three hints of an exercise, read from the lesson's own text: question, gesture, puzzle. */

/** `lines` holds the shuffled lines of a puzzle; null for a hint that is only a sentence. */
export interface IHint {
  title: string;
  text: string;
  lines: string[] | null;
}

const HINT = /<details>\s*<summary>([\s\S]*?)<\/summary>([\s\S]*?)<\/details>/g;
const LINES = /<pre[^>]*>([\s\S]*?)<\/pre>/;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/** Read the hints of a markdown cell, in their order. */
export function readHints(source: string): IHint[] {
  return [...source.matchAll(HINT)].map(([, title = '', body = '']) => {
    const lines = LINES.exec(body)?.[1];
    return {
      title: plain(title),
      text: plain(body.replace(LINES, '')),
      lines: lines === undefined ? null : unescape(lines).split('\n').filter(one => one.trim())
    };
  });
}

/** The same lines with one of them moved; a move beyond an end stops at that end. */
export function moveLine(lines: readonly string[], from: number, to: number): string[] {
  const moved = [...lines];
  const [line] = moved.splice(from, 1);
  if (line !== undefined) {
    moved.splice(Math.max(0, Math.min(to, moved.length)), 0, line);
  }
  return moved;
}

const TO_WRITE = /^.*✏️.*$/m;
const MADE = /^# 2\..*$/m;
const SHOWN = /^# 3\..*$/m;

/**
 * Put lines where a cell expects the learner's own: in the place of «✏️ À toi», else between the
 * second and the third heading comments. Null when the cell shows neither.
 */
export function placeLines(source: string, lines: readonly string[]): string | null {
  const text = lines.join('\n');
  if (TO_WRITE.test(source)) {
    return source.replace(TO_WRITE, () => text);
  }
  const made = MADE.exec(source);
  const shown = SHOWN.exec(source);
  if (made === null || shown === null || shown.index < made.index) {
    return null;
  }
  const start = made.index + made[0].length;
  return `${source.slice(0, start)}\n${text}\n${source.slice(shown.index)}`;
}

function plain(text: string): string {
  return unescape(text.replace(/<[^>]+>|\*\*|`/g, '')).trim();
}

function unescape(text: string): string {
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ENTITIES[name] ?? '');
}
