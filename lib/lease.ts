/**
 * Connections beside a shared client: a few that are lent out for commands that block, and one
 * that is subscribed. They belong to the handle and close with it.
 */

import { ignore } from './callback'
import type { Command } from './command'
import { outer } from './native'
import type { RedisOptions } from './options'

/** How many connections a handle lends at the same time. */
export const MOST_LEASES = 32
/** How long, in milliseconds, a connection that came back waits for the next borrower. */
const IDLE = 10_000

/** What is lent: a client of its own. */
export interface Leased {
  status: string
  sendCommand(command: Command): unknown
  disconnect(): void
  // biome-ignore lint/suspicious/noExplicitAny: as EventEmitter declares it
  on(event: string, listener: (...args: any[]) => void): unknown
}

export type Make<L> = (override: RedisOptions) => L

export class Leases<L extends Leased> {
  private readonly idle: Array<{ client: L; timer: NodeJS.Timeout }> = []
  private lent = new Set<L>()

  constructor(private readonly make: Make<L>) {}

  /** Lends a connection. Throws when too many are out. */
  lend(): L {
    const back = this.idle.pop()
    if (back !== undefined) outer.clearTimeout(back.timer)
    else if (this.lent.size >= MOST_LEASES) {
      throw new Error(
        `${MOST_LEASES} commands of this client are blocking already, each on a connection of its own; ` +
          'use clients of your own (`redis.duplicate()`) for more',
      )
    }
    const client =
      back?.client ?? this.make({ autoResendUnfulfilledCommands: 'readonly', maxRetriesPerRequest: 3 })
    if (back === undefined) client.on('error', ignore)
    this.lent.add(client)
    return client
  }

  /** Takes a connection back, to lend it again. */
  takeBack(client: L): void {
    if (!this.lent.delete(client)) return
    if (client.status !== 'ready') {
      client.disconnect()
      return
    }
    const timer = outer.setTimeout(() => {
      this.idle.splice(
        this.idle.findIndex((waiting) => waiting.client === client),
        1,
      )
      client.disconnect()
    }, IDLE)
    timer.unref()
    this.idle.push({ client, timer })
  }

  /** Ends a connection that can not be lent again: a command may still wait on it. */
  discard(client: L): void {
    this.lent.delete(client)
    client.disconnect()
  }

  /** Runs one command on a connection of its own. */
  run(command: Command, deadline: number | undefined): void {
    const client = this.lend()
    command.deadline = deadline
    command.promise.then(
      () => this.takeBack(client),
      // A late element would go to nobody.
      (error: Error) => (error.name === 'ReplyError' ? this.takeBack(client) : this.discard(client)),
    )
    client.sendCommand(command)
  }

  close(): void {
    for (const { client, timer } of this.idle) {
      outer.clearTimeout(timer)
      client.disconnect()
    }
    this.idle.length = 0
    for (const client of this.lent) client.disconnect()
    this.lent.clear()
  }
}
