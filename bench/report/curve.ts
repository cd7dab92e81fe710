/** A curve as SVG: figures at several sizes as lines, readable on light and on dark. Pure: what is drawn follows from the figures alone. */
import { digits, type Figure, median, type Unit } from './figures.ts';

export interface Curve {
  /** Of the picture, without its folder. */
  readonly file: string;
  readonly title: string;
  /** What the sizes count. */
  readonly x: string;
  readonly y: Unit;
  /** What is drawn, by `what`; a figure without a size is a level line. */
  readonly of: readonly string[];
  /** Where a value ten times as large stands one step higher; else the axis begins at 0. */
  readonly steps?: boolean;
}

const [width, height] = [760, 420];
const frame = { left: 80, right: 40, top: 50, bottom: 60 };
const row = 20;
/** Of lines, on light and on dark; distinct to those who see no red or green (Okabe and Ito, 2008). */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7f7f7f'];

const style = [
  'text { font: 13px system-ui, sans-serif; fill: #1f2328 }',
  '.title { font-weight: 600; font-size: 15px }',
  '.ground { fill: #ffffff } .grid { stroke: #d1d9e0 }',
  '@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .ground { fill: #0d1117 } .grid { stroke: #3d444d } }',
].join('\n');

interface Line {
  readonly name: string;
  readonly isOurs: boolean;
  readonly points: readonly (readonly [x: number, y: number])[];
}

function linesOf({ of, x, y }: Curve, figures: readonly Figure[]): readonly Line[] {
  const ofUnit = figures.filter(({ unit }) => unit === y);
  const counts = ofUnit.flatMap(({ what, at }) => (of.includes(what) && at?.of === x ? [at.count] : []));
  const ends = [Math.min(...counts), Math.max(...counts)];
  return of.flatMap((name): readonly Line[] => {
    const own = ofUnit.filter(({ what, at }) => what === name && (at === undefined || at.of === x));
    const isOurs = own.every(({ side }) => side === undefined);
    const points = own.flatMap(({ at, runs }) =>
      (at === undefined ? ends : [at.count]).map((count) => [count, median(runs)] as const),
    );
    return points.length === 0
      ? []
      : [{ name, isOurs, points: points.toSorted(([one], [other]) => one - other) }];
  });
}

/** Round values from 0 to the highest, or of each power of ten from the lowest to the highest. */
function ticks(lowest: number, highest: number, steps: boolean): readonly number[] {
  if (steps) {
    const [first, last] = [Math.floor(Math.log10(lowest)), Math.ceil(Math.log10(highest))];
    return Array.from({ length: Math.max(1, last - first) + 1 }, (_, place) => 10 ** (first + place));
  }
  const rough = highest / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10);
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, place) => place * step);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The picture; undefined where there are not two sizes to draw a line between. */
export function svgOf(curve: Curve, figures: readonly Figure[]): string | undefined {
  const { title, x, y, steps = false } = curve;
  const lines = linesOf(curve, figures);
  const points = lines.flatMap((line) => line.points).filter(([, value]) => value > 0);
  const sizes = [...new Set(points.map(([count]) => count))].toSorted((one, other) => one - other);
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const values = points.map(([, value]) => value);
  const levels = ticks(Math.min(...values), Math.max(...values), steps);
  const [bottom = 0, top = 1] = [levels[0], levels.at(-1)];
  const inner = { width: width - frame.left - frame.right, height: height - frame.top - frame.bottom };
  const across = (count: number): number =>
    frame.left + (Math.log(count / first) / Math.log(last / first)) * inner.width;
  const share = (value: number): number =>
    steps ? Math.log(value / bottom) / Math.log(top / bottom) : (value - bottom) / (top - bottom);
  const up = (value: number): number => frame.top + (1 - share(value)) * inner.height;
  const at = (...numbers: readonly number[]): readonly string[] => numbers.map((number) => number.toFixed(1));
  const text = (left: number, line: number, words: string, more = ''): string => {
    const [across = '', down = ''] = at(left, line);
    return `<text x="${across}" y="${down}" ${more}>${escaped(words)}</text>`;
  };
  const floor = height - frame.bottom;
  const grid = levels.flatMap((value) => {
    const [line = ''] = at(up(value));
    const label = text(
      frame.left - 8,
      up(value) + 4,
      digits(Number(value.toPrecision(3))),
      'text-anchor="end"',
    );
    return [`<path class="grid" d="M${frame.left} ${line}H${width - frame.right}"/>`, label];
  });
  const axis = sizes.map((count) => text(across(count), floor + 20, digits(count), 'text-anchor="middle"'));
  const drawn = lines.flatMap(({ name, isOurs, points: own }, place) => {
    const colour = colours[place % colours.length] ?? '';
    const dash = isOurs ? '' : ' stroke-dasharray="6 5"';
    const shown = own.filter(([, value]) => value > 0);
    const path = shown.map(([count, value]) => at(across(count), up(value)).join(' ')).join('L');
    const line = height + row * place;
    return [
      `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`,
      ...shown.map(([count, value]) => {
        const [left = '', down = ''] = at(across(count), up(value));
        return `<circle cx="${left}" cy="${down}" r="3.5" fill="${colour}"/>`;
      }),
      `<path d="M${frame.left} ${line}h32" stroke="${colour}" stroke-width="2"${dash}/>`,
      text(frame.left + 42, line + 4, name),
    ];
  });
  const whole = height + row * lines.length;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${whole}" width="${width}" height="${whole}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    `<rect class="ground" width="${width}" height="${whole}"/>`,
    text(frame.left, 28, `${title} (${y})`, 'class="title"'),
    ...grid,
    ...axis,
    text(width - frame.right, floor + 42, x, 'text-anchor="end"'),
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}
