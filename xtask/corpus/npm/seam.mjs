// Writes the document that Seam publishes as a module, as JSON to the path that it is given.

import { writeFileSync } from 'node:fs'
import process from 'node:process'

import { openapi } from '@seamapi/types/connect'

const [target] = process.argv.slice(2)
writeFileSync(target, JSON.stringify(openapi, null, 2))
