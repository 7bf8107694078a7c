/** Something listens, and does not let us in: each case has its own words, and nothing hangs. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { rejection } from '../support/clients'
import { within } from '../support/events'
import { freePort } from '../support/ports'
import { type ScriptedOptions, ScriptedServer } from '../support/scripted'
import { type Client, KINDS, open, serve, untilWorks, using, words } from './clients'

const attempts = (client: Client, count: number): Promise<void> =>
  new Promise((resolve) => client.on('reconnecting', () => --count === 0 && resolve()))

describe.each(KINDS)('%s client', (kind) => {
  const fails = async (options: Record<string, unknown>) => {
    const client = open(kind, { maxRetriesPerRequest: 1, ...options })
    return within(15_000, rejection(client.get('k')))
  }
  const scripted = async (options: ScriptedOptions) => using(await ScriptedServer.start(options))

  test("a wrong password rejects with the server's words, and never shows the password", async () => {
    const server = await serve({ password: 'right' })
    const error = await fails({ port: server.port, password: 'wr0ng-one' })
    expect(error.message).toMatch(/^WRONGPASS/)
    expect(error.name).toBe('ReplyError')
    expect(error.maybeExecuted).toBe(false)
    expect(JSON.stringify({ ...error, stack: error.stack, words: words(error) })).not.toContain('wr0ng-one')
  })

  test('a missing password rejects with NOAUTH', async () => {
    const server = await serve({ password: 'right' })
    expect(words(await fails({ port: server.port }))).toContain('NOAUTH')
  })

  test('a wrong password that becomes right works without a new client', async () => {
    const server = await serve()
    await server.cli('ACL', 'SETUSER', 'alice', 'on', '>other', '~*', '+@all')
    const client = open(kind, { port: server.port, username: 'alice', password: 'secret' })
    expect((await within(10_000, rejection(client.get('k')))).message).toMatch(/^WRONGPASS/)
    await server.cli('ACL', 'SETUSER', 'alice', '>secret')
    expect(await untilWorks(() => client.set('k', 'v'))).toBe('OK')
  })

  test('a wrong password is tried as often as it is told, not more', async () => {
    const server = await serve({ password: 'right' })
    const before = Number(/received:(\d+)/.exec(await server.cli('INFO', 'stats'))?.[1])
    const client = open(kind, { port: server.port, password: 'wrong' })
    await within(30_000, attempts(client, 4))
    const after = Number(/received:(\d+)/.exec(await server.cli('INFO', 'stats'))?.[1])
    expect(after - before).toBeLessThanOrEqual(4 + 3)
  })

  test('an HTTP server is named as no Redis server', async () => {
    const server = await scripted({ greet: (peer) => peer.end('HTTP/1.1 400 Bad Request\r\n\r\n') })
    const error = await fails({ port: server.port })
    expect(words(error)).toMatch(/no Redis server/)
    expect(error.code).toBe('ERR_REDIS_PROTOCOL')
  })

  test('an HTTP server that answers after our first bytes is named as no Redis server', async () => {
    const server = await scripted({
      handshake: () => 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n',
    })
    expect((await fails({ port: server.port })).code).toBe('ERR_REDIS_PROTOCOL')
  })

  test('a silent server rejects when the connect timeout has passed', async () => {
    const server = await scripted({ handshake: () => '' })
    const error = await fails({ port: server.port, connectTimeout: 200 })
    expect(error.code).toBe('ETIMEDOUT')
    expect(words(error)).toContain('connect ETIMEDOUT')
  })

  test('a server that stops in the middle of the handshake rejects when the connect timeout has passed', async () => {
    const server = await scripted({ handshake: (_, [name]) => (name === 'CLIENT' ? '' : undefined) })
    expect((await fails({ port: server.port, connectTimeout: 200 })).code).toBe('ETIMEDOUT')
  })

  test('a server that is silent on the ready check rejects when the connect timeout has passed', async () => {
    const server = await scripted({ handshake: (_, [name]) => (name === 'INFO' ? '' : undefined) })
    expect((await fails({ port: server.port, connectTimeout: 200 })).code).toBe('ETIMEDOUT')
  })

  test('a server that closes in the middle of the handshake rejects, and gets no command', async () => {
    const server = await scripted({
      handshake: (peer, [name]) => {
        if (name !== 'HELLO') return undefined
        peer.end('%3\r\n$6\r\nserv')
        return ''
      },
    })
    const error = await fails({ port: server.port })
    expect(error.code).toBe('ECONNRESET')
    expect(words(error)).toContain('handshake')
    expect(server.peers.flatMap((peer) => peer.commands)).toEqual([])
  })

  test('a host name that does not resolve is named', async () => {
    const error = await fails({ host: 'no-such-host.invalid', port: await freePort() })
    expect(error).toMatchObject({ code: 'ENOTFOUND', address: 'no-such-host.invalid' })
    expect(words(error)).toContain('getaddrinfo ENOTFOUND no-such-host.invalid')
  })

  test('a full server says that it is full, and works when there is room', async () => {
    const server = await serve({ args: ['--maxclients', '1'] })
    const holder = connect(server.port, '127.0.0.1')
    holder.write('PING\r\n')
    await once(holder, 'data')
    const client = open(kind, { port: server.port, maxRetriesPerRequest: 1 })
    const error = await within(15_000, rejection(client.get('k')))
    holder.destroy()
    expect(await untilWorks(() => client.set('k', 'v'))).toBe('OK')
    expect(words(error)).toContain('max number of clients reached')
  })
})

test('a database that is not there rejects the commands of a shared client', async () => {
  const server = await serve({ args: ['--databases', '2'] })
  const client = open('shared', { port: server.port, db: 7 })
  expect((await within(10_000, rejection(client.set('k', 'v')))).message).toBe('ERR DB index is out of range')
  expect(await server.cli('DBSIZE')).toBe('0')
})

test('a database that is not there is an error event of a client of its own, as in ioredis', async () => {
  const server = await serve({ args: ['--databases', '2'] })
  const client = open('own', { port: server.port, db: 7 })
  const told = new Promise<Error>((resolve) => client.once('error', resolve))
  expect((await told).message).toBe('ERR DB index is out of range')
  expect(await client.set('k', 'v')).toBe('OK')
})
