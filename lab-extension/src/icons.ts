/** The pictures on the buttons: drawn here, because a child's PC may lack the font that has them. */

const SVG = 'http://www.w3.org/2000/svg';

/** One path each, on a 24 × 24 square; `line` icons are stroked, the others filled. */
const ICONS = {
  play: { line: false, path: 'M7 4.5v15a1 1 0 0 0 1.5.86l12-7.5a1 1 0 0 0 0-1.72l-12-7.5A1 1 0 0 0 7 4.5Z' },
  stop: { line: false, path: 'M6.5 5h11A1.5 1.5 0 0 1 19 6.500v11a1.5 1.5 0 0 1-1.5 1.500h-11A1.5 1.5 0 0 1 5 17.500v-11A1.5 1.5 0 0 1 6.5 5Z' },
  check: { line: true, path: 'M4.5 12.5 10 18 19.5 6.5' },
  heart: { line: false, path: 'M12 20.500S3.5 15.5 3.5 9.300A4.8 4.8 0 0 1 12 6.400a4.8 4.8 0 0 1 8.5 2.900C20.5 15.5 12 20.5 12 20.500Z' },
  star: { line: false, path: 'm12 2.5 2.9 6.2 6.8.8-5 4.6 1.3 6.700L12 17.400l-6 3.4 1.3-6.7-5-4.6 6.8-.8Z' },
  send: { line: true, path: 'M3.5 11.5 20.5 4l-5.5 16.5-4-7-7.5-2Zm7.5 2 4.5-4.5' },
  hand: { line: true, path: 'M8 12.500V5.800a1.5 1.5 0 0 1 3 0V11m0-.5V4.300a1.5 1.5 0 0 1 3 0V11m0-.5V5.800a1.5 1.5 0 0 1 3 0V13m0-2.500a1.5 1.5 0 0 1 3 0V15a6.5 6.5 0 0 1-6.5 6.500c-3 0-4.6-1.3-5.9-3.500l-3.3-5.300a1.55 1.55 0 0 1 2.6-1.700L8 14' },
  word: { line: true, path: 'M4 5.500h16v11h-8.500L7 20.500v-4H4Zm4 4h8m-8 3.500h5' },
  whole: { line: true, path: 'M4 6.500h16M4 12h16M4 17.500h16' },
  back: { line: true, path: 'M20 12H5m6.5-6.500L5 12l6.5 6.5' },
  close: { line: true, path: 'm6 6 12 12M18 6 6 18' },
  up: { line: true, path: 'm6 15 6-6 6 6' },
  again: { line: true, path: 'M19.5 5v5h-5M4.500 19v-5h5M5.500 9.500A7.500 7.500 0 0 1 18.700 8M18.500 14.500A7.500 7.500 0 0 1 5.300 16' },
  letters: { line: true, path: 'm2.500 18.500 5.500-14 5.500 14M4.500 14h7M21 18.500v-9m0 4.500a3.500 3.500 0 1 1-7 0 3.500 3.500 0 0 1 7 0Z' },
  voice: { line: true, path: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500Zm11.500-1a5 5 0 0 1 0 7m2.500-9.500a8.500 8.500 0 0 1 0 12' },
  fold: { line: true, path: 'm6 9 6 6 6-6' },
  next: { line: true, path: 'M4 12h15m-6.500-6.500L19 12l-6.500 6.500' },
  clock: { line: true, path: 'M12 3.500a8.5 8.5 0 1 1-8.200 6.300M3.500 4.500v5.300h5.300M12 7.500V12l3.300 2.200' },
  pair: { line: true, path: 'M8.500 11a3.250 3.250 0 1 0 0-6.500 3.250 3.250 0 0 0 0 6.500ZM2.500 19.500a6 6 0 0 1 12 0M15.500 4.900a3.250 3.250 0 0 1 0 6M17.500 14.300a6 6 0 0 1 4 5.200' },
  swap: { line: true, path: 'M4 8.500h15m-4.500-4.500L19 8.500 14.500 13M20 15.500H5m4.500-4.500L5 15.500 9.500 20' },
  question: { line: true, path: 'M8.5 9a3.5 3.5 0 1 1 5.3 3c-1.2.8-1.8 1.4-1.8 3m0 3.700v.3' }
} as const;

export type Icon = keyof typeof ICONS;

/** Draw an icon; it is decoration, never the only name of a button. */
export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  const { line, path: drawing } = ICONS[name];
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', line ? 'qp-svg qp-svg-line' : 'qp-svg');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', drawing);
  svg.append(path);
  return svg;
}
