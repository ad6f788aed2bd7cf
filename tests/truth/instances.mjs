// Instances of the named schemas of a document, one JSON object per line.
//
//   node instances.mjs <document> <instances per schema>
//
// json-schema-faker makes them, and what ajv does not find valid is not used. `made` has what
// the schema declares, `undeclared` has members that nobody declared too, and `example` is one of
// the document. `violating` was changed: ajv finds that constraints are violated, and nothing else is
// wrong. Members are in any order. The same document gives the same lines.

import { readFileSync, writeSync } from 'node:fs';

import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { generateSync } from 'json-schema-faker';
import { parse } from 'yaml';

import { examples } from './examples.mjs';
import { Random } from './random.mjs';
import { schemas } from './schema.mjs';
import { changed, violations } from './violations.mjs';

/** Longer instances are not used. */
const LONGEST = 100_000;
/** How many instances are made for one that is used. */
const ATTEMPTS = 4;
/** How often each instance is changed to violate constraints. */
const VIOLATIONS = 40;
/** The share of optional members of each instance in turn. */
const OPTIONAL = [0.9, 0, 0.5, 0.2];

const [path, count] = process.argv.slice(2);
const text = readFileSync(path, 'utf8');
const document = path.endsWith('.json') ? JSON.parse(text) : parse(text, { maxAliasCount: -1, strict: false, uniqueKeys: false });
const { at, named, raw } = schemas(document);
const names = Object.keys(named).sort();
write({ schemas: names.length });

const options = { strict: false, validateSchema: false, unicodeRegExp: false, inlineRefs: false, logger: false, multipleOfPrecision: 9 };
const root = at.split('/').slice(1, -1).reduceRight((inner, key) => ({ [key]: inner }), named);
const [ajv, exhaustive] = [new Ajv(options), new Ajv({ ...options, allErrors: true })];
for (const it of [ajv, exhaustive]) {
  addFormats(it);
  it.addSchema({ ...root, $id: 'document' });
}

names.forEach((name, index) => {
  const pointer = `${at}${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
  let isValid, findErrors;
  try {
    [isValid, findErrors] = [ajv, exhaustive].map((it) => it.compile({ $ref: `document${pointer}` }));
  } catch (error) {
    return write({ schema: name, failed: `ajv: ${error.message}` });
  }
  for (const value of examples(document, raw[name], at + name)) {
    write({ schema: name, kind: isValid(value) ? 'example' : 'wrong example', json: JSON.stringify(value) });
  }
  const inner = reachable(named[name]);
  const [found, violating] = [new Set(), new Set()];
  let failure = 'nothing that is made is valid';
  for (let turn = 0; turn < Number(count) * ATTEMPTS && found.size < Number(count); turn++) {
    const seed = 1 + index * 1_000 + turn;
    try {
      const value = made(name, inner, seed, OPTIONAL[turn % OPTIONAL.length]);
      use(name, value, isValid, new Random(seed), found);
      violate(name, value, findErrors, new Random(seed), violating);
    } catch (error) {
      failure = `json-schema-faker: ${error.message}`;
    }
  }
  if (found.size === 0) write({ schema: name, failed: failure });
});

function made(name, inner, seed, optionalsProbability) {
  const schema = { $ref: `#/$defs/${name}`, $defs: inner };
  return generateSync(schema, { seed, optionalsProbability, maxDepth: 5, maxDefaultItems: 2, failOnInvalidTypes: false });
}

function use(name, value, isValid, random, found) {
  const json = JSON.stringify(random.shuffled(value));
  // Null is a value of the places that refer to a schema, and not of its type.
  if (value === null) return;
  if (json === undefined || json.length > LONGEST || found.has(json) || !isValid(value)) return;
  found.add(json);
  write({ schema: name, kind: 'made', json });
  const extended = random.withUndeclared(JSON.parse(json), isValid);
  if (extended !== undefined) write({ schema: name, kind: 'undeclared', json: JSON.stringify(extended) });
}

function violate(name, value, findErrors, random, violating) {
  if (value === undefined || value === null) return;
  for (let turn = 0; turn < VIOLATIONS; turn++) {
    const other = changed(value, random);
    const json = JSON.stringify(other);
    if (json.length > LONGEST || violating.has(json) || findErrors(other)) continue;
    const found = violations(findErrors.errors, other);
    if (found === undefined) continue;
    violating.add(json);
    write({ schema: name, kind: 'violating', json, violations: found });
  }
}

/** What a schema refers to, so that the generator does not copy the whole document each time. */
function reachable(schema) {
  const out = {};
  const visit = (value) => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(short(value)).map(([key, inner]) => {
      if (key !== '$ref' || typeof inner !== 'string' || !inner.startsWith(at)) return [key, visit(inner)];
      const name = decodeURIComponent(inner.slice(at.length)).replaceAll('~1', '/').replaceAll('~0', '~');
      if (!(name in out) && name in named) {
        out[name] = null;
        out[name] = visit(named[name]);
      }
      return [key, `#/$defs/${inner.slice(at.length)}`];
    }));
  };
  const self = names.find((name) => named[name] === schema);
  visit({ $ref: at + self });
  return out;
}

/** The schema with upper bounds that keep its instances short; those are instances of it too. */
function short(schema) {
  const out = { ...schema };
  for (const [most, least, limit] of [['maxLength', 'minLength', 40], ['maxItems', 'minItems', 3]]) {
    if (typeof out[most] === 'number') out[most] = Math.min(out[most], Math.max(limit, Number(out[least] ?? 0)));
  }
  return out;
}

function write(line) {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
