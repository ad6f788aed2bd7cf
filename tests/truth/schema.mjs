// OpenAPI schemas → JSON Schema 2020-12, as the OpenAPI specification defines them.

/** Keywords whose values are schemas, lists of schemas, or schemas by name. */
const ONE = ['items', 'additionalProperties', 'not', 'contains', 'propertyNames', 'if', 'then', 'else', 'unevaluatedItems', 'unevaluatedProperties'];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const MAPS = ['properties', 'patternProperties', 'dependentSchemas', '$defs'];

/** Keywords that do not decide whether an instance is valid. */
const ANNOTATIONS = ['example', 'examples', 'default', 'description', 'title', 'externalDocs', 'xml', 'deprecated', 'readOnly', 'writeOnly', '$comment', 'contentMediaType', 'contentEncoding', 'contentSchema'];

/** The types of JSON Schema. Other types say nothing. */
const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

/** The named schemas of a document: where they are, and each as JSON Schema. */
export function schemas(document) {
  const named = document.components?.schemas ?? document.definitions ?? {};
  const at = document.definitions ? '#/definitions/' : '#/components/schemas/';
  const version = String(document.openapi ?? document.swagger ?? '');
  const context = { named, at, isOld: !/^3\.[1-9]/.test(version) };
  return { at, named: map(named, (schema) => convert(schema, context)), raw: named };
}

function convert(schema, context) {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  // In OpenAPI 3.0, a reference has no siblings.
  if (typeof schema.$ref === 'string' && context.isOld) return { $ref: schema.$ref };
  const entries = Object.entries(schema);
  const out = Object.fromEntries(entries.filter(([key]) => !key.startsWith('x-') && !ANNOTATIONS.includes(key)));
  for (const key of ONE) if (key in out) out[key] = convert(out[key], context);
  for (const key of LISTS) if (Array.isArray(out[key])) out[key] = out[key].map((it) => convert(it, context));
  for (const key of MAPS) if (isObject(out[key])) out[key] = map(out[key], (it) => convert(it, context));
  if ('pattern' in out && !isPattern(out.pattern)) delete out.pattern;
  if (out.type === 'file') out.type = 'string';
  if ('type' in out && ![out.type].flat().every((type) => TYPES.includes(type))) delete out.type;
  // Keywords that only objects or arrays have say that it is one, as all tools read them.
  if (!('type' in out) && ('properties' in out || isObject(out.additionalProperties))) out.type = 'object';
  if (!('type' in out) && 'items' in out) out.type = 'array';
  if (isObject(schema.discriminator)) discriminate(out, schema.discriminator, context);
  delete out.discriminator;
  return modern(out);
}

/** A branch is valid if the tag is that of the branch. */
function discriminate(out, { propertyName, mapping = {} }, context) {
  for (const key of ['oneOf', 'anyOf']) {
    if (!Array.isArray(out[key])) continue;
    out[key] = out[key].map((branch) => {
      if (typeof branch?.$ref !== 'string') return branch;
      const name = branch.$ref.slice(branch.$ref.lastIndexOf('/') + 1);
      const mapped = Object.entries(mapping).filter(([, to]) => to === branch.$ref || to === name);
      const declared = context.named[name]?.properties?.[propertyName];
      const own = declared?.enum ?? (declared?.const === undefined ? undefined : [declared.const]);
      const tags = mapped.length > 0 ? mapped.map(([tag]) => tag) : (own ?? [name]);
      const tag = { type: 'string', enum: tags };
      return { allOf: [branch, { type: 'object', properties: { [propertyName]: tag }, required: [propertyName] }] };
    });
  }
}

/** What OpenAPI 3.0 and 2.0 write differently, and some documents of 3.1 too. */
function modern(schema) {
  const { nullable, ...out } = schema;
  for (const [flag, bound] of [['exclusiveMinimum', 'minimum'], ['exclusiveMaximum', 'maximum']]) {
    if (typeof out[flag] !== 'boolean') continue;
    if (out[flag] && bound in out) {
      out[flag] = out[bound];
      delete out[bound];
    } else delete out[flag];
  }
  if (nullable !== true) return out;
  // Some write `nullable` alone for the type of null, which OpenAPI 3.0 does not have.
  if (Object.keys(out).length === 0) return { type: 'null' };
  if (typeof out.type === 'string' && !('enum' in out)) return { ...out, type: [out.type, 'null'] };
  return { anyOf: [out, { type: 'null' }] };
}

function isPattern(pattern) {
  try {
    return Boolean(new RegExp(pattern));
  } catch {
    return false;
  }
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

const map = (object, change) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
