/** Clients of a cluster, both kinds; writers that know each reply that may come; a cluster that is scripted. */
import Ours, { getRedis } from '@app/redis-native'
import type IORedis from 'ioredis'
import type { Cluster, ClusterOptions, ClusterNode as StartupNode } from 'ioredis'
import { RedisCluster, type ClusterOptions as Topology } from '../support/cluster'
import { askUntil } from '../support/events'
import { bulk, type Peer, ScriptedServer } from '../support/scripted'
import { SLOTS } from '../support/slots'
import { using } from './clients'

export type Client = Cluster
export type Kind = 'shared' | 'own'

export const KINDS: [kind: Kind][] = [['shared'], ['own']]

const opened = new Set<Client>()
let count = 0

// Before the servers go, that no client mourns them.
afterEach(() => {
  for (const client of opened) client.disconnect()
  opened.clear()
})

export interface Options {
  redisOptions?: Record<string, any>
  cluster?: ClusterOptions
}

/** A client with a connection name that no other has; its errors are heard. */
export function open(
  kind: Kind,
  nodes: StartupNode[],
  { redisOptions = {}, cluster = {} }: Options = {},
): Client {
  const named = { connectionName: `faults-cluster-${process.pid}-${++count}`, ...redisOptions }
  const client = (kind === 'shared'
    ? getRedis({ ...named, cluster: { nodes, ...cluster } } as object)
    : new (Ours as unknown as typeof IORedis).Cluster(nodes, {
        clusterRetryStrategy: () => 20,
        redisOptions: named,
        ...cluster,
      })) as unknown as Client
  client.on('error', () => {})
  opened.add(client)
  return client
}

/** One cluster for the file; each test finds it well, and without data. */
export function setUpCluster(options?: Topology): () => RedisCluster {
  let cluster: RedisCluster
  beforeAll(async () => {
    cluster = await RedisCluster.start(options)
  })
  afterEach(async () => {
    await cluster.heal()
    await cluster.settle()
    await cluster.flush()
  })
  afterAll(() => cluster?.stop())
  return () => cluster
}

/**
 * Writers that know what each reply has to be: each is alone with its keys. Without failures every number
 * is one more than the last; a reply that is lost, doubled or another's is seen at once.
 */
export class Oracle {
  going = true
  answered = 0
  readonly strange: unknown[] = []
  readonly failures: Error[] = []
  /** The last number of each writer that was acknowledged. */
  readonly counts: number[] = []
  private readonly writers: Promise<void>[]
  private heard: Array<{ after: number; resolve: () => void }> = []

  constructor(
    private readonly client: Client,
    readonly tags: string[],
  ) {
    this.writers = tags.map((tag, writer) => this.write(tag, writer))
  }

  key(writer: number, name: string): string {
    return `{${this.tags[writer]}}:${name}`
  }

  /** Resolves when so many more replies have come. */
  async answers(more: number): Promise<void> {
    await new Promise<void>((resolve) => this.heard.push({ after: this.answered + more, resolve }))
  }

  /** Resolves when all that is under way now is answered. */
  async caughtUp(): Promise<void> {
    const before = [...this.counts]
    // A writer asks the next only when all of the last is answered.
    await askUntil(
      () => [...this.counts],
      (counts) => counts.every((count, writer) => count >= before[writer] + 2),
    )
  }

  async stop(): Promise<void> {
    this.going = false
    await Promise.all(this.writers)
  }

  private async write(tag: string, writer: number): Promise<void> {
    const key = (name: string): string => `{${tag}}:${name}`
    this.counts[writer] = 0
    for (let round = 1; this.going; round++) {
      const word = `${tag}:${round}`
      await Promise.all([
        this.expect(this.client.incr(key('count')), round, () => {
          this.counts[writer] = round
        }),
        this.expect(this.client.rpush(key('list'), word), round),
        this.expect(this.client.set(key('word'), word), 'OK'),
        this.expect(this.client.get(key('word')), word),
        this.expect(this.client.echo(word), word),
      ])
      if (round % 4 === 0) {
        await this.expect(
          this.client.pipeline().get(key('count')).llen(key('list')).get(key('word')).exec(),
          [
            [null, String(round)],
            [null, round],
            [null, word],
          ],
        )
      }
      if (round % 4 === 2) {
        await this.expect(this.client.multi().set(key('other'), word).get(key('other')).exec(), [
          [null, 'OK'],
          [null, word],
        ])
      }
    }
  }

  private async expect(reply: Promise<unknown>, expected: unknown, then?: () => void): Promise<void> {
    try {
      const value = await reply
      if (JSON.stringify(value) !== JSON.stringify(expected)) this.strange.push({ expected, value })
      then?.()
      this.answered++
      this.heard = this.heard.filter(({ after, resolve }) => {
        if (this.answered < after) return true
        resolve()
        return false
      })
    } catch (error) {
      this.failures.push(error as Error)
      // Who goes on asking a client that has ended leaves nobody else a turn.
      if (this.client.status === 'end') this.going = false
    }
  }
}

/** What a scripted node says to a command; nothing where the script has said it itself. */
export type Says = (node: number, command: string[], peer: Peer) => string | undefined

/** A range of slots, and the numbers of its nodes. */
export type Range = [first: number, last: number, ...nodes: number[]]

/** Servers that say what a test wants of themselves as a cluster. */
export class ScriptedCluster {
  /** What CLUSTER SLOTS says, by the number of the node that is asked. */
  slots: (node: number) => Range[] | string | undefined
  readonly nodes: ScriptedServer[] = []
  /** How often a node was asked for the slots. */
  asked = 0

  private constructor(private readonly says: Says) {
    this.slots = () => [[0, SLOTS - 1, 0]]
  }

  static async start(count: number, says: Says): Promise<ScriptedCluster> {
    const cluster = new ScriptedCluster(says)
    for (let number = 0; number < count; number++) {
      cluster.nodes.push(
        using(
          await ScriptedServer.start({ script: (peer, command) => cluster.answer(number, peer, command) }),
        ),
      )
    }
    return cluster
  }

  addresses(...numbers: number[]): Array<{ host: string; port: number }> {
    const those = numbers.length > 0 ? numbers.map((number) => this.nodes[number]) : this.nodes
    return those.map(({ port }) => ({ host: '127.0.0.1', port }))
  }

  /** The commands that a node got, but for those of the client itself. */
  commandsOf(number: number): string[][] {
    return this.nodes[number].commands.filter(([name]) => !/^(cluster|info)$/i.test(name))
  }

  private answer(number: number, peer: Peer, command: string[]): void {
    const [name, sub = ''] = command.map((word) => word.toUpperCase())
    if (name === 'CLUSTER' && sub === 'INFO') {
      peer.send(bulk('cluster_state:ok\r\n'))
    } else if (name === 'CLUSTER' && sub === 'SLOTS') {
      this.asked++
      const said = this.slots(number)
      if (said !== undefined) peer.send(typeof said === 'string' ? said : this.reply(said))
    } else if (name === 'ASKING') {
      peer.send('+OK\r\n')
    } else {
      const said = this.says(number, command, peer)
      if (said !== undefined) peer.send(said)
    }
  }

  private reply(ranges: Range[]): string {
    const node = (number: number): string =>
      `*3\r\n${bulk('127.0.0.1')}:${this.nodes[number].port}\r\n${bulk(`node-${number}`)}`
    const rows = ranges.map(
      ([first, last, ...nodes]) =>
        `*${nodes.length + 2}\r\n:${first}\r\n:${last}\r\n${nodes.map(node).join('')}`,
    )
    return `*${rows.length}\r\n${rows.join('')}`
  }
}
