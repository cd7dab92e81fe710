/** English, whole: the language in which every text is first. */
import { decision } from './decision.ts';
import { frame } from './frame.ts';
import { mending } from './mending.ts';
import { names } from './names.ts';
import { pages } from './pages.ts';

const all = { ...frame, ...names, ...mending, ...pages, ...decision };

export type Catalogue = Readonly<Record<keyof typeof all, string>>;
export const en: Catalogue = all;
