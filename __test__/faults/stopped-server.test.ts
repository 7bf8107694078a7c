/** A server that is there and says nothing: SIGSTOP, as a machine that hangs. */
import { rejection } from '../support/clients'
import { event, within } from '../support/events'
import { bulk, echo, type Peer, ScriptedServer } from '../support/scripted'
import { idsOf, KINDS, open, ready, serve, using } from './clients'

describe.each(KINDS)('%s client', (kind) => {
  test('commands to a stopped server reject at their deadline, reads and writes', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port, commandTimeout: 1_000 })
    await ready(client)
    process.kill(server.pid, 'SIGSTOP')
    const failed = [client.get('k'), client.incr('n'), client.mget('a', 'b')].map(rejection)
    for (const error of await within(20_000, Promise.all(failed))) {
      expect(error).toMatchObject({ message: 'Command timed out', phase: 'sent', maybeExecuted: true })
    }
  })

  test('a late reply never goes to another command', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port, commandTimeout: 1_000 })
    await ready(client)
    await Promise.all(Array.from({ length: 100 }, (_, i) => client.set(`k${i}`, `v${i}`)))
    const [id] = await idsOf(server, client)
    process.kill(server.pid, 'SIGSTOP')
    const late = Array.from({ length: 50 }, (_, i) => rejection(client.get(`k${i}`)))
    await within(20_000, Promise.all(late))
    const next = Promise.allSettled(Array.from({ length: 50 }, (_, i) => client.get(`k${50 + i}`)))
    process.kill(server.pid, 'SIGCONT')
    for (const [i, one] of (await within(20_000, next)).entries()) {
      if (one.status === 'fulfilled') expect(one.value).toBe(`v${50 + i}`)
    }
    expect(await client.get('k7')).toBe('v7')
    expect(await idsOf(server, client)).toEqual([id])
  })

  test('a reply that comes between the deadline of its command and the next one is dropped', async () => {
    let held: Peer | undefined
    let fence = ''
    const server = using(
      await ScriptedServer.start({
        script(peer, command) {
          if (command[1] === 'late') held = peer
          else if (command[1] === 'next') void peer.send(bulk('late') + fence + bulk('next'))
          else echo(peer, command)
        },
        // What was asked behind a reply that is held is answered behind it.
        handshake(_, [name, text]) {
          if (name !== 'PING') return undefined
          fence = bulk(text)
          return ''
        },
      }),
    )
    const client = open(kind, { port: server.port, commandTimeout: 1_000 })
    await ready(client)
    await rejection(client.get('late'))
    expect(held?.commands).toEqual([['get', 'late']])
    expect(await client.get('next')).toBe('next')
    expect(await client.get('other')).toBe('other')
    expect(server.peers).toHaveLength(1)
  })
})

test('the heartbeat replaces the connection to a stopped server, and one stands after SIGCONT', async () => {
  const server = await serve()
  const client = open('shared', { port: server.port, commandTimeout: 1_000, connectTimeout: 1_000 })
  await ready(client)
  const before = await idsOf(server, client)
  process.kill(server.pid, 'SIGSTOP')
  const closed = event(client, 'close')
  expect(await rejection(client.get('k'))).toMatchObject({ message: 'Command timed out', code: 'ETIMEDOUT' })
  const [failure] = await within(20_000, Promise.race([event(client, 'error'), closed]))
  if (failure) expect(failure.message).toMatch(/silent/)
  await within(20_000, closed)
  process.kill(server.pid, 'SIGCONT')
  await within(20_000, ready(client))
  expect(await client.set('k', 'v')).toBe('OK')
  const after = await idsOf(server, client)
  expect(after).toHaveLength(1)
  expect(after).not.toEqual(before)
})

test('a server whose replies keep coming slowly is not taken for a dead one', async () => {
  const server = using(
    await ScriptedServer.start({
      async script(peer) {
        const bytes = Buffer.from(bulk('x'.repeat(400)))
        // Bytes come for longer than the heartbeat would wait for a silent server.
        const until = Date.now() + 8_000
        await peer.send(bytes.subarray(0, 10))
        for (let at = 10; at < bytes.length; at++) {
          const due = Date.now() + Math.max(0, until - Date.now()) / (bytes.length - at)
          while (Date.now() < due) await new Promise((resolve) => setImmediate(resolve))
          await peer.send(bytes.subarray(at, at + 1))
        }
      },
    }),
  )
  const client = open('shared', { port: server.port, commandTimeout: 20_000 })
  expect(await within(20_000, client.get('k'))).toBe('x'.repeat(400))
  expect(server.peers).toHaveLength(1)
})
