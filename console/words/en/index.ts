/** English, whole: the language in which every text is first. */
import { alarms } from './alarms.ts';
import { custody } from './custody.ts';
import { decision } from './decision.ts';
import { frame } from './frame.ts';
import { lookback } from './lookback.ts';
import { mending } from './mending.ts';
import { nodeVetoes } from './node-vetoes.ts';
import { names } from './names.ts';
import { operations } from './operations.ts';
import { pages } from './pages.ts';
import { support } from './support.ts';

const all = {
  ...frame,
  ...names,
  ...mending,
  ...nodeVetoes,
  ...alarms,
  ...pages,
  ...operations,
  ...decision,
  ...lookback,
  ...support,
  ...custody,
};

export type Catalogue = Readonly<Record<keyof typeof all, string>>;
export const en: Catalogue = all;
