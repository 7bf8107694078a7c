/** A server that is well and says no, or not yet: the connection stays. */
import { rejection } from '../support/clients'
import { within } from '../support/events'
import { idsOf, KINDS, open, serve, untilWorks } from './clients'

const BUSY = `local t = redis.call('TIME') local ends = t[1] * 1000 + t[2] / 1000 + ARGV[1]
  repeat t = redis.call('TIME') until t[1] * 1000 + t[2] / 1000 >= tonumber(ends) return 'done'`

describe.each(KINDS)('%s client', (kind) => {
  test('CLIENT PAUSE WRITE: reads go on, writes wait, the connection stays', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port, commandTimeout: 20_000 })
    const writer = open(kind, { port: server.port, commandTimeout: 20_000 })
    await client.set('k', 'old')
    await writer.ping()
    const before = [await idsOf(server, client), await idsOf(server, writer)]
    await server.cli('CLIENT', 'PAUSE', '60000', 'WRITE')
    let written = false
    const write = writer.set('k', 'new').then(() => {
      written = true
    })
    expect(await within(10_000, client.get('k'))).toBe('old')
    expect(written).toBe(false)
    await server.cli('CLIENT', 'UNPAUSE')
    await within(10_000, write)
    expect(await client.get('k')).toBe('new')
    expect([await idsOf(server, client), await idsOf(server, writer)]).toEqual(before)
  })

  test('CLIENT PAUSE WRITE beyond the deadline rejects as maybe executed, and the connection stays', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port, commandTimeout: 2_000 })
    await client.set('k', 'old')
    const before = await idsOf(server, client)
    await server.cli('CLIENT', 'PAUSE', '60000', 'WRITE')
    expect(await rejection(client.set('k', 'new'))).toMatchObject({
      message: 'Command timed out',
      maybeExecuted: true,
    })
    await server.cli('CLIENT', 'UNPAUSE')
    expect(await client.get('k')).toBe('new')
    expect(await idsOf(server, client)).toEqual(before)
  })

  test('a server that is busy with a script for 3 s is not dropped', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port })
    await client.set('k', 'v')
    const before = await idsOf(server, client)
    const script = client.eval(BUSY, 0, 3_000)
    const reads = Array.from({ length: 100 }, () => client.get('k'))
    expect(await within(20_000, script)).toBe('done')
    expect(await Promise.all(reads)).toEqual(Array(100).fill('v'))
    expect(await idsOf(server, client)).toEqual(before)
  })

  test('a server that a script of another client keeps busy rejects with BUSY, and the connection stays', async () => {
    const server = await serve({ args: ['--busy-reply-threshold', '50'] })
    const client = open(kind, { port: server.port })
    await client.ping()
    const before = await idsOf(server, client)
    const script = server.cli('EVAL', 'while true do end', '0').catch(() => {})
    let busy: Error | undefined
    while (busy === undefined)
      busy = await client.set('k', 'v').then(
        () => undefined,
        (error) => error,
      )
    expect(busy.message).toMatch(/^BUSY /)
    expect(busy.name).toBe('ReplyError')
    await server.cli('SCRIPT', 'KILL')
    await script
    expect(await client.set('k', 'v')).toBe('OK')
    expect(await idsOf(server, client)).toEqual(before)
  })

  test('OOM rejects at once with the words of the server, and reads go on', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port })
    await client.set('k', 'v')
    const before = await idsOf(server, client)
    await server.cli('CONFIG', 'SET', 'maxmemory', '1')
    const error = await within(20_000, rejection(client.set('k', 'other')))
    expect(error.name).toBe('ReplyError')
    expect(error.message).toMatch(/^OOM command not allowed/)
    expect(await client.get('k')).toBe('v')
    expect(await idsOf(server, client)).toEqual(before)
  })

  test('a command that the user may not run rejects with NOPERM, and the connection stays', async () => {
    const server = await serve()
    await server.cli(
      'ACL',
      'SETUSER',
      'reader',
      'on',
      '>secret',
      '~a:*',
      '+get',
      '+info',
      '+client',
      '+hello',
    )
    const client = open(kind, { port: server.port, username: 'reader', password: 'secret' })
    expect(await client.get('a:1')).toBe(null)
    const before = await idsOf(server, client)
    for (const refused of [client.set('a:1', 'v'), client.get('b:1')]) {
      const error = await rejection(refused)
      expect(error.message).toMatch(/^NOPERM/)
      expect(error.name).toBe('ReplyError')
    }
    expect(await client.get('a:1')).toBe(null)
    expect(await idsOf(server, client)).toEqual(before)
  })

  test('a password that is changed while the client runs is asked for at the next connection only', async () => {
    const server = await serve()
    await server.cli('ACL', 'SETUSER', 'alice', 'on', '>first', '~*', '+@all')
    const client = open(kind, { port: server.port, username: 'alice', password: 'first' })
    await client.set('k', 'v')
    await server.cli('ACL', 'SETUSER', 'alice', 'resetpass', '>second')
    expect(await client.get('k')).toBe('v')
    await server.cli('CLIENT', 'KILL', 'USER', 'alice')
    await untilWorks(async () => expect((await rejection(client.get('k'))).message).toMatch(/^WRONGPASS/))
    await server.cli('ACL', 'SETUSER', 'alice', '>first')
    expect(await untilWorks(() => client.get('k'))).toBe('v')
  })

  test('a write to a replica rejects with READONLY as in ioredis, and reads go on', async () => {
    const primary = await serve()
    const replica = await serve({ args: ['--replicaof', '127.0.0.1', String(primary.port)] })
    await untilWorks(async () =>
      expect(await replica.cli('INFO', 'replication')).toContain('master_link_status:up'),
    )
    const client = open(kind, { port: replica.port, commandTimeout: 5_000 })
    expect(await client.get('k')).toBe(null)
    const error = await within(20_000, rejection(client.set('k', 'v')))
    expect(error.name).toBe('ReplyError')
    expect(error.message).toMatch(/^READONLY/)
    expect(await client.get('k')).toBe(null)
  })
})

test('reconnectOnError 2 sends a write again until the replica is promoted', async () => {
  const primary = await serve()
  const replica = await serve({ args: ['--replicaof', '127.0.0.1', String(primary.port)] })
  const client = open('own', {
    port: replica.port,
    retryStrategy: () => 1,
    reconnectOnError: (error: Error) => (error.message.startsWith('READONLY') ? 2 : false),
  })
  const write = client.set('k', 'v')
  await new Promise((resolve) => client.once('reconnecting', resolve))
  await replica.cli('REPLICAOF', 'NO', 'ONE')
  expect(await within(20_000, write)).toBe('OK')
  expect(await replica.cli('GET', 'k')).toBe('v')
})
