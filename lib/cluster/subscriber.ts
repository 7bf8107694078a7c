/**
 * The subscriptions of a cluster client: one connection to any node, as every node hears what is
 * published to any. When it is lost another node takes its place, and gets all subscriptions first.
 */

import { ignore } from '../callback'
import { outer } from '../native'
import type { RedisOptions } from '../options'
import { choose, type Node, type NodeClient, type Nodes } from './nodes'

/** A client that subscribes. */
export interface SubscribingClient extends NodeClient {
  readonly condition: { subscriber: { channels(type: string): string[] } | false } | null
  off(event: string, listener: (...args: never[]) => void): unknown
  subscribe(...channels: string[]): Promise<unknown>
  psubscribe(...patterns: string[]): Promise<unknown>
  ssubscribe(...channels: string[]): Promise<unknown>
  sunsubscribe(...channels: string[]): Promise<unknown>
}

export interface SubscriberHost {
  emit(event: string, ...args: unknown[]): boolean
  listenerCount(event: string): number
  create(options: RedisOptions): SubscribingClient
}

const EVENTS = ['message', 'messageBuffer', 'pmessage', 'pmessageBuffer', 'smessage', 'smessageBuffer']
const KINDS = ['subscribe', 'psubscribe', 'ssubscribe'] as const

/** Before a subscriber that could not connect is followed by the next one, in milliseconds. */
const PAUSE = 100

/** ioredis's name for a connection beside those for commands. */
export function connectionName(component: string, name: unknown): string {
  const prefix = `ioredis-cluster(${component})`
  return name ? `${prefix}:${name}` : prefix
}

/** The options of a subscriber on the node of a client. */
export function subscriberOptions(options: RedisOptions, component: string): RedisOptions {
  const { port, host, username, password, tls, protocol, replyMapping, family } = options
  return {
    port,
    host,
    username,
    password,
    tls,
    protocol,
    replyMapping,
    family,
    enableReadyCheck: true,
    connectionName: connectionName(component, options.connectionName),
    lazyConnect: true,
    // When it is lost, another node is chosen.
    retryStrategy: null,
  }
}

/** Tells the cluster what a client hears. What nobody hears is not made. */
export function forward(
  client: SubscribingClient,
  events: readonly string[],
  host: Pick<SubscriberHost, 'emit'>,
): void {
  for (const event of events) client.on(event, (...args: unknown[]) => host.emit(event, ...args))
}

export class ClusterSubscriber {
  private started = false
  private client: SubscribingClient | undefined
  private key: string | undefined
  /** The one before, as long as not all of its subscriptions are restored. */
  private previous: SubscribingClient | undefined
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly nodes: Nodes,
    private readonly host: SubscriberHost,
  ) {}

  getInstance(): SubscribingClient | undefined {
    return this.client
  }

  start(): void {
    this.started = true
    this.select()
  }

  stop(): void {
    this.started = false
    outer.clearTimeout(this.timer)
    this.timer = undefined
    const { client } = this
    this.client = undefined
    if (client !== undefined) {
      client.off('end', this.onEnd)
      client.disconnect()
    }
  }

  isStarted(): boolean {
    return this.started
  }

  /** A node came: it may be the first. */
  added(): void {
    if (this.started && this.client === undefined && this.timer === undefined) this.select()
  }

  /** A node has left. */
  removed(key: string): void {
    if (this.started && this.client !== undefined && this.key === key) this.select()
  }

  private readonly onEnd = () => {
    if (!this.started) return
    // Nothing may be missed longer than need be; but a node that is down is not called in a hot loop.
    this.timer ??= outer.setTimeout(
      () => {
        this.timer = undefined
        if (this.started) this.select()
      },
      this.wasReady ? 0 : PAUSE * (0.5 + Math.random()),
    )
  }

  private wasReady = false

  private select(): void {
    const { previous, client: before } = this
    for (const client of [previous, before]) {
      client?.off('end', this.onEnd)
      client?.disconnect()
    }
    const node = this.anyNode()
    if (node === undefined) {
      this.client = undefined
      return
    }
    this.key = node.key
    this.wasReady = false
    const client = this.host.create(subscriberOptions(node.client.options, 'subscriber'))
    this.client = client
    client.on('error', ignore)
    client.once('ready', () => {
      this.wasReady = true
    })
    client.once('end', this.onEnd)
    // One that is replaced hears on until its socket is closed: its successor tells the same.
    forward(client, EVENTS, {
      emit: (event, ...args) => this.client === client && this.host.emit(event, ...args),
    })
    this.restore(client, previous)
  }

  private anyNode(): Node | undefined {
    const nodes = this.nodes.list().filter((node) => !this.nodes.isAvoided(node))
    const others = nodes.filter(({ key }) => key !== this.key)
    return choose(others) ?? choose(nodes) ?? this.nodes.sample('all')
  }

  private restore(client: SubscribingClient, previous: SubscribingClient | undefined): void {
    const subscriber = previous?.condition?.subscriber
    const asked = KINDS.flatMap((kind) => {
      const channels = subscriber ? subscriber.channels(kind) : []
      if (channels.length === 0) return []
      // Sharded channels of different slots do not go together.
      if (kind === 'ssubscribe') return channels.map((channel) => client.ssubscribe(channel))
      return [client[kind](...channels)]
    })
    // Until all is confirmed, the next one restores what this one had to.
    Promise.all(asked).then(() => {
      if (this.client === client) this.previous = client
    }, ignore)
    if (asked.length === 0) this.previous = client
  }
}
