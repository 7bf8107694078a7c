/**
 * Ports of 127.0.0.1 for the servers of a test file, below those that systems give to who asks for any. A file has a
 * block of them to itself as long as it runs: the port of a server that is down for a while is given to nobody.
 */
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

const HOST = '127.0.0.1'
const FIRST = 12_000
const BLOCKS = 80
const SIZE = 250

/** The server that holds the block, on its first port. */
let holder: Promise<Server> | undefined
let given = 0

afterAll(async () => {
  const held = await holder
  holder = undefined
  held?.close()
})

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

async function takeBlock(): Promise<Server> {
  for (let block = Math.floor(Math.random() * BLOCKS); ; block = (block + 1) % BLOCKS) {
    const server = await listenOn(FIRST + block * SIZE)
    if (server !== undefined) return server.unref()
  }
}

/** A port that nobody listens on, and that this file does not give away again soon. */
export async function freePort(): Promise<number> {
  holder ??= takeBlock()
  const { port: first } = (await holder).address() as { port: number }
  for (;;) {
    const port = first + 1 + (given++ % (SIZE - 1))
    const probe = await listenOn(port)
    if (probe === undefined) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}
