/** Slots that move and masters that change by command, under a load that knows each reply: nothing fails. */
import type { RedisCluster } from '../support/cluster'
import { askUntil, within } from '../support/events'
import { slotOf } from '../support/slots'
import { type Client, KINDS, type Kind, Oracle, open, setUpCluster } from './clusters'

const WRITERS = 6
const well = setUpCluster()

/** Writers on each master. */
async function load(cluster: RedisCluster, client: Client): Promise<Oracle> {
  const tags = await Promise.all((await cluster.masters()).map((master) => cluster.tagsOn(master, WRITERS)))
  return new Oracle(client, tags.flat())
}

/** A client that waits for the cluster however long it takes. */
const connect = (kind: Kind, cluster: RedisCluster): Client =>
  open(kind, cluster.addresses, { redisOptions: { commandTimeout: 30_000 } })

/** What a failure says of itself. */
const told = (error: any): string =>
  `${error.command?.name}: ${error.message} (${error.phase}, ${error.maybeExecuted})`

/** Nothing failed, and each number that was acknowledged is there, once. */
async function expectWhole(cluster: RedisCluster, oracle: Oracle): Promise<void> {
  await within(60_000, oracle.stop(), 'the load')
  expect({ strange: oracle.strange, failures: oracle.failures.map(told) }).toEqual({
    strange: [],
    failures: [],
  })
  for (const [writer, count] of oracle.counts.entries()) {
    const owner = await cluster.ownerOf(oracle.key(writer, 'count'))
    expect(await owner.ask('GET', oracle.key(writer, 'count'))).toBe(String(count))
    expect(await owner.ask('LLEN', oracle.key(writer, 'list'))).toBe(count)
  }
}

describe.each(KINDS)('%s client, with writers on all masters', (kind) => {
  it('the slots of all writers move, twice', async () => {
    const cluster = well()
    const oracle = await load(cluster, connect(kind, cluster))
    await oracle.answers(500)
    const masters = await cluster.masters()
    for (const tag of [...oracle.tags, ...oracle.tags]) {
      const from = await cluster.ownerOf(tag)
      const to = masters[(masters.indexOf(from) + 1) % masters.length]
      await cluster.openSlot(slotOf(tag), to)
      await oracle.answers(20)
      await cluster.closeSlot(slotOf(tag), from, to)
      await oracle.answers(20)
    }
    await cluster.agreed()
    await oracle.answers(500)
    await expectWhole(cluster, oracle)
  })

  it('hundreds of slots move at once, from one master to another and back', async () => {
    const cluster = well()
    const oracle = await load(cluster, connect(kind, cluster))
    await oracle.answers(500)
    const [one, other] = await cluster.masters()
    const own = oracle.tags.slice(0, WRITERS).map(slotOf)
    const slots: number[] = []
    for (let slot = 0; slots.length < 300; slot++) {
      if ((await cluster.ownerOf(slot)) === one && !own.includes(slot)) slots.push(slot)
    }
    await cluster.moveSlots([...slots, ...own], other)
    await oracle.answers(500)
    await cluster.moveSlots([...slots, ...own], one)
    await oracle.answers(500)
    await expectWhole(cluster, oracle)
  })

  it('each master hands over to its replica, and takes over again', async () => {
    const cluster = well()
    const oracle = await load(cluster, connect(kind, cluster))
    await oracle.answers(500)
    for (let round = 0; round < 2; round++) {
      for (const master of await cluster.masters()) {
        const [replica] = await cluster.replicasOf(master)
        await cluster.failover(replica)
        await oracle.answers(300)
      }
    }
    await expectWhole(cluster, oracle)
  })

  it('a node joins, gets slots, gives them back and leaves', async () => {
    const cluster = well()
    const client = connect(kind, cluster)
    const oracle = await load(cluster, client)
    await oracle.answers(500)
    const [first] = await cluster.masters()
    const joined = await cluster.add()
    const slots = oracle.tags.slice(0, WRITERS).map(slotOf)
    await cluster.moveSlots(slots, joined)
    await oracle.answers(500)
    expect(await cluster.masters()).toContain(joined)
    await cluster.moveSlots(slots, first)
    // It serves nothing, the client knows, and owes nothing: who is asked something when it dies has to say so.
    await askUntil(
      () => client.nodes().map((node) => node.options.port),
      (ports) => !ports.includes(joined.port),
    )
    await oracle.caughtUp()
    await cluster.remove(joined)
    await oracle.answers(500)
    await expectWhole(cluster, oracle)
  })
})
