/**
 * The same scenario over ioredis and over this package, one after the other, on one server that is
 * brought into the same state before each.
 */
import { CLIENTS, type Client } from '../../support/clients'
import { type RedisServer, startRedis } from '../../support/server'
import type { Mode, Scenario, Way } from './scenario'

export interface Comparison {
  /** What both clients get; ioredis comes first. */
  replies(mode: Mode, scenario: Scenario, way: Way): Promise<[theirs: unknown[], ours: unknown[]]>
}

/** One server for the file, and one connection for each client and mode. */
export function setUpComparison(): Comparison {
  let server: RedisServer
  let control: Client
  const kept = new Map<string, Client>()

  const connect = (index: number, options: Record<string, unknown>): Client => {
    const [, Redis] = CLIENTS[index]
    const client = new Redis({ port: server.port, host: '127.0.0.1', ...options })
    client.on('error', () => {})
    return client
  }

  beforeAll(async () => {
    server = await startRedis()
    control = connect(0, { protocol: 2 })
  })
  afterAll(async () => {
    for (const client of [...kept.values(), control]) client?.disconnect()
    await server?.stop()
  })

  /** No data, no scripts, no users of a scenario before, and nothing under way. */
  const reset = async (): Promise<void> => {
    await control.pipeline().flushall().call('FUNCTION', 'FLUSH').script('FLUSH').exec()
    await control.pipeline().acl('DELUSER', 'bob').config('RESETSTAT').slowlog('RESET').exec()
    while (/(rdb_bgsave|aof_rewrite)_in_progress:1/.test(await control.info('persistence')));
  }

  const side = async (index: number, mode: Mode, scenario: Scenario, way: Way): Promise<unknown[]> => {
    await reset()
    const key = `${index} ${JSON.stringify(mode.options)}`
    if (!scenario.alone) {
      const client = kept.get(key) ?? connect(index, mode.options)
      kept.set(key, client)
      return way(client, scenario, mode.buffers)
    }
    const client = connect(index, mode.options)
    try {
      return await way(client, scenario, mode.buffers)
    } finally {
      client.disconnect()
    }
  }

  return {
    replies: async (mode, scenario, way) => [
      await side(0, mode, scenario, way),
      await side(1, mode, scenario, way),
    ],
  }
}
