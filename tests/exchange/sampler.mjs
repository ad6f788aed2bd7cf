// Values that are valid by the schemas of an OpenAPI document.

import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";
import OpenAPISampler from "openapi-sampler";
import { asSeen, resolve } from "./document.mjs";

const DOCUMENT = "document:";

/** Samples values as one side sends them; `hidden` are those that it does not send. */
export class Sampler {
  constructor(document, hidden) {
    const kinds = [{ examples: true }, { examples: false }, { examples: false, reversed: true }];
    this.sources = kinds.map((kind) => asSeen(document, hidden, kind));
    const [seen] = this.sources;
    this.ajv = new Ajv({ strict: false, logger: false, validateSchema: false, unicodeRegExp: false, validateFormats: true });
    formats(this.ajv);
    this.ajv.addSchema({ components: seen.components, paths: seen.paths }, DOCUMENT);
  }

  /**
   * A value of the schema at `pointer`, with its optional properties or without, or an error: the document's own
   * example where it is valid. `isAccepted` says which values can be sent.
   */
  at(pointer, { isMinimal, isAccepted = () => true }) {
    let errors = "no schema";
    for (const source of this.sources) {
      const schema = resolve(source, { $ref: `#${pointer}` });
      if (schema === undefined) return { value: "text" };
      // Cycles end by themselves; the depth keeps what is nested without one from growing too large.
      const options = { skipNonRequired: isMinimal, quiet: true, enablePatterns: true, maxSampleDepth: 15 };
      const candidates = [];
      try {
        candidates.push(OpenAPISampler.sample(schema, options, source));
        candidates.push(OpenAPISampler.sample(schema, { ...options, skipNonRequired: !isMinimal }, source));
      } catch (error) {
        errors = error.message;
      }
      for (const value of candidates) {
        errors = isAccepted(value) ? this.errors(pointer, value) : "it is empty";
        if (errors === null) return { value };
      }
    }
    return { error: errors };
  }

  /** Why `value` is not one of the schema at `pointer`; `null` if it is. */
  errors(pointer, value) {
    try {
      const validate = this.ajv.compile({ $ref: `${DOCUMENT}#${encodeURI(pointer)}` });
      return validate(value) ? null : this.ajv.errorsText(validate.errors);
    } catch (error) {
      return error.message;
    }
  }
}
