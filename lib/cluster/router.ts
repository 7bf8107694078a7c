/**
 * Which node of a cluster gets a command.
 *
 * The router owns the nodes, the table of slots and what waits. It has two owners, the class `Cluster`
 * and the shared client, which make the clients of nodes, decide how long and how often commands are
 * sent again, and tell the world. It never delays the commands of one node for those of another.
 */

import { takeBack } from '../abort'
import { ignore } from '../callback'
import type { Command, Route } from '../command'
import { Flag, flagsOf } from '../commands'
import { CONNECTION_CLOSED } from '../errors'
import { outer } from '../native'
import { forward, gather } from '../pipeline'
import { readAnswer } from './answer'
import { Delays } from './delays'
import { Gate, type GateHost } from './gate'
import { NO_SLOT, slotOfCall, slotOfCommand } from './keys'
import { choose, Node, type NodeClient, type NodeOptions, Nodes, type NodesHost, type Role } from './nodes'
import { Redirects, type Way } from './redirects'
import { Refresh } from './refresh'
import type { RouterHost, RoutingPolicy, ScaleReads } from './routing'
import { isScan, scanStep } from './scan'
import { slotOf } from './slots'
import { split } from './split'
import { type Shard, SlotTable } from './table'
import { keyOf, type SlotRange } from './topology'
import { TransactionTrip } from './trip'
import { Watch } from './watch'

export class Router implements NodesHost, GateHost, Way {
  readonly table = new SlotTable()
  readonly nodes = new Nodes(this)
  readonly refresher = new Refresh({
    nodes: () => this.nodes.list(),
    learn: (reply, from) => this.learn(reply, from),
    nodeError: (error, key) => this.host.nodeError(error, key),
    over: () => this.host.over(),
    lost: ({ client }) => this.host.lost?.(client),
    isSilent: (node) => this.isSilent(node),
    unreachable: (error) => this.host.unreachable?.(error),
    timeout: () => this.policy.slotsRefreshTimeout,
  })
  readonly delays = new Delays()
  /** Where commands wait that come before the slots are known. */
  readonly gate = new Gate(this)
  readonly watch = new Watch({
    nodes: () => this.nodes.present(),
    waits: () => this.gate.size + this.delays.size > 0,
    mindsLoss: () => this.policy.mindsLoss,
    isOver: () => !this.gate.isOpen || this.host.over() !== undefined,
    look: (troubled) => {
      if (troubled) this.refresh().catch(ignore)
      this.host.looked?.()
    },
    leave: (node) => this.nodes.leave(node),
  })
  private readonly redirects = new Redirects(this)
  /** What commands were taken apart into. */
  private readonly parts = new WeakMap<Command, readonly Command[]>()
  /** What is called within `gather`, until it is over. */
  private gathered: Command[] | undefined
  /** What goes to each node in one batch. */
  private batches: Map<Node, Command[]> | undefined

  constructor(private readonly host: RouterHost) {}

  get policy(): RoutingPolicy {
    return this.host.policy
  }

  // What an owner does with the whole.

  /** Leaves the nodes of these addresses and no others, as masters until the slots say better. */
  seed(nodes: readonly NodeOptions[]): void {
    this.nodes.reset(nodes)
  }

  /** Adds nodes that may know of the cluster. They stay until the slots are known. */
  ask(nodes: readonly NodeOptions[]): void {
    for (const node of nodes) if (this.nodes.get(keyOf(node)) === undefined) this.nodes.findOrCreate(node)
  }

  /** Asks the nodes for the slots. Rejects with ioredis's ClusterAllFailedError where none answers. */
  refresh(): Promise<void> {
    return this.refresher.now()
  }

  /** Sends what waits, and what comes from now on. */
  open(): void {
    this.gate.open()
    this.watch.start()
  }

  /** Lets commands wait from now on. */
  hold(): void {
    this.gate.close()
    this.watch.stop()
  }

  /** Gives up all nodes; `drained` is told when they have ended. */
  disconnect(): void {
    this.hold()
    this.refresher.stop()
    this.nodes.end()
  }

  /** Rejects what waits to be sent again. */
  abandon(error: () => Error): void {
    for (const waiting of this.delays.remove(() => true)) {
      for (const command of waiting.commands) {
        command.route = undefined
        command.reject(error())
      }
    }
  }

  turned(client: NodeClient, readOnly: boolean): void {
    this.host.turned(client, readOnly)
  }

  /** The clients of the nodes. */
  clients(role: Role = 'all'): NodeClient[] {
    return this.nodes.list(role).map(({ client }) => client)
  }

  /** The master of a slot; undefined where none is known. */
  masterOf(slot: number): Node | undefined {
    const shard = this.table.shardOf(slot)
    return shard === undefined ? undefined : this.nodeAt(shard, 0)
  }

  /** The masters that hold slots: others have nothing. */
  masters(): Node[] {
    return this.table.all().map((shard) => this.nodeAt(shard, 0))
  }

  /** Takes commands back: what is not written is never sent. */
  cancel(commands: ReadonlySet<Command>, error: () => Error): void {
    const wanted = new Set([...commands].flatMap((command) => this.parts.get(command) ?? [command]))
    const isWanted = (of: { commands: readonly Command[] }) =>
      of.commands.some((command) => wanted.has(command))
    for (const waiting of [...this.gate.remove(isWanted), ...this.delays.remove(isWanted)]) {
      for (const command of waiting.commands) {
        command.route = undefined
        command.reject(Object.assign(error(), { phase: 'queued', maybeExecuted: false }))
      }
    }
    const byNode = new Map<Node, Set<Command>>()
    for (const command of wanted) {
      const node = command.isSettled ? undefined : nodeOf(command.route)
      if (node !== undefined) byNode.set(node, (byNode.get(node) ?? new Set()).add(command))
    }
    for (const [node, those] of byNode) node.client[takeBack](those, error)
  }

  // The way of a command.

  send(command: Command): void {
    if (this.policy.isTimed) command.since = outer.performance.now()
    this.watch.start()
    if (this.gathered !== undefined) {
      this.gathered.push(command)
      return
    }
    if (this.gate.isOpen || (command.name === 'cluster' && this.nodes.size > 0)) this.dispatch(command)
    else this.gate.wait([command], () => this.dispatch(command))
  }

  /** Which nodes a call leads to: calls with the same text go to the same ones. */
  groupOf(name: string, args: unknown[], prefix: string | undefined): string {
    const slot = slotOfCall(name, args, prefix)
    const nodes = slot === NO_SLOT ? undefined : this.table.keys[slot]?.join()
    const reads = this.policy.scaleReads !== 'master' && (flagsOf(name) & Flag.Readonly) !== 0
    return `${nodes} ${reads}`
  }

  /** Sends a command by `send` when the router is open. */
  whenOpen(command: Command, send: () => void): void {
    if (this.gate.isOpen) {
      send()
      return
    }
    if (this.policy.isTimed) command.since = outer.performance.now()
    this.gate.wait([command], send)
  }

  /** Why commands that are gathered can not be sent: each transaction is of one node. */
  problemOf(commands: readonly Command[]): Error | undefined {
    let shard: Shard | undefined
    for (const command of commands) {
      if (!command.inTransaction) continue
      if (command.name === 'multi') shard = undefined
      const slots = command.getKeys().map(slotOf)
      if (slots.some((slot) => slot !== slots[0])) {
        return new Error('All the keys in a pipeline command should belong to the same slot')
      }
      if (slots.length === 0) continue
      const own = this.table.shardOf(slots[0])
      shard ??= own
      if (own !== shard) {
        return new Error('All keys in the pipeline should belong to the same slots allocation group')
      }
    }
    return undefined
  }

  /** Sends what is sent within `send` in one batch for each node. */
  gather(send: () => void): void {
    const outside = this.gathered
    const commands: Command[] = []
    this.gathered = commands
    try {
      send()
    } finally {
      this.gathered = outside
    }
    if (outside !== undefined) outside.push(...commands)
    else if (this.gate.isOpen) this.dispatchAll(commands)
    else this.gate.wait(commands, () => this.dispatchAll(commands))
  }

  private dispatchAll(commands: readonly Command[]): void {
    this.inBatches(() => {
      for (let i = 0; i < commands.length; i++) {
        const command = commands[i]
        if (command.inTransaction && command.name === 'multi') {
          const end = commands.findIndex(({ name }, at) => at > i && name === 'exec')
          const whole = commands.slice(i, end === -1 ? undefined : end + 1)
          this.dispatchTransaction(whole)
          i += whole.length - 1
        } else {
          this.dispatch(command)
        }
      }
    })
  }

  /** What is delivered within `deliver` goes to each node in one batch. */
  private inBatches(deliver: () => void): void {
    if (this.batches !== undefined) {
      deliver()
      return
    }
    const batches = new Map<Node, Command[]>()
    this.batches = batches
    try {
      deliver()
    } finally {
      this.batches = undefined
    }
    for (const [node, commands] of batches) this.deliverBatch(node, commands)
  }

  private dispatch(command: Command): void {
    if (!command.inTransaction) {
      const parts = split(command)
      if (parts !== undefined) {
        this.parts.set(command, parts.parts)
        this.inBatches(() => {
          for (const part of parts.parts) this.deliverTo(slotOfCommand(part), part)
        })
        parts.join()
        return
      }
      if (isScan(command) && this.scan(command)) return
    }
    this.deliverTo(slotOfCommand(command), command)
  }

  private scan(command: Command): boolean {
    try {
      const step = scanStep(command, this.masters())
      if (step === undefined) return false
      // Its cursor means nothing on another node.
      this.parts.set(command, [step.part])
      this.deliver(step.node, step.part, new Pinned(step.node))
      step.join()
    } catch (error) {
      command.reject(error as Error)
    }
    return true
  }

  private dispatchTransaction(commands: readonly Command[]): void {
    const slots = commands.map(slotOfCommand)
    const slot = slots.find((slot) => slot !== NO_SLOT) ?? NO_SLOT
    const trip = new TransactionTrip(this.redirects, commands, slot, this.endOf(commands[0]))
    if (!this.delays.join(trip)) this.redirects.go(trip)
  }

  private deliverTo(slot: number, command: Command): void {
    if (this.delays.holds && this.delays.has(slot)) {
      const trip = this.redirects.tripOf(command, slot)
      if (this.delays.join(trip)) return
    }
    const node = this.nodeFor(slot, command)
    if (node === undefined) this.failed(command, new Error(CONNECTION_CLOSED))
    else this.deliver(node, command)
  }

  deliver(node: Node, command: Command, route: Route = node): void {
    command.route = route
    if (!this.takes(node)) {
      command.reject(new Error(CONNECTION_CLOSED))
      return
    }
    if (this.batches === undefined) {
      node.client.sendCommand(command)
      return
    }
    const batch = this.batches.get(node)
    if (batch === undefined) this.batches.set(node, [command])
    else batch.push(command)
  }

  takes({ client }: Node): boolean {
    return this.policy.takes(client)
  }

  deliverWhole(node: Node, commands: readonly Command[]): void {
    const batch = this.batches?.get(node)
    if (this.batches === undefined) this.deliverBatch(node, commands)
    else if (batch === undefined) this.batches.set(node, [...commands])
    else batch.push(...commands)
  }

  deliverBatch(node: Node, commands: readonly Command[]): void {
    try {
      node.client[gather](commands.length, () => {
        for (const command of commands) node.client[forward](command, undefined)
      })
    } catch (error) {
      for (const command of commands) command.reject(error as Error)
    }
  }

  // Which node.

  nodeFor(slot: number, command: Command): Node | undefined {
    const { scaleReads } = this.policy
    const shard = slot === NO_SLOT ? undefined : this.table.shardOf(slot)
    const to = scaleReads === 'master' || !isReadOnly(command) ? 'master' : scaleReads
    if (shard === undefined) {
      return this.nodes.sample(typeof to === 'function' ? 'all' : to) ?? this.nodes.sample('all')
    }
    if (to === 'master') return this.nodeAt(shard, 0)
    return this.reader(shard, to, command)
  }

  /** A node of a shard, made anew where its client has ended. */
  private nodeAt(shard: Shard, index: number): Node {
    const node = shard.nodes[index]
    if (node.lives) return node
    const made = this.nodes.findOrCreate({ ...node.address }, index > 0)
    shard.nodes[index] = made
    return made
  }

  private reader(shard: Shard, to: Exclude<ScaleReads, 'master'> | 'master', command: Command): Node {
    const all = shard.nodes.map((_, index) => this.nodeAt(shard, index))
    if (typeof to === 'function') {
      const chosen = to(
        all.map(({ client }) => client),
        command,
      )
      const nodes = (Array.isArray(chosen) ? chosen : [chosen]).flatMap((client) => {
        const node = client ? this.nodes.of(client) : undefined
        return node === undefined ? [] : [node]
      })
      return choose(nodes) ?? all[0]
    }
    const candidates = to === 'slave' && all.length > 1 ? all.slice(1) : all
    const good = candidates.filter((node) => !this.nodes.isAvoided(node))
    const ready = good.filter((node) => node.isReady)
    if (ready.length === 0) return choose(good) ?? all[0]
    // Those that are not connected yet are by the next time.
    for (const node of good) if (node.client.status === 'wait') node.client.connect().catch(ignore)
    return choose(ready) as Node
  }

  /** When a command is given up; 0 is never. */
  endOf(command: Command): number {
    const deadline = this.policy.deadline(command)
    if (!(deadline > 0)) return 0
    return (command.since || outer.performance.now()) + deadline
  }

  // What comes back.

  failed(command: Command, error: Error, node?: Node): void {
    this.redirects.failed(command, error, node)
  }

  // What the cluster says.

  private learn(reply: unknown, from: Node): void {
    const { members, ranges, kept } = readAnswer(reply, from, this)
    this.nodes.reset(members)
    const present = ({ nodes, ...range }: SlotRange) => ({
      ...range,
      nodes: nodes.flatMap((address) => this.nodes.get(keyOf(address)) ?? []),
    })
    this.table.replace(ranges.map(present), kept.map(present))
    this.host.refreshed()
  }

  create(options: NodeOptions, readOnly: boolean): NodeClient {
    return this.host.create(options, readOnly)
  }

  added({ client, key }: Node): void {
    this.host.added(client, key)
  }

  removed({ client, key }: Node): void {
    this.host.removed(client, key)
    // Whether it has left, or only its connection was lost, the others know.
    if (this.gate.isOpen && this.nodes.size > 0 && this.host.over() === undefined) this.refresher.soon()
  }

  isSilent(node: Node): boolean {
    return this.watch.isSilent(node)
  }

  nodeError(error: Error, key: string): void {
    this.host.nodeError(error, key)
  }

  drained(): void {
    this.host.drained()
  }

  waits(): void {
    this.host.waits()
  }
}

/** The way of a command that goes to one node and no other. */
class Pinned implements Route {
  constructor(readonly node: Node) {}

  failed(command: Command, error: Error): void {
    command.route = undefined
    command.reject(error)
  }
}

/** The node that a command is at. */
function nodeOf(route: Route | undefined): Node | undefined {
  if (route instanceof TransactionTrip || route instanceof Pinned) return route.node
  return route instanceof Node ? route : undefined
}

function isReadOnly(command: Command): boolean {
  return command.isReadOnly || (flagsOf(command.name) & Flag.Readonly) !== 0
}
