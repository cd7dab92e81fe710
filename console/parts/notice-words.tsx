/** A notice in the service's own words, which are English; in German the name of what happened, where it has one (CNF-5). */
import type { Notice } from '../data/open.ts';
import { useLanguage, useSay } from '../words/words.tsx';

export function NoticeWords({ notice: { kind, words } }: { readonly notice: Notice }) {
  const say = useSay();
  const { language } = useLanguage();
  if (language === 'de' && say.has(`entry.${kind}`)) return <>{say.named('entry', kind)}</>;
  return (
    <bdi lang="en" dir="auto">
      {words}
    </bdi>
  );
}
