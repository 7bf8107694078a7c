/**
 * The nodes of a cluster, each a client of its own, by address and role.
 *
 * It owns which clients there are. A client that has ended is taken out; who needs the node again
 * finds or creates it. What to send where is not its matter.
 */

import type { takeBack } from '../abort'
import type { Command, Route } from '../command'
import type { Connection } from '../connection'
import type { Metrics } from '../metrics'
import { outer } from '../native'
import type { RedisOptions } from '../options'
import type { forward, gather } from '../pipeline'
import { type Redis, transportOf } from '../redis'
import { type Address, addressOf, keyOf } from './topology'

export type Role = 'master' | 'slave' | 'all'

/** What is needed of the client of a node; the class `Redis` has it. */
export interface NodeClient {
  readonly status: string
  readonly options: RedisOptions
  /** The commands in flight, to look at. */
  readonly commandQueue?: { toArray(): { command: Command }[] }
  sendCommand(command: Command, stream?: unknown): unknown
  /** Sends a command without asking for its promise. */
  [forward](command: Command, stream: unknown): void
  [gather](size: number, send: () => void): void
  [takeBack](commands: ReadonlySet<Command>, error: () => Error): void
  /** Makes an idle connection hold the process. */
  ref?(): unknown
  unref?(): unknown
  connect(): Promise<void>
  disconnect(reconnect?: boolean): void
  quit(): Promise<'OK'>
  metrics(): Metrics
  /** A client of its own to the same node, where there is one to have. */
  duplicate?(override: RedisOptions): NodeClient
  readonly(): Promise<unknown>
  readwrite(): Promise<unknown>
  on(event: string, listener: (...args: never[]) => void): unknown
  once(event: string, listener: (...args: never[]) => void): unknown
}

/** What a node is made with: its address, and what the user said of a node at this address. */
export interface NodeOptions {
  host: string
  port: number
  readOnly?: boolean
  [option: string]: unknown
}

/** Who owns the nodes. */
export interface NodesHost {
  /** Makes the client of a node. It connects when it is first used. */
  create(options: NodeOptions, readOnly: boolean): NodeClient
  /** Whether a node says nothing to what waits at it. */
  isSilent(node: Node): boolean
  /** A command on its way to a node failed. */
  failed(command: Command, error: Error, node: Node): void
  added(node: Node): void
  removed(node: Node): void
  nodeError(error: Error, key: string): void
  /** A node has another role from here on. */
  turned(client: NodeClient, readOnly: boolean): void
  /** The last node is gone. */
  drained(): void
}

export class Node implements Route {
  /** Another has taken its place, or nobody needs it. */
  gone = false
  readonly address: Address

  constructor(
    readonly key: string,
    readonly client: NodeClient,
    readonly host: NodesHost,
    public readOnly: boolean,
  ) {
    this.address = addressOf(key)
  }

  /** Whether it takes commands: it may have to connect before. */
  get lives(): boolean {
    return !this.gone && this.client.status !== 'end'
  }

  get isReady(): boolean {
    return !this.gone && this.client.status === 'ready'
  }

  failed(command: Command, error: Error): void {
    this.host.failed(command, error, this)
  }
}

/** How long a node that was lost is no first choice, in milliseconds. */
const AVOIDED = 1000

export class Nodes {
  private readonly byKey = new Map<string, Node>()
  private readonly byClient = new WeakMap<object, Node>()
  private readonly lost = new Map<string, number>()
  /** Those that have left the cluster, until they have ended. */
  private readonly leaving = new Set<Node>()
  /** What the user said of the nodes at these addresses. */
  private readonly specified = new Map<string, NodeOptions>()
  private lists: Record<Role, Node[]> = { all: [], master: [], slave: [] }

  constructor(private readonly host: NodesHost) {}

  get size(): number {
    return this.byKey.size
  }

  list(role: Role = 'all'): readonly Node[] {
    return this.lists[role]
  }

  /** The nodes, and those that have left but not ended. */
  *present(): Iterable<Node> {
    yield* this.lists.all
    yield* this.leaving
  }

  // What is looked at as ioredis's `connectionPool`.

  /** The clients by their addresses, and by role. */
  get nodes(): Record<Role, Record<string, NodeClient>> {
    const table = (role: Role) => Object.fromEntries(this.lists[role].map(({ key, client }) => [key, client]))
    return { all: table('all'), master: table('master'), slave: table('slave') }
  }

  getNodes(role: Role = 'all'): NodeClient[] {
    return this.lists[role].map(({ client }) => client)
  }

  getInstanceByKey(key: string): NodeClient | undefined {
    return this.byKey.get(key)?.client
  }

  getSampleInstance(role: Role): NodeClient | undefined {
    return choose(this.lists[role])?.client
  }

  get(key: string): Node | undefined {
    return this.byKey.get(key)
  }

  of(client: object): Node | undefined {
    const node = this.byClient.get(client)
    return node?.lives ? node : undefined
  }

  /** Any node of a role that lives, rather one that is connected and was not lost just now. */
  sample(role: Role): Node | undefined {
    return (
      choose(this.lists[role].filter((node) => !this.isAvoided(node)) as Node[]) ?? choose(this.lists[role])
    )
  }

  /** Whether the node was lost a moment ago. */
  isAvoided(node: Node): boolean {
    // One that connects again by itself is lost until then.
    if (node.client.status === 'reconnecting' || node.client.status === 'close') return true
    const at = this.lost.get(node.key)
    if (at === undefined) return false
    if (!node.isReady && outer.performance.now() - at < AVOIDED) return true
    this.lost.delete(node.key)
    return false
  }

  /** The node at an address in this role; made where there is none that lives. */
  findOrCreate(options: NodeOptions, readOnly = false): Node {
    const key = keyOf(options)
    const specified = this.specified.get(key)
    if (specified === undefined) this.specified.set(key, options)
    const found = this.byKey.get(key)
    if (found?.lives) {
      this.changeRole(found, readOnly)
      return found
    }
    if (found !== undefined) this.remove(found)
    const { client } = this.make({ ...options, ...specified }, readOnly, key)
    return this.byClient.get(client) as Node
  }

  private make(options: NodeOptions, readOnly: boolean, key: string): Node {
    const client = this.host.create({ ...options, readOnly }, readOnly)
    const node = new Node(key, client, this.host, readOnly)
    this.byKey.set(key, node)
    this.byClient.set(client, node)
    this.sort()
    client.once('end', () => this.remove(node))
    client.on('error', (error: Error) => this.host.nodeError(error, key))
    this.host.added(node)
    return node
  }

  private changeRole(node: Node, readOnly: boolean): void {
    if (node.readOnly === readOnly) return
    node.readOnly = readOnly
    this.host.turned(node.client, readOnly)
    this.sort()
  }

  /** Puts a new client in the place of one that leads astray. */
  recreate(node: Node): Node {
    this.take(node)
    node.client.disconnect()
    const made = this.findOrCreate({ ...node.address }, node.readOnly)
    this.host.removed(node)
    return made
  }

  /** Leaves these nodes and no others. The first that names an address gives the role. */
  reset(nodes: readonly NodeOptions[]): void {
    const wanted = new Map<string, NodeOptions>()
    for (const node of nodes) {
      const key = keyOf(node)
      if (!(node.readOnly && wanted.has(key))) wanted.set(key, node)
    }
    for (const node of this.byKey.values()) {
      if (wanted.has(node.key)) continue
      // It is told as removed when it has ended.
      this.leaving.add(node)
      this.leave(node)
      this.take(node)
    }
    for (const node of wanted.values()) this.findOrCreate(node, Boolean(node.readOnly))
  }

  /** Ends a node that has left. What is in flight may still be answered, by one that says anything. */
  leave(node: Node): void {
    if (this.host.isSilent(node)) connectionOf(node.client).disconnect(false, 0)
    else node.client.disconnect()
  }

  /** Ends all nodes, each with the time that it has for what is in flight. */
  end(): void {
    for (const node of this.byKey.values()) {
      node.client.disconnect()
      this.take(node)
    }
  }

  private take(node: Node): void {
    node.gone = true
    if (this.byKey.get(node.key) === node) this.byKey.delete(node.key)
    this.sort()
  }

  private remove(node: Node): void {
    if (this.told.has(node)) return
    this.told.add(node)
    this.leaving.delete(node)
    if (!node.gone) this.lost.set(node.key, outer.performance.now())
    const replaced = this.byKey.get(node.key)
    this.take(node)
    if (replaced !== undefined && replaced !== node) return
    this.host.removed(node)
    if (this.byKey.size === 0) this.host.drained()
  }

  private readonly told = new WeakSet<Node>()

  private sort(): void {
    const all = [...this.byKey.values()]
    this.lists = {
      all,
      master: all.filter((node) => !node.readOnly),
      slave: all.filter((node) => node.readOnly),
    }
  }
}

/** One of several at random; rather one that is connected. */
export function choose(nodes: readonly Node[]): Node | undefined {
  return nodes.length < 2 ? nodes[0] : nodes[Math.floor(Math.random() * nodes.length)]
}

/** The connection behind the client of a node. */
export const connectionOf = (client: NodeClient) => transportOf(client as unknown as Redis) as Connection

/** Whether the connection to a node is lost, for now or for good. */
export function isLost({ status }: NodeClient): boolean {
  return status === 'close' || status === 'reconnecting' || status === 'end'
}
