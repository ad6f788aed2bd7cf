// Serves the fake with its seeds on this machine alone, says where, and ends
// with whoever started it.

import net from 'node:net'
import process from 'node:process'

import { createFake } from '@seamapi/fake-seam-connect'

// The fake names no host when it listens, which would open it to the network.
const { listen } = net.Server.prototype
net.Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, port, '127.0.0.1', ...rest)
}

const fake = await createFake()
const seed = await fake.seed()
// Without one of these, their routes respond only that there is none.
const system = { acs_system_id: seed.visionline_acs_system_1, workspace_id: seed.seed_workspace_1 }
fake.database.addAcsAccessGroup({ ...system, name: 'Lobby', external_type: 'brivo_group' })
fake.database.addAcsEntrance({ ...system, display_name: 'Front door' })
// Links in responses begin with `baseUrl`; the port would make each run's differ.
const { server } = await fake.startServer({ port: 0, baseUrl: 'https://fake.example' })

process.stdin.on('end', () => process.exit())
process.stdin.resume()
console.log(`listening on ${server.address().port}`)
