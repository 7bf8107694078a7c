/** The circuit breaker of a shared client: it opens in an outage, fails at once, tries again, and closes. */
import { CircuitOpenError, getRedis } from '@app/redis-native'
import { rejection } from '../support/clients'
import { event, record, turns, within } from '../support/events'
import { freePort } from '../support/ports'
import { type Peer, ScriptedServer } from '../support/scripted'
import { type RedisServer, startRedis } from '../support/server'
import { open, serve, untilWorks, using } from './clients'

const QUICK = { failures: 20, window: 10_000, percent: 50, outage: 300, probe: 50 }

/** The modes that a client tells, and a promise of the next one. */
function modes(client: any): string[] {
  const seen: string[] = []
  client.on('breaker', (mode: string) => seen.push(mode))
  return seen
}

const restart = async (port: number): Promise<RedisServer> => using(await startRedis({ port }))

/** Sends commands until one is refused by the breaker. */
async function untilOpen(client: any): Promise<Error & Record<string, any>> {
  for (;;) {
    const error = await client.set('k', 'v').then(
      () => undefined,
      (error: Error) => error,
    )
    if (error instanceof CircuitOpenError) return error
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('an absent server opens it: commands reject at once, with the cause, and it closes when the server comes', async () => {
  const port = await freePort()
  const client: any = open('shared', { port, circuitBreaker: QUICK, maxRetriesPerRequest: null })
  const seen = modes(client)
  const error = await within(10_000, rejection(client.set('k', 'v')))
  expect(error).toBeInstanceOf(CircuitOpenError)
  expect(error).toMatchObject({
    name: 'CircuitOpenError',
    code: 'ERR_REDIS_CIRCUIT_OPEN',
    phase: 'queued',
    maybeExecuted: false,
    address: '127.0.0.1',
    port,
    cause: { code: 'ECONNREFUSED' },
  })
  const all = await within(10_000, Promise.all(Array.from({ length: 100 }, () => rejection(client.get('k')))))
  expect(new Set(all.map((each) => each.code))).toEqual(new Set(['ERR_REDIS_CIRCUIT_OPEN']))
  expect(new Set(all)).toHaveProperty('size', 100)
  const closed = new Promise<void>((resolve) =>
    client.on('breaker', (mode: string) => mode === 'closed' && resolve()),
  )
  await restart(port)
  await within(20_000, closed)
  expect(await client.set('k', 'v')).toBe('OK')
  expect(seen).toEqual(['open', 'half-open', 'closed'])
})

test('until it opens, commands wait, and a server that is back in time answers them', async () => {
  const port = await freePort()
  const client: any = open('shared', {
    port,
    circuitBreaker: { ...QUICK, outage: 60_000 },
    maxRetriesPerRequest: null,
    commandTimeout: 30_000,
  })
  const seen = modes(client)
  const write = client.set('k', 'v')
  await event(client, 'reconnecting')
  await event(client, 'reconnecting')
  await restart(port)
  expect(await within(20_000, write)).toBe('OK')
  expect(seen).toEqual([])
})

test('commands that fall with their connections open it', async () => {
  const server = await serve()
  const client: any = open('shared', {
    port: server.port,
    circuitBreaker: { ...QUICK, outage: 0 },
    maxRetriesPerRequest: 0,
  })
  await client.ping()
  const seen = modes(client)
  process.kill(server.pid, 'SIGSTOP')
  const writes = Array.from({ length: 30 }, () => rejection(client.incr('n')))
  await turns()
  await server.kill()
  expect((await within(10_000, Promise.all(writes))).map((error) => error.maybeExecuted)).toEqual(
    Array(30).fill(true),
  )
  await within(10_000, untilOpen(client))
  expect(seen).toEqual(['open'])
})

test('one connection that is killed with much in flight does not open it', async () => {
  const peers: Peer[] = []
  const server = using(
    await ScriptedServer.start({
      script: (peer) => {
        if (peer.number > 0) peer.send('+OK\r\n')
        else if (peer.commands.length === 100) peer.reset()
      },
      greet: (peer) => peers.push(peer),
    }),
  )
  // However long the next connection takes: what counts is what fell.
  const circuitBreaker = { ...QUICK, outage: 60_000, probe: 60_000 }
  const client: any = open('shared', { port: server.port, circuitBreaker })
  const seen = modes(client)
  await Promise.all(Array.from({ length: 100 }, () => rejection(client.set('k', 'v'))))
  expect(await client.set('k', 'v')).toBe('OK')
  expect(seen).toEqual([])
})

test('a slow server and a blocked event loop do not open it', async () => {
  const server = await serve()
  const client: any = open('shared', {
    port: server.port,
    circuitBreaker: { ...QUICK, failures: 5, outage: 100 },
    commandTimeout: 200,
  })
  expect(await untilWorks(() => client.ping())).toBe('PONG')
  const seen = record(client, ['breaker', 'close'])
  process.kill(server.pid, 'SIGSTOP')
  const errors = await Promise.all(Array.from({ length: 50 }, () => rejection(client.get('k'))))
  expect(new Set(errors.map((error) => error.message))).toEqual(new Set(['Command timed out']))
  process.kill(server.pid, 'SIGCONT')
  expect(await untilWorks(() => client.get('k'))).toBe(null)
  const until = Date.now() + 1_000
  while (Date.now() < until);
  expect(await untilWorks(() => client.get('k'))).toBe(null)
  expect(seen).toEqual([])
})

test('a server that accepts, shakes hands and hangs up opens it, and half-open goes back to open', async () => {
  let good = false
  const server = using(
    await ScriptedServer.start({
      script: (peer) => (good ? peer.send('+OK\r\n') : peer.reset()),
      handshake: (peer, [name]) => {
        if (name.toUpperCase() !== 'PING' || good) return undefined
        peer.reset()
        return ''
      },
    }),
  )
  const client: any = open('shared', {
    port: server.port,
    circuitBreaker: { ...QUICK, failures: 4 },
    maxRetriesPerRequest: null,
  })
  const seen = modes(client)
  await within(20_000, untilOpen(client))
  while (seen.length < 4) await new Promise((resolve) => setImmediate(resolve))
  expect(seen.slice(0, 4)).toEqual(['open', 'half-open', 'open', 'half-open'])
  good = true
  expect(await untilWorks(() => client.set('k', 'v'))).toBe('OK')
})

test('wrong credentials are no outage', async () => {
  const server = await serve({ password: 'right' })
  const circuitBreaker = { ...QUICK, outage: 60_000 }
  const client: any = open('shared', { port: server.port, password: 'wrong', circuitBreaker })
  const seen = modes(client)
  const errors = await Promise.all(Array.from({ length: 50 }, () => rejection(client.get('k'))))
  expect(new Set(errors.map((error) => error.code))).toEqual(new Set(['WRONGPASS']))
  await rejection(client.get('k'))
  expect(seen).toEqual([])
})

test('false turns it off', async () => {
  const client: any = open('shared', {
    port: await freePort(),
    circuitBreaker: false,
    maxRetriesPerRequest: 1,
  })
  const seen = modes(client)
  for (let i = 0; i < 3; i++) {
    const errors = await Promise.all(Array.from({ length: 30 }, () => rejection(client.get('k'))))
    expect(new Set(errors.map((error) => error.code))).toEqual(new Set(['ECONNREFUSED']))
  }
  expect(seen).toEqual([])
})

test('figures that make no sense are refused by name, all in one error', () => {
  const refused = () =>
    getRedis({ circuitBreaker: { failures: -1, window: 0, percent: 101, probe: 0.5, fails: 1 } } as never)
  expect(refused).toThrow(/circuitBreaker\.failures[\s\S]*window[\s\S]*percent[\s\S]*probe[\s\S]*fails/)
})
