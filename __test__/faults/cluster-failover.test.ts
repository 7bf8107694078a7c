/** Nodes that die, stop and come back: who is left goes on, and who is back is found. */
import type { ClusterNode, RedisCluster } from '../support/cluster'
import { askUntil, within } from '../support/events'
import { untilWorks } from './clients'
import { type Client, KINDS, open, setUpCluster } from './clusters'

const well = setUpCluster()

/** What the client may take from the moment that the cluster is well again, in ms; it is a bound, no measure. */
const SOON = 30_000

interface Shard {
  master: ClusterNode
  replica: ClusterNode
  key: string
}

async function shardsOf(cluster: RedisCluster): Promise<Shard[]> {
  return Promise.all(
    (await cluster.masters()).map(async (master) => ({
      master,
      replica: (await cluster.replicasOf(master))[0],
      key: `{${(await cluster.tagsOn(master))[0]}}`,
    })),
  )
}

/** Reads each key again and again: a value that is another's is seen. */
class Readers {
  going = true
  readonly strange: unknown[] = []
  readonly answered: number[]
  private readonly running: Promise<void>[]

  constructor(
    private readonly client: Client,
    shards: Shard[],
  ) {
    this.answered = shards.map(() => 0)
    this.running = shards.map(({ key }, i) => this.read(key, i))
  }

  async stop(): Promise<void> {
    this.going = false
    await Promise.all(this.running)
  }

  private async read(key: string, i: number): Promise<void> {
    while (this.going) {
      await this.client.get(key).then(
        (value) => {
          if (value !== key) this.strange.push([key, value])
          this.answered[i]++
        },
        () => new Promise((resolve) => setImmediate(resolve)),
      )
    }
  }
}

async function fill(client: Client, shards: Shard[]): Promise<void> {
  for (const { key, master } of shards) {
    await client.set(key, key)
    // The replica has it, too, so that no failover may lose it.
    expect(await master.ask('WAIT', 1, 10_000)).toBe(1)
  }
}

describe.each(KINDS)('%s client', (kind) => {
  it('a master that is killed is replaced by its replica, and nobody gets another value', async () => {
    const cluster = well()
    const client = open(kind, cluster.addresses)
    const shards = await shardsOf(cluster)
    await fill(client, shards)
    const readers = new Readers(client, shards)
    const [{ master, replica, key }] = shards
    await cluster.kill(master)
    const before = [...readers.answered]
    await cluster.promoted(replica)
    // From the cluster's own word that the replica is master.
    expect(await untilWorks(() => client.get(key), SOON)).toBe(key)
    expect(await untilWorks(() => client.set(`${key}new`, '1'), SOON)).toBe('OK')
    // The others were not held up meanwhile.
    for (const i of [1, 2]) expect(readers.answered[i] - before[i]).toBeGreaterThan(100)
    await within(SOON, readers.stop())
    expect(readers.strange).toEqual([])
  })

  it('a word that is appended through the death of a master is never there twice', async () => {
    const cluster = well()
    const client = open(kind, cluster.addresses, {
      redisOptions: { autoResendUnfulfilledCommands: 'readonly' },
    })
    const [{ master, replica, key }] = await shardsOf(cluster)
    const [acknowledged, unknown, strange]: [string[], string[], unknown[]] = [[], [], []]
    let going = true
    const writers = Array.from({ length: 10 }, async (_, writer) => {
      for (let round = 0; going; round++) {
        const word = `${writer}:${round}`
        await client.rpush(`${key}list`, word).then(
          () => acknowledged.push(word),
          (error) => {
            if (error.maybeExecuted) unknown.push(word)
            else if (error.maybeExecuted !== false) strange.push(String(error))
          },
        )
        if (client.status !== 'ready') await new Promise((resolve) => setImmediate(resolve))
      }
    })
    await untilWorks(() => client.incr(key))
    await cluster.kill(master)
    await cluster.promoted(replica)
    await untilWorks(() => client.incr(key), SOON)
    going = false
    await within(SOON, Promise.all(writers))
    const kept = (await replica.ask('LRANGE', `${key}list`, 0, -1)) as string[]
    expect(strange).toEqual([])
    expect(kept.filter((word, i) => kept.indexOf(word) !== i)).toEqual([])
    const said = new Set([...acknowledged, ...unknown])
    expect(kept.filter((word) => !said.has(word))).toEqual([])
  })

  it('a master that stops answering holds up no other, and its replica takes over', async () => {
    const cluster = well()
    const client = open(kind, cluster.addresses, { redisOptions: { commandTimeout: 1_000 } })
    const shards = await shardsOf(cluster)
    await fill(client, shards)
    const [stopped, ...others] = shards
    cluster.freeze(stopped.master)
    const lost = client.get(stopped.key).catch((error: Error) => error)
    for (let round = 0; round < 200; round++) {
      const values = others.map(({ key }) => client.get(key))
      expect(await Promise.all(values)).toStrictEqual(others.map(({ key }) => key))
    }
    await cluster.promoted(stopped.replica)
    expect(await untilWorks(() => client.get(stopped.key), SOON)).toBe(stopped.key)
    expect([stopped.key, 'Command timed out']).toContain(
      await lost.then((said) => (said instanceof Error ? said.message : said)),
    )
  })

  it('what waits at a master that stops answering goes to its replica, however long it may wait', async () => {
    const cluster = well()
    // The class has no deadline unless it is told one.
    const redisOptions = kind === 'shared' ? { commandTimeout: 60_000 } : {}
    const client = open(kind, cluster.addresses, { redisOptions })
    const shards = await shardsOf(cluster)
    await fill(client, shards)
    const [{ master, replica, key }] = shards
    cluster.freeze(master)
    const reads = [client.get(key), client.pipeline().get(key).exec()]
    const write = client.set(`${key}new`, 'written').catch((error: Error) => error)
    await cluster.promoted(replica)
    expect(await within(SOON, Promise.all(reads))).toStrictEqual([key, [[null, key]]])
    // The shared client sends again only what reads.
    if (kind === 'shared') expect(await within(SOON, write)).toMatchObject({ maybeExecuted: true })
    else expect(await within(SOON, write)).toBe('OK')
    expect(await within(SOON, client.set(`${key}new`, 'again'))).toBe('OK')
    expect(await replica.ask('GET', `${key}new`)).toBe('again')
  })

  it('a replica that dies is missed by nobody, and is read from again when it is back', async () => {
    const cluster = well()
    // The cluster stops to name a replica that is gone for long: who asks again finds that it is back.
    const slotsRefreshInterval = kind === 'own' ? { slotsRefreshInterval: 1_000 } : {}
    const client = open(kind, cluster.addresses, {
      cluster: { scaleReads: 'slave', ...slotsRefreshInterval },
    })
    const shards = await shardsOf(cluster)
    await fill(client, shards)
    const [{ replica, key }] = shards
    expect(await client.get(key)).toBe(key)
    await cluster.kill(replica)
    for (let round = 0; round < 50; round++) {
      for (const shard of shards) {
        expect(await untilWorks(() => client.get(shard.key), SOON)).toBe(shard.key)
      }
    }
    await askUntil(
      () => client.nodes().map((node) => node.options.port),
      (ports) => !ports.includes(replica.port),
    )
    await cluster.heal()
    await replica.ask('CONFIG', 'RESETSTAT')
    await within(
      SOON,
      untilWorks(async () => {
        await client.get(key)
        const stats = await replica.infoOf('INFO', 'commandstats')
        if (stats.cmdstat_get === undefined) throw new Error('not read from')
      }),
    )
  })

  it('all nodes die, and come back', async () => {
    const cluster = well()
    const client = open(kind, cluster.addresses)
    const shards = await shardsOf(cluster)
    await fill(client, shards)
    await Promise.all(cluster.running.map((node) => cluster.kill(node)))
    const meanwhile = shards.map(({ key }) => client.get(key).catch(String))
    await cluster.heal()
    for (const { key } of shards) {
      expect(await untilWorks(() => client.set(key, 'again'), SOON)).toBe('OK')
      expect(await client.get(key)).toBe('again')
    }
    // What was asked meanwhile was told something: what the nodes had then, or that they were not there.
    for (const said of await within(SOON, Promise.all(meanwhile))) {
      if (said !== null) expect(said).toMatch(/^(again$|\w*Error:)/)
    }
  })
})
