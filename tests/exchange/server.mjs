// A server that checks requests against the OpenAPI document `argv[2]`, and responds with what the document shows or
// with samples of its schemas. The header `prefer: code=202` asks for one of the documented successes.

import { createServer } from "node:http";
import cookieParser from "cookie-parser";
import express from "express";
import * as OpenApiValidator from "express-openapi-validator";
import { contents, deleteBareNullables, operations, read, resolve, successes } from "./document.mjs";
import { Sampler } from "./sampler.mjs";

const path = process.argv[2];
const document = read(path);
const sampler = new Sampler(document, "writeOnly");
const escape = (step) => step.replaceAll("~", "~0").replaceAll("/", "~1");

/** The documented responses, by operation. */
const responses = new Map();
for (const { key, path, method, operation } of operations(document)) {
  responses.set(key, { at: `/paths/${escape(path)}/${method}/responses`, operation });
}

// Clients are given the URL of this server, whatever the document says.
const served = read(path);
served.servers = [{ url: "/" }];
for (const item of Object.values(served.paths)) {
  delete item.servers;
  for (const operation of Object.values(item)) delete operation?.servers;
}

deleteBareNullables(served);

/** Checks requests, of whose values texts count as what they spell where forms cannot say more. */
function checking(coerceTypes) {
  const handlers = OpenApiValidator.middleware({
    apiSpec: structuredClone(served),
    validateApiSpec: false,
    validateRequests: { allowUnknownQueryParameters: false, coerceTypes },
    validateResponses: false,
    validateFormats: true,
    fileUploader: {},
  });
  return express.Router().use(handlers);
}

const forms = checking("array");
const others = checking(false);
const isForm = (request) => /form/.test(request.headers["content-type"] ?? "");

const app = express();
app.set("query parser", "extended");
app.use(cookieParser());
app.use(express.json({ strict: false, limit: "32mb", type: (request) => /[/+]json\b/.test(request.headers["content-type"] ?? "") }));
app.use(express.urlencoded({ extended: true, limit: "32mb" }));
app.use(express.text({ type: "text/*", limit: "32mb" }));
app.use((request, response, next) => (isForm(request) ? forms : others)(request, response, next));
app.use(respond);
app.use((error, _request, response, _next) => {
  const details = (error.errors ?? []).map(({ path, message }) => `${path}: ${message}`);
  response.status(error.status ?? 500).json({ message: [error.message, ...details].join("; ") });
});

function respond(request, response) {
  const { openApiRoute, expressRoute } = request.openapi ?? {};
  const route = openApiRoute ?? expressRoute;
  const { at, operation } = responses.get(`${request.method} ${route}`);
  const preferred = Number(/code=(\d+)/.exec(request.headers.prefer ?? "")?.[1]);
  const all = successes(document, operation);
  const found = all.find(({ code }) => code === preferred) ?? all[0];
  response.status(found?.code ?? 200);
  if (!found) return response.end();
  const media = negotiate(contents(document, found.response).map(([media]) => media), request.headers.accept ?? "*/*");
  if (media === undefined) return response.end();
  const written = Object.entries(operation.responses).find(([, it]) => resolve(document, it) === found.response);
  const pointer = written[1].$ref?.slice(1) ?? `${at}/${written[0]}`;
  const { value, error } = sampler.at(`${pointer}/content/${escape(media)}/schema`, { isMinimal: /return=minimal/.test(request.headers.prefer ?? "") });
  if (error) return response.status(501).json({ message: `no valid response: ${error}` });
  return write(response, media, value);
}

/** The first documented media type that the client accepts most. */
function negotiate(documented, accept) {
  const wanted = accept.split(",").map((it) => {
    const [range, ...parameters] = it.split(";").map((part) => part.trim());
    const quality = parameters.find((part) => part.startsWith("q="));
    return { range, quality: quality ? Number(quality.slice(2)) : 1 };
  });
  wanted.sort((one, other) => other.quality - one.quality);
  const essence = (media) => media.split(";")[0].trim();
  const matches = (range, media) =>
    range === "*/*" || range === media || media === "*/*" || (range.endsWith("/*") && media.startsWith(range.slice(0, -1)));
  for (const { range } of wanted) {
    const media = documented.find((it) => essence(it) === range) ?? documented.find((it) => matches(range, essence(it)));
    if (media) return media;
  }
  return documented[0];
}

function write(response, media, value) {
  const sent = media.includes("*") ? media.replace("*/*", "application/json").replace("/*", "/plain") : media;
  response.setHeader("content-type", sent);
  if (/event-stream/.test(sent)) {
    const data = typeof value === "string" ? value : JSON.stringify(value);
    return response.end(`data: ${data}\n\ndata: ${data}\n\n`);
  }
  if (/stream\+json|ndjson|jsonl/.test(sent)) return response.end(`${JSON.stringify(value)}\n${JSON.stringify(value)}\n`);
  if (/[/+]json\b/.test(sent)) return response.end(JSON.stringify(value));
  return response.end(typeof value === "string" ? value : JSON.stringify(value));
}

const server = createServer(app);
server.listen(0, "127.0.0.1", () => console.log(`listening on ${server.address().port}\n`));
