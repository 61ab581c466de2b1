// The page about a problem: what happened in a sentence, and where to go on. It needs no script: nothing has to work for it.
import { documentOf, type ShellAssets } from './shell.ts';

export interface ShownProblem {
  readonly status: number;
  /** Of the address that was opened. */
  readonly path: string;
  readonly requestId: string;
  readonly retryInSeconds?: number;
  /** Tags the reader asks for, the most wanted first. */
  readonly languages: readonly string[];
}

interface Said {
  readonly title: string;
  readonly text: string;
}

/** What may have happened, as far as a reader can do something about it. */
type Kind =
  | 'nothing'
  | 'forPrograms'
  | 'notSignedIn'
  | 'withoutLink'
  | 'forbidden'
  | 'unfit'
  | 'gone'
  | 'later'
  | 'ours';

interface Words extends Readonly<Record<Kind, Said>> {
  readonly area: string;
  readonly write: string;
  readonly signIn: string;
  /** Leads whoever is signed in to where they begin. */
  readonly begin: string;
  readonly again: string;
  readonly in: (seconds: number) => string;
  readonly number: string;
}

const en: Words = {
  area: 'Support',
  nothing: {
    title: 'There is nothing at this address',
    text: 'It may be mistyped, or what stood here has moved.',
  },
  forPrograms: {
    title: 'This address is for programs',
    text: 'It does nothing when somebody opens it in a browser.',
  },
  notSignedIn: { title: 'Not without signing in', text: 'This is for the people who work at this desk.' },
  withoutLink: {
    title: 'Open your status link',
    text: 'A conversation opens with the whole link you were given when you wrote to us: the part after the # is the key to it.',
  },
  forbidden: {
    title: 'This is not for your role',
    text: 'Whoever runs the desk can tell you who may see it.',
  },
  unfit: {
    title: 'This address cannot be understood',
    text: 'A part of it does not fit. Please use the link exactly as it was given to you.',
  },
  gone: {
    title: 'This was erased',
    text: 'What was here is gone for good, at somebody’s wish or by a rule.',
  },
  later: { title: 'Not right now', text: 'Nothing is lost.' },
  ours: { title: 'Something went wrong on our side', text: 'Trying again may help.' },
  write: 'Write to support',
  signIn: 'Sign in as staff',
  begin: 'To your first page',
  again: 'Try again',
  in: (seconds) =>
    seconds < 90
      ? `Please try again in ${seconds} s.`
      : `Please try again in ${Math.ceil(seconds / 60)} min.`,
  number: 'Should it stay like this, tell us this number:',
};

const de: Words = {
  area: 'Support',
  nothing: {
    title: 'Unter dieser Adresse gibt es nichts',
    text: 'Vielleicht ist sie falsch geschrieben, oder was hier stand, ist umgezogen.',
  },
  forPrograms: {
    title: 'Diese Adresse ist für Programme',
    text: 'Sie tut nichts, wenn jemand sie im Browser öffnet.',
  },
  notSignedIn: { title: 'Nicht ohne Anmeldung', text: 'Das ist für alle, die an diesem Desk arbeiten.' },
  withoutLink: {
    title: 'Öffnen Sie Ihren Status-Link',
    text: 'Ein Gespräch öffnet sich mit dem ganzen Link, den Sie bekamen, als Sie uns schrieben: Der Teil nach dem # ist der Schlüssel dazu.',
  },
  forbidden: {
    title: 'Das ist nicht für Ihre Rolle',
    text: 'Wer den Desk betreibt, weiß, wer es sehen darf.',
  },
  unfit: {
    title: 'Diese Adresse ist nicht zu verstehen',
    text: 'Ein Teil davon passt nicht. Bitte nehmen Sie den Link genau so, wie Sie ihn bekommen haben.',
  },
  gone: {
    title: 'Das wurde gelöscht',
    text: 'Was hier war, ist endgültig fort, auf Wunsch von jemandem oder nach einer Regel.',
  },
  later: { title: 'Gerade nicht', text: 'Es ist nichts verloren.' },
  ours: { title: 'Bei uns ist etwas schiefgegangen', text: 'Vielleicht hilft ein zweiter Versuch.' },
  write: 'An den Support schreiben',
  signIn: 'Als Team anmelden',
  begin: 'Zu Ihrer ersten Seite',
  again: 'Noch einmal versuchen',
  in: (seconds) =>
    seconds < 90
      ? `Bitte versuchen Sie es in ${seconds} s noch einmal.`
      : `Bitte versuchen Sie es in ${Math.ceil(seconds / 60)} min noch einmal.`,
  number: 'Sollte es so bleiben, nennen Sie uns diese Nummer:',
};

const vocabularies: Readonly<Record<string, Words>> = { en, de };

/** @returns the HTML, with nothing in it that somebody typed, and the tag of its language */
export function problemPage(
  problem: ShownProblem,
  assets: Pick<ShellAssets, 'styles' | 'icon'>,
): { readonly html: string; readonly language: string } {
  const language = problem.languages.map(primary).find((tag) => Object.hasOwn(vocabularies, tag)) ?? 'en';
  const words = vocabularies[language] ?? en;
  const kind = kindOf(problem);
  const { title, text } = words[kind];
  const wait = kind === 'later' ? ` ${words.in(problem.retryInSeconds ?? 5)}` : '';
  const body = [
    '<div class="frame">',
    '<header class="masthead">',
    `<a href="/" class="brand"><img class="mark" src="${assets.icon}" alt=""><span>Ledgerdesk</span> <span class="brand-area">${words.area}</span></a>`,
    '</header>',
    '<main id="content" class="dead-end">',
    `<h1>${title}</h1>`,
    `<p>${text}${wait}</p>`,
    `<p class="actions">${waysOn(kind, problem.path, words).join(' ')}</p>`,
    ...(kind === 'later' || kind === 'ours'
      ? [`<p class="fine">${words.number} <code>${problem.requestId}</code></p>`]
      : []),
    '</main>',
    '</div>',
  ];
  return { html: documentOf(`${title} · Ledgerdesk`, { language, ...assets, body }), language };
}

const primary = (tag: string) => tag.toLowerCase().split('-')[0] ?? '';

function kindOf({ status, path }: ShownProblem): Kind {
  switch (status) {
    case 400:
    case 422:
      return 'unfit';
    case 401:
      return ofStaff.test(path) ? 'notSignedIn' : 'withoutLink';
    case 403:
      return 'forbidden';
    case 405:
    case 415:
      return 'forPrograms';
    case 410:
      return 'gone';
    case 408:
    case 429:
    case 503:
      return 'later';
    default:
      return status >= 500 ? 'ours' : 'nothing';
  }
}

/** What the desk's staff use begins with one of these. */
const ofStaff = /^\/(api|inbox|audit|overview|knowledge|sandbox|sign-in|docs|metrics)(\/|$)/;

/** Links, the likeliest first. */
function waysOn(kind: Kind, path: string, { write, signIn, begin, again }: Words): readonly string[] {
  const link = (to: string, words: string, looks: string) =>
    `<a class="button ${looks}" href="${to}">${words}</a>`;
  // An empty address is the one that was opened.
  if (kind === 'later' || kind === 'ours') return [link('', again, 'primary'), link('/', write, 'secondary')];
  if (kind === 'forbidden') return [link('/sign-in', begin, 'primary')];
  return ofStaff.test(path)
    ? [link('/sign-in', signIn, 'primary'), link('/', write, 'secondary')]
    : [link('/', write, 'primary'), link('/sign-in', signIn, 'secondary')];
}
