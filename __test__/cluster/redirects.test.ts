/** Slots on their way from one master to another, and redirects that are no good. */
import { bulk, type Script, ScriptedServer } from '../support/scripted'
import { slotOf } from '../support/slots'
import { setUpCluster } from './cluster'

const bench = setUpCluster({ replicas: 0 })

/** A key, the master that holds it, and another one. */
async function setting(): Promise<{ key: string; slot: number; from: any; to: any }> {
  const [from, to] = await bench.cluster.masters()
  const [tag] = await bench.cluster.tagsOn(from)
  return { key: `{${tag}}key`, slot: slotOf(tag), from, to }
}

test('MOVED is followed, and the slot is known from then on', async () => {
  const { key, slot, from, to } = await setting()
  const redis = bench.connect()
  await redis.set(key, '1')
  await bench.cluster.moveSlot(slot, to)
  try {
    expect(await redis.get(key)).toBe('1')
    expect(redis.slots[slot][0]).toBe(to.address)
  } finally {
    await bench.cluster.moveSlot(slot, from)
  }
})

test('a pipeline whose slot moved gives its replies in order', async () => {
  const { key, slot, from, to } = await setting()
  const [, , third] = await bench.cluster.tags()
  const redis = bench.connect()
  await redis.mset(key, '0', `{${third}}`, 'x')
  await bench.cluster.moveSlot(slot, to)
  try {
    const results = await redis
      .pipeline()
      .incr(key)
      .get(`{${third}}`)
      .incr(key)
      .append(key, '!')
      .get(key)
      .exec()
    expect(results?.map(([, reply]) => reply)).toStrictEqual([1, 'x', 2, 2, '2!'])
  } finally {
    await bench.cluster.moveSlot(slot, from)
  }
})

test('a transaction whose slot moved is done once, as a whole', async () => {
  const { key, slot, from, to } = await setting()
  const redis = bench.connect()
  await redis.set(key, '0')
  await bench.cluster.moveSlot(slot, to)
  try {
    expect(await redis.multi().incr(key).incr(key).exec()).toStrictEqual([
      [null, 1],
      [null, 2],
    ])
    expect(await redis.get(key)).toBe('2')
  } finally {
    await bench.cluster.moveSlot(slot, from)
  }
})

test('while a slot moves, commands follow ASK to the keys that have gone, and the slot stays where it was', async () => {
  const { key, slot, from, to } = await setting()
  const gone = `${key}:gone`
  const redis = bench.connect()
  await redis.mset(key, 'here', gone, 'there')
  await bench.cluster.openSlot(slot, to)
  await bench.cluster.moveKeys(from, to, [gone])
  try {
    expect(await redis.get(gone)).toBe('there')
    expect(await redis.get(key)).toBe('here')
    const results = await redis.pipeline().get(key).append(gone, '!').get(gone).get(key).exec()
    expect(results?.map(([, reply]) => reply)).toStrictEqual(['here', 6, 'there!', 'here'])
    expect(await redis.multi().get(gone).set(gone, '2').exec()).toStrictEqual([
      [null, 'there!'],
      [null, 'OK'],
    ])
    expect(redis.slots[slot][0]).toBe(from.address)
    // Both keys at once are on neither node, until the move is over.
    const both = redis.mget(key, gone)
    await bench.cluster.closeSlot(slot, from, to)
    expect(await both).toStrictEqual(['here', '2'])
  } finally {
    await bench.cluster.agreed()
    await bench.cluster.moveSlot(slot, from)
  }
})

/** A cluster of one node, which answers by `script` what is no question about the cluster. */
async function lonely(script: Script, more: (port: number) => string[] = () => []): Promise<ScriptedServer> {
  const server: ScriptedServer = await ScriptedServer.start({
    script,
    handshake: (_, [name, what]) => {
      if (name.toLowerCase() !== 'cluster') return undefined
      if (what.toLowerCase() === 'info') return bulk('cluster_state:ok\r\n')
      const nodes = [`*2\r\n${bulk('127.0.0.1')}:${server.port}\r\n`, ...more(server.port)]
      return `*1\r\n*${2 + nodes.length}\r\n:0\r\n:16383\r\n${nodes.join('')}`
    },
  })
  return server
}

test('a redirect to a node that the cluster does not name is not followed', async () => {
  const stranger = await ScriptedServer.start()
  const server = await lonely((peer) => peer.send(`-MOVED 1 127.0.0.1:${stranger.port}\r\n`))
  const redis = bench.make([server.port], { maxRedirections: 3, retryDelayOnTryAgain: 1 })
  await expect(redis.set('k', 'secret')).rejects.toThrow(
    `Too many Cluster redirections. Last error: ReplyError: MOVED 1 127.0.0.1:${stranger.port}`,
  )
  expect(stranger.peers).toHaveLength(0)
  await Promise.all([stranger.stop(), server.stop()])
})

test('ASK to a node that the cluster does not name is not followed', async () => {
  const stranger = await ScriptedServer.start()
  const server = await lonely((peer) => peer.send(`-ASK 1 127.0.0.1:${stranger.port}\r\n`))
  const redis = bench.make([server.port], { maxRedirections: 2, retryDelayOnTryAgain: 1 })
  await expect(redis.set('k', 'secret')).rejects.toThrow(/^Too many Cluster redirections/)
  expect(stranger.peers).toHaveLength(0)
  await Promise.all([stranger.stop(), server.stop()])
})

test('a redirect to a node that joined since is followed once the cluster names it', async () => {
  let joined = false
  const other = await ScriptedServer.start({ script: (peer) => peer.send('+from the other\r\n') })
  const server = await lonely(
    (peer) => {
      joined = true
      return peer.send(`-MOVED 1 127.0.0.1:${other.port}\r\n`)
    },
    () => (joined ? [`*2\r\n${bulk('127.0.0.1')}:${other.port}\r\n`] : []),
  )
  const redis = bench.make([server.port])
  expect(await redis.get('k')).toBe('from the other')
  await Promise.all([other.stop(), server.stop()])
})

test('redirects in a circle end', async () => {
  const ports: number[] = []
  const circle = async (other: () => number) => {
    const server: ScriptedServer = await ScriptedServer.start({
      script: (peer) => peer.send(`-MOVED 1 127.0.0.1:${other()}\r\n`),
      handshake: (_, [name, what]) => {
        if (name.toLowerCase() !== 'cluster') return undefined
        if (what.toLowerCase() === 'info') return bulk('cluster_state:ok\r\n')
        const half = (from: number, to: number, port: number) =>
          `*3\r\n:${from}\r\n:${to}\r\n*2\r\n${bulk('127.0.0.1')}:${port}\r\n`
        return `*2\r\n${half(0, 8000, ports[0])}${half(8001, 16383, ports[1])}`
      },
    })
    ports.push(server.port)
    return server
  }
  const servers = [await circle(() => ports[1]), await circle(() => ports[0])]
  const redis = bench.make([ports[0]], { maxRedirections: 5 })
  await expect(redis.get('k')).rejects.toThrow(
    /^Too many Cluster redirections. Last error: ReplyError: MOVED 1 /,
  )
  const asked = servers.flatMap(({ commands }) => commands.filter(([name]) => name === 'get'))
  expect(asked).toHaveLength(6)
  await Promise.all(servers.map((server) => server.stop()))
})

test('a slot that is none is not followed', async () => {
  const server = await lonely((peer) => peer.send(`-MOVED __proto__ 127.0.0.1:1\r\n`))
  const redis = bench.make([server.port])
  await expect(redis.get('k')).rejects.toThrow(/^MOVED __proto__/)
  await server.stop()
})

test('an address without a host means the host that was asked', async () => {
  const other = await ScriptedServer.start({ script: (peer) => peer.send('+from the other\r\n') })
  const server = await lonely(
    (peer) => peer.send(`-MOVED 1 :${other.port}\r\n`),
    () => [`*2\r\n$-1\r\n:${other.port}\r\n`],
  )
  const redis = bench.make([server.port])
  expect(await redis.get('k')).toBe('from the other')
  expect(redis.slots[0]).toStrictEqual([`127.0.0.1:${server.port}`, `127.0.0.1:${other.port}`])
  await Promise.all([other.stop(), server.stop()])
})

test.each([
  'TRYAGAIN Multiple keys request during rehashing of slot',
  'CLUSTERDOWN The cluster is down',
  'LOADING Redis is loading the dataset in memory',
])('%s: the command goes again', async (line) => {
  let times = 0
  const server = await lonely((peer) => peer.send(++times < 3 ? `-${line}\r\n` : '+done\r\n'))
  const redis = bench.make([server.port], { retryDelayOnTryAgain: 1, retryDelayOnClusterDown: 1 })
  expect(await redis.get('k')).toBe('done')
  expect(times).toBe(3)
  await server.stop()
})
