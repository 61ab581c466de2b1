// Why a file is not an article: for the person who wrote it.

export class SourceProblem extends Error {
  override readonly name = 'SourceProblem';
  readonly code = 'source-problem';
  /** @param line 1-based line in the file, where there is one to name */
  constructor(message: string, line?: number) {
    super(line === undefined ? message : `line ${line}: ${message}`);
  }
}
