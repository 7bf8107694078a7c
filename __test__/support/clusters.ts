/**
 * Both classes for clusters that every contract spec of clusters runs over, and a real cluster for the
 * file, without data before each test.
 */
import Ours from '@app/redis-native'
import IORedis, { type ClusterNode, type ClusterOptions, type Cluster as IORedisCluster } from 'ioredis'
import './clients'
import { RedisCluster, type ClusterOptions as Topology } from './cluster'

export type ClusterClient = IORedisCluster
type Class = typeof IORedis.Cluster

/** The classes by their names, for `describe.each`. */
export const CLUSTERS: [name: string, Cluster: Class][] = [
  ['ioredis', IORedis.Cluster],
  ['redis-native', (Ours as unknown as typeof IORedis).Cluster],
]

export interface ClusterBench {
  readonly cluster: RedisCluster
  /** A client of the file's cluster. Its errors are heard, so that none is printed. */
  connect(Cluster: Class, options?: ClusterOptions): ClusterClient
  /** A client of these nodes, ended with the test. */
  make(Cluster: Class, nodes: ClusterNode[], options?: ClusterOptions): ClusterClient
}

/** One cluster for the file, without data before each test; no client outlives its test. */
export function setUpCluster(topology?: Topology): ClusterBench {
  let cluster: RedisCluster
  const opened = new Set<ClusterClient>()

  beforeAll(async () => {
    cluster = await RedisCluster.start(topology)
  })
  afterEach(async () => {
    for (const client of opened) client.disconnect()
    opened.clear()
    await cluster.settle()
    await cluster.flush()
  })
  afterAll(() => cluster?.stop())

  const make = (Cluster: Class, nodes: ClusterNode[], options?: ClusterOptions): ClusterClient => {
    const client = new Cluster(nodes, options)
    client.on('error', () => {})
    opened.add(client)
    return client
  }
  return {
    get cluster() {
      return cluster
    },
    make,
    connect: (Cluster, options) => make(Cluster, cluster.addresses, options),
  }
}

/** Resolves when the client is ready, at once if it is. */
export function ready(client: ClusterClient): Promise<void> {
  return client.status === 'ready'
    ? Promise.resolve()
    : new Promise((resolve) => client.once('ready', () => resolve()))
}

/** Resolves when so many messages have come. */
export function messages(client: ClusterClient, name: string, count: number): Promise<any[][]> {
  const all: any[][] = []
  return new Promise((resolve) =>
    client.on(name, (...args: any[]) => {
      // ioredis tells a sharded message with a last argument that is undefined.
      if (all.push(args.filter((arg) => arg !== undefined)) === count) resolve(all)
    }),
  )
}
