/** A server whose replies come byte by byte: deadlines pass all the same, whatever the reply is read into. */
import { getRedis, Redis } from '@app/redis-native'
import { rejection } from '../support/clients'
import { within } from '../support/events'
import { bulk, type Peer, ScriptedServer } from '../support/scripted'

const LARGE = 1 << 20

let server: ScriptedServer
const timers: NodeJS.Timeout[] = []
const clients: { disconnect(): void }[] = []

/** Answers GET with the head of a large string and some bytes of it now and then. */
function script(peer: Peer, command: string[]): void {
  if (command[0].toLowerCase() !== 'get') {
    peer.send(bulk(command[1]))
    return
  }
  peer.send(`$${LARGE}\r\n`)
  timers.push(setInterval(() => peer.send('x'.repeat(500)), 20))
}

beforeEach(async () => {
  server = await ScriptedServer.start({ script })
})
afterEach(async () => {
  for (const timer of timers.splice(0)) clearInterval(timer)
  for (const client of clients.splice(0)) client.disconnect()
  await server.stop()
})

const shared = (options: object) => getRedis(options as never)
const own = (options: object) => new Redis(options as never)

describe.each([
  ['shared', shared],
  ['own', own],
] as const)('%s client', (_, make) => {
  test.each(['get', 'getBuffer'] as const)(
    '%s, and what is behind it, end at their deadlines',
    async (get) => {
      const redis = make({ host: '127.0.0.1', port: server.port, commandTimeout: 300 })
      clients.push(redis)
      redis.on('error', () => {})
      await redis.echo('connected')
      const calls = [redis[get]('large'), redis.echo('behind')]
      const errors = await within(15_000, Promise.all(calls.map(rejection)))
      expect(errors.map(({ message }) => message)).toStrictEqual(['Command timed out', 'Command timed out'])
    },
  )
})
