/** The word that a voice is saying, found in the text and marked on the page. */

/** Where a word starts and ends in the text, from the place that the voice reports. */
export function wordAt(text: string, index: number): [number, number] {
  const end = /^\S*/.exec(text.slice(index))?.[0].length ?? 0;
  return [index, index + end];
}

export function textParts(node: HTMLElement): Text[] {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const parts: Text[] = [];
  while (walker.nextNode() !== null) {
    parts.push(walker.currentNode as Text);
  }
  return parts;
}

/** Mark a stretch of the text without touching the page's elements. */
export function markWord(parts: readonly Text[], [start, end]: [number, number]): void {
  let before = 0;
  for (const part of parts) {
    if (start < before + part.length) {
      const range = new Range();
      range.setStart(part, start - before);
      range.setEnd(part, Math.min(part.length, end - before));
      CSS.highlights?.set('qp-word', new Highlight(range));
      return;
    }
    before += part.length;
  }
}
