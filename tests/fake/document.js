// Writes the document that the API's vendor publishes, cut down to what the docs
// site has pages of, as JSON to the path that it is given.

import { writeFileSync } from 'node:fs'
import process from 'node:process'

import { openapi } from '@seamapi/types/connect'

import { documented } from './documented.js'

const [target] = process.argv.slice(2)
writeFileSync(target, JSON.stringify({ ...openapi, paths: documented }, null, 2))
