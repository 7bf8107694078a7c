/** What an outage of a cluster writes to the console where nobody listens for errors. */
import { under } from '../configuration/environments'
import { untilWorks } from '../faults/clients'
import { RedisCluster } from '../support/cluster'
import { event } from '../support/events'

let cluster: RedisCluster
let lines: string[] = []
beforeAll(async () => {
  cluster = await RedisCluster.start()
})
beforeEach(() => {
  lines = []
  for (const name of ['log', 'info', 'warn', 'error'] as const) {
    jest.spyOn(console, name).mockImplementation((...words) => void lines.push(words.join(' ')))
  }
})
afterEach(async () => {
  jest.restoreAllMocks()
  await cluster.heal()
})
afterAll(() => cluster?.stop())

/** Each test has connections of its own, which no outage before has closed. */
const variables = (name: string) => ({
  REDIS_CONNECTION_NAME: name,
  REDIS_CLUSTER_HOSTS: cluster.nodes.map(({ address }) => address).join(),
  REDIS_COMMAND_TIMEOUT: '1000',
})

/** All nodes die, and every handle sees that, again and again until its commands are given up. */
async function outage(handles: any[]): Promise<void> {
  const seen = handles.map((handle) => event(handle, 'reconnecting'))
  await Promise.all(cluster.running.map((node) => cluster.kill(node)))
  await Promise.all(handles.map((handle) => handle.get('k').catch(() => {})))
  await Promise.all(seen)
}

test('an outage is one line for all handles, however long it lasts, and the next one another', () =>
  under(variables('lines'), async ({ getRedis, closeRedis }: any) => {
    const handles = ['a:', 'b:', 'c:'].map((keyPrefix) => getRedis({ keyPrefix }))
    await Promise.all(handles.map((handle) => untilWorks(() => handle.get('k'))))
    expect(lines).toEqual([])
    await outage(handles)
    expect(lines).toEqual([expect.stringContaining('[ioredis] Unhandled error event:')])
    const back = Promise.all(handles.map((handle) => event(handle, 'ready')))
    await cluster.heal()
    await back
    lines.length = 0
    await outage(handles)
    expect(lines).toHaveLength(1)
    for (const handle of handles) handle.disconnect()
    await closeRedis({ drainMs: 100 })
  }))

test('a handle that listens hears of it, and those that do not are one line', () =>
  under(variables('listens'), async ({ getRedis, closeRedis }: any) => {
    const handles = ['a:', 'b:', 'c:'].map((keyPrefix) => getRedis({ keyPrefix }))
    const heard: Error[] = []
    handles[0].on('error', (error: Error) => heard.push(error))
    await Promise.all(handles.map((handle) => untilWorks(() => handle.get('k'))))
    await outage(handles)
    expect(heard.length).toBeGreaterThan(0)
    expect(lines).toHaveLength(1)
    for (const handle of handles) handle.disconnect()
    await closeRedis({ drainMs: 100 })
  }))
