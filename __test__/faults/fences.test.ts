/** Replies that are lost or added on the way: the fence behind a timed-out command finds them. */
import { rejection } from '../support/clients'
import { event, record, within } from '../support/events'
import { bulk, type Peer, ScriptedServer } from '../support/scripted'
import { idsOf, open, ready, serve, using } from './clients'

const isFence = ([name, text]: string[]): boolean => name === 'PING' && text !== undefined

/** A server that answers each GET with its key, but for what `accident` does. */
async function scripted(
  accident: (peer: Peer, command: string[]) => boolean,
  fence: (peer: Peer, text: string) => string = (_, text) => bulk(text),
) {
  return using(
    await ScriptedServer.start({
      script: (peer, command) => {
        if (!accident(peer, command)) peer.send(bulk(command[1]))
      },
      handshake: (peer, command) => (isFence(command) ? fence(peer, command[1]) : undefined),
    }),
  )
}

test('a reply that is lost closes the connection, and no other command gets a wrong one', async () => {
  const server = await scripted((peer, [, key]) => peer.number === 0 && key === 'lost')
  const client = open('shared', { port: server.port, commandTimeout: 1_000 })
  await ready(client)
  const errors: Error[] = []
  client.on('error', (error: Error) => errors.push(error))
  const closed = event(client, 'close')
  expect((await rejection(client.get('lost'))).message).toBe('Command timed out')
  await within(10_000, closed)
  const keys = Array.from({ length: 50 }, (_, i) => `key ${i}`)
  expect(await Promise.all(keys.map((key) => client.get(key)))).toEqual(keys)
  expect(server.peers).toHaveLength(2)
  expect(errors).toMatchObject([
    { code: 'ERR_REDIS_PROTOCOL', message: expect.stringContaining('lost or added') },
  ])
})

test('a command that is in flight behind a lost reply does not get what comes after it', async () => {
  let held: Peer | undefined
  const server = await scripted((peer, [, key]) => {
    if (peer.number > 0) return false
    if (key === 'after') held = peer
    return true
  })
  const client = open('shared', { port: server.port, commandTimeout: 20_000 })
  await ready(client)
  const reply = client.get('after')
  while (held === undefined) await new Promise((resolve) => setImmediate(resolve))
  // The heartbeat asks, and its answer comes where the reply should be.
  expect(await within(20_000, reply)).toBe('after')
  expect(server.peers).toHaveLength(2)
})

test('a reply that is added before the answer to the fence closes the connection', async () => {
  const server = await scripted(
    (peer, [, key]) => {
      if (peer.number === 0 && key === 'slow') return true
      return false
    },
    (peer, text) => (peer.number === 0 ? bulk('slow') + bulk('stray') + bulk(text) : bulk(text)),
  )
  const client = open('shared', { port: server.port, commandTimeout: 1_000 })
  await ready(client)
  const closed = event(client, 'close')
  expect((await rejection(client.get('slow'))).message).toBe('Command timed out')
  await within(10_000, closed)
  expect(await client.get('k')).toBe('k')
})

test('a late reply is dropped, and the connection stays', async () => {
  const server = await scripted(
    (_, [, key]) => key === 'late',
    (_, text) => bulk('late') + bulk(text),
  )
  const client = open('shared', { port: server.port, commandTimeout: 1_000 })
  await ready(client)
  const seen = record(client, ['close', 'error'])
  expect((await rejection(client.get('late'))).message).toBe('Command timed out')
  const keys = Array.from({ length: 50 }, (_, i) => `key ${i}`)
  expect(await Promise.all(keys.map((key) => client.get(key)))).toEqual(keys)
  expect(seen).toEqual([])
})

test('a proxy that says PONG to any PING keeps its connection', async () => {
  const server = await scripted(
    (_, [, key]) => key === 'late',
    () => `${bulk('late')}+PONG\r\n`,
  )
  const client = open('shared', { port: server.port, commandTimeout: 1_000 })
  await ready(client)
  const seen = record(client, ['close', 'error'])
  for (let i = 0; i < 2; i++) {
    expect((await rejection(client.get('late'))).message).toBe('Command timed out')
    expect(await client.get('k')).toBe('k')
  }
  expect(seen).toEqual([])
})

test('commands that time out again and again leave each reply in its place on one connection', async () => {
  const server = await serve()
  const client = open('shared', { port: server.port, commandTimeout: 1_000 })
  await ready(client)
  const before = await idsOf(server, client)
  for (let round = 0; round < 3; round++) {
    process.kill(server.pid, 'SIGSTOP')
    const late = Array.from({ length: 50 }, (_, i) => rejection(client.echo(`late ${i}`)))
    expect(new Set((await Promise.all(late)).map((error) => error.message))).toEqual(
      new Set(['Command timed out']),
    )
    process.kill(server.pid, 'SIGCONT')
    const texts = Array.from({ length: 200 }, (_, i) => `${round} ${i}`)
    expect(await Promise.all(texts.map((text) => client.echo(text)))).toEqual(texts)
  }
  expect(await idsOf(server, client)).toEqual(before)
})
