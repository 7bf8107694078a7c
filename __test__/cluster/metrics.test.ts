/** What a cluster client of its own has counted, and how it says so. */
import { registerMetrics } from '@app/redis-native'
import { Registry } from 'prom-client'
import { setUpCluster } from './cluster'

const bench = setUpCluster({ replicas: 0 })

test('metrics add up what the nodes have counted, and tell whether all is ready', async () => {
  const client: any = bench.connect({ lazyConnect: true })
  expect(client.metrics()).toMatchObject({ commands: 0, connects: 0, ready: false })
  await client.connect()
  const before = client.metrics().commands
  await Promise.all(['a', 'b', 'c', 'd'].map((key) => client.set(key, key)))
  const { commands, ready, breaker, latency } = client.metrics()
  expect(commands).toBeGreaterThanOrEqual(before + 4)
  const ofNodes = client.nodes().reduce((sum: number, node: any) => sum + node.metrics().commands, 0)
  expect(commands).toBe(ofNodes)
  expect({ ready, breaker }).toEqual({ ready: true, breaker: 'closed' })
  expect(latency.buckets.at(-1).count).toBe(latency.count)
})

test('the text has a line for each node, with its address', async () => {
  const client: any = bench.connect()
  await client.mset('a', '1', 'b', '2', 'c', '3', 'd', '4')
  const text: string = client.metricsText({ app: 'test' })
  for (const { host, port } of bench.cluster.addresses) {
    const server = `db_system_name="redis",server_address="${host}",server_port="${port}",db_namespace="0"`
    expect(text).toContain(`redis_native_connects_total{${server},app="test"} 1`)
  }
  expect(text.match(/^redis_native_ready\{/gm)).toHaveLength(bench.cluster.addresses.length)
})

test('a registry of prom-client tells of every node', async () => {
  const client: any = bench.connect()
  await client.mset('a', '1', 'b', '2', 'c', '3', 'd', '4')
  const registry = new Registry()
  registerMetrics(registry, client, { app: 'test' })
  const text = await registry.metrics()
  for (const { port } of bench.cluster.addresses) {
    expect(text).toMatch(
      new RegExp(`^redis_native_connects_total\\{.*server_port="${port}".*app="test".*\\} 1$`, 'm'),
    )
  }
})
