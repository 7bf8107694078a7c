/** Commands on a cluster: each finds its node by its key, whatever its form. */
import { rejection } from '../support/clients'
import { CLUSTERS, type ClusterClient, ready, setUpCluster } from '../support/clusters'
import { slotOf } from '../support/slots'

const bench = setUpCluster()

const collect = async (stream: AsyncIterable<any>): Promise<any[]> => {
  const all: any[] = []
  for await (const chunk of stream) all.push(...chunk)
  return all
}

describe.each(CLUSTERS)('%s: commands on a cluster', (_, Cluster) => {
  it('each key is where its slot says', async () => {
    const client = bench.connect(Cluster)
    const keys = Array.from({ length: 100 }, (_, i) => `key:${i}`)
    await Promise.all(keys.map((key, i) => client.set(key, i)))
    for (const key of keys.slice(0, 20)) {
      const owner = await bench.cluster.ownerOf(key)
      expect(await owner.ask('EXISTS', key)).toBe(1)
    }
    expect(await Promise.all(keys.map((key) => client.get(key)))).toStrictEqual(keys.map((_, i) => String(i)))
  })

  it.each([
    'plain',
    '{tag}:and:more',
    'before{tag}after',
    '{}empty',
    '{open',
    'close}open{',
    '{{nested}}',
    'a{b}{c}',
    'schlüssel:{ключ}',
    '鍵',
    '',
    ' ',
    'with\r\nbreak',
  ])('the slot of the key %j is that of the server', async (key) => {
    const client = bench.connect(Cluster)
    expect(await client.set(key, 'value')).toBe('OK')
    const owner = await bench.cluster.ownerOf(key)
    expect(await owner.ask('CLUSTER', 'KEYSLOT', key)).toBe(slotOf(key))
    expect(await owner.ask('GET', key)).toBe('value')
  })

  it('a key that is a Buffer goes by its bytes', async () => {
    const client = bench.connect(Cluster)
    const keys = Array.from({ length: 20 }, (_, i) => Buffer.from([0xff, i, 0x7b, 0xfe, i * 3, 0x7d, 0]))
    for (const key of keys) expect(await client.set(key, key)).toBe('OK')
    for (const key of keys) expect(await client.getBuffer(key)).toStrictEqual(key)
  })

  it('commands of all types work', async () => {
    const client = bench.connect(Cluster)
    expect(await client.incrby('number', 5)).toBe(5)
    expect(await client.hset('hash', { a: 1, b: 'two' })).toBe(2)
    expect(await client.hgetall('hash')).toStrictEqual({ a: '1', b: 'two' })
    expect(await client.rpush('list', 1, 2, 3)).toBe(3)
    expect(await client.lrange('list', 0, -1)).toStrictEqual(['1', '2', '3'])
    expect(await client.sadd('set', 'x', 'y')).toBe(2)
    expect((await client.smembers('set')).sort()).toStrictEqual(['x', 'y'])
    expect(await client.zadd('sorted', 1, 'one', 2, 'two')).toBe(2)
    expect(await client.zrange('sorted', 0, -1, 'WITHSCORES')).toStrictEqual(['one', '1', 'two', '2'])
    expect(await client.xadd('stream', '1-1', 'field', 'value')).toBe('1-1')
    expect(await client.xread('STREAMS', 'stream', '0')).toStrictEqual([
      ['stream', [['1-1', ['field', 'value']]]],
    ])
    expect(await client.setbit('bits', 7, 1)).toBe(0)
    expect(await client.geoadd('geo', 13.361389, 38.115556, 'Palermo')).toBe(1)
    expect(await client.pfadd('hyper', 'a', 'b')).toBe(1)
    expect(await client.object('ENCODING', 'number')).toBe('int')
    expect(await client.get('absent')).toBeNull()
  })

  it('keys that stand elsewhere than first are found', async () => {
    const client = bench.connect(Cluster)
    const tags = await bench.cluster.tags()
    for (const tag of tags) {
      await client.set(`{${tag}}a`, '1')
      expect(await client.eval('return redis.call("GET", KEYS[1])', 1, `{${tag}}a`)).toBe('1')
      expect(await client.bitop('OR', `{${tag}}to`, `{${tag}}a`)).toBe(1)
      expect(await client.xgroup('CREATE', `{${tag}}stream`, 'group', '$', 'MKSTREAM')).toBe('OK')
      expect(
        await client.xreadgroup('GROUP', 'group', 'me', 'COUNT', 1, 'STREAMS', `{${tag}}stream`, '>'),
      ).toBeNull()
      expect(await client.zadd(`{${tag}}z`, 1, 'm')).toBe(1)
      expect(await client.zunionstore(`{${tag}}zz`, 1, `{${tag}}z`)).toBe(1)
      expect(await client.memory('USAGE', `{${tag}}a`)).toEqual(expect.any(Number))
    }
  })

  it('Buffers come as Buffers', async () => {
    const client = bench.connect(Cluster)
    await client.set('key', Buffer.from([0, 255, 128]))
    await client.hset('hash', 'field', 'value')
    expect(await client.getBuffer('key')).toStrictEqual(Buffer.from([0, 255, 128]))
    expect(await client.hgetallBuffer('hash')).toStrictEqual({ field: Buffer.from('value') })
    expect(await client.callBuffer('GET', 'key')).toStrictEqual(Buffer.from([0, 255, 128]))
  })

  it('call() and sendCommand find the node, too', async () => {
    const client = bench.connect(Cluster)
    for (const tag of await bench.cluster.tags()) {
      expect(await client.call('SET', `{${tag}}`, 'value')).toBe('OK')
      expect(await client.call('get', [`{${tag}}`])).toBe('value')
    }
  })

  it('callbacks are called', async () => {
    const client = bench.connect(Cluster)
    const told = await new Promise((resolve) =>
      client.set('key', 'value', (...args: unknown[]) => resolve(args)),
    )
    expect(told).toStrictEqual([null, 'OK'])
    const failed = await new Promise<any>((resolve) =>
      client.hget('key', 'field', (error: unknown) => resolve(error)),
    )
    expect(failed.message).toMatch(/^WRONGTYPE/)
  })

  it('keys of several slots in one command are refused by the server', async () => {
    const client = bench.connect(Cluster)
    const [one, other] = await bench.cluster.tags()
    const error = await rejection(client.sinter(`{${one}}`, `{${other}}`))
    expect(error.message).toBe("CROSSSLOT Keys in request don't hash to the same slot")
    expect(error.name).toBe('ReplyError')
  })

  it('several keys of one slot go together', async () => {
    const client = bench.connect(Cluster)
    for (const tag of await bench.cluster.tags()) {
      expect(await client.mset(`{${tag}}a`, 1, `{${tag}}b`, 2)).toBe('OK')
      expect(await client.mget(`{${tag}}a`, `{${tag}}b`, `{${tag}}c`)).toStrictEqual(['1', '2', null])
      expect(await client.del(`{${tag}}a`, `{${tag}}b`)).toBe(2)
    }
  })

  it('a command without a key goes to some node', async () => {
    const client = bench.connect(Cluster)
    expect(await client.ping()).toBe('PONG')
    expect(await client.echo('text')).toBe('text')
    expect(await client.cluster('KEYSLOT', 'key')).toBe(slotOf('key'))
    expect(await client.cluster('INFO')).toContain('cluster_state:ok')
  })

  it('errors of the server are those of a single server', async () => {
    const client = bench.connect(Cluster)
    await client.set('key', 'value')
    const error = await rejection(client.lpush('key', 'x'))
    expect(error).toMatchObject({
      name: 'ReplyError',
      message: 'WRONGTYPE Operation against a key holding the wrong kind of value',
      command: { name: 'lpush', args: ['key', 'x'] },
    })
  })

  it('SELECT is refused as the server refuses it, alone and in a pipeline', async () => {
    const client = bench.connect(Cluster)
    const refusal = 'ERR SELECT is not allowed in cluster mode'
    expect((await rejection(client.select(1))).message).toBe(refusal)
    expect(await client.select(0)).toBe('OK')
    const pipeline = client.pipeline([
      ['select', 1],
      ['set', 'key', 'value'],
    ])
    const [[error], [, reply]] = (await pipeline.exec())!
    expect([error?.message, reply]).toStrictEqual([refusal, 'OK'])
  })

  it('whoever wraps how commands settle at the nodes, as tracers do, hears of each once', async () => {
    const client = bench.connect(Cluster)
    await client.set('key', 'value')
    const heard: unknown[] = []
    for (const node of client.nodes()) {
      const send = node.sendCommand
      node.sendCommand = function (command, stream) {
        const { resolve, reject } = command
        command.resolve = (reply) => {
          heard.push(String(reply))
          resolve(reply)
        }
        command.reject = (error) => {
          heard.push(error.message)
          reject(error)
        }
        return send.call(this, command, stream)
      }
    }
    const refusal = "ERR wrong number of arguments for 'hget' command"
    expect(await client.get('key')).toBe('value')
    expect((await rejection(client.call('hget', 'key'))).message).toBe(refusal)
    const [[error], [, reply]] = (await client.pipeline().call('hget', 'key').get('key').exec())!
    expect([error?.message, reply]).toStrictEqual([refusal, 'value'])
    expect((await rejection(client.multi().call('hget', 'key').exec())).message).toMatch(/^EXECABORT/)
    expect(heard.slice(0, 4)).toStrictEqual(['value', refusal, refusal, 'value'])
  })

  it('keys get the prefix, and with it their slot', async () => {
    const client = bench.connect(Cluster, { keyPrefix: 'app:{one}:' })
    await Promise.all(Array.from({ length: 10 }, (_, i) => client.set(`key:${i}`, i)))
    const owner = await bench.cluster.ownerOf('one')
    expect(await owner.ask('CLUSTER', 'COUNTKEYSINSLOT', slotOf('one'))).toBe(10)
    expect(await client.mget('key:1', 'key:9')).toStrictEqual(['1', '9'])
    expect(await owner.ask('GET', 'app:{one}:key:3')).toBe('3')
  })

  it('a prefix of redisOptions counts as the prefix', async () => {
    const client = bench.connect(Cluster, { redisOptions: { keyPrefix: 'inner:' } })
    expect(client.options.keyPrefix).toBe('inner:')
    await client.set('key', 'value')
    const owner = await bench.cluster.ownerOf('inner:key')
    expect(await owner.ask('GET', 'inner:key')).toBe('value')
  })

  it('scripts run where their keys are, by their digest', async () => {
    const client = bench.connect(Cluster) as ClusterClient & Record<string, any>
    client.defineCommand('put', {
      numberOfKeys: 1,
      lua: 'redis.call("SET", KEYS[1], ARGV[1]) return KEYS[1]',
    })
    client.defineCommand('vary', { lua: 'return #KEYS' })
    const tags = await bench.cluster.tags()
    for (let round = 0; round < 2; round++) {
      for (const tag of tags) {
        expect(await client.put(`{${tag}}`, tag)).toBe(`{${tag}}`)
        expect(await client.get(`{${tag}}`)).toBe(tag)
        expect(await client.putBuffer(`{${tag}}`, tag)).toStrictEqual(Buffer.from(`{${tag}}`))
        expect(await client.vary(2, `{${tag}}a`, `{${tag}}b`)).toBe(2)
      }
    }
  })

  it('scan streams of a key give all its members', async () => {
    const client = bench.connect(Cluster)
    const members = Array.from({ length: 500 }, (_, i) => `member:${i}`)
    await client.sadd('set', members)
    await client.hset('hash', Object.fromEntries(members.map((member) => [member, 1])))
    await client.zadd('sorted', ...members.flatMap((member, i) => [i, member]))
    const sorted = [...members].sort()
    expect((await collect(client.sscanStream('set'))).sort()).toStrictEqual(sorted)
    expect(
      (await collect(client.hscanStream('hash', { count: 50 }))).filter((_, i) => i % 2 === 0).sort(),
    ).toStrictEqual(sorted)
    expect(
      (await collect(client.zscanBufferStream('sorted')))
        .filter((_, i) => i % 2 === 0)
        .map(String)
        .sort(),
    ).toStrictEqual(sorted)
  })

  it('scan streams of the masters give all keys', async () => {
    const client = bench.connect(Cluster)
    const keys = Array.from({ length: 300 }, (_, i) => `key:${i}`)
    await Promise.all(keys.map((key) => client.set(key, 1)))
    const found = await Promise.all(
      client.nodes('master').map((node) => collect(node.scanStream({ match: 'key:*' }))),
    )
    expect(found.flat().sort()).toStrictEqual([...keys].sort())
    for (const part of found) expect(part.length).toBeGreaterThan(0)
  })

  it('commands that block hold up no node but their own, and get their element', async () => {
    const client = bench.connect(Cluster)
    const [one, other] = await bench.cluster.tags()
    await ready(client)
    const popped = client.blpop(`{${one}}list`, 0)
    expect(await client.set(`{${other}}`, 'x')).toBe('OK')
    const pusher = bench.connect(Cluster)
    await pusher.rpush(`{${one}}list`, 'element')
    expect(await popped).toStrictEqual([`{${one}}list`, 'element'])
  })
})

describe.each(CLUSTERS)('%s: reading from replicas', (_, Cluster) => {
  const calls = async (role: 'masters' | 'replicas', command: string): Promise<number> => {
    const nodes = await bench.cluster[role]()
    const stats = await Promise.all(nodes.map((node) => node.infoOf('INFO', 'commandstats')))
    return stats
      .map((stat) => Number(/calls=(\d+)/.exec(stat[`cmdstat_${command}`] ?? '')?.[1] ?? 0))
      .reduce((sum, count) => sum + count, 0)
  }
  const reset = () => Promise.all(bench.cluster.nodes.map((node) => node.ask('CONFIG', 'RESETSTAT')))
  const keys = Array.from({ length: 60 }, (_, i) => `key:${i}`)

  it('scaleReads slave sends reads to replicas, and writes to masters', async () => {
    const client = bench.connect(Cluster, { scaleReads: 'slave' })
    await ready(client)
    await reset()
    await Promise.all(keys.map((key) => client.incr(key)))
    await Promise.all(keys.map((key) => client.get(key)))
    expect(await calls('replicas', 'get')).toBe(60)
    expect(await calls('masters', 'get')).toBe(0)
    expect(await calls('masters', 'incr')).toBe(60)
  })

  it('scaleReads all spreads reads over both', async () => {
    const client = bench.connect(Cluster, { scaleReads: 'all' })
    await ready(client)
    await reset()
    await Promise.all(keys.map((key) => client.get(key)))
    const [masters, replicas] = [await calls('masters', 'get'), await calls('replicas', 'get')]
    expect(masters + replicas).toBe(60)
    expect(Math.min(masters, replicas)).toBeGreaterThan(0)
  })

  it('scaleReads master, the default, reads from masters alone', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    await reset()
    await Promise.all(keys.map((key) => client.get(key)))
    expect(await calls('masters', 'get')).toBe(60)
  })

  it('scaleReads as a function is asked with the nodes of the slot, the master first, and the command', async () => {
    const asked: Array<[number[], string]> = []
    const client = bench.connect(Cluster, {
      scaleReads(nodes, command) {
        asked.push([nodes.map((node: any) => node.options.port), command.name])
        return nodes[1]
      },
    })
    await ready(client)
    await reset()
    await client.set('key', 'value')
    asked.length = 0
    await client.get('key')
    const owner = await bench.cluster.ownerOf('key')
    const [replica] = await bench.cluster.replicasOf(owner)
    expect(asked).toStrictEqual([[[owner.port, replica.port], 'get']])
    expect(await calls('replicas', 'get')).toBe(1)
  })
})
