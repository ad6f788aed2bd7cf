// Prints the operations that the docs site has pages of and that the fake at
// the URL that it is given knows.

import process from 'node:process'

import { documented } from './documented.js'

const [url] = process.argv.slice(2)
for (const path of Object.keys(documented).sort()) {
  const { status } = await fetch(url + path, { method: 'POST' })
  // Without a credential, the routes that exist refuse.
  if (status !== 404) console.log(`POST ${path}`)
}
