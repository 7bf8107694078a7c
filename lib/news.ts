/**
 * The package's own diagnostics channels: what happens to connections, queues and subscriptions, for
 * those who listen.
 *
 * A change of a connection is told once for an environment, however many handles and realms share
 * the connection: the addon says which session is the first to hear of it. Nothing is made for a
 * channel that nobody listens to, and no argument and no credential is ever told.
 */

import { channel } from 'node:diagnostics_channel'

const CHANNELS = {
  ready: channel('redis-native:connection:ready'),
  closed: channel('redis-native:connection:closed'),
  reconnecting: channel('redis-native:connection:reconnecting'),
  breaker: channel('redis-native:breaker'),
  timeout: channel('redis-native:timeout'),
  overload: channel('redis-native:overload'),
  gap: channel('redis-native:pubsub:gap'),
}

/** Where a connection leads. */
export interface Server {
  serverAddress: string
  /** None of a path. */
  serverPort: number | undefined
  database: number
}

/** What is told of an event of the link. */
interface Change {
  status: string
  error?: { message: string; code?: string }
  delay?: number
  protocol?: number
  breaker?: string
  missed?: number
  /** It is of the search for a server, and no change. */
  search?: unknown
}

/** What is told of commands that timed out. */
interface Timeout {
  /** How many, for the same reason. */
  commands: number
  timeoutCause: string | undefined
  phase: string | undefined
}

/** What is told when commands are not taken, because too many wait. */
interface Overload {
  /** How many wait, and how many bytes of them. */
  pending: number
  queuedBytes: number
}

/** What one handle has to tell. */
export class News {
  constructor(private readonly server: () => Server) {}

  /** Tells those who listen; `facts` is asked only then. */
  private tell(what: keyof typeof CHANNELS, facts: () => object): void {
    const heard = CHANNELS[what]
    if (heard.hasSubscribers) heard.publish({ ...this.server(), ...facts() })
  }

  /** A change of the connection that nobody here has told. */
  change({ status, error, delay, protocol, breaker, missed, search }: Change): void {
    if (search !== undefined) return
    if (breaker !== undefined) this.tell('breaker', () => ({ mode: breaker, reason: error?.message }))
    else if (status === 'ready') this.tell('ready', () => ({ protocol }))
    else if (status === 'close') this.tell('closed', () => ({ reason: error?.message, code: error?.code }))
    else if (status === 'reconnecting') this.tell('reconnecting', () => ({ delay }))
    else if (status === 'gap') this.gap(missed)
  }

  /** Messages may have passed a subscription by; `missed` is how many were dropped here. */
  gap(missed?: number): void {
    this.tell('gap', () => (missed === undefined ? { reason: 'connection' } : { reason: 'overflow', missed }))
  }

  timeout(facts: () => Timeout): void {
    this.tell('timeout', facts)
  }

  overload(facts: () => Overload): void {
    this.tell('overload', facts)
  }
}
