/** Sessions that are resumed, streams that are cut, keys that change, and who shares a connection. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect as connectPlain, createServer as createPlain, type Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { getRedis } from '@app/redis-native'
import { runNode } from '../support/child'
import { event, within } from '../support/events'
import { ending, setUpTLS } from './setting'

const setting = setUpTLS()

/** A TLS server of Node's that answers what a handshake and GET ask, one connection after the other. */
async function scripted(options: Record<string, unknown>) {
  const reused: boolean[] = []
  const { cert, key } = setting.certificate
  const sockets = new Set<TLSSocket>()
  const server = createServer({ cert, key, ...options }, (socket) => {
    reused.push(socket.isSessionReused())
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      const text = bytes.toString()
      for (const [, name] of text.matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        if (/hello/i.test(name)) socket.write('%1\r\n+proto\r\n:3\r\n')
        else if (/get/i.test(name)) socket.write('$5\r\nvalue\r\n')
        else if (/info/i.test(name)) socket.write('$9\r\nloading:0\r\n')
        else socket.write('+OK\r\n')
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ending(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port: (server.address() as { port: number }).port, reused, sockets }
}

const client = (port: number, options: Record<string, unknown> = {}) =>
  setting.connect({ port, retryStrategy: () => 5, ...options })

test.each(['TLSv1.2', 'TLSv1.3'])('a reconnect over %s resumes the session', async (version) => {
  const { port, reused } = await scripted({ minVersion: version, maxVersion: version })
  const redis = client(port)
  // OpenSSL gives two tickets of TLS 1.3 with a handshake, and each is used once.
  for (let round = 0; round < 2; round++) {
    expect(await redis.get('key')).toBe('value')
    const ready = event(redis, 'ready')
    redis.disconnect(true)
    await ready
  }
  expect(reused).toStrictEqual([false, true, true])
})

test('another client of the same settings resumes it, too, and one of other settings does not', async () => {
  const { port, reused } = await scripted({})
  expect(await client(port).get('key')).toBe('value')
  expect(await client(port).get('key')).toBe('value')
  expect(await client(port, { tls: { servername: 'localhost' } }).get('key')).toBe('value')
  expect(reused).toStrictEqual([false, true, false])
})

test('ALPNProtocols and servername reach the server', async () => {
  const { port, sockets } = await scripted({ ALPNProtocols: ['redis'] })
  const redis = client(port, { tls: { ALPNProtocols: ['redis'], servername: 'localhost' } })
  await redis.get('key')
  const [socket] = sockets as any
  expect(socket.alpnProtocol).toBe('redis')
  expect(socket.servername).toBe('localhost')
})

/** A proxy that cuts the stream after so many bytes from the server, and goes on with whole ones after. */
async function cutting(after: number, how: 'end' | 'reset'): Promise<number> {
  let connections = 0
  const opened = new Set<Socket>()
  const proxy = createPlain((near) => {
    const first = ++connections === 1
    const far = connectPlain(setting.server.port, '127.0.0.1')
    for (const socket of [near, far]) {
      opened.add(socket)
      socket.on('error', () => {})
    }
    let passed = 0
    near.pipe(far)
    far.on('data', (bytes: Buffer) => {
      if (!first || passed + bytes.length < after) {
        passed += bytes.length
        near.write(bytes)
        return
      }
      far.removeAllListeners('data')
      near.write(bytes.subarray(0, after - passed), () => {
        if (how === 'end') near.end()
        else near.resetAndDestroy()
        far.destroy()
      })
    })
    far.on('close', () => near.destroy())
    near.on('close', () => far.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  ending(() => {
    for (const socket of opened) socket.destroy()
    proxy.close()
  })
  return (proxy.address() as { port: number }).port
}

describe.each(['end', 'reset'] as const)('a stream that is cut by %s', (how) => {
  test.each([1, 5, 200, 1_500, 3_000, 20_000, 100_000, 500_000])(
    'after %i bytes leaves only true answers',
    async (after) => {
      const value = randomBytes(400_000)
      const seed = setting.connect()
      await seed.set('key', value)
      const redis = client(await cutting(after, how))
      for (let round = 0; round < 3; round++) {
        const replies: Buffer[] = await within(
          20_000,
          Promise.all([redis.getBuffer('key'), redis.getBuffer('key'), redis.getBuffer('key')]),
        )
        for (const reply of replies) expect(reply.equals(value)).toBe(true)
      }
    },
  )
})

test('a byte that is changed on the way ends the connection, and reaches nobody', async () => {
  let spoilt = false
  const proxy = createPlain((near) => {
    const far = connectPlain(setting.server.port, '127.0.0.1')
    for (const socket of [near, far]) socket.on('error', () => {})
    near.pipe(far)
    far.on('data', (bytes: Buffer) => {
      if (!spoilt && bytes.length > 10_000) {
        spoilt = true
        bytes[bytes.length - 100] ^= 1
      }
      near.write(bytes)
    })
    far.on('close', () => near.destroy())
    near.on('close', () => far.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  ending(() => proxy.close())
  const value = randomBytes(300_000)
  await setting.connect().set('key', value)
  const redis = client((proxy.address() as { port: number }).port)
  expect((await redis.getBuffer('key')).equals(value)).toBe(true)
  expect(spoilt).toBe(true)
})

test('a peer that stops reading for a while loses nothing of 64 MB', async () => {
  const proxy = createPlain((near) => {
    const far = connectPlain(setting.server.port, '127.0.0.1')
    for (const socket of [near, far]) socket.on('error', () => {})
    far.pipe(near)
    near.on('data', (bytes) => {
      if (!far.write(bytes)) near.pause()
    })
    far.on('drain', () => near.resume())
    near.on('close', () => far.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  ending(() => proxy.close())
  const redis = client((proxy.address() as { port: number }).port)
  const values = Array.from({ length: 64 }, () => randomBytes(1 << 20))
  const written = values.map((value, i) => redis.set(`key:${i}`, value))
  const counted = Array.from({ length: 2_000 }, () => redis.incr('count'))
  expect(new Set(await Promise.all(written))).toStrictEqual(new Set(['OK']))
  expect(await Promise.all(counted)).toStrictEqual(Array.from({ length: 2_000 }, (_, i) => i + 1))
  for (const [i, value] of values.entries()) {
    expect((await redis.getBuffer(`key:${i}`)).equals(value)).toBe(true)
  }
})

test('the shared client goes on over a killed connection, for commands, what blocks and what subscribes', async () => {
  const options = { host: '127.0.0.1', port: setting.server.port, connectionName: 'continuity' }
  const redis = getRedis({ ...options, tls: { ca: setting.authority.cert } } as any) as any
  redis.on('error', () => {})
  ending(() => redis.disconnect())
  const heard: string[] = []
  redis.on('message', (_channel: string, message: string) => heard.push(message))
  await redis.subscribe('channel')
  await redis.set('key', 'value')
  await setting.server.plain.cli('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
  expect(await redis.get('key')).toBe('value')
  const popped = redis.blpop('list', 10)
  await redis.rpush('list', 'element')
  expect(await popped).toStrictEqual(['list', 'element'])
  const message = event(redis, 'message')
  await redis.publish('channel', 'hello')
  expect(await message).toStrictEqual(['channel', 'hello'])
  expect(await redis.isolate(async (lent: any) => lent.multi().get('key').exec())).toStrictEqual([
    [null, 'value'],
  ])
})

test('worker threads share one connection, and each gets its own replies', async () => {
  const { told, stderr } = await runNode(`
    const { Worker } = require('node:worker_threads');
    const options = { host: '127.0.0.1', port: ${setting.server.port}, connectionName: 'threads',
      tls: { ca: ${JSON.stringify(setting.authority.cert)} } };
    const main = pkg.getRedis(options);
    await main.ping();
    const source = \`const { workerData, parentPort } = require('node:worker_threads');
      const redis = require(workerData.root).getRedis(workerData.options);
      const keys = Array.from({ length: 500 }, (_, i) => workerData.name + ':' + i);
      (async () => {
        await Promise.all(keys.map((key) => redis.set(key, key.repeat(50))));
        const values = await Promise.all(keys.map((key) => redis.get(key)));
        parentPort.postMessage(values.every((value, i) => value === keys[i].repeat(50)));
      })();\`;
    const workers = ['a', 'b', 'c'].map((name) => new Worker(source, { eval: true, workerData: { root, options, name } }));
    const busy = Promise.all(Array.from({ length: 500 }, (_, i) => main.set('main:' + i, i)));
    const answers = await Promise.all(workers.map((worker) => new Promise((resolve, reject) => {
      worker.once('message', resolve); worker.once('error', reject);
    })));
    await busy;
    const list = await main.client('LIST');
    await Promise.all(workers.map((worker) => worker.terminate()));
    main.disconnect();
    tell([answers, list.split('\\n').filter((line) => line.includes('name=threads ')).length]);`)
  expect(stderr).toBe('')
  expect(told).toStrictEqual([[true, true, true], 1])
})
