/**
 * Ports of 127.0.0.1 for the servers of tests, below those that systems give to who asks for any. A process has a
 * region of them to itself: the port of a server that is down for a while is given to nobody, and one that a test
 * file has used, of which the process may remember something, not soon to another.
 */
import { once } from 'node:events'
import { createServer, Server } from 'node:net'

const HOST = '127.0.0.1'
const FIRST = 12_000
const SIZE = 2_500
const REGIONS = 8

interface Region {
  readonly first: number
  given: number
}

/** Jest loads modules anew for each file, but for those of Node: these know what all files of the process share. */
const REGION = Symbol.for('the ports of this process')
const shared = Server as typeof Server & { [REGION]?: Promise<Region> }

/** A server that listens on a port; nothing where somebody else does. */
async function listenOn(port: number): Promise<Server | undefined> {
  const server = createServer()
  const outcome = once(server, 'listening').then(
    () => server,
    () => undefined,
  )
  server.listen(port, HOST)
  return outcome
}

/** A region whose first port nobody holds. It is held as long as the process lives. */
async function takeRegion(): Promise<Region> {
  const start = Math.floor(Math.random() * REGIONS)
  for (let i = 0; i < REGIONS; i++) {
    const first = FIRST + ((start + i) % REGIONS) * SIZE
    const holder = await listenOn(first)
    if (holder === undefined) continue
    holder.unref()
    return { first, given: 0 }
  }
  // More processes than regions: some have one together.
  return { first: FIRST + start * SIZE, given: Math.floor(Math.random() * SIZE) }
}

/** A port that nobody listens on, and that this process does not give away again soon. */
export async function freePort(): Promise<number> {
  shared[REGION] ??= takeRegion()
  const region = await shared[REGION]
  for (;;) {
    const port = region.first + 1 + (region.given++ % (SIZE - 1))
    const probe = await listenOn(port)
    if (probe === undefined) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}
