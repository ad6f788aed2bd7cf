// A fixed sequence of numbers, and values that are changed by it.

export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** A number below `limit`. */
  below(limit) {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  /** The same value, with the members of its objects in another order. */
  shuffled(value) {
    if (Array.isArray(value)) return value.map((item) => this.shuffled(item));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([key, inner]) => [key, this.shuffled(inner)]);
    for (let last = members.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [members[last], members[other]] = [members[other], members[last]];
    }
    return Object.fromEntries(members);
  }

  /** The value with members that nobody declared, wherever it stays valid. */
  withUndeclared(value, isValid) {
    let count = 0;
    const visit = (inner) => {
      if (Array.isArray(inner)) return inner.forEach(visit);
      if (typeof inner !== 'object' || inner === null) return;
      Object.values(inner).forEach(visit);
      if (count >= UNDECLARED_AT_MOST) return;
      const name = `undeclared ${count}`;
      inner[name] = UNDECLARED[this.below(UNDECLARED.length)];
      if (isValid(value)) count++;
      else delete inner[name];
    };
    visit(value);
    return count > 0 ? value : undefined;
  }
}

const UNDECLARED_AT_MOST = 5;

const UNDECLARED = ['text', 12, 0.5, true, null, [], {}, [1, { a: null }], { 'b c': ['"\\\u0000 \ud83d\udeaa'] }];
