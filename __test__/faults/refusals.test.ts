/**
 * A server that is well and does not execute: the shared client sends again within the deadline,
 * and looks for another server where this one says that it is not in charge.
 */
import { rejection } from '../support/clients'
import { event, record, within } from '../support/events'
import { bulk, type Peer, ScriptedServer } from '../support/scripted'
import { idsOf, open, ready, serve, untilWorks, using } from './clients'

const READONLY = "-READONLY You can't write against a read only replica.\r\n"
const LOADING = '-LOADING Redis is loading the dataset in memory\r\n'

// A primary would wait for more replicas before it sends its data.
const servePrimary = () => serve({ args: ['--repl-diskless-sync-delay', '0'] })

async function replicaOf(port: number, ...args: string[]) {
  const replica = await serve({ args: ['--replicaof', '127.0.0.1', String(port), ...args] })
  await untilWorks(async () =>
    expect(await replica.cli('INFO', 'replication')).toContain('master_link_status:up'),
  )
  return replica
}

describe('READONLY', () => {
  test('a write waits on another connection until the replica is promoted', async () => {
    const primary = await servePrimary()
    const replica = await replicaOf(primary.port)
    const client = open('shared', { port: replica.port, commandTimeout: 20_000 })
    expect(await client.get('k')).toBe(null)
    const [before] = await idsOf(replica, client)
    const again = event(client, 'reconnecting')
    const write = client.set('k', 'v')
    await within(10_000, again)
    await replica.cli('REPLICAOF', 'NO', 'ONE')
    expect(await within(20_000, write)).toBe('OK')
    expect(await replica.cli('GET', 'k')).toBe('v')
    expect(await idsOf(replica, client)).not.toEqual([before])
  })

  test('reads go on while a write waits, and the write gets the words of the server at its deadline', async () => {
    const primary = await servePrimary()
    await primary.cli('SET', 'seen', 'yes')
    const replica = await replicaOf(primary.port)
    const client = open('shared', { port: replica.port, commandTimeout: 3_000 })
    await client.ping()
    const write = rejection(client.set('k', 'v'))
    let reads = 0
    let over = false
    write.then(() => {
      over = true
    })
    while (!over) {
      expect(await client.get('seen')).toBe('yes')
      reads += 1
    }
    expect((await write).message).toMatch(/^READONLY/)
    expect(reads).toBeGreaterThan(100)
  })

  test('writes keep their order through a promotion', async () => {
    const primary = await servePrimary()
    const replica = await replicaOf(primary.port)
    const client = open('shared', { port: replica.port, commandTimeout: 20_000 })
    await client.ping()
    const first = Array.from({ length: 50 }, (_, i) => client.rpush('list', `${i}`))
    const again = event(client, 'reconnecting')
    await within(10_000, again)
    const then = Array.from({ length: 50 }, (_, i) => client.rpush('list', `${50 + i}`))
    await replica.cli('REPLICAOF', 'NO', 'ONE')
    expect(await within(20_000, Promise.all([...first, ...then]))).toEqual(
      Array.from({ length: 100 }, (_, i) => i + 1),
    )
    expect(await client.lrange('list', 0, -1)).toEqual(Array.from({ length: 100 }, (_, i) => `${i}`))
  })

  test('a transaction and a pipeline of writes go again as a whole, and are executed once', async () => {
    const primary = await servePrimary()
    const replica = await replicaOf(primary.port)
    const client = open('shared', { port: replica.port, commandTimeout: 20_000 })
    await client.ping()
    const again = event(client, 'reconnecting')
    const transaction = client.multi().incr('n').get('n').incr('n').exec()
    const pipeline = client.pipeline().incr('m').incr('m').exec()
    await within(10_000, again)
    await replica.cli('REPLICAOF', 'NO', 'ONE')
    expect(await within(20_000, transaction)).toEqual([
      [null, 1],
      [null, '1'],
      [null, 2],
    ])
    expect(await within(20_000, pipeline)).toEqual([
      [null, 1],
      [null, 2],
    ])
    expect(await client.mget('n', 'm')).toEqual(['2', '2'])
  })

  test('a pipeline of which a part was executed is not sent again', async () => {
    const primary = await servePrimary()
    const replica = await replicaOf(primary.port)
    const client = open('shared', { port: replica.port, commandTimeout: 20_000 })
    const results = await within(10_000, client.pipeline().get('k').set('k', 'v').exec())
    expect(results).toEqual([
      [null, null],
      [expect.objectContaining({ message: expect.stringMatching(/^READONLY/) }), undefined],
    ])
  })

  test('a script may have done something before it was refused: it is not sent again', async () => {
    const primary = await servePrimary()
    const replica = await replicaOf(primary.port)
    const client = open('shared', { port: replica.port, commandTimeout: 20_000 })
    const write = client.eval("return redis.call('set', KEYS[1], 'v')", 1, 'k')
    expect((await within(10_000, rejection(write))).message).toMatch(/^READONLY/)
  })

  test('the connection is left once its replies are in, and at most every three seconds', async () => {
    const held: Peer[] = []
    const server = using(
      await ScriptedServer.start({
        script: (peer, [name]) => {
          if (name === 'get') held.push(peer)
          else peer.send(peer.number < 2 ? READONLY : '+OK\r\n')
        },
      }),
    )
    const client = open('shared', { port: server.port, commandTimeout: 20_000 })
    await ready(client)
    const seen = record(client, ['close', 'end'])
    const write = client.set('k', 'v')
    const read = client.get('slow')
    const refused = server.peers[0]
    while (refused.commands.length < 2) await new Promise((resolve) => setImmediate(resolve))
    expect(seen).toEqual([])
    held[0].send(bulk('reply'))
    expect(await within(10_000, read)).toBe('reply')
    expect(await within(20_000, write)).toBe('OK')
    // The second connection is refused, too, and is kept until it may be left.
    expect(server.peers).toHaveLength(3)
    expect(server.peers[1].commands.length).toBeGreaterThan(2)
  })
})

test('MASTERDOWN: reads and writes wait until the replica is promoted', async () => {
  const primary = await servePrimary()
  const replica = await replicaOf(primary.port, '--replica-serve-stale-data', 'no')
  await primary.kill()
  await untilWorks(async () =>
    expect(await replica.cli('INFO', 'replication')).toContain('master_link_status:down'),
  )
  const client = open('shared', { port: replica.port, commandTimeout: 20_000 })
  const again = event(client, 'reconnecting')
  const both = [client.get('k'), client.set('k', 'v')]
  await within(10_000, again)
  await replica.cli('REPLICAOF', 'NO', 'ONE')
  expect(await within(20_000, Promise.all(both))).toEqual([null, 'OK'])
})

test('LOADING: commands wait until the server has loaded, on the same connection', async () => {
  const server = await serve({
    args: ['--enable-debug-command', 'yes', '--loading-process-events-interval-bytes', '1024'],
  })
  await server.cli('DEBUG', 'POPULATE', '3000')
  const client = open('shared', { port: server.port, commandTimeout: 30_000 })
  await client.set('k', 'v')
  const before = await idsOf(server, client)
  await server.cli('CONFIG', 'SET', 'key-load-delay', '500')
  const reload = server.cli('DEBUG', 'RELOAD')
  await untilWorks(async () => {
    const info = await server.cli('INFO', 'persistence')
    expect(info).toContain('loading:1')
  })
  expect(await within(30_000, Promise.all([client.get('k'), client.incr('n'), client.incr('n')]))).toEqual([
    'v',
    1,
    2,
  ])
  await reload
  expect(await idsOf(server, client)).toEqual(before)
})

test.each(['TRYAGAIN Multiple keys request during rehashing of slot', 'CLUSTERDOWN The cluster is down'])(
  '%s: only the command itself waits',
  async (text) => {
    let refusals = 3
    const server = using(
      await ScriptedServer.start({
        script: (peer, [name, key]) => {
          const refused = name === 'mget' && refusals-- > 0
          peer.send(refused ? `-${text}\r\n` : name === 'mget' ? '*1\r\n$1\r\nv\r\n' : bulk(key))
        },
      }),
    )
    const client = open('shared', { port: server.port })
    const settled: string[] = []
    await within(
      10_000,
      Promise.all([
        client.mget('a', 'b').then(() => settled.push('mget')),
        client.get('x').then(() => settled.push('get')),
      ]),
    )
    expect(settled).toEqual(['get', 'mget'])
    expect(server.peers).toHaveLength(1)
  },
)

test('without a deadline a refused command is not sent again for ever', async () => {
  const server = using(await ScriptedServer.start({ script: (peer) => peer.send(LOADING) }))
  const client = open('shared', { port: server.port, commandTimeout: 0 })
  expect((await within(40_000, rejection(client.get('k')))).message).toMatch(/^LOADING/)
})

test('closing rejects a command that is sent again and again', async () => {
  const server = using(await ScriptedServer.start({ script: (peer) => peer.send(LOADING) }))
  const client = open('shared', { port: server.port, commandTimeout: 20_000 })
  const refused = rejection(client.get('k'))
  while ((server.peers[0]?.commands.length ?? 0) < 2) await new Promise((resolve) => setImmediate(resolve))
  client.disconnect()
  expect((await within(5_000, refused)).message).toBe('Connection is closed.')
})

test('a client of its own hears of a refusal at once, as in ioredis', async () => {
  const server = using(await ScriptedServer.start({ script: (peer) => peer.send(LOADING) }))
  const client = open('own', { port: server.port })
  expect((await within(5_000, rejection(client.get('k')))).message).toMatch(/^LOADING/)
  expect(server.peers[0].commands).toHaveLength(1)
})
