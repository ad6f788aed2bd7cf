// Instances that violate constraints, and nothing else.

/** The keywords that `validate` checks. */
const CHECKED = [
  'minLength', 'maxLength', 'pattern', 'minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf',
  'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties',
];

/** How often an instance is changed at most. */
const CHANGES = 3;

/** The value with some of its parts changed, which `random` chooses. */
export function changed(value, random) {
  let out = structuredClone(value);
  for (let left = 1 + random.below(CHANGES); left > 0; left--) {
    const places = [...placesIn(out, (changed) => { out = changed; })];
    const place = places[random.below(places.length)];
    place.set(other(place.value, random));
  }
  return out;
}

/** What `errors` of ajv say, as a path and a keyword each; `undefined` if something else is wrong too. */
export function violations(errors, value) {
  if (!errors.every((error) => CHECKED.includes(error.keyword))) return undefined;
  return [...new Set(errors.map((error) => `${pathOf(error.instancePath, value)} ${error.keyword}`))].sort();
}

function* placesIn(value, set) {
  yield { value, set };
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) yield* placesIn(value[key], (changed) => { value[key] = changed; });
}

function other(value, random) {
  const choose = (...all) => all[random.below(all.length)];
  if (typeof value === 'string') return choose('', 'a', '\u{1f6aa}', value + value, `${value}!`, value.slice(1), value.repeat(30), 'A-1');
  if (typeof value === 'number') return choose(0, -1, 1, -value, value + 1, value - 1, value * 10, value + 0.25, 1e6, -1e6);
  if (Array.isArray(value)) return choose([], [...value, ...value], value.slice(1), [...value, ...value.slice(0, 1)], Array(6).fill(value).flat());
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const without = entries.filter(() => random.below(3) > 0);
  const more = Array.from({ length: 12 }, (_, index) => [`more ${index}`, entries[0]?.[1] ?? 1]);
  return Object.fromEntries(choose([], without, [...entries, ...more]));
}

/** A JSON pointer as the runtime writes a path. */
function pathOf(pointer, value) {
  let path = '$';
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    const isName = /^[A-Za-z_][A-Za-z0-9_]*$/.test(key);
    if (Array.isArray(value)) path += `[${key}]`;
    else path += isName ? `.${key}` : `[${JSON.stringify(key)}]`;
    value = value[key];
  }
  return path;
}
