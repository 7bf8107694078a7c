/**
 * What a client of the class `Cluster` is subscribed to: channels and patterns by one connection to any
 * node, sharded channels by connections to the masters of their slots.
 */

import type { Command } from '../command'
import { AbortError } from '../errors'
import type { RedisOptions } from '../options'
import { Redis } from '../redis'
import type { ClusterOptions } from './options'
import type { Router } from './router'
import { type ShardedHost, ShardedSubscribers } from './sharded'
import { ClusterSubscriber, type SubscribingClient } from './subscriber'

export interface SubscriptionsHost {
  emit(event: string, ...args: unknown[]): boolean
  listenerCount(event: string): number
  readonly options: ClusterOptions
}

const create = (options: RedisOptions) => new Redis(options) as unknown as SubscribingClient

export class Subscriptions {
  readonly plain: ClusterSubscriber
  private readonly sharded: ShardedSubscribers

  constructor(
    private readonly host: SubscriptionsHost,
    private readonly router: Router,
  ) {
    this.plain = new ClusterSubscriber(router.nodes, {
      emit: (event, ...args) => host.emit(event, ...args),
      listenerCount: (event) => host.listenerCount(event),
      create,
    })
    this.sharded = new ShardedSubscribers(this.shardedHost())
  }

  private shardedHost(): ShardedHost {
    const { host, router } = this
    return {
      emit: (event, ...args) => host.emit(event, ...args),
      create,
      masterOf: (slot) => router.masterOf(slot),
      masters: () => router.masters(),
      refresh: () => router.refresh(),
      get everywhere() {
        return Boolean(host.options.shardedSubscribers)
      },
      get maxRedirections() {
        return host.options.maxRedirections ?? 16
      },
      get options() {
        return host.options.redisOptions
      },
    }
  }

  start(): void {
    this.plain.start()
    this.sharded.start()
  }

  /** Ends the connections. What was asked for is asked for again after another start. */
  stop(): void {
    this.plain.stop()
    this.sharded.stop()
  }

  /** There is another node. */
  added(): void {
    this.plain.added()
  }

  /** The node of this address is gone. */
  removed(key: string): void {
    this.plain.removed(key)
  }

  /** The slots are known anew. */
  refreshed(): void {
    this.sharded.reset()
  }

  /** Sends a command that subscribes, or takes a subscription back, once commands go to nodes. */
  send(command: Command): void {
    this.router.whenOpen(command, () => {
      if (/^(s|sun)subscribe$/i.test(command.name)) {
        this.sharded.send(command)
        return
      }
      const client = this.plain.getInstance()
      if (client === undefined) command.reject(new AbortError('No subscriber for the cluster'))
      else client.sendCommand(command)
    })
  }
}
