/** Who is signed in, in which colours and which language, and the way out. */
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useState } from 'react';
import { useMe } from '../data/council.ts';
import { Their } from '../parts/people.tsx';
import { useLanguage, useSay } from '../words/words.tsx';
import { Icon } from './icons.tsx';
import { signOut } from './landing.tsx';
import { applyTheme, isDark } from './theme.ts';

export default function MemberMenu({ help }: { readonly help: () => void }) {
  const say = useSay();
  const me = useMe();
  const { language, choose } = useLanguage();
  const other = language === 'de' ? 'en' : 'de';
  const [dark, setDark] = useState(isDark);
  const turn = () => {
    applyTheme(dark ? 'light' : 'dark');
    setDark(!dark);
  };
  return (
    <>
      <button
        type="button"
        className="button quiet"
        aria-label={say(dark ? 'theme.light' : 'theme.dark')}
        onClick={turn}
      >
        <Icon name={dark ? 'sun' : 'moon'} />
      </button>
      <MenuTrigger>
        <Button className="button me">
          <Their>{me.name}</Their>
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu
            aria-label={say('me.menu')}
            onAction={(key) => {
              if (key === 'help') help();
              if (key === 'de' || key === 'en') choose(key);
              if (key === 'system') {
                applyTheme('system');
                setDark(isDark());
              }
              if (key === 'out') void signOut();
            }}
          >
            <MenuItem className="option" id="me" href={`/council/members/${me.id}`}>
              {say('me.page')}
            </MenuItem>
            <MenuItem className="option" id="system">
              {say('theme.system')}
            </MenuItem>
            <MenuItem className="option" key={other} id={other}>
              {other === 'en' ? 'English' : 'Deutsch'}
            </MenuItem>
            <MenuItem className="option" id="help">
              {say('nav.shortcuts')} <kbd>?</kbd>
            </MenuItem>
            <MenuItem className="option" id="out">
              {say('me.sign-out')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  );
}
