/** `folkmoot kinds`: what can be done in each kind of process, in words (AUT-1, PRO-10). */
import { isObject } from '../ledger/bytes/json.ts';
import { cliError } from './error.ts';
import type { Report } from './report.ts';
import { answered, type Source } from './source.ts';

/** Bytes: four kinds have 80,000. */
const longest = 2_000_000;

/** As it came: a server may be of another version than this program. */
type Told = Readonly<Record<string, unknown>>;

const parts = ['stages', 'outcomes', 'openings', 'acts'] as const;

type Kind = Readonly<Record<(typeof parts)[number], readonly Told[]>> & { readonly kind: string };

/** @param only one kind; else all are told */
export async function tellKinds(server: Source, only: string | undefined): Promise<Report> {
  const found = await answered(server, 'v1/kinds', longest);
  if ('trouble' in found) throw cliError(found.trouble);
  const items: readonly unknown[] = Array.isArray(found.body['items']) ? found.body['items'] : [];
  const kinds = items.filter(isKind);
  if (kinds.length === 0) throw cliError(`${server.name}/v1/kinds answered no kinds.`);
  const told = only === undefined ? kinds : kinds.filter(({ kind }) => kind === only);
  if (told.length === 0)
    throw cliError(`There is no kind ${only ?? ''}, but ${kinds.map(({ kind }) => kind).join(', ')}.`);
  return { checks: [], notes: told.flatMap(inWords), figures: { kinds: told } };
}

function isKind(value: unknown): value is Kind {
  if (!isObject(value) || typeof value['kind'] !== 'string') return false;
  return parts.every((part) => {
    const list = value[part];
    return Array.isArray(list) && list.every(isObject);
  });
}

const inWords = ({ kind, stages, outcomes, openings, acts }: Kind): string[] => [
  `The kind ${kind}`,
  ...openings.map((opening) => `  is opened by ${requestOf(opening)}`),
  ...stages.map(({ name, about }) => `  stage ${said(name)}: ${said(about)}`),
  ...outcomes.map(({ name, about }) => `  ends ${said(name)}: ${said(about)}`),
  ...acts.map((act) => `  act ${said(act['name'])}, in ${said(act['stages'])}: ${requestOf(act)}`),
];

const requestOf = ({ method, path, about, by, rules }: Told): string =>
  `${said(method)} ${said(path)}. ${said(about)}. ${said(by)} (${said(rules)})`;

const said = (value: unknown): string =>
  Array.isArray(value) ? value.map(said).join(', ') : typeof value === 'string' ? value : '?';
