/** A cluster that wants a password and speaks TLS, by options and by the environment. */
import { Cluster, getRedis } from '@app/redis-native'
import { runNode } from '../support/child'
import { rejection } from '../support/clients'
import { RedisCluster } from '../support/cluster'
import { event } from '../support/events'
import { slotOf } from '../support/slots'
import { Authority } from '../support/tls'

const PASSWORD = 'the secret of the cluster'

let authority: Authority
let cluster: RedisCluster
const opened: any[] = []

beforeAll(async () => {
  authority = Authority.create()
  cluster = await RedisCluster.start({
    password: PASSWORD,
    tls: { authority, certificate: authority.sign() },
  })
})
afterEach(async () => {
  for (const client of opened.splice(0)) client.disconnect()
  await cluster.flush()
})
afterAll(async () => {
  await cluster?.stop()
  authority?.remove()
})

const secured = () => ({ password: PASSWORD, tls: { ca: authority.cert } })

function open(kind: string, redisOptions: Record<string, any>, cluster_: Record<string, any> = {}): any {
  const nodes = cluster.addresses
  const client =
    kind === 'shared'
      ? getRedis({ ...redisOptions, cluster: { nodes, ...cluster_ } } as any)
      : new Cluster(nodes, { ...cluster_, redisOptions })
  client.on('error', () => {})
  opened.push(client)
  return client
}

/** An own client tries for ever unless it is told otherwise. */
const giveUp = (kind: string): object => (kind === 'own' ? { clusterRetryStrategy: null } : {})

/** What an error, its causes, and what nodes said last, say. */
function words(error: any): string {
  const { message, cause, lastNodeError } = error
  return [message, ...[cause, lastNodeError].filter(Boolean).map(words)].join(' <- ')
}

describe.each([['own'], ['shared']])('%s client', (kind) => {
  it('works on all masters', async () => {
    const client = open(kind, secured())
    const keys = (await cluster.tags()).map((tag) => `{${tag}}`)
    for (const key of keys) expect(await client.set(key, key)).toBe('OK')
    expect(await client.mget(...keys)).toEqual(keys)
    expect((await client.keys('*')).length).toBe(1)
    expect(client.nodes('master')).toHaveLength(3)
  })

  it('follows a slot that moves, and a failover', async () => {
    const client = open(kind, secured())
    const [from, to] = await cluster.masters()
    const [tag] = await cluster.tagsOn(from)
    const key = `{${tag}}moved`
    expect(await client.set(key, 'value')).toBe('OK')
    await cluster.moveSlot(slotOf(key), to)
    expect(await client.get(key)).toBe('value')
    const [replica] = await cluster.replicasOf(to)
    await cluster.failover(replica)
    expect(await client.get(key)).toBe('value')
    expect(await client.set(key, 'another')).toBe('OK')
    expect(await replica.ask('GET', key)).toBe('another')
  })

  it('hears channels, plain and sharded', async () => {
    const client = open(kind, secured())
    const subscriber = open(kind, secured(), kind === 'own' ? { shardedSubscribers: true } : {})
    await subscriber.subscribe('channel')
    await subscriber.ssubscribe('shard')
    const message = event(subscriber, 'message')
    const sharded = event(subscriber, 'smessage')
    await client.publish('channel', 'one')
    await client.spublish('shard', 'two')
    expect(await message).toEqual(['channel', 'one'])
    expect((await sharded).slice(0, 2)).toEqual(['shard', 'two'])
  })

  it('reads from replicas, which want the password and TLS, too', async () => {
    const client = open(kind, secured(), { scaleReads: 'slave' })
    const [master] = await cluster.masters()
    const [tag] = await cluster.tagsOn(master)
    await client.set(`{${tag}}`, 'value')
    expect(await master.ask('WAIT', 1, 10_000)).toBe(1)
    const [replica] = await cluster.replicasOf(master)
    await replica.ask('CONFIG', 'RESETSTAT')
    expect(await client.get(`{${tag}}`)).toBe('value')
    expect((await replica.infoOf('INFO', 'commandstats')).cmdstat_get).toMatch(/^calls=1,/)
  })

  it('says why it has no part in it, and shows no password', async () => {
    const wrong = open(kind, { ...secured(), password: 'not the secret' }, giveUp(kind))
    const said = words(await rejection(wrong.get('key')))
    expect(said).toMatch(/WRONGPASS/)
    expect(said).not.toContain('not the secret')
    const stranger = Authority.create('Another Authority')
    try {
      const trust = { password: PASSWORD, tls: { ca: stranger.cert } }
      expect(words(await rejection(open(kind, trust, giveUp(kind)).get('key')))).toMatch(/certificate/)
    } finally {
      stranger.remove()
    }
  })
})

it('natMap leads the shared client to the addresses to connect to', async () => {
  const map = Object.fromEntries(
    cluster.addresses.map(({ host, port }) => [`${host}:${port}`, { host: 'localhost', port }]),
  )
  const client = open('shared', secured(), { natMap: map })
  expect(await client.set('key', 'value')).toBe('OK')
  expect(client.nodes('master').map(({ options }: any) => options.host)).toEqual(Array(3).fill('localhost'))
})

it('the environment says all of it', async () => {
  const { told, stderr, code } = await runNode(
    `await pkg.redis.mset('a', '1', 'b', '2', 'c', '3')
    const values = await pkg.redis.mget('a', 'b', 'c')
    tell([values, (await pkg.redisHealthCheck()).ok ?? true, JSON.stringify(pkg.getConnectionInfo())])`,
    {
      REDIS_CLUSTER_HOSTS: cluster.addresses.map(({ host, port }) => `${host}:${port}`).join(),
      REDIS_PASSWORD: PASSWORD,
      REDIS_TLS: '1',
      REDIS_TLS_CA: authority.certFile,
    },
  )
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  expect(told[0]).toEqual(['1', '2', '3'])
  expect(told[2]).not.toContain(PASSWORD)
})
