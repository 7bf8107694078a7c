/** Large values on their way out: what the caller does with its memory, and what befalls the connection. */
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { rejection } from '../support/clients'
import { within } from '../support/events'
import { ScriptedServer } from '../support/scripted'
import { KINDS, open, ready, serve, using } from './clients'

const MB = 1 << 20

/** Bytes that say of which value they are, and where in it. */
function bytes(size: number, index: number): Buffer {
  const block = Buffer.alloc(64 << 10)
  const whole = Buffer.allocUnsafe(size)
  for (let at = 0; at < size; at += block.length) {
    block.fill(`${index}:${at};\r\n`)
    block.copy(whole, at)
  }
  return whole
}

/** A way to a server that ends its first connection after so many bytes of it. */
async function cutting(port: number, most: number) {
  let connections = 0
  const way = createServer((socket) => {
    const first = connections++ === 0
    const further = connect(port, '127.0.0.1')
    let seen = 0
    for (const [one, other] of [
      [socket, further],
      [further, socket],
    ]) {
      one.on('error', () => {})
      one.on('close', () => other.destroy())
    }
    socket.on('data', (chunk) => {
      seen += chunk.length
      if (first && seen > most) socket.destroy()
      else further.write(chunk)
    })
    further.on('data', (chunk) => socket.write(chunk))
  })
  way.listen(0, '127.0.0.1')
  await once(way, 'listening')
  const stop = async () => {
    way.close()
  }
  return using({ port: (way.address() as { port: number }).port, stop, connections: () => connections })
}

describe.each(KINDS)('%s client', (kind) => {
  test.each([17, 4096, 70_000, MB, 16 * MB])('%d bytes arrive as they were at the call', async (size) => {
    const server = await serve()
    const client = open(kind, { port: server.port, commandTimeout: 30_000 })
    // Once before there is a connection, and once on it.
    for (const key of ['waiting', 'ready']) {
      const value = bytes(size, 1)
      const written = client.set(key, value)
      value.fill('changed')
      expect(await within(30_000, written)).toBe('OK')
      expect((await client.getBuffer(key))?.equals(bytes(size, 1))).toBe(true)
    }
  })

  test('values that the socket does not take arrive as they were at the call', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port, commandTimeout: 30_000 })
    await ready(client)
    process.kill(server.pid, 'SIGSTOP')
    const sizes = [16 * MB, 300_000, MB, 16 * MB, 70_000, MB, 3 * MB]
    const writes = sizes.map((size, i) => {
      const value = bytes(size, i)
      const written = client.set(`k${i}`, i % 2 === 0 ? value : value.toString())
      value.fill('changed')
      return written
    })
    process.kill(server.pid, 'SIGCONT')
    expect(await within(30_000, Promise.all(writes))).toEqual(sizes.map(() => 'OK'))
    const replies = await Promise.all(sizes.map((_, i) => client.getBuffer(`k${i}`)))
    expect(replies.map((reply, i) => reply?.equals(bytes(sizes[i], i)))).toEqual(sizes.map(() => true))
  })

  test('a value that was being written when the connection ended does not arrive in part', async () => {
    const server = await serve()
    const way = await cutting(server.port, 5 * MB)
    const client = open(kind, { port: way.port, commandTimeout: 30_000 })
    await ready(client)
    const value = bytes(16 * MB, 1)
    const large = kind === 'own' ? client.set('large', value) : rejection(client.set('large', value))
    const behind = client.set('behind', bytes(MB, 2))
    value.fill('changed')
    const first = await within(30_000, large)
    if (kind === 'own') expect(first).toBe('OK')
    else expect(first).toMatchObject({ phase: 'sent', maybeExecuted: true })
    expect(await within(30_000, behind)).toBe('OK')
    expect((await client.getBuffer('behind'))?.equals(bytes(MB, 2))).toBe(true)
    const arrived = await client.getBuffer('large')
    expect(kind === 'own' ? arrived?.equals(bytes(16 * MB, 1)) : arrived).toBe(kind === 'own' ? true : null)
    expect(way.connections()).toBe(2)
  })
})

test('a large write that was refused goes again with the bytes of its call', async () => {
  const seen: string[] = []
  const server = using(
    await ScriptedServer.start({
      script(peer, [, key, value]) {
        if (key === 'refused' && seen.push(value) < 3) return peer.send('-LOADING not yet\r\n')
        return peer.send('+OK\r\n')
      },
    }),
  )
  const client = open('shared', { port: server.port, commandTimeout: 30_000 })
  await ready(client)
  const value = bytes(MB, 1)
  const refused = client.set('refused', value)
  value.fill('changed')
  const others = Promise.all([2, 3, 4].map((i) => client.set(`k${i}`, bytes(MB, i))))
  expect(await within(30_000, refused)).toBe('OK')
  expect(await within(30_000, others)).toEqual(['OK', 'OK', 'OK'])
  expect(seen.map((text) => text === bytes(MB, 1).toString())).toEqual([true, true, true])
})
