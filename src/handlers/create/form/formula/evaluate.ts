import { type Token, tokensOf } from './tokens.ts';

/** The numbers that a name stands for: one, or one for each row of a list; undefined for a name that is not known. */
export type NumbersOf = (name: string) => number[] | undefined;

class NotAFormula extends Error {}

const MAX_DEPTH = 50;
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

const functions: Record<string, (values: number[]) => number> = {
  SUM: sum,
  AVERAGE: (values) => (values.length === 0 ? 0 : sum(values) / values.length),
  AVG: (values) => (values.length === 0 ? 0 : sum(values) / values.length),
  MAX: (values) => (values.length === 0 ? 0 : Math.max(...values)),
  MIN: (values) => (values.length === 0 ? 0 : Math.min(...values)),
  COUNT: (values) => values.length,
  ABS: ([value = 0]) => Math.abs(value),
  ROUND: ([value = 0, decimals = 0]) => Math.round(value * 10 ** decimals) / 10 ** decimals,
};

/** Reads and computes in one pass, by the usual precedence of the four operations. */
class Reader {
  private at = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];
  private readonly numbersOf: NumbersOf;

  constructor(tokens: readonly Token[], numbersOf: NumbersOf) {
    this.tokens = tokens;
    this.numbersOf = numbersOf;
  }

  all(): number {
    const value = single(this.terms());
    if (this.at < this.tokens.length) throw new NotAFormula();
    return value;
  }

  private takeSign(...signs: string[]): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || !signs.includes(token.sign)) return undefined;
    this.at += 1;
    return token.sign;
  }

  private terms(): number[] {
    let left = this.product();
    for (let sign = this.takeSign('+', '-'); sign; sign = this.takeSign('+', '-')) {
      const right = single(this.product());
      left = [sign === '+' ? single(left) + right : single(left) - right];
    }
    return left;
  }

  private product(): number[] {
    let left = this.factor();
    for (let sign = this.takeSign('*', '/'); sign; sign = this.takeSign('*', '/')) {
      const right = single(this.factor());
      left = [sign === '*' ? single(left) * right : single(left) / right];
    }
    return left;
  }

  private factor(): number[] {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new NotAFormula();
    try {
      if (this.takeSign('-')) return [-single(this.factor())];
      if (this.takeSign('+')) return this.factor();
      if (this.takeSign('(')) return this.closed([this.terms()]);
      return this.named();
    } finally {
      this.depth -= 1;
    }
  }

  private named(): number[] {
    const token = this.tokens[this.at++];
    if (token?.kind === 'number') return [token.value];
    if (token?.kind !== 'name') throw new NotAFormula();
    const name = token.name.toUpperCase();
    const apply = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (apply && this.takeSign('(')) return [apply(this.closed(this.argumentsOf()))];
    const values = this.numbersOf(token.name);
    if (!values) throw new NotAFormula();
    return values;
  }

  private argumentsOf(): number[][] {
    const given = [this.terms()];
    while (this.takeSign(',')) given.push(this.terms());
    return given;
  }

  private closed(given: number[][]): number[] {
    if (!this.takeSign(')')) throw new NotAFormula();
    return given.flat();
  }
}

/** A column of a list stands for its sum where one number is wanted. */
const single = (values: number[]) => sum(values);

/** To 12 significant digits, so that 0.1 + 0.2 is 0.3. */
const tidy = (value: number) => Number(value.toPrecision(12));

function read(formula: string, numbersOf: NumbersOf): number | undefined {
  const tokens = tokensOf(formula);
  if (!tokens || tokens.length === 0) return undefined;
  try {
    return new Reader(tokens, numbersOf).all();
  } catch (error) {
    if (error instanceof NotAFormula) return undefined;
    throw error;
  }
}

/** Whether a formula can be computed once its numbers are there, which may still have no finite value. */
export const isUnderstood = (formula: string, knows: (name: string) => boolean): boolean =>
  read(formula, (name) => (knows(name) ? [1] : undefined)) !== undefined;

/**
 * The value of a formula over the four operations, brackets and a few functions (`SUM`, `AVERAGE`, `MIN`, `MAX`, `COUNT`,
 * `ABS`, `ROUND`); undefined when it is not understood or has no finite value. Nothing in it is ever run as code.
 */
export function evaluate(formula: string, numbersOf: NumbersOf): number | undefined {
  const value = read(formula, numbersOf);
  return value !== undefined && Number.isFinite(value) ? tidy(value) : undefined;
}
