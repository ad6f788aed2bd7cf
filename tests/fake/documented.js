// The operations that the docs site has pages of.
//
// A page shows the POST form of a path. The document also holds GET, PUT,
// PATCH and DELETE forms of the same operations, and operations that are
// marked as undocumented; no page describes those.

import { openapi } from '@seamapi/types/connect'

export const documented = Object.fromEntries(
  Object.entries(openapi.paths)
    .filter(([, { post }]) => post && post['x-undocumented'] === undefined)
    .map(([path, { post }]) => [path, { post }]),
)
