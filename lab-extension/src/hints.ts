/** The three hints of an exercise, read from the lesson's own text: question, gesture, puzzle. */

/**
 * `lines` holds the shuffled lines of a puzzle; null for a hint that is only a sentence. `oneLine`
 * says that they are pieces of one line: `<pre class="morceaux">`.
 */
export interface IHint {
  title: string;
  text: string;
  lines: string[] | null;
  oneLine: boolean;
}

const HINT = /<details>\s*<summary>([\s\S]*?)<\/summary>([\s\S]*?)<\/details>/g;
const LINES = /<pre([^>]*)>([\s\S]*?)<\/pre>/;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/** Read the hints of a markdown cell, in their order. */
export function readHints(source: string): IHint[] {
  return [...source.matchAll(HINT)].map(([, title = '', body = '']) => {
    const [, attributes = '', lines] = LINES.exec(body) ?? [];
    return {
      title: plain(title),
      text: plain(body.replace(LINES, '')),
      lines: lines === undefined ? null : unescape(lines).split('\n').filter(one => one.trim()),
      oneLine: /\bmorceaux\b/.test(attributes)
    };
  });
}

function plain(text: string): string {
  return unescape(text.replace(/<[^>]+>|\*\*|`/g, '')).trim();
}

function unescape(text: string): string {
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ENTITIES[name] ?? '');
}
