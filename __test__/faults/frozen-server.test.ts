/** A server that is stopped (SIGSTOP) for a while and goes on; how it is found is in stopped-server. */
import { getRedis, Redis } from '@app/redis-native'
import { rejection } from '../support/clients'
import { event, within } from '../support/events'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer
const ended: { disconnect(): void }[] = []

beforeEach(async () => {
  server = await startRedis()
})
afterEach(async () => {
  for (const client of ended.splice(0)) client.disconnect()
  await server.stop()
})

/** A client that is ready, and then the server is stopped. */
async function frozen(make: (options: object) => any, options: object): Promise<any> {
  const redis = make({ host: '127.0.0.1', port: server.port, ...options })
  ended.push(redis)
  redis.on('error', () => {})
  await event(redis, 'ready')
  process.kill(server.pid, 'SIGSTOP')
  return redis
}

const shared = (options: object) => getRedis(options as never)
const own = (options: object) => new (Redis as any)(options)

describe.each([
  ['shared', shared],
  ['own', own],
] as const)('%s client of a frozen server', (_, make) => {
  it('a late reply goes to nobody when the server goes on', async () => {
    const redis = await frozen(make, { commandTimeout: 1000 })
    const late = await Promise.all([rejection(redis.echo('late 1')), rejection(redis.echo('late 2'))])
    expect(late.map((error) => error.message)).toStrictEqual(['Command timed out', 'Command timed out'])
    process.kill(server.pid, 'SIGCONT')
    const replies = await Promise.all(Array.from({ length: 50 }, (_, i) => redis.echo(`${i}`)))
    expect(replies).toStrictEqual(Array.from({ length: 50 }, (_, i) => `${i}`))
  })

  it('answers that come within the deadline are taken', async () => {
    const redis = await frozen(make, { commandTimeout: 20_000 })
    const reply = redis.echo('slow')
    await new Promise((resolve) => setImmediate(resolve))
    process.kill(server.pid, 'SIGCONT')
    expect(await within(15_000, reply)).toBe('slow')
  })

  it('disconnect() ends at once, and rejects what waits', async () => {
    const redis = await frozen(make, {})
    const waiting = rejection(redis.get('k'))
    const end = event(redis, 'end')
    redis.disconnect()
    await within(5_000, end)
    expect((await within(20_000, waiting)).message).toBe('Connection is closed.')
  })
})

describe('the heartbeat of a shared client', () => {
  it('lets a server be that is busy for three seconds', async () => {
    await server.stop()
    server = await startRedis({ args: ['--enable-debug-command', 'yes'] })
    const redis: any = shared({ host: '127.0.0.1', port: server.port, commandTimeout: 20_000 })
    ended.push(redis)
    redis.on('error', () => {})
    const id = await redis.call('CLIENT', 'ID')
    const busy = redis.call('DEBUG', 'SLEEP', '3')
    expect(await within(15_000, redis.ping())).toBe('PONG')
    await busy.catch(() => {})
    expect(await redis.call('CLIENT', 'ID')).toBe(id)
  })
})
