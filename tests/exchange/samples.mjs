// Prints calls of every operation of the document `argv[2]`, with arguments that are valid by it.
//
// For each operation two calls or more: with everything that can be given, and with what must be given, once for each
// documented success. What no valid value is found for is printed with the reason.

import { contents, operations, read, resolve, successes } from "./document.mjs";
import { Sampler } from "./sampler.mjs";

const LEFT_TO_CLIENTS = ["accept", "content-type", "authorization"];

const document = read(process.argv[2]);
const sampler = new Sampler(document, "readOnly");
const escape = (step) => step.replaceAll("~", "~0").replaceAll("/", "~1");

/** Where `node` is, which is at `pointer` unless it is a reference. */
const place = (node, pointer) => (typeof node?.$ref === "string" ? node.$ref.slice(1) : pointer);

function* parameters({ path, method, operation }) {
  const item = document.paths[path];
  const at = place(item, `/paths/${escape(path)}`);
  const found = new Map();
  const lists = [
    [resolve(document, item).parameters, at],
    [operation.parameters, `${at}/${method}`],
  ];
  for (const [list, pointer] of lists) {
    for (const [index, written] of (list ?? []).entries()) {
      const parameter = resolve(document, written);
      found.set(`${parameter.in} ${parameter.name}`, [parameter, place(written, `${pointer}/parameters/${index}`)]);
    }
  }
  for (const [parameter, pointer] of found.values()) {
    if (parameter.in === "header" && LEFT_TO_CLIENTS.includes(parameter.name.toLowerCase())) continue;
    const [media] = Object.keys(parameter.content ?? {});
    yield { parameter, pointer: media ? `${pointer}/content/${escape(media)}/schema` : `${pointer}/schema` };
  }
}

function call(entry, isMinimal, status) {
  const made = { operation: entry.key, isMinimal, status, path: {}, query: {}, header: {}, cookie: {}, bodies: {}, errors: [] };
  const sample = (pointer, what, take, isAccepted) => {
    const { value, error } = sampler.at(pointer, { isMinimal, isAccepted });
    if (error) made.errors.push(`${what}: ${error}`);
    else take(value);
  };
  for (const { parameter, pointer } of parameters(entry)) {
    const { in: location, name, required } = parameter;
    if (isMinimal && !required && location !== "path") continue;
    // Only `allowEmptyValue` allows that.
    const isAccepted = (value) => [value].flat().length > 0 && [value].flat().every((it) => it !== "");
    sample(pointer, `${location} ${name}`, (value) => (made[location][name] = value), isAccepted);
  }
  const { requestBody } = entry.operation;
  if (requestBody) {
    const isRequired = resolve(document, requestBody).required === true;
    const at = place(requestBody, `${place(document.paths[entry.path], `/paths/${escape(entry.path)}`)}/${entry.method}/requestBody`);
    for (const [media] of contents(document, requestBody)) {
      // The schema of others describes bytes, if it says anything. Of any media type, clients send JSON.
      if (!/json|form|^\*\/\*$/.test(media)) {
        made.bodies[media] = "text";
        continue;
      }
      sample(`${at}/content/${escape(media)}/schema`, `body ${media}`, (value) => {
        // A body that may be left out is, where nothing must be in it.
        const isLeftOut = isMinimal && !isRequired && Object.keys(Object(value)).length === 0;
        if (!isLeftOut) made.bodies[media] = value;
      });
    }
  }
  return made;
}

const calls = [];
for (const entry of operations(document)) {
  const statuses = successes(document, entry.operation).map(({ code }) => code);
  calls.push(call(entry, false, statuses[0] ?? 200));
  for (const status of statuses.length > 0 ? statuses : [200]) calls.push(call(entry, true, status));
}
process.stdout.write(JSON.stringify(calls));
