// From whatever went wrong to the problem that is answered; nothing of what was sent or thrown gets out.
import { type AnyElysia, ParseError, ValidationError } from 'elysia';
import type { FieldProblem } from '../../application/ticket/submission.ts';
import { fieldProblems } from './field-problems.ts';
import { faultProblems, type ProblemCode, type ProblemExtras, Refusal } from './problem.ts';

export interface Fault {
  readonly problem: ProblemCode;
  readonly extras: ProblemExtras;
  /** Not the client's doing: worth a line in the log. */
  readonly ours: boolean;
}

const retrySeconds = '5';

/** Finds the problem for something thrown while a request was answered. Unknown routes are not among it. */
export function faultOf(error: unknown): Fault {
  // Elysia wraps what a body parser throws.
  const thrown = error instanceof ParseError && error.cause !== undefined ? error.cause : error;
  if (thrown instanceof Refusal) return { problem: thrown.problem, extras: thrown.extras, ours: false };
  if (thrown instanceof ParseError) return { problem: 'invalid-json', extras: {}, ours: false };
  if (thrown instanceof ValidationError) {
    return { problem: 'invalid-fields', extras: { errors: problemsOf(thrown) }, ours: false };
  }
  const problem = faultProblems[codeOf(thrown)];
  if (problem === undefined) return { problem: 'internal', extras: {}, ours: true };
  return { problem, extras: { headers: { 'retry-after': retrySeconds } }, ours: true };
}

/** The literal code of an error of ours; empty when it has none. */
function codeOf(error: unknown): string {
  const coded = typeof error === 'object' && error !== null && 'code' in error;
  return coded && typeof error.code === 'string' ? error.code : '';
}

function problemsOf({ validator, value }: ValidationError): readonly FieldProblem[] {
  if (!('Errors' in validator) || !('Schema' in validator)) return [];
  return fieldProblems(validator.Errors(value), Object.keys(validator.Schema()['properties'] ?? {}));
}

/** Methods a path takes, when the router knows the path at all; for telling 405 from 404. */
export function methodsByPath(app: AnyElysia): (path: string) => readonly string[] {
  const routes = app.routes.map(({ method, path }) => ({ method, pattern: patternOf(path) }));
  return (path) => {
    const methods = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].sort();
  };
}

function patternOf(path: string): RegExp {
  const source = path
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part === '*' ? '.*' : RegExp.escape(part)))
    .join('/');
  return new RegExp(`^${source}/?$`);
}
