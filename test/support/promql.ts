/**
 * Reads PromQL as far as dashboards and alert rules use it: metrics with their labels, functions, aggregations, ranges.
 * Invariant: what it does not know is an error, never skipped.
 */

export type Asked = { readonly metric: string; readonly labels: readonly string[]; readonly hasRange: boolean };

const TOKEN =
  /\s+|(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?![smhdwy\w]))|(?<range>\[\d+[smhdwy]\])|(?<text>"(?:[^"\\]|\\.)*")|(?<word>[a-zA-Z_:][\w:]*)|(?<mark>==|!=|>=|<=|=~|!~|[-+*/^%<>=(){},])/gy;

const AGGREGATIONS = new Set(['sum', 'min', 'max', 'avg', 'count', 'topk']);
/** Each with the places of its arguments that want a range. */
const FUNCTIONS: Readonly<Record<string, readonly number[]>> = {
  rate: [0],
  increase: [0],
  max_over_time: [0],
  predict_linear: [0],
  histogram_quantile: [],
  absent: [],
};
const SETS = new Set(['and', 'or', 'unless']);
const COMPARED = new Set(['==', '!=', '>', '<', '>=', '<=']);

type Token = { readonly kind: 'number' | 'range' | 'text' | 'word' | 'mark'; readonly text: string };

function tokens(expression: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(expression);
    if (!match) throw new SyntaxError(`${expression}: cannot be read at ${at}`);
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined);
    if (kind) found.push({ kind: kind[0] as Token['kind'], text: match[0] });
  }
  return found;
}

/** What an expression asks for. @throws SyntaxError with what is wrong. */
export function readPromql(expression: string): readonly Asked[] {
  const reader = new Reader(expression);
  reader.expression();
  reader.end();
  return reader.asked;
}

class Reader {
  readonly asked: Asked[] = [];
  readonly #text: string;
  readonly #tokens: Token[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokens(text);
  }

  end(): void {
    if (this.#next) this.#fail(`nothing more than ${this.#next.text}`);
  }

  /** Operands between operators. @returns whether it is one selector with a range. */
  expression(): boolean {
    let isRange = this.#operand();
    for (let token = this.#next; token; token = this.#next) {
      const isOperator = SETS.has(token.text) || COMPARED.has(token.text) || /^[-+*/^%]$/.test(token.text);
      if (!isOperator) break;
      this.#at += 1;
      if (this.#take('bool') && !COMPARED.has(token.text)) this.#fail('bool after a comparison');
      if (this.#take('on') || this.#take('ignoring')) this.#names();
      if (isRange || this.#operand()) this.#fail('no range beside an operator');
      isRange = false;
    }
    return isRange;
  }

  #operand(): boolean {
    if (this.#take('-')) return this.#operand();
    if (this.#take('(')) {
      const isRange = this.expression();
      this.#want(')');
      return isRange;
    }
    const token = this.#next ?? this.#fail('an operand');
    this.#at += 1;
    if (token.kind === 'number') return false;
    if (token.kind !== 'word') this.#fail('a metric, a function or a number');
    if (AGGREGATIONS.has(token.text)) return this.#aggregation();
    if (this.#next?.text === '(') return this.#call(token.text);
    return this.#selector(token.text);
  }

  #aggregation(): boolean {
    if (this.#take('by') || this.#take('without'))
      this.asked.push({ metric: '', labels: this.#names(), hasRange: false });
    if (this.#arguments().includes(true)) this.#fail('no range in an aggregation');
    return false;
  }

  #call(name: string): boolean {
    const ranges = FUNCTIONS[name] ?? this.#fail(`a known function instead of ${name}`);
    for (const [place, isRange] of this.#arguments().entries())
      if (isRange !== ranges.includes(place)) this.#fail(`${isRange ? 'no range' : 'a range'} in ${name}`);
    return false;
  }

  #arguments(): boolean[] {
    this.#want('(');
    const found = [this.expression()];
    while (this.#take(',')) found.push(this.expression());
    this.#want(')');
    return found;
  }

  #selector(metric: string): boolean {
    const labels: string[] = [];
    if (this.#take('{')) {
      do {
        labels.push(this.#word());
        if (!['=', '!=', '=~', '!~'].some((mark) => this.#take(mark))) this.#fail('a matcher');
        if (this.#next?.kind !== 'text') this.#fail('a text');
        this.#at += 1;
      } while (this.#take(','));
      this.#want('}');
    }
    const hasRange = this.#next?.kind === 'range';
    if (hasRange) this.#at += 1;
    this.asked.push({ metric, labels, hasRange });
    return hasRange;
  }

  #names(): string[] {
    this.#want('(');
    const found: string[] = [];
    while (this.#next?.kind === 'word') {
      found.push(this.#word());
      if (!this.#take(',')) break;
    }
    this.#want(')');
    return found;
  }

  #word(): string {
    const token = this.#next;
    if (token?.kind !== 'word') this.#fail('a name');
    this.#at += 1;
    return token.text;
  }

  get #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(text: string): boolean {
    const isIt = this.#next?.text === text;
    if (isIt) this.#at += 1;
    return isIt;
  }

  #want(text: string): void {
    if (!this.#take(text)) this.#fail(text);
  }

  #fail(expected: string): never {
    throw new SyntaxError(`${this.#text}: expected ${expected} at token ${this.#at + 1}`);
  }
}
