/** Nobody listens: what commands say, how often it is tried, and that it works when somebody does. */
import { rejection } from '../support/clients'
import { event, within } from '../support/events'
import { freePort } from '../support/ports'
import { ScriptedServer } from '../support/scripted'
import { type Client, KINDS, open, serve, untilWorks, using, words } from './clients'

/** The first delays until the next attempt. */
function delays(client: Client, count: number): Promise<number[]> {
  const seen: number[] = []
  return new Promise((resolve) => {
    client.on('reconnecting', (delay: number) => seen.push(delay) === count && resolve(seen))
  })
}

describe.each(KINDS)('%s client', (kind) => {
  test('a command against an absent server rejects with ECONNREFUSED and the address', async () => {
    const port = await freePort()
    const client = open(kind, { port, maxRetriesPerRequest: 1 })
    const error = await within(10_000, rejection(client.get('k')))
    expect(error).toMatchObject({ code: 'ECONNREFUSED', address: '127.0.0.1', port })
    expect(error.name).toBe('MaxRetriesPerRequestError')
    expect(words(error)).toContain(`connect ECONNREFUSED 127.0.0.1:${port}`)
  })

  test('a command that may wait for many attempts rejects at its deadline, and says why', async () => {
    const port = await freePort()
    const client = open(kind, { port, maxRetriesPerRequest: null, commandTimeout: 500 })
    await event(client, 'close')
    const error = await within(10_000, rejection(client.get('k')))
    expect(error).toMatchObject({ message: 'Command timed out', code: 'ECONNREFUSED', port })
    expect(error.maybeExecuted).toBe(false)
  })

  test('commands work when the server comes, and the client was not made anew', async () => {
    const port = await freePort()
    const client = open(kind, { port, maxRetriesPerRequest: 0 })
    await rejection(client.get('k'))
    await serve({ port })
    expect(await untilWorks(() => client.set('k', 'v'))).toBe('OK')
    expect(await client.get('k')).toBe('v')
  })

  test('commands that wait are sent when the server comes', async () => {
    const port = await freePort()
    const client = open(kind, { port, maxRetriesPerRequest: null, commandTimeout: 20_000 })
    const replies = Promise.all(Array.from({ length: 100 }, () => client.incr('n')))
    await new Promise((resolve) => client.once('reconnecting', resolve))
    await serve({ port })
    expect(await within(20_000, replies)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
  })

  test('a listener that closes at once sees few attempts until a command rejects', async () => {
    const server = using(await ScriptedServer.start({ greet: (peer) => peer.end() }))
    const client = open(kind, {
      port: server.port,
      maxRetriesPerRequest: null,
      commandTimeout: 2_000,
      ...(kind === 'own' && { retryStrategy: undefined }),
    })
    // It has seen that, more than once, however slow the machine is.
    for (let i = 0; i < 3; i++) await within(20_000, event(client, 'close'))
    const error = await within(10_000, rejection(client.get('k')))
    expect(words(error)).toMatch(/closed|ECONNRESET/)
    expect(server.peers.length).toBeLessThan(25)
  })

  test('a server that greets and then closes is not called in a hot loop', async () => {
    const server = using(await ScriptedServer.start({ script: (peer) => peer.end() }))
    const client = open(kind, {
      port: server.port,
      maxRetriesPerRequest: null,
      commandTimeout: 2_000,
      ...(kind === 'own' && { retryStrategy: undefined }),
    })
    await within(10_000, rejection(client.get('k')))
    expect(server.peers.length).toBeLessThan(60)
  })
})

/** What became of a command before the client tried again to connect. */
function beforeNextAttempt(client: Client, command: Promise<unknown>): Promise<unknown> {
  const attempt = event(client, 'connecting').then(() => 'another attempt was made')
  return within(20_000, Promise.race([rejection(command), attempt]))
}

test('a deadline is kept while the shared client waits for its next attempt', async () => {
  const port = await freePort()
  const client = open('shared', { port, circuitBreaker: false, commandTimeout: 50 })
  await new Promise<void>((resolve) => {
    client.on('reconnecting', (delay: number) => delay > 2_500 && resolve())
  })
  expect(await beforeNextAttempt(client, client.get('k'))).toMatchObject({ message: 'Command timed out' })
  expect(await beforeNextAttempt(client, client.get('k'))).toMatchObject({ message: 'Command timed out' })
})

test('a deadline is kept after another one has passed without a connection', async () => {
  const port = await freePort()
  const client = open('own', { port, retryStrategy: () => 5_000, commandTimeout: 50 })
  await event(client, 'reconnecting')
  for (let i = 0; i < 3; i++) {
    const command = client.get('k')
    expect(await beforeNextAttempt(client, command)).toMatchObject({ message: 'Command timed out' })
  }
})

test('the shared client tries at once, then with full jitter below a limit that doubles', async () => {
  const port = await freePort()
  const clients = [open('shared', { port }), open('shared', { port })]
  const [one, other] = await Promise.all(clients.map((client) => delays(client, 6)))
  for (const seen of [one, other]) {
    expect(seen[0]).toBe(0)
    for (const [i, delay] of seen.slice(1).entries()) {
      expect(delay).toBeLessThanOrEqual(Math.min(5_000, 200 << i))
    }
  }
  expect(one).not.toEqual(other)
})

test('an outage is told as an error event at each attempt, with the facts', async () => {
  const port = await freePort()
  const client = open('shared', { port })
  const [error] = await new Promise<[Error]>((resolve) => client.once('error', (...args) => resolve(args)))
  expect(error).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port })
})
