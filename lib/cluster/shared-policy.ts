/**
 * What the process's client decides for its router: what was not executed waits for whoever has its
 * slot, within its deadline; what may have been executed is sent again only if it reads.
 */

import type { Command } from '../command'
import { checkFlag, Flag, flagsOf } from '../commands'
import { errorOf, type Failure, MaxRetriesPerRequestError } from '../errors'
import type { RedisOptions } from '../options'
import { blockingDeadline } from '../shared'
import type { Reason } from './failure'
import type { NodeClient } from './nodes'
import type { RoutingPolicy } from './routing'
import type { ClusterSettings } from './settings'

/** What the policy asks of its handle. */
export interface Outlook {
  readonly options: RedisOptions
  /** Whether the circuit breaker of a node is open. */
  isCut(client: NodeClient): boolean
  /** How often in a row no node could be asked. */
  readonly blindness: number
  /** What came of the last question to a node. */
  readonly lastCause: Error | undefined
}

/** Between two attempts, in milliseconds: the first, and the longest. */
const SOON = 50
const LONGEST = 500

export class SharedPolicy implements RoutingPolicy {
  /** The deadline bounds what waits. */
  readonly countsWaits = false

  /** Subscriptions and the status hang on it, too. */
  readonly mindsLoss = true

  constructor(private readonly outlook: Outlook) {}

  private get settings(): ClusterSettings {
    return (this.outlook.options.cluster ?? {}) as ClusterSettings
  }

  get scaleReads(): 'master' | 'slave' | 'all' {
    return this.settings.scaleReads ?? 'master'
  }

  get maxRedirections(): number {
    return this.settings.maxRedirections ?? 16
  }

  get slotsRefreshTimeout(): number {
    return this.settings.slotsRefreshTimeout ?? 1000
  }

  get natMap(): ClusterSettings['natMap'] {
    return this.settings.natMap
  }

  readonly isTimed = true

  /** How many failures a command that waits may see. */
  get limit(): number {
    const { maxRetriesPerRequest } = this.outlook.options
    return typeof maxRetriesPerRequest === 'number' ? maxRetriesPerRequest : Number.POSITIVE_INFINITY
  }

  /** A node that was lost gets nothing until it is back; the breaker says at once that it is not. */
  takes(client: NodeClient): boolean {
    return (client.status !== 'close' && client.status !== 'reconnecting') || this.outlook.isCut(client)
  }

  isLoss(error: Error): boolean {
    return error instanceof MaxRetriesPerRequestError
  }

  /** What blocks has a connection to itself, where nothing can go before it. */
  asks(command: Command): boolean {
    return !checkFlag('BLOCKING_COMMANDS', command.name)
  }

  delay(reason: Reason, attempt: number): number | undefined {
    switch (reason) {
      case 'moved':
      case 'ask':
        return 0
      case 'failover':
        // As long as others of the cluster live, one of them may take its place.
        return this.outlook.blindness > this.limit ? undefined : 100
      default:
        return Math.min(SOON * 2 ** Math.min(attempt, 8), LONGEST) * (0.75 + Math.random() / 4)
    }
  }

  tooLong(error: Error): Error {
    const { maybeExecuted } = error as { maybeExecuted?: boolean }
    return tooManyRetries(this.limit, this.outlook.lastCause ?? error, maybeExecuted === true)
  }

  mayResend(command: Command): boolean {
    const resend = this.outlook.options.autoResendUnfulfilledCommands
    if (resend === true) return true
    return resend !== false && (command.isReadOnly || (flagsOf(command.name) & Flag.Readonly) !== 0)
  }

  deadline(command: Command): number {
    const { options } = this.outlook
    if (command.deadline !== undefined) return command.deadline
    const { commandTimeout = 0 } = options
    if (!checkFlag('BLOCKING_COMMANDS', command.name)) return commandTimeout
    const time = command.extractBlockingTimeout()
    return time === null || time === undefined ? commandTimeout : blockingDeadline(command, options)
  }

  expired(last: Error | undefined): Error {
    return timedOut(last)
  }
}

/** No node of the cluster could be reached as often as a command may wait for that. */
export function tooManyRetries(limit: number, cause: Error | undefined, maybeExecuted = false): Error {
  const error = new MaxRetriesPerRequestError(limit)
  const { code, address, port } = (cause ?? {}) as Record<string, unknown>
  if (code !== undefined) Object.assign(error, { code, address, port })
  Object.defineProperty(error, 'cause', { value: cause, configurable: true, writable: true })
  return Object.assign(error, { phase: maybeExecuted ? 'sent' : 'connecting', maybeExecuted })
}

/** A command's time was over while it waited; `last` hindered it. */
export function timedOut(last: Error | undefined): Error {
  const facts = (last ?? {}) as Partial<Failure>
  const failure: Failure = {
    kind: 'timeout',
    message: 'Command timed out',
    code: facts.code ?? 'ETIMEDOUT',
    address: facts.address,
    port: facts.port,
    phase: facts.maybeExecuted ? 'sent' : 'connecting',
    maybeExecuted: facts.maybeExecuted === true,
    timeoutCause: 'connection',
  }
  const error = errorOf(failure)
  if (last !== undefined) {
    Object.defineProperty(error, 'cause', { value: last, configurable: true, writable: true })
  }
  return error
}
