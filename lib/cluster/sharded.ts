/**
 * Sharded subscriptions: a channel belongs to a slot, and is heard on the master that holds it. Each
 * master that is subscribed to has a connection of its own for that; with the option
 * `shardedSubscribers` all masters have, as in ioredis.
 *
 * What was asked for is kept here, by slot: when a slot moves, or a node is lost, it is asked for again
 * where the slots lead.
 */

import { ignore } from '../callback'
import type { Command } from '../command'
import { AbortError, CONNECTION_CLOSED } from '../errors'
import { outer } from '../native'
import type { RedisOptions } from '../options'
import { readFailure, tooManyRedirections } from './failure'
import type { Node } from './nodes'
import { slotOf } from './slots'
import { connectionName, forward, type SubscribingClient } from './subscriber'

export interface ShardedHost {
  emit(event: string, ...args: unknown[]): boolean
  create(options: RedisOptions): SubscribingClient
  /** The master of a slot; undefined where none is known. */
  masterOf(slot: number): Node | undefined
  masters(): Node[]
  /** Asks for the slots anew. */
  refresh(): Promise<unknown>
  /** Whether every master has a connection, used or not. */
  readonly everywhere: boolean
  readonly maxRedirections: number
  /** The user's options for connections. */
  readonly options: RedisOptions | undefined
}

const EVENTS = ['smessage', 'smessageBuffer']
const BASE = 100
const MOST = 2000

/** The connection for the channels of one master. */
class ShardSubscriber {
  /** Whether it was lost, or given up. */
  isOver = false
  /** The channels that were asked for on this connection and are not confirmed. */
  readonly asked = new Set<string>()

  constructor(
    readonly node: Node,
    readonly client: SubscribingClient,
  ) {}

  stop(): void {
    this.isOver = true
    this.client.disconnect()
  }
}

export class ShardedSubscribers {
  private started = false
  private readonly subscribers = new Map<string, ShardSubscriber>()
  /** The channels that are wanted, by slot. */
  private readonly channels = new Map<number, Set<string>>()
  private readonly failures = new Map<string, number>()
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly host: ShardedHost) {}

  start(): void {
    this.started = true
  }

  /** Ends all connections. What was asked for is asked for again after another start. */
  stop(): void {
    this.started = false
    outer.clearTimeout(this.timer)
    this.timer = undefined
    for (const subscriber of this.subscribers.values()) subscriber.stop()
    this.subscribers.clear()
  }

  /** SSUBSCRIBE or SUNSUBSCRIBE. */
  send(command: Command): void {
    if (command.args.length === 0) {
      this.unsubscribeAll(command)
      return
    }
    const slots = command.args.map(slotOf)
    const [slot] = slots
    if (slots.some((other) => other !== slot)) {
      command.reject(new AbortError('Possible CROSSSLOT error: All channels must hash to the same slot'))
      return
    }
    const subscribes = command.name.toLowerCase() === 'ssubscribe'
    const wanted = this.channels.get(slot) ?? new Set()
    for (const channel of command.args) {
      if (subscribes) wanted.add(String(channel))
      else wanted.delete(String(channel))
    }
    if (wanted.size > 0) this.channels.set(slot, wanted)
    else this.channels.delete(slot)
    this.deliver(command, slot, 0)
  }

  private deliver(command: Command, slot: number, attempts: number): void {
    const node = this.host.masterOf(slot)
    if (node === undefined) {
      this.forget(command, slot)
      command.reject(new AbortError(`No sharded subscriber for slot: ${slot}`))
      return
    }
    const subscriber = this.subscriberOf(node)
    command.route = {
      failed: (_, error) => this.failed(command, slot, attempts + 1, error),
    }
    const channels = command.args.map(String)
    for (const channel of channels) subscriber.asked.add(channel)
    const settled = () => {
      for (const channel of channels) subscriber.asked.delete(channel)
    }
    command.promise.then(settled, settled)
    subscriber.client.sendCommand(command)
  }

  private failed(command: Command, slot: number, attempts: number, error: Error): void {
    command.route = undefined
    if (command.isSettled) return
    if (readFailure(error) === undefined || !this.started) {
      this.forget(command, slot)
      command.reject(error)
      return
    }
    if (attempts > this.host.maxRedirections) {
      this.forget(command, slot)
      command.reject(tooManyRedirections(error))
      return
    }
    const again = () => {
      if (!command.isSettled) this.deliver(command, slot, attempts)
    }
    outer.setTimeout(() => this.host.refresh().then(again, again), BASE)
  }

  /** What could not be subscribed to is not wanted. */
  private forget(command: Command, slot: number): void {
    const wanted = this.channels.get(slot)
    for (const channel of command.args) wanted?.delete(String(channel))
    if (wanted?.size === 0) this.channels.delete(slot)
  }

  private unsubscribeAll(command: Command): void {
    this.channels.clear()
    const asked = [...this.subscribers.values()].filter(({ client }) => client.status === 'ready')
    Promise.all(asked.map(({ client }) => client.sunsubscribe())).then(
      () => command.resolve(0),
      (error: Error) => command.reject(error),
    )
  }

  private subscriberOf(node: Node): ShardSubscriber {
    const known = this.subscribers.get(node.key)
    if (known !== undefined && !known.isOver && known.client.status !== 'end') return known
    return this.add(node)
  }

  private add(node: Node): ShardSubscriber {
    const { options } = node.client
    const client = this.host.create({
      ...this.host.options,
      ...options,
      enableReadyCheck: false,
      enableOfflineQueue: true,
      readOnly: false,
      lazyConnect: true,
      keyPrefix: '',
      connectionName: connectionName('ssubscriber', options.connectionName),
      // When it is lost, the slots tell who has the channels.
      retryStrategy: null,
    })
    const subscriber = new ShardSubscriber(node, client)
    this.subscribers.set(node.key, subscriber)
    client.on('error', (error: Error) => this.host.emit('nodeError', error, node.key))
    client.on('moved', () => this.host.refresh().catch(ignore))
    client.once('ready', () => this.failures.delete(node.key))
    client.once('end', () => this.lost(subscriber))
    forward(client, EVENTS, this.host)
    this.host.emit('+subscriber')
    return subscriber
  }

  private lost(subscriber: ShardSubscriber): void {
    const { node, client, isOver } = subscriber
    subscriber.isOver = true
    if (this.subscribers.get(node.key) === subscriber) {
      this.subscribers.delete(node.key)
      this.host.emit('-subscriber')
    }
    if (isOver || !this.started) return
    this.host.emit('-node', client, node.key)
    const failures = (this.failures.get(node.key) ?? 0) + 1
    this.failures.set(node.key, failures)
    this.refreshLater(failures === 1 ? 0 : Math.min(BASE * 2 ** failures, MOST) * (0.75 + Math.random() / 2))
  }

  private refreshLater(delay: number): void {
    if (!this.started || this.timer !== undefined || this.channels.size === 0) return
    this.timer = outer.setTimeout(() => {
      this.timer = undefined
      // The slots, when they are known, say where the channels are; otherwise it is tried again.
      this.host.refresh().catch(() => this.refreshLater(MOST / 2))
    }, delay)
  }

  /** The slots are known anew: connections follow the masters, and channels their slots. */
  reset(): void {
    if (!this.started) return
    const masters = new Map(this.host.masters().map((node) => [node.key, node]))
    for (const [key, subscriber] of this.subscribers) {
      if (masters.has(key)) continue
      this.subscribers.delete(key)
      subscriber.stop()
      this.host.emit('-subscriber')
    }
    if (this.host.everywhere) for (const node of masters.values()) this.subscriberOf(node)
    for (const [slot, channels] of this.channels) this.restore(slot, channels)
    if (this.host.everywhere) this.host.emit('subscribersReady')
  }

  /** Subscribes to the channels of a slot where they are not heard. */
  private restore(slot: number, channels: Set<string>): void {
    const node = this.host.masterOf(slot)
    if (node === undefined) return
    const subscriber = this.subscriberOf(node)
    const confirmed = subscriber.client.condition?.subscriber
    const heard = new Set(confirmed ? confirmed.channels('ssubscribe') : [])
    const missing = [...channels].filter((channel) => !heard.has(channel) && !subscriber.asked.has(channel))
    if (missing.length === 0) return
    for (const channel of missing) subscriber.asked.add(channel)
    subscriber.client
      .ssubscribe(...missing)
      .catch((error: Error) => {
        // The end of the connection is told by itself.
        if (error.message === CONNECTION_CLOSED) return
        this.refreshLater(BASE)
      })
      .finally(() => {
        for (const channel of missing) subscriber.asked.delete(channel)
      })
  }
}
