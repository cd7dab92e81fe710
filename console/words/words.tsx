/** The texts of the console in its languages (react-intl): English, German, and a pseudo-locale by which tests find texts that are in no catalogue. */
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import { I18nProvider } from 'react-aria-components';
import { later, onMissing, whatIsMissing } from '../data/later.ts';
import { changed, queries } from '../data/reading.ts';
import { en, type Catalogue } from './en/index.ts';
import { pseudo } from './pseudo.ts';

export const languages = ['en', 'de', 'pseudo'] as const;
export type Language = (typeof languages)[number];
export type WordId = keyof Catalogue;
type Values = Readonly<Record<string, string | number | Date>>;

const Chosen = createContext<{
  readonly language: Language;
  readonly choose: (language: Language) => void;
} | null>(null);

const locales: Readonly<Record<Language, string>> = { en: 'en', de: 'de', pseudo: 'en' };
const key = 'folkmoot-language';

interface Loaded {
  readonly language: Language;
  readonly catalogue: Catalogue;
}
const english: Loaded = { language: 'en', catalogue: en };

/** As the browser has it where it is of this language: its days and hours are written as its user is used to. */
const localeOf = (language: Language): string =>
  navigator.languages.find((tag) => tag.startsWith(`${locales[language]}-`)) ?? locales[language];

function firstLanguage(): Language {
  const kept = localStorage.getItem(key);
  const wished = [kept, ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return (
    languages.find((language) => wished[0] === language) ??
    (wished.includes('de') && wished.indexOf('de') < (wished.indexOf('en') + 1 || Infinity) ? 'de' : 'en')
  );
}

const german = later(() => import('./de/index.ts'));

/** German and the pseudo-locale are loaded when they are wanted. */
async function catalogueOf(language: Language): Promise<Catalogue> {
  if (language === 'de') return (await german()).de;
  return language === 'pseudo' ? pseudo(en) : en;
}

export function Words({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [known, setKnown] = useState<Loaded | null>(language === 'en' ? english : null);
  // Better words in another language than none.
  const isMissing = useSyncExternalStore(onMissing, whatIsMissing) !== null;
  const loaded = known ?? (isMissing ? english : null);
  useEffect(() => {
    let isWanted = true;
    void catalogueOf(language).then((catalogue) => {
      if (isWanted) setKnown({ language, catalogue });
    });
    if (document.documentElement.lang !== locales[language]) {
      document.documentElement.lang = locales[language];
      // What the service says is asked for in the same language.
      void changed(queries, null);
    }
    return () => {
      isWanted = false;
    };
  }, [language]);
  const chosen = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        localStorage.setItem(key, next);
        setLanguage(next);
      },
    }),
    [language],
  );
  if (loaded === null) return null;
  const locale = localeOf(loaded.language);
  return (
    <Chosen value={chosen}>
      <IntlProvider locale={locale} messages={loaded.catalogue}>
        <I18nProvider locale={locales[loaded.language] === 'de' ? 'de-DE' : 'en-US'}>{children}</I18nProvider>
      </IntlProvider>
    </Chosen>
  );
}

export function useLanguage() {
  const chosen = useContext(Chosen);
  if (chosen === null) throw new Error('no words here');
  return chosen;
}

export interface Say {
  (id: WordId, values?: Values): string;
  /** The text of a name that the service gives, or the name itself with its hyphens as spaces. */
  readonly named: (group: string, name: string) => string;
  /** Whether the catalogue has such a text. */
  readonly has: (id: string) => boolean;
}

/** Says a text of the catalogue. */
export function useSay(): Say {
  const intl = useIntl();
  return useMemo(() => {
    const say = (id: WordId, values?: Values): string => intl.formatMessage({ id }, values);
    const named = (group: string, name: string): string => {
      const id = `${group}.${name}`;
      if (id in intl.messages) return intl.formatMessage({ id });
      const words = name.replaceAll(/[-_./]/g, ' ');
      return words.charAt(0).toUpperCase() + words.slice(1);
    };
    return Object.assign(say, { named, has: (id: string) => id in intl.messages });
  }, [intl]);
}
