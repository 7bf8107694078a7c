/**
 * Where a command goes when a node refuses it or is lost: to the node that a redirect names, or again
 * where the slots say, after a while.
 *
 * It owns the trips of what failed. It never follows a redirect to a node that the cluster does not name.
 */

import { ignore } from '../callback'
import { Command, type Route } from '../command'
import { CONNECTION_CLOSED } from '../errors'
import { outer } from '../native'
import type { Delays } from './delays'
import {
  isNotYet,
  maybeExecuted,
  type Reason,
  type Redirection,
  readFailure,
  tooManyRedirections,
} from './failure'
import type { Gate } from './gate'
import { slotOfCommand } from './keys'
import type { Node, Nodes } from './nodes'
import type { Refresh } from './refresh'
import type { RoutingPolicy } from './routing'
import type { SlotTable } from './table'
import { type Address, keyOf, readEndpoint, readSlot } from './topology'
import { CommandTrip, type Sender, TransactionTrip, type Trip } from './trip'

/** What a command fails with whose time is over, whoever kept it. */
const TIMED_OUT = 'Command timed out'

/** What the router knows and does for what is sent again. */
export interface Way {
  readonly policy: RoutingPolicy
  readonly table: SlotTable
  readonly nodes: Nodes
  readonly refresher: Refresh
  readonly delays: Delays
  /** While it is open commands go to nodes; otherwise they wait there. */
  readonly gate: Gate
  /** When a command is given up; 0 is never. */
  endOf(command: Command): number
  nodeFor(slot: number, command: Command): Node | undefined
  takes(node: Node): boolean
  deliver(node: Node, command: Command): void
  /** Sends commands that have a route, with what else goes to the node. */
  deliverWhole(node: Node, commands: readonly Command[]): void
  /** Sends commands that have a route in one write. */
  deliverBatch(node: Node, commands: readonly Command[]): void
}

export class Redirects implements Sender {
  /** What failed and is on its way again. */
  private readonly trips = new WeakMap<Command, Trip>()

  constructor(private readonly way: Way) {}

  /** A command failed on its way, or at a node. */
  failed(command: Command, error: Error, node?: Node): void {
    command.route = undefined
    const redirection = command.isSettled ? undefined : this.readFailure(error)
    if (redirection === undefined) {
      // A node that says nothing may have a successor, and will not say so.
      if (node !== undefined && error.message === TIMED_OUT) this.way.refresher.soon()
      command.reject(error)
      return
    }
    const trip = this.tripOf(command)
    this.redirect(trip, redirection, error, node)
  }

  transactionFailed(trip: TransactionTrip, cause: Error): void {
    const redirection = this.readFailure(cause)
    if (redirection === undefined || trip.isOver) trip.end()
    else this.redirect(trip, redirection, cause, trip.node)
  }

  private readFailure(error: Error): Redirection | undefined {
    const redirection = readFailure(error)
    if (redirection !== undefined || !this.way.policy.isLoss?.(error)) return redirection
    return { reason: 'failover' }
  }

  expired(trip: Trip): Error {
    return this.way.policy.expired(trip.lastError)
  }

  tripOf(command: Command, slot = slotOfCommand(command)): Trip {
    let trip = this.trips.get(command)
    if (trip === undefined) {
      trip = new CommandTrip(this, command, slot, this.way.endOf(command))
      this.trips.set(command, trip)
    }
    return trip
  }

  private redirect(trip: Trip, redirection: Redirection, error: Error, node: Node | undefined): void {
    const { policy } = this.way
    const asks = redirection.reason !== 'ask' || policy.asks?.(trip.commands[0]) !== false
    const reason = asks ? redirection.reason : 'tryagain'
    trip.lastError = error
    const waits = reason !== 'moved' && reason !== 'ask'
    if ((policy.countsWaits || !waits) && ++trip.attempts > policy.maxRedirections) {
      this.giveUp(trip, error)
      return
    }
    const delay = policy.delay(reason, trip.attempts)
    const lost = reason === 'failover'
    if (delay === undefined && lost && policy.tooLong !== undefined) {
      trip.lastError = policy.tooLong(error)
      this.fail(trip, trip.lastError)
      return
    }
    if (
      delay === undefined ||
      (lost && !this.way.gate.isOpen) ||
      (maybeExecuted(error) && !this.mayResend(trip))
    ) {
      this.fail(trip, error)
      return
    }
    if (reason === 'moved' || reason === 'ask') {
      this.follow(trip, redirection, delay, node)
      return
    }
    const ask = reason !== 'tryagain'
    this.way.delays.push(
      reason,
      trip,
      delay,
      ask,
      ask ? () => this.way.refresher.now().catch(ignore) : undefined,
    )
  }

  private mayResend(trip: Trip): boolean {
    return trip.commands.every((command) => this.way.policy.mayResend(command))
  }

  private giveUp(trip: Trip, error: Error): void {
    if (trip instanceof TransactionTrip) trip.end()
    else trip.fail(this.hasOwnWords(trip, error) ? error : tooManyRedirections(error))
  }

  /** What ioredis does not send again by itself ends with what the server said: a pipeline sends its own. */
  private hasOwnWords(trip: Trip, error: Error): boolean {
    return isNotYet(error) || (trip.commands[0].pipelineIndex ?? WITH_ASKING) !== WITH_ASKING
  }

  private fail(trip: Trip, error: Error): void {
    if (trip instanceof TransactionTrip) trip.end()
    else trip.fail(error)
  }

  /** Follows a redirect to a member of the cluster; others are none until the cluster says so. */
  private follow(trip: Trip, { reason, ...told }: Redirection, delay: number, node: Node | undefined): void {
    const { policy } = this.way
    const slot = readSlot(told.slot)
    const asked: Address = node?.address ?? { host: '127.0.0.1', port: 6379 }
    const address = readEndpoint(told.endpoint, asked, policy.natMap)
    if (slot === undefined || address === undefined) {
      this.fail(trip, trip.lastError as Error)
      return
    }
    const key = keyOf(address)
    const arrive = () => this.arrive(trip, reason, slot, address, node)
    if (this.isKnown(key)) {
      if (delay > 0) this.later(reason, trip, delay, arrive)
      else arrive()
      return
    }
    const learned = () => {
      if (this.isKnown(key)) arrive()
      // The cluster may not agree yet: the slots say where it goes, in a moment.
      else this.way.delays.push('tryagain', trip, policy.delay('tryagain', 1) ?? 100, true)
    }
    this.way.refresher.now(node).then(learned, learned)
  }

  private later(reason: Reason, trip: Trip, delay: number, again: () => void): void {
    const { slot, until, commands } = trip
    this.way.delays.push(reason, { slot, until, commands, again, expire: () => trip.expire() }, delay, true)
  }

  private isKnown(key: string): boolean {
    return this.way.table.isMember(key) || this.way.nodes.get(key) !== undefined
  }

  private arrive(trip: Trip, reason: Reason, slot: number, address: Address, from: Node | undefined): void {
    if (trip.isOver) return
    let node = this.way.nodes.get(keyOf(address)) ?? this.way.nodes.findOrCreate({ ...address })
    if (reason === 'ask') {
      this.go(trip, node, true)
      return
    }
    // Who is sent back to where it came from has another server before it: a proxy leads astray.
    if (node === from) node = this.way.nodes.recreate(node)
    else node = this.way.nodes.findOrCreate({ ...address })
    this.way.table.move(slot, node)
    this.go(trip, node)
    this.way.refresher.soon()
  }

  /** Sends a trip to a node, or to the one that the slots say. */
  go(trip: Trip, node?: Node, asking = false): void {
    if (!this.way.gate.isOpen) {
      this.way.gate.wait(trip.commands, () => this.go(trip))
      return
    }
    const [command] = trip.commands
    const to = node ?? this.way.nodeFor(trip.slot, command)
    if (trip instanceof TransactionTrip) this.sendTransaction(trip, to, asking)
    else if (to === undefined) this.failed(command, new Error(CONNECTION_CLOSED))
    else {
      this.limit(trip)
      if (asking) this.ask(to, trip.commands, to)
      else this.way.deliver(to, command)
    }
  }

  /** A command that is sent again has the rest of its time. */
  private limit(trip: Trip): void {
    if (trip.until === 0) return
    const rest = Math.max(Math.ceil(trip.until - outer.performance.now()), 1)
    for (const command of trip.commands) command.deadline = rest
  }

  private sendTransaction(trip: TransactionTrip, node: Node | undefined, asking: boolean): void {
    trip.node = node
    trip.begin()
    for (const command of trip.commands) command.route = trip
    if (node === undefined || !this.way.takes(node)) {
      for (const command of trip.commands) command.route?.failed(command, new Error(CONNECTION_CLOSED))
      return
    }
    this.limit(trip)
    if (asking) this.ask(node, trip.commands)
    else this.way.deliverWhole(node, trip.commands)
  }

  /** ASKING and what it is for, in one write. */
  private ask(node: Node, commands: readonly Command[], route?: Node): void {
    const asking = new Command('asking')
    asking.route = ASKING
    asking.pipelineIndex = WITH_ASKING
    for (const command of commands) command.pipelineIndex ??= WITH_ASKING
    if (route !== undefined) for (const command of commands) command.route = route
    this.way.deliverBatch(node, [asking, ...commands])
  }
}

/** The place of a command in no pipeline, that goes in one write with another. */
const WITH_ASKING = -1

/** Where ASKING's own failure goes: the command behind it tells of it. */
const ASKING: Route = { failed: ignore }
