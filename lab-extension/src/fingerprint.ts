/** A short name for a list of texts, to know whether one of them has changed. */

/** Eight hexadecimal digits (FNV-1a): another list has another name, but for bad luck. */
export function fingerprint(texts: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(texts)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
