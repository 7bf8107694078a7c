/**
 * The errors that callers see: real `Error`s of their own realm, with ioredis's classes, names and
 * texts. Failures come over the border as data and become errors here and nowhere else.
 */

import { constants } from 'node:os'
import type { ReplyLimits } from './reply-limits'

/** What an error says beyond its message. */
export interface Facts {
  code?: string
  syscall?: string
  address?: string
  port?: number
  /** Where the command was: waiting, waiting for a connection, or written. */
  phase?: 'queued' | 'connecting' | 'sent'
  /**
   * Of a command that timed out, what it waited for: its turn, a connection, or the server. A timer of
   * JavaScript may also be late because the event loop was blocked.
   */
  timeoutCause?: 'queue' | 'connection' | 'server' | 'eventLoop'
  /** Whether the server may have executed the command although its reply is lost. */
  maybeExecuted?: boolean
}

/** A failure as the addon describes it. */
export interface Failure extends Facts {
  kind:
    | 'connect'
    | 'resolve'
    | 'sentinel'
    | 'role'
    | 'connectTimeout'
    | 'refused'
    | 'protocol'
    | 'replyLimit'
    | 'tls'
    | 'closed'
    | 'timeout'
    | 'maxRetries'
    | 'aborted'
    | 'overloaded'
    | 'circuitOpen'
    | 'ended'
    | 'internal'
  message: string
  cause?: Failure
  /** Which limit a reply exceeded, and what it is set to. */
  limit?: keyof ReplyLimits
  most?: number
}

export class RedisError extends Error {
  override get name(): string {
    return this.constructor.name
  }
}

/** An error reply of the server; the message is the server's own line. */
export class ReplyError extends RedisError {
  constructor(message?: string) {
    const limit = Error.stackTraceLimit
    // The stack of a reply shows only this package; ioredis keeps it as short. `Error` may be frozen.
    Reflect.set(Error, 'stackTraceLimit', 2)
    super(message)
    Reflect.set(Error, 'stackTraceLimit', limit)
  }

  override get name(): string {
    return 'ReplyError'
  }
}

export class AbortError extends RedisError {}

export class MaxRetriesPerRequestError extends AbortError {
  constructor(maxRetriesPerRequest: number) {
    super(
      `Reached the max retries per request limit (which is ${maxRetriesPerRequest}). Refer to "maxRetriesPerRequest" option for details.`,
    )
  }
}

/** No node of a cluster could be asked. */
export class ClusterAllFailedError extends RedisError {
  static readonly defaultMessage = 'Failed to refresh slots cache.'

  constructor(
    message: string,
    readonly lastNodeError?: Error,
  ) {
    super(message)
  }
}

/** Too many commands or bytes wait; nothing was sent. */
export class OverloadError extends RedisError {
  readonly code = 'ERR_REDIS_OVERLOADED'
}

/** Redis can not be reached, and the circuit breaker lets nothing wait for it; nothing was sent. */
export class CircuitOpenError extends RedisError {
  readonly code = 'ERR_REDIS_CIRCUIT_OPEN'
}

/** A reply exceeded one of the `replyLimits`; its connection was closed. */
export class ReplyLimitError extends RedisError {
  readonly code = 'ERR_REDIS_REPLY_LIMIT'

  constructor(
    message: string,
    readonly limit: keyof ReplyLimits,
    /** What the limit is set to. */
    readonly most: number,
  ) {
    super(message)
  }
}

/** The configuration can not be used; the message lists every problem. */
export class ConfigurationError extends RedisError {
  readonly code = 'ERR_REDIS_CONFIGURATION'

  constructor(readonly problems: string[]) {
    const [only] = problems
    super(
      problems.length === 1
        ? `Redis is not configured correctly: ${only}`
        : `Redis is not configured correctly:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    )
  }
}

/** libuv's number of a name that does not resolve. */
const NOT_FOUND = -3008

export const CONNECTION_CLOSED = 'Connection is closed.'

function construct(failure: Failure, cause: Error | undefined): Error {
  const options = cause === undefined ? undefined : { cause }
  switch (failure.kind) {
    case 'refused':
      return withCause(new ReplyError(failure.message), cause)
    case 'maxRetries': {
      const limit = /which is (\d+)/.exec(failure.message)?.[1]
      return withCause(new MaxRetriesPerRequestError(Number(limit)), cause)
    }
    case 'aborted':
      return withCause(new AbortError(failure.message), cause)
    case 'overloaded':
      return withCause(new OverloadError(failure.message), cause)
    case 'circuitOpen':
      return withCause(new CircuitOpenError(failure.message), cause)
    case 'replyLimit':
      return withCause(
        new ReplyLimitError(failure.message, failure.limit ?? 'bytes', failure.most ?? 0),
        cause,
      )
    default:
      return new Error(failure.message, options)
  }
}

/** As the constructor's `cause` option would set it. */
function withCause(error: Error, cause: Error | undefined): Error {
  if (cause !== undefined) {
    Object.defineProperty(error, 'cause', { value: cause, configurable: true, writable: true })
  }
  return error
}

/** The number of an error of the system, as Node has it; nothing for what has none. */
function errnoOf(code: string): { errno?: number } {
  if (code === 'ENOTFOUND') return { errno: NOT_FOUND }
  const errno: number | undefined = constants.errno[code as keyof typeof constants.errno]
  return errno === undefined ? {} : { errno: -errno }
}

/** The error that tells of a failure. Each command gets one of its own. */
export function errorOf(failure: Failure): Error {
  const cause = failure.cause === undefined ? undefined : errorOf(failure.cause)
  const error = construct(failure, cause)
  const { code, syscall, address, port, phase, maybeExecuted, timeoutCause } = failure
  const facts: Facts = {}
  if (code !== undefined && syscall !== undefined) Object.assign(facts, errnoOf(code))
  if (code !== undefined) facts.code = code
  if (syscall !== undefined) facts.syscall = syscall
  if (address !== undefined) facts.address = address
  if (port !== undefined) facts.port = port
  // As Node names what it looked up.
  if (syscall === 'getaddrinfo') Object.assign(facts, { hostname: address })
  if (timeoutCause !== undefined) facts.timeoutCause = timeoutCause
  if (phase !== undefined) {
    facts.phase = phase
    facts.maybeExecuted = maybeExecuted === true
  }
  return Object.assign(error, facts)
}
