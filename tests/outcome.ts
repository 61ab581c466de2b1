// What became of a share of the test files, from its report and what it printed: every file is accounted for, also when the
// runner died before it could report.
import { DomUtils, parseDocument } from 'htmlparser2';

/** Most that is said again of why a test failed, characters. */
const LONGEST_REASON = 1_000;

export interface Outcome {
  readonly passed: number;
  /** What failed: a title, and what is known of why on the lines below. */
  readonly failures: readonly string[];
}

export interface EndedShare {
  /** What was to run; only files are looked for, not folders. */
  readonly files: readonly string[];
  /** The runner's report, which it writes at its end. */
  readonly report: string | undefined;
  /** Everything it printed. */
  readonly output: string;
  /** How it ended, to be read after "the test runner ", such as "ended with code 1". */
  readonly end: string;
  readonly isWell: boolean;
}

export function outcomeOf(share: EndedShare): Outcome {
  const sections = sectionsOf(share.output);
  return share.report === undefined ? cutShort(share, sections) : reported(share, share.report, sections);
}

interface Section {
  readonly file: string;
  readonly text: string;
}

/** What was printed, by the file that was running. */
function sectionsOf(output: string): readonly Section[] {
  const heads = [...output.matchAll(/^(tests\/\S+\.test\.tsx?):$/gm)];
  return heads.map((head, i) => ({
    file: head[1] ?? '',
    text: output.slice(head.index + head[0].length, heads[i + 1]?.index).trim(),
  }));
}

const bare = (file: string) => file.replace(/^\.\//, '');
const isFile = (path: string) => /\.test\.tsx?$/.test(path);

/** The runner left no report: what it printed is all there is. */
function cutShort({ files, output, end }: EndedShare, sections: readonly Section[]): Outcome {
  const failures = sections.flatMap(({ file, text }) =>
    [...text.matchAll(/^\(fail\) (.*?)(?: \[[\d.]+m?s\])?$/gm)].map(([, name]) => `${file} > ${name}`),
  );
  const last = sections.at(-1);
  const begun = new Set(sections.map(({ file }) => file));
  const never = files.map(bare).filter((file) => isFile(file) && !begun.has(file));
  const where = last ? 'while this file ran' : 'before any file ran';
  const died = `${last?.file ?? (never.join(' ') || 'the test runner')}\nthe test runner ${end} ${where}; files not run after it: ${never.length}`;
  return {
    passed: output.match(/^\(pass\) /gm)?.length ?? 0,
    failures: [...failures, `${died}\n${(last?.text ?? output).slice(-LONGEST_REASON)}`],
  };
}

function reported({ files, end, isWell }: EndedShare, report: string, sections: readonly Section[]): Outcome {
  const root = parseDocument(report, { xmlMode: true }).children;
  const elements = (name: string) => DomUtils.findAll((element) => element.name === name, root);
  const tests = elements('testcase').map((test) => ({
    at: test.attribs,
    failure: DomUtils.filter((node) => 'name' in node && node.name !== 'skipped', test.children)[0],
    isSkipped: test.children.some((node) => 'name' in node && node.name === 'skipped'),
  }));
  const failed = tests.flatMap(({ at: { file = '', classname = '', name = '' }, failure }) => {
    const title = [file, classname, name].filter((part) => part !== '').join(' > ');
    return failure ? [`${title}\n${DomUtils.textContent(failure).slice(0, LONGEST_REASON)}`] : [];
  });
  // A file that throws while it is loaded is not in the report at all.
  const ran = new Set(elements('testsuite').map(({ attribs }) => attribs['file']));
  const textOf = (file: string) => sections.find((section) => section.file === file)?.text ?? '';
  const absent = files.map(bare).filter((file) => isFile(file) && !ran.has(file));
  const outside = sections.filter(({ file, text }) => !absent.includes(file) && strayError.test(text));
  const failures = [
    ...failed,
    ...absent.map((file) => `${file}\nits tests did not run: ${textOf(file).slice(0, LONGEST_REASON)}`),
    ...outside.map(
      ({ file, text }) => `${file}\n${text.slice(text.search(strayError)).slice(0, LONGEST_REASON)}`,
    ),
  ];
  return {
    passed: tests.filter(({ failure, isSkipped }) => !failure && !isSkipped).length,
    failures: isWell || failures.length > 0 ? failures : [`the test runner ${end}`],
  };
}

/** Said of what is thrown where no test can take the blame. */
const strayError = /^# Unhandled error between tests$/m;
