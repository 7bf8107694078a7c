/**
 * The subscriptions of a handle on the process's cluster: those of channels and patterns at one node,
 * which hears what is published to any; sharded ones at the node of their slot.
 *
 * The addon has one connection at each of these nodes for the whole process. All handles choose the
 * same node, the first by address that is not known to be lost. When it is lost its subscriptions move to
 * another, and those who had some hear of the `gap`. What can not be restored is asked for again until it
 * stands, or is not wanted any more.
 */

import { guard, ignore } from '../callback'
import { Command, type Route } from '../command'
import { CONNECTION_CLOSED, type Failure, type ReplyError } from '../errors'
import { outer } from '../native'
import type { Listener, Session } from '../session'
import { Subscriber } from '../subscriber'
import type { Hearer } from '../subscriptions'
import type { Node } from './nodes'
import { slotOf } from './slots'

/** What is needed of the handle. */
export interface SubscribingCluster {
  readonly hearer: Hearer
  /** All nodes that are known. */
  nodes(): readonly Node[]
  /** The master of a slot. */
  masterOf(slot: number): Node | undefined
  open(node: Node, listener: Listener): Session
  onErrorReply(command: Command, error: ReplyError): void
  onFailure(failure: Failure): void
  /** Asks for the slots, and resolves when that is over. */
  refresh(): Promise<void>
  /** Milliseconds that a command has. */
  deadline(command: Command): number
}

/** Subscriptions at one node. */
class Place {
  readonly subscriber: Subscriber

  constructor(
    readonly node: Node,
    cluster: SubscribingCluster,
    onTaken: (type: string, channel: string) => void,
  ) {
    this.subscriber = new Subscriber(cluster.hearer, {
      open: (listener) => cluster.open(node, listener),
      onErrorReply: (command, error) => cluster.onErrorReply(command, error),
      onFailure: (failure) => cluster.onFailure(failure),
      onTaken,
    })
  }
}

/** Whether a node can not be reached for now. */
function isLost({ gone, client }: Node): boolean {
  return gone || client.status === 'close' || client.status === 'reconnecting' || client.status === 'end'
}

const isSharded = ({ name }: Command): boolean => /^su?n?subscribe$/i.test(name) && name.length > 9

/** The shortest and the longest pause before what is missing is asked for again, in milliseconds. */
const SOON = 250
const LONGEST = 30_000

const KINDS = ['subscribe', 'psubscribe', 'ssubscribe'] as const
type Kind = (typeof KINDS)[number]

const kindOf = (name: string) => name.toLowerCase().replace('un', '') as Kind

export class ClusterSubscriptions {
  private plain: Place | undefined
  private readonly sharded = new Map<Node, Place>()
  /** What is wanted, and stands nowhere for now. */
  private readonly missing: Record<Kind, Set<string>> = {
    subscribe: new Set(),
    psubscribe: new Set(),
    ssubscribe: new Set(),
  }
  /** What is being asked for again, as far as it is wanted still. */
  private readonly restoring = new Set<{ kind: Kind; channels: Set<string> }>()
  /** How often what is missing was asked for in vain, and when it is the next time. */
  private failures = 0
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly cluster: SubscribingCluster) {}

  /** Resolves when all that was asked for is confirmed; undefined when it is. */
  get confirmation(): Promise<unknown> | undefined {
    const waiting = this.places().flatMap(({ subscriber }) => subscriber.confirmation ?? [])
    return waiting.length === 0 ? undefined : Promise.all(waiting)
  }

  private places(): Place[] {
    return [...(this.plain ? [this.plain] : []), ...this.sharded.values()]
  }

  send(command: Command): void {
    this.forget(command)
    this.pass(command)
  }

  private pass(command: Command): void {
    if (!isSharded(command)) {
      this.sendTo(this.plainPlace(), command)
      return
    }
    // Without a name all sharded channels are meant, wherever they are.
    const [channel] = command.args
    if (channel !== undefined) this.sendTo(this.shardedPlace(slotOf(channel)), command)
    else this.leaveAll(command)
  }

  /** What a command is about is its own matter from here on, and no longer missing. */
  private forget({ name, args }: Command): void {
    const kind = kindOf(name)
    const restoring = [...this.restoring].filter((one) => one.kind === kind)
    for (const channels of [this.missing[kind], ...restoring.map((one) => one.channels)]) {
      if (args.length === 0) channels.clear()
      else for (const channel of args) channels.delete(String(channel))
    }
  }

  /** Takes commands back. Returns those not here. */
  cancel(commands: ReadonlySet<Command>, error: () => Error): ReadonlySet<Command> {
    return this.places().reduce((left, { subscriber }) => subscriber.cancel(left, error), commands)
  }

  private sendTo(place: Place | undefined, command: Command): void {
    if (place === undefined) {
      command.reject(new Error(CONNECTION_CLOSED))
      return
    }
    command.route = this.route
    place.subscriber.send(command, this.cluster.deadline(command))
  }

  private leaveAll(command: Command): void {
    const parts = [...this.sharded.values()].map((place) => {
      const part = new Command(command.name, [])
      place.subscriber.send(part, this.cluster.deadline(part))
      return part.promise
    })
    Promise.all(parts).then(
      () => command.resolve(0),
      (error: Error) => command.reject(error),
    )
  }

  /** A subscription whose slot has moved, or whose node was left, goes where it belongs now. */
  private readonly route: Route = {
    failed: (command, error) => {
      command.route = undefined
      const elsewhere = /^(MOVED|CLUSTERDOWN) /.test(error.message)
      if (command.isSettled || !(elsewhere || error.message === CONNECTION_CLOSED) || this.ended) {
        command.reject(error)
        return
      }
      const again = () => {
        // One redirect is followed; the next one is told.
        if (!this.ended && !command.isSettled) {
          if (elsewhere) command.isTraced = true
          this.pass(command)
          if (elsewhere) command.route = undefined
        }
      }
      this.cluster.refresh().then(again, again)
    },
  }

  private ended = false

  private plainPlace(): Place | undefined {
    if (this.plain !== undefined && !this.plain.node.gone) return this.plain
    const node = this.choose()
    if (node !== undefined) this.plain = this.placeAt(node)
    return this.plain
  }

  /** The first by address of the nodes that are not known to be lost. */
  private choose(): Node | undefined {
    const nodes = [...this.cluster.nodes()].sort((a, b) => (a.key < b.key ? -1 : 1))
    return nodes.find((node) => !isLost(node)) ?? nodes[0]
  }

  private shardedPlace(slot: number): Place | undefined {
    const node = this.cluster.masterOf(slot)
    if (node === undefined) return undefined
    let place = this.sharded.get(node)
    if (place === undefined) {
      place = this.placeAt(node)
      this.sharded.set(node, place)
    }
    return place
  }

  /** Whether slots matter that may move without a word to the subscriber. */
  get isSharded(): boolean {
    return this.sharded.size > 0
  }

  /** Moves what is at nodes that were lost, or do not have the slots any more. To be called when that may be. */
  check(): void {
    const { plain } = this
    if (plain !== undefined && isLost(plain.node)) {
      const node = this.choose()
      if (node !== undefined && !isLost(node)) this.move(plain, node)
    }
    for (const [node, place] of [...this.sharded]) {
      const channels = place.subscriber.subscribedTo('ssubscribe')
      const astray = channels.filter((channel) => this.cluster.masterOf(slotOf(channel)) !== node)
      if (!node.gone && astray.length === 0) continue
      if (node.gone || astray.length === channels.length) {
        this.sharded.delete(node)
        this.leave(place)
      }
      this.resubscribe('ssubscribe', astray)
    }
  }

  private move(from: Place, to: Node): void {
    this.plain = this.placeAt(to)
    const kinds = ['subscribe', 'psubscribe'] as const
    const wanted = kinds.map((kind) => [kind, from.subscriber.subscribedTo(kind)] as const)
    this.leave(from)
    for (const [kind, channels] of wanted) this.resubscribe(kind, channels)
  }

  /** What was not confirmed is asked for again, by its route. */
  private leave(place: Place): void {
    place.subscriber.close(() => new Error(CONNECTION_CLOSED))
  }

  private placeAt(node: Node): Place {
    // A slot has moved, or the server refused to restore it.
    const taken = (type: string, channel: string) => this.miss(kindOf(type), [channel])
    return new Place(node, this.cluster, taken)
  }

  private resubscribe(kind: Kind, channels: string[]): void {
    if (channels.length === 0 || this.ended) return
    // Sharded channels of different slots do not go together.
    const groups = kind === 'ssubscribe' ? channels.map((channel) => [channel]) : [channels]
    const restored = groups.map((group) => this.restore(kind, group))
    Promise.all(restored).then((stands) => {
      if (!stands.includes(true)) return
      this.failures = 0
      this.cluster.hearer.emit('gap', { reason: 'connection' })
    })
  }

  /** Resolves to whether it stands again. */
  private async restore(kind: Kind, channels: string[]): Promise<boolean> {
    const command = new Command(kind, channels)
    const one = { kind, channels: new Set(channels) }
    this.restoring.add(one)
    this.pass(command)
    try {
      await command.promise
      return true
    } catch (error) {
      if (this.ended) return false
      this.failures++
      this.miss(kind, [...one.channels])
      const { hearer } = this.cluster
      if ((error as Error).message !== CONNECTION_CLOSED && hearer.listenerCount('error') > 0) {
        guard(() => hearer.emit('error', error))
      }
      return false
    } finally {
      this.restoring.delete(one)
    }
  }

  /**
   * What is wanted and does not stand is asked for again, after a pause where that was in vain. It holds the
   * process, as it would if it stood.
   */
  private miss(kind: Kind, channels: string[]): void {
    if (channels.length === 0) return
    for (const channel of channels) this.missing[kind].add(channel)
    if (this.timer !== undefined || this.ended) return
    const pause = this.failures === 0 ? 0 : Math.min(SOON * 2 ** Math.min(this.failures, 10), LONGEST)
    this.timer = outer.setTimeout(() => {
      this.cluster
        .refresh()
        .then(ignore, ignore)
        .then(() => this.seek())
    }, pause)
  }

  private seek(): void {
    this.timer = undefined
    for (const kind of KINDS) {
      const channels = [...this.missing[kind]]
      this.missing[kind].clear()
      this.resubscribe(kind, channels)
    }
  }

  /** Ends all subscriptions of the handle. */
  close(): void {
    this.ended = true
    outer.clearTimeout(this.timer)
    for (const place of this.places()) this.leave(place)
    this.plain = undefined
    this.sharded.clear()
  }
}
