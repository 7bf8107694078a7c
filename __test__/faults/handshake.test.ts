/** Servers that answer the handshake in their own way. */
import { rejection } from '../support/clients'
import { within } from '../support/events'
import { bulk, echo, ScriptedServer } from '../support/scripted'
import { KINDS, open, ready, using } from './clients'

const old = async (refusal: string, names: string[] = []) =>
  using(
    await ScriptedServer.start({
      handshake(_, [name]) {
        names.push(name)
        return name === 'HELLO' ? refusal : undefined
      },
    }),
  )

describe.each(KINDS)('%s client', (kind) => {
  test.each([
    ['NOPROTO', '-NOPROTO unsupported protocol version\r\n'],
    ['an unknown command', '-ERR unknown command `HELLO`, with args beginning with: `3`, \r\n'],
    ['an unknown command of Redis 7', "-ERR unknown command 'HELLO', with args beginning with: '3' \r\n"],
  ])('a HELLO refused with %s leads to RESP2 on the same connection', async (_, refusal) => {
    const server = await old(refusal)
    const client = open(kind, { port: server.port })
    expect(await within(20_000, client.get('k'))).toBe('k')
    expect(server.peers).toHaveLength(1)
  })

  test('with a password, a server without HELLO gets AUTH before anything else works', async () => {
    const names: string[] = []
    const server = await old("-ERR unknown command 'HELLO'\r\n", names)
    const client = open(kind, { port: server.port, password: 'secret' })
    expect(await within(20_000, client.get('k'))).toBe('k')
    expect(names).toContain('AUTH')
    expect(server.peers).toHaveLength(1)
  })

  test('a CLIENT that is refused is no fault', async () => {
    const server = using(
      await ScriptedServer.start({
        handshake: (_, [name]) => (name === 'CLIENT' ? '-ERR unknown subcommand\r\n' : undefined),
      }),
    )
    expect(await within(20_000, open(kind, { port: server.port }).get('k'))).toBe('k')
  })

  test('commands wait while the server says that it loads', async () => {
    let questions = 0
    const server = using(
      await ScriptedServer.start({
        handshake(_, [name]) {
          if (name !== 'INFO') return undefined
          const loading = ++questions === 1
          return bulk(`loading:${loading ? '1\r\nloading_eta_seconds:1' : '0'}\r\n`)
        },
        script(peer, command) {
          if (questions < 2) void peer.send('-LOADING Redis is loading the dataset in memory\r\n')
          else echo(peer, command)
        },
      }),
    )
    const client = open(kind, { port: server.port })
    expect(await within(10_000, client.get('k'))).toBe('k')
    expect(questions).toBe(2)
  })

  test('an INFO that is refused as LOADING is asked again', async () => {
    let questions = 0
    const server = using(
      await ScriptedServer.start({
        handshake: (_, [name]) =>
          name === 'INFO' && ++questions === 1 ? '-LOADING Redis is loading\r\n' : undefined,
      }),
    )
    const client = open(kind, { port: server.port })
    expect(await within(10_000, client.get('k'))).toBe('k')
  })

  test('an INFO that is not allowed is a warning, and the client works', async () => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => {})
    const server = using(
      await ScriptedServer.start({
        handshake: (_, [name]) =>
          name === 'INFO' ? "-NOPERM this user has no permissions to run the 'info' command\r\n" : undefined,
      }),
    )
    expect(await within(20_000, open(kind, { port: server.port }).get('k'))).toBe('k')
    expect(warned.mock.calls.flat().join()).toContain('INFO command fails')
    warned.mockRestore()
  })

  test.each([
    ['a number', ':1\r\n'],
    ['an error of binary bytes', '-ERR \xff\xfe\r\n'],
    ['an array of -2 items', '*-2\r\n'],
    ['a depth bomb', '*1\r\n'.repeat(100_000)],
    ['a huge length', '$9223372036854775807\r\n'],
  ])('a HELLO answered with %s hangs nothing', async (_, answer) => {
    const server = using(
      await ScriptedServer.start({
        handshake: (peer, [name]) => (name === 'HELLO' && peer.number === 0 ? answer : undefined),
      }),
    )
    const client = open(kind, { port: server.port, maxRetriesPerRequest: 1, commandTimeout: 3_000 })
    const settled = await within(10_000, Promise.allSettled([client.get('k')]))
    expect(settled).toHaveLength(1)
    expect(
      await within(
        10_000,
        client.get('next').catch(() => client.get('next')),
      ),
    ).toBe('next')
  })

  test('replies of RESP2 that are written with the handshake are not lost', async () => {
    const server = await old('-NOPROTO no\r\n')
    const client = open(kind, { port: server.port, protocol: 2 })
    expect(await within(20_000, Promise.all(['a', 'b'].map((key) => client.get(key))))).toEqual(['a', 'b'])
  })
})

test('an extra reply in the handshake never becomes the reply of a command', async () => {
  const server = using(
    await ScriptedServer.start({
      handshake: (peer, [name]) =>
        name === 'INFO' && peer.number === 0 ? `${bulk('loading:0\r\n')}${bulk('stray')}` : undefined,
    }),
  )
  const client = open('own', { port: server.port, maxRetriesPerRequest: 1 })
  const reply = await within(
    10_000,
    client.get('k').catch(() => client.get('k')),
  )
  expect(reply).toBe('k')
})

test('a client that was refused its handshake after a loss says that its write may be executed', async () => {
  const server = using(
    await ScriptedServer.start({
      handshake: (peer, [name]) =>
        peer.number > 0 && name === 'HELLO' ? '-WRONGPASS invalid username-password pair\r\n' : undefined,
      script: (peer) => peer.reset(),
    }),
  )
  const client = open('own', { port: server.port })
  const error = await within(10_000, rejection(client.incr('write')))
  expect(server.peers[0].commands).toEqual([['incr', 'write']])
  expect(error.message).toMatch(/^WRONGPASS/)
  expect(error.maybeExecuted).toBe(true)
})

test('a write that was sent, lost and waits to be sent again says at its deadline that it may be executed', async () => {
  const server = using(
    await ScriptedServer.start({
      script: (peer) => peer.reset(),
      greet: (peer) => peer.number > 0 && peer.end(),
    }),
  )
  const client = open('own', { port: server.port, commandTimeout: 2_000, maxRetriesPerRequest: null })
  await ready(client)
  const error = await within(10_000, rejection(client.incr('write')))
  expect(server.peers[0].commands).toEqual([['incr', 'write']])
  expect(error.message).toBe('Command timed out')
  expect(error.maybeExecuted).toBe(true)
})
