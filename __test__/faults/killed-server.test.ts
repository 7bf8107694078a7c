/** The server dies with commands in flight: each settles, and what was sent again is known. */
import { CLIENTS, rejection } from '../support/clients'
import { turns, within } from '../support/events'
import type { RedisServer } from '../support/server'
import { type Client, open, ready, serve } from './clients'

const COUNT = 500

/** Puts 500 reads and 500 writes in flight on a server that answers none, and kills it. */
async function killUnder(client: Client, server: RedisServer) {
  await ready(client)
  process.kill(server.pid, 'SIGSTOP')
  const reads = Array.from({ length: COUNT }, (_, i) => client.get(`k${i}`))
  const writes = Array.from({ length: COUNT }, () => client.incr('n'))
  const settled = Promise.all([Promise.allSettled(reads), Promise.allSettled(writes)])
  await turns()
  await server.kill()
  return settled
}

const revived = (old: RedisServer) => serve({ port: old.port })
const values = (settled: PromiseSettledResult<unknown>[]) =>
  settled.map((one) => (one.status === 'fulfilled' ? one.value : one.reason))

describe('1,000 commands in flight when the server is killed', () => {
  test('shared: reads are sent again, writes reject as maybe executed', async () => {
    const server = await serve()
    const client = open('shared', { port: server.port, maxRetriesPerRequest: null, commandTimeout: 20_000 })
    const settled = killUnder(client, server)
    await new Promise((resolve) => client.once('close', resolve))
    const again = await revived(server)
    const [reads, writes] = await within(20_000, settled)
    expect(values(reads)).toEqual(Array(COUNT).fill(null))
    for (const error of values(writes)) {
      expect(error).toMatchObject({ message: 'Connection is closed.', phase: 'sent', maybeExecuted: true })
    }
    expect(await again.cli('EXISTS', 'n')).toBe('0')
    expect(await client.incr('n')).toBe(1)
  })

  test('shared: without a server again, each promise settles', async () => {
    const server = await serve()
    const client = open('shared', { port: server.port })
    const [reads, writes] = await within(20_000, killUnder(client, server))
    for (const error of values([...reads, ...writes])) expect(error).toBeInstanceOf(Error)
    expect(writes.every((one) => one.status === 'rejected' && one.reason.maybeExecuted)).toBe(true)
  })

  test('own, true: all are sent again, in their order', async () => {
    const server = await serve()
    const client = open('own', { port: server.port, maxRetriesPerRequest: null })
    const settled = killUnder(client, server)
    await new Promise((resolve) => client.once('close', resolve))
    await revived(server)
    const [reads, writes] = await within(20_000, settled)
    expect(values(reads)).toEqual(Array(COUNT).fill(null))
    expect(values(writes)).toEqual(Array.from({ length: COUNT }, (_, i) => i + 1))
  })

  test('own, false: all reject as maybe executed, and nothing is sent again', async () => {
    const server = await serve()
    const client = open('own', { port: server.port, autoResendUnfulfilledCommands: false })
    const settled = killUnder(client, server)
    await new Promise((resolve) => client.once('close', resolve))
    const again = await revived(server)
    const [reads, writes] = await within(20_000, settled)
    for (const error of values([...reads, ...writes])) expect(error).toMatchObject({ maybeExecuted: true })
    await client.ping()
    expect(await again.cli('EXISTS', 'n')).toBe('0')
  })

  test("own, 'readonly': reads are sent again, writes reject", async () => {
    const server = await serve()
    const client = open('own', {
      port: server.port,
      autoResendUnfulfilledCommands: 'readonly',
      maxRetriesPerRequest: null,
    })
    const settled = killUnder(client, server)
    await new Promise((resolve) => client.once('close', resolve))
    await revived(server)
    const [reads, writes] = await within(20_000, settled)
    expect(values(reads)).toEqual(Array(COUNT).fill(null))
    for (const error of values(writes)) expect(error).toMatchObject({ maybeExecuted: true })
  })
})

test('own: a write that was sent before the server went for good says that it may be executed', async () => {
  const server = await serve()
  const client = open('own', { port: server.port, maxRetriesPerRequest: 1 })
  await ready(client)
  process.kill(server.pid, 'SIGSTOP')
  const failed = rejection(client.incr('n'))
  await turns()
  await server.kill()
  const error = await within(20_000, failed)
  expect(error.name).toBe('MaxRetriesPerRequestError')
  expect(error.maybeExecuted).toBe(true)
})

describe.each(['shared', 'own'] as const)('%s client', (kind) => {
  test('idle when the server restarts, it works at the next command', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port, maxRetriesPerRequest: null, commandTimeout: 20_000 })
    await client.set('k', 'v')
    await server.stop()
    await revived(server)
    expect(await within(20_000, client.get('k'))).toBe(null)
  })

  test('a BLPOP without end settles when the server dies', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port, maxRetriesPerRequest: 1 })
    await client.ping()
    const popped = rejection(client.blpop('list', 0))
    while (!(await server.cli('CLIENT', 'LIST')).includes('cmd=blpop')) {}
    await server.kill()
    expect(await within(20_000, popped)).toBeInstanceOf(Error)
  })
})

describe.each(CLIENTS)('%s', (_, Redis) => {
  test('a BLPOP without end is asked again of the restarted server, and gets its element', async () => {
    const server = await serve()
    const client = new Redis(server.port, '127.0.0.1', {
      retryStrategy: () => 20,
      maxRetriesPerRequest: null,
    })
    client.on('error', () => {})
    try {
      const popped = client.blpop('list', 0)
      while (!(await server.cli('CLIENT', 'LIST')).includes('cmd=blpop')) {}
      await server.kill()
      const again = await revived(server)
      while (!(await again.cli('CLIENT', 'LIST')).includes('cmd=blpop')) {}
      await again.cli('RPUSH', 'list', 'a', 'b')
      expect(await within(10_000, popped)).toEqual(['list', 'a'])
      expect(await again.cli('LRANGE', 'list', '0', '-1')).toBe('b')
    } finally {
      client.disconnect()
    }
  })
})
