/** The page of all figures, `docs/performance.md`, as text. Pure: what it says follows from the figures, the machine and the day alone. */
import type { Curve } from './curve.ts';
import {
  amount,
  comparisons,
  digits,
  type Figure,
  median,
  ratios,
  type Result,
  sizeOf,
  spread,
} from './figures.ts';
import type { Section } from './sections.ts';

export interface Machine {
  readonly processors: number;
  readonly model: string;
  /** Bytes. */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  /** Processes that ran or waited to run, on average over the minute before the first bench. */
  readonly load: number;
}

export interface Run {
  /** ISO 8601, the day alone. */
  readonly day: string;
  readonly minutes: number;
  readonly machine: Machine;
  readonly results: readonly Result[];
  /** What was to be measured and was not, each with the reason. */
  readonly missing: readonly string[];
}

/** @param pictures the files of the curves that were drawn */
export function pageOf(
  { day, minutes, machine, results, missing }: Run,
  sections: readonly Section[],
  pictures: ReadonlySet<string>,
): string {
  const all = results.flatMap(({ figures }) => figures);
  const { processors, model, memory, system, node, load } = machine;
  return [
    '# Performance',
    'What Folkmoot takes and how long it takes, beside what the machine takes bare and what others reach, all in one run. `npm run bench` measures everything anew and writes this page.',
    `Measured on ${day} in ${Math.round(minutes)} minutes: ${processors} processors (${model}), ${Math.round(memory / 2 ** 30)} GiB of memory, ${system}, Node ${node}. ` +
      `PostgreSQL, Temporal’s development server, Folkmoot’s processes and those who use it share this machine. ${busy(load, processors)}`,
    ...(missing.length === 0
      ? []
      : ['**Not measured in this run:**', missing.map((one) => `- ${one}`).join('\n')]),
    '## How to read it',
    'Compare figures of this page with each other, never with those of another day or another machine: the same bench varies by a third and more from one hour to the next.',
    [
      '- **Median and spread.** A figure is the median of its runs; the spread, in brackets where there are several sizes, is from the least to the most of them.',
      '- **Compared with.** How many times the other figure of this run it is. For rates more is better, for times less.',
      '- **Limits** (dashed in the curves) are what PostgreSQL, Node or Temporal takes for the bare work. Nothing that stands on them goes beyond them.',
      '- **Peers** (dashed too) are other ways to take a ballot, as fast as they go on this machine.',
      '- **99 of 100 within** is the time that one request in a hundred exceeds.',
      '- **Checked.** Each bench looks at what it measured before it prints a figure: what it says was taken is there, and comes to what it must. `npm run bench -- --prove` runs a broken variant of each, and fails unless its check refuses it.',
    ].join('\n'),
    ...sections.flatMap((section) => sectionOf(section, { results, all, pictures })),
    '## Measure it anew',
    [
      '```sh',
      'npm run bench                             # everything on this page, in a quarter of an hour on two quiet processors',
      'npm run bench -- --large                  # and a million electors, members and entries, and ten thousand open decisions: about an hour more',
      'npm run bench -- --only ballots,reads     # some of it; nothing is written',
      'npm run bench -- --tiny --out folder      # whether all of it runs, and the page that comes of it: the figures say nothing',
      'npm run bench -- --prove                  # whether each check refuses what is broken',
      'npm run bench:closing -- --electors 30000 # one bench by itself; the first lines of its file in bench/ say what it takes',
      '```',
    ].join('\n'),
    'It needs the machine for itself. An interrupted bench stops what it started and removes its data; one whose service dies says so and ends with 1.',
    '',
  ].join('\n\n');
}

const busy = (load: number, processors: number): string =>
  load < processors / 4
    ? 'Nothing else ran.'
    : `**The machine was not quiet**: before the first bench ${load.toFixed(1)} processes ran or waited to run, so these figures say little.`;

function sectionOf(
  { heading, text, benches, curves }: Section,
  {
    results,
    all,
    pictures,
  }: {
    readonly results: readonly Result[];
    readonly all: readonly Figure[];
    readonly pictures: ReadonlySet<string>;
  },
): readonly string[] {
  const figures = results.flatMap((result) => (benches.includes(result.bench) ? result.figures : []));
  if (figures.length === 0) return [];
  const drawn = curves.filter(({ file }) => pictures.has(file)).map(picture);
  return [`## ${heading}`, ...text, ...drawn, ...tablesOf(inOrder(figures), all)];
}

const picture = ({ file, title }: Curve): string => `![${title}](images/${file})`;

/** What is the same at each size stands together, in the order in which it was first measured. */
function inOrder(figures: readonly Figure[]): readonly Figure[] {
  const names = [...new Set(figures.map(({ what }) => what))];
  return names.flatMap((name) => figures.filter(({ what }) => what === name));
}

const sides = { limit: 'limit: ', peer: 'peer: ' } as const;
const named = ({ what, side }: Figure): string => `${side === undefined ? '' : sides[side]}${what}`;

/** What was measured at several sizes has a column for each; everything else a row for each figure. */
function tablesOf(figures: readonly Figure[], all: readonly Figure[]): readonly string[] {
  const sizes = (of: string): readonly number[] => [
    ...new Set(figures.flatMap(({ at }) => (at?.of === of ? [at.count] : []))),
  ];
  const sized = [...new Set(figures.flatMap(({ at }) => at?.of ?? []))].filter((of) => sizes(of).length > 1);
  const others = figures.filter(({ at }) => at === undefined || !sized.includes(at.of));
  return [
    ...sized.map((of) => {
      const own = figures.filter(({ at }) => at?.of === of);
      return columns(own, all, { of, sizes: sizes(of).toSorted((one, other) => one - other) });
    }),
    ...(others.length === 0 ? [] : [rows(others, all)]),
  ];
}

/** A figure a row: its median in each column with the spread behind it, and below it how many times each other one it is. */
function columns(
  figures: readonly Figure[],
  all: readonly Figure[],
  { of, sizes }: { readonly of: string; readonly sizes: readonly number[] },
): string {
  const lines = [...new Set(figures.map(({ what }) => what))].flatMap((name) => {
    const own = sizes.map((size) => figures.find(({ what, at }) => what === name && at?.count === size));
    const against = [...new Set(own.flatMap((figure) => figure?.against ?? []))];
    const compared = against.map((other) => [
      `↳ compared with ${other}`,
      ...own.map((figure) => (figure === undefined ? '' : (ratios(figure, all).get(other) ?? ''))),
    ]);
    const [first] = own.filter((figure) => figure !== undefined);
    return [
      [
        first === undefined ? name : named(first),
        ...own.map((figure) => (figure === undefined ? '' : brief(figure))),
      ],
      ...compared.filter(([, ...cells]) => cells.some((cell) => cell !== '')),
    ];
  });
  return table([['', ...sizes.map(digits)], ['---', ...sizes.map(() => '--:')], ...lines], of);
}

const brief = ({ runs, unit }: Figure): string => {
  const whole = amount(median(runs), unit);
  return runs.length < 2 ? whole : `${whole} (${digits(Math.min(...runs))} to ${digits(Math.max(...runs))})`;
};

function rows(figures: readonly Figure[], all: readonly Figure[]): string {
  const lines = figures.map((figure) => {
    const name = [named(figure), sizeOf(figure)].filter((part) => part !== '').join(', ');
    return [
      name,
      amount(median(figure.runs), figure.unit),
      spread(figure),
      comparisons(figure, all).join('; '),
    ];
  });
  return table([['', 'Median', 'Spread', 'Compared with'], ['---', '--:', '---', '---'], ...lines], 'What');
}

/** @param corner the first heading */
function table([headings = [], ...lines]: readonly (readonly string[])[], corner: string): string {
  return [[corner, ...headings.slice(1)], ...lines]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
