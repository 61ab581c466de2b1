// A problem as a page, for somebody who opened an address or a link. Programs get the document.
import { pagePolicy } from './guard/security-headers.ts';
import type { ProblemView } from './views.ts';

/** What a page needs to know of a problem. */
export interface ShownProblem {
  readonly status: number;
  /** Of the request, without its query; whatever somebody typed. */
  readonly path: string;
  readonly requestId: string;
  readonly retryInSeconds?: number;
  /** Tags the reader asks for, the most wanted first; empty where nothing was said. */
  readonly languages: readonly string[];
}

/** Draws the page. @returns its HTML, and the tag of the language it is in */
export type DrawProblem = (problem: ShownProblem) => { readonly html: string; readonly language: string };

const documentType = 'application/problem+json';

/**
 * The page instead of the document, where that is what was asked for; any other answer as it is.
 * @param path of the request
 */
export async function forReader(
  response: Response,
  { request, path, draw }: { readonly request: Request; readonly path: string; readonly draw: DrawProblem },
): Promise<Response> {
  const { headers } = response;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || headers.get('content-type') !== documentType) return response;
  headers.append('vary', 'accept');
  if (!prefersPage(request.headers.get('accept'))) return response;
  // Our own document, made a moment ago.
  const { status, instance }: ProblemView = JSON.parse(await response.text());
  const wait = headers.get('retry-after');
  const { html, language } = draw({
    status,
    path,
    requestId: instance,
    languages: wanted(request.headers.get('accept-language')),
    ...(wait === null ? {} : { retryInSeconds: Number(wait) }),
  });
  headers.append('vary', 'accept-language');
  headers.set('content-type', 'text/html; charset=utf-8');
  headers.set('content-language', language);
  headers.set('content-security-policy', pagePolicy);
  return new Response(html, { status, headers });
}

/** Browsers name HTML first when somebody opens an address; programs name JSON, or nothing. */
function prefersPage(accept: string | null): boolean {
  const first = wanted(accept).find((type) => ['text/html', 'application/json', documentType].includes(type));
  return first === 'text/html';
}

/** What a header such as Accept names, the most wanted first; without what is refused. */
function wanted(header: string | null): readonly string[] {
  return (header ?? '')
    .split(',')
    .map((part) => {
      const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const q = parameters.find((parameter) => /^q=/i.test(parameter));
      return { name, weight: q === undefined ? 1 : Number(q.slice(2)) };
    })
    .filter(({ name, weight }) => name !== '' && weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ name }) => name);
}
