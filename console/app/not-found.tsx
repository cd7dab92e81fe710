/** Where nothing is. */
import { Link } from 'wouter';
import { Page } from '../parts/page.tsx';
import { Empty } from '../parts/states.tsx';
import { useSay } from '../words/words.tsx';

export function NotFound() {
  const say = useSay();
  return (
    <Page title={say('not-found.title')}>
      <Empty title={say('not-found.about')}>
        <Link href="/" className="button">
          {say('nav.home')}
        </Link>
      </Empty>
    </Page>
  );
}
