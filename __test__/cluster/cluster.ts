/** What the specs of this folder share: one cluster for a file, empty before each test. */
import { Cluster } from '@app/redis-native'
import { type ClusterOptions, RedisCluster } from '../support/cluster'

export type Options = ConstructorParameters<typeof Cluster>[1]

export interface Bench {
  readonly cluster: RedisCluster
  /** A client of the file's cluster, ended with the test. */
  connect(options?: Options): Cluster
  /** A client that begins at these nodes, ended with the test. */
  make(nodes: ConstructorParameters<typeof Cluster>[0], options?: Options): Cluster
}

export function setUpCluster(options?: ClusterOptions): Bench {
  let cluster: RedisCluster
  const opened = new Set<Cluster>()

  beforeAll(async () => {
    cluster = await RedisCluster.start(options)
  })
  afterEach(async () => {
    for (const client of opened) client.disconnect()
    opened.clear()
    await cluster.flush()
  })
  afterAll(() => cluster?.stop())

  const make: Bench['make'] = (nodes, options = {}) => {
    const redisOptions = { disconnectTimeout: 50, ...options.redisOptions }
    const client = new Cluster(nodes, { ...options, redisOptions })
    client.on('error', () => {})
    opened.add(client)
    return client
  }
  return {
    get cluster() {
      return cluster
    },
    make,
    connect: (options) => make(cluster.addresses, options),
  }
}
