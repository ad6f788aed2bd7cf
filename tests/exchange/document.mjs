// An OpenAPI document: its operations, and its schemas as one side of an exchange sees them.

import { readFileSync } from "node:fs";
import { parse } from "yaml";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Reads the document at `path`, JSON or YAML. */
export function read(path) {
  const text = readFileSync(path, "utf8");
  return path.endsWith(".json") ? JSON.parse(text) : parse(text, { maxAliasCount: -1, uniqueKeys: false });
}

/** The node that `node` refers to, if it is a reference, else `node` itself. */
export function resolve(document, node) {
  let found = node;
  while (typeof found?.$ref === "string") {
    const steps = found.$ref.slice(2).split("/");
    const unescaped = steps.map((it) => decodeURIComponent(it).replaceAll("~1", "/").replaceAll("~0", "~"));
    found = unescaped.reduce((parent, step) => parent?.[step], document);
  }
  return found;
}

/** Every operation with its method, its path, and all its parameters. */
export function* operations(document) {
  for (const [path, written] of Object.entries(document.paths ?? {})) {
    const item = resolve(document, written);
    for (const method of METHODS.filter((it) => item[it])) {
      const operation = item[method];
      const parameters = new Map();
      for (const parameter of [...(item.parameters ?? []), ...(operation.parameters ?? [])]) {
        const found = resolve(document, parameter);
        parameters.set(`${found.in} ${found.name}`, found);
      }
      yield { key: `${method.toUpperCase()} ${path}`, method, path, operation, parameters: [...parameters.values()] };
    }
  }
}

/** The media types of a body, with its schemas. */
export function contents(document, body) {
  return Object.entries(resolve(document, body)?.content ?? {});
}

/** Successes that are documented with one status each, and else the first of a range. */
export function successes(document, operation) {
  const found = Object.entries(operation.responses ?? {}).map(([status, response]) => {
    const code = /^2xx$/i.test(status) || status === "default" ? 200 : Number(status);
    return { code, isExact: String(code) === status, response: resolve(document, response) };
  });
  const ok = found.filter(({ code }) => code >= 200 && code < 300);
  const exact = ok.filter((it) => it.isExact);
  return exact.length > 0 ? exact : ok.slice(0, 1);
}

/** Whether `schema` says that a value may be null without saying which other values it may have: OpenAPI 3.0 ignores it. */
const isBareNullable = (schema) => typeof schema?.nullable === "boolean" && typeof schema.type !== "string";

/** Deletes what OpenAPI 3.0 says has no effect from `node` and all nodes below it. */
export function deleteBareNullables(node) {
  if (node === null || typeof node !== "object") return;
  if (isBareNullable(node)) delete node.nullable;
  for (const child of Object.values(node)) deleteBareNullables(child);
}

/**
 * A copy of `document` whose schemas are plain JSON Schema, without the properties that the other side alone sends:
 * `hidden` is `readOnly` for requests, and `writeOnly` for responses. Without `examples`, nothing that is shown as an
 * example is in it; `reversed` begins with the last of several alternatives.
 */
export function asSeen(document, hidden, { examples, reversed }) {
  const isHidden = (schema) => schema?.[hidden] === true || resolve(document, schema)?.[hidden] === true;
  const copy = (node, isNamed) => {
    if (Array.isArray(node)) return node.map((it) => copy(it, false));
    if (node === null || typeof node !== "object") return node;
    const out = {};
    for (const [name, value] of Object.entries(node)) {
      // A member of a map, such as a property, may be called as a keyword is.
      if (!isNamed && !examples && ["example", "examples", "default"].includes(name)) continue;
      if (!isNamed && ["example", "examples", "default", "enum", "const"].includes(name)) {
        out[name] = value;
        continue;
      }
      const isMap = !isNamed && ["properties", "schemas", "patternProperties", "responses", "paths", "content"].includes(name);
      out[name] = copy(value, isMap);
    }
    return isNamed ? out : plain(out, node);
  };
  const plain = (out, node) => {
    if (node.properties && typeof node.properties === "object") {
      for (const [name, schema] of Object.entries(node.properties)) {
        if (!isHidden(schema)) continue;
        delete out.properties[name];
        out.required = out.required?.filter((it) => it !== name);
      }
    }
    for (const [exclusive, bound] of [["exclusiveMinimum", "minimum"], ["exclusiveMaximum", "maximum"]]) {
      if (out[exclusive] === true) {
        out[exclusive] = out[bound];
        delete out[bound];
      } else if (out[exclusive] === false) delete out[exclusive];
    }
    for (const name of ["oneOf", "anyOf"]) if (reversed && Array.isArray(out[name])) out[name].reverse();
    // As JSON Schema writes it. Without a type, every value but null stays valid, which is enough here.
    if (out.nullable === true && typeof out.type === "string") out.type = [out.type, "null"];
    delete out.nullable;
    return out;
  };
  return copy(document, false);
}
