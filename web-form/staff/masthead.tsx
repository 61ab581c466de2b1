// The line on top of every room: the desk's name, the rooms of the role, and the menu of whoever is signed in.
import { useCurrentInSight } from '../design/in-sight.ts';
import { Menu, type MenuItem } from '../design/menu.tsx';
import { Mark } from '../page/frame.tsx';
import { useGutter } from './gutter.ts';
import { chooseLanguage, type Language, languages, useLanguage, useWords } from './language.ts';
import type { Room } from './rooms.ts';
import { Link, useRoute } from './route.tsx';
import { type Session, signOut } from './session.ts';
import { chooseTheme, themes, useTheme } from './theme.ts';
import { frameWords } from './words.ts';

interface MastheadProps {
  readonly session: Session | undefined;
  readonly rooms: readonly Room[];
}

export function Masthead({ session, rooms }: MastheadProps) {
  const words = useWords(frameWords);
  const { room } = useRoute();
  useGutter();
  const isOpen = rooms.length > 0;
  const nav = useCurrentInSight<HTMLElement>(isOpen && room !== '' ? room : undefined);
  return (
    <header className="bar">
      <button type="button" className="skip" onClick={toContent}>
        {words.skip}
      </button>
      <Link to={`/${rooms[0]?.name ?? 'sign-in'}`} className="brand">
        <Mark />
        <span>Ledgerdesk</span>
      </Link>
      {isOpen && (
        <nav ref={nav} aria-label={words.rooms} className="rooms">
          {rooms.map(({ name }) => (
            <Link key={name} to={`/${name}`} aria-current={name === room ? 'page' : undefined}>
              {words.room[name]}
            </Link>
          ))}
        </nav>
      )}
      <Account session={session} />
    </header>
  );
}

/** No link: the fragment is the rooms'. */
function toContent(): void {
  document.getElementById('content')?.focus();
}

function Account({ session }: { readonly session: Session | undefined }) {
  const words = useWords(frameWords);
  const theme = useTheme();
  const spoken = useLanguage();
  const items: MenuItem[] = [
    ...themes.map((one) => ({
      label: words.theme[one],
      group: words.appearance,
      checked: one === theme,
      run: () => chooseTheme(one),
    })),
    ...(Object.keys(languages) as Language[]).map((one) => ({
      label: languages[one],
      group: words.language,
      checked: one === spoken,
      run: () => chooseLanguage(one),
    })),
  ];
  if (session) {
    items.push({ label: words.keys, run: () => void dispatchEvent(new Event('ledgerdesk:keys')) });
    items.push({ label: words.signOut, run: () => void signOut() });
  }
  const label = session ? (
    <>
      <span className="unseen">{words.account} </span>
      <span className="account-name">{session.name}</span>{' '}
      <span className="tag">{words.role[session.role]}</span>
    </>
  ) : (
    `${words.appearance} · ${words.language}`
  );
  return <Menu look="quiet" label={label} items={items} />;
}
