/**
 * One master, its replicas, and the sentinels that watch them, on free ports of 127.0.0.1 and gone with the
 * test. Servers fall and rise, so who is master is asked of the sentinels each time.
 */
import { askUntil } from './events'
import { type RedisServer, startRedis } from './server'

/** Longer than a sentinel does nothing that was slow once, which is 30 s. */
const PATIENCE = 50_000

export interface TopologyOptions {
  replicas?: number
  sentinels?: number
  /** What the servers, and what the sentinels want to hear. */
  password?: string
  sentinelPassword?: string
  /** After how many milliseconds of silence a server counts as down. */
  downAfter?: number
  /** Further arguments of each server. */
  args?: string[]
}

/** An entry of SENTINEL REPLICAS or SENTINEL SENTINELS. */
type Entry = Record<string, string>

export class Topology {
  readonly name = 'main'

  private constructor(
    readonly servers: RedisServer[],
    readonly sentinels: RedisServer[],
  ) {}

  /** Starts all of it, and resolves when every sentinel knows every server and every other sentinel. */
  static async start(options: TopologyOptions = {}): Promise<Topology> {
    const { replicas = 1, sentinels = 3, password, sentinelPassword, downAfter = 1_000, args = [] } = options
    const auth = password === undefined ? [] : ['--masterauth', password]
    const server = (more: string[] = []) =>
      startRedis({ password, args: ['--repl-diskless-sync-delay', '0', ...auth, ...args, ...more] })
    const servers = [await server()]
    const [{ port }] = servers
    for (let i = 0; i < replicas; i++) servers.push(await server(['--replicaof', '127.0.0.1', String(port)]))
    for (const replica of servers.slice(1)) await inSync(replica)
    const lines = [
      `sentinel monitor main 127.0.0.1 ${port} ${Math.floor(sentinels / 2) + 1}`,
      `sentinel down-after-milliseconds main ${downAfter}`,
      'sentinel failover-timeout main 3000',
    ]
    if (password !== undefined) lines.push(`sentinel auth-pass main "${password}"`)
    if (sentinelPassword !== undefined) lines.push(`sentinel sentinel-pass "${sentinelPassword}"`)
    const watching: RedisServer[] = []
    for (let i = 0; i < sentinels; i++) {
      watching.push(await startRedis({ sentinel: lines, password: sentinelPassword }))
    }
    const topology = new Topology(servers, watching)
    await topology.settled(replicas)
    return topology
  }

  /** The sentinels as the option `sentinels` takes them. */
  get addresses(): { host: string; port: number }[] {
    return this.sentinels.map(({ port }) => ({ host: '127.0.0.1', port }))
  }

  /** The sentinels as REDIS_SENTINELS takes them. */
  get hosts(): string {
    return this.sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')
  }

  /** The port of the master that a sentinel names. */
  async masterPort(sentinel = this.sentinels[0]): Promise<number> {
    const answer = await sentinel.cli('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', this.name)
    return Number(answer.split('\n')[1])
  }

  /** The server that the first sentinel calls master. */
  async master(): Promise<RedisServer> {
    const port = await this.masterPort()
    return this.servers.find((server) => server.port === port) as RedisServer
  }

  /** The servers that are not that one. */
  async replicas(): Promise<RedisServer[]> {
    const port = await this.masterPort()
    return this.servers.filter((server) => server.port !== port)
  }

  /** Makes a replica the master, and resolves when all sentinels say so. */
  async failover(): Promise<RedisServer> {
    const before = await this.masterPort()
    // A sentinel that has not heard of its replicas for a while has none that would do.
    await askUntil(
      () => this.sentinels[0].cli('SENTINEL', 'FAILOVER', this.name).catch((error: Error) => error.message),
      (answer) => answer === 'OK',
      PATIENCE,
    )
    return this.replaced(before)
  }

  /** Resolves with the new master when all sentinels name another than this one. */
  async replaced(before: number): Promise<RedisServer> {
    for (const sentinel of this.sentinels) {
      await askUntil(
        () => this.masterPort(sentinel),
        (port) => port !== before,
        PATIENCE,
      )
    }
    return this.master()
  }

  /** Resolves when every sentinel knows so many replicas that are well, and all other sentinels. */
  async settled(replicas: number): Promise<void> {
    for (const sentinel of this.sentinels) {
      await askUntil(
        () => entries(sentinel, 'SENTINELS', this.name),
        (others) =>
          others.length === this.sentinels.length - 1 && others.every(({ flags }) => flags === 'sentinel'),
        PATIENCE,
      )
      await askUntil(
        () => entries(sentinel, 'REPLICAS', this.name),
        (known) =>
          known.length === replicas &&
          known.every((one) => one.flags === 'slave' && one['master-link-status'] === 'ok'),
        PATIENCE,
      )
    }
  }

  async stop(): Promise<void> {
    for (const server of [...this.sentinels, ...this.servers]) await server.stop()
  }
}

/** Resolves when a replica has all that its master had. */
export async function inSync(replica: RedisServer): Promise<void> {
  await askUntil(
    () => replica.cli('INFO', 'replication'),
    (info) => info.includes('master_link_status:up'),
  )
}

async function entries(sentinel: RedisServer, what: string, name: string): Promise<Entry[]> {
  const list = await sentinel.cli('--json', 'SENTINEL', what, name)
  const parsed: unknown = JSON.parse(list)
  return (parsed as (Entry | string[])[]).map((one) => {
    if (!Array.isArray(one)) return one
    const entry: Entry = {}
    for (let i = 0; i < one.length; i += 2) entry[one[i]] = one[i + 1]
    return entry
  })
}
