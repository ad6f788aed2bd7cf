// The examples of a schema that a document shows.

/** The examples that `schema` has, and those of media types with this schema, at `pointer`. */
export function examples(document, schema, pointer) {
  const own = [schema?.example, ...(Array.isArray(schema?.examples) ? schema.examples : [])];
  const found = own.concat(media(document).get(pointer) ?? []);
  const distinct = new Map(found.filter((value) => value !== undefined).map((value) => [JSON.stringify(value), value]));
  return [...distinct.values()];
}

let cache;

function media(document) {
  if (cache) return cache;
  cache = new Map();
  visit(document, (value) => {
    const ref = value.schema?.$ref;
    if (typeof ref !== 'string') return;
    const named = Object.values(value.examples ?? {}).map((example) => resolved(document, example)?.value);
    const found = [value.example, ...named].filter((it) => it !== undefined);
    if (found.length > 0) cache.set(ref, [...(cache.get(ref) ?? []), ...found]);
  });
  return cache;
}

function resolved(document, example) {
  const ref = example?.$ref;
  if (typeof ref !== 'string' || !ref.startsWith('#/')) return example;
  return ref.slice(2).split('/').reduce((value, key) => value?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}

function visit(value, each) {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) each(value);
  Object.values(value).forEach((inner) => visit(inner, each));
}
