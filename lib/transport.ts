/** What stands behind a client and takes its commands: one connection, or those of a cluster. */

import type { Command } from './command'
import type { Measured, Metrics } from './metrics'
import type { Server } from './options'
import type { LinkFacts } from './session'
import type { ConnectionStream } from './stream'

export interface Transport {
  readonly kind: 'own' | 'shared' | 'cluster'
  /** Where the connection leads, or the last one did, where there is one. */
  readonly server?: Server
  /** How many commands wait for their replies. */
  readonly pending: number
  /** What stands for the socket, where there is one. */
  readonly stream: ConnectionStream | undefined
  /** Resolves when all subscriptions of a shared client's handle are confirmed; undefined when they are. */
  readonly confirmation?: Promise<unknown>
  /** The commands that wait for their replies. */
  waiting(): Command[]
  connect(): Promise<void>
  /** Ends the client, or makes it connect anew. */
  disconnect(reconnect: boolean): void
  send(command: Command): void
  /** Sends what `send` sends in one batch, or throws and sends nothing. */
  gather(size: number, send: () => void): void
  /** What has to be done before these commands can be sent in one batch. */
  prepareFor(commands: readonly Command[]): Promise<unknown> | undefined
  /** Makes the batch that is being gathered fail as a whole. */
  spoil(error: Error): void
  /** Takes commands back: what is not written is never sent. */
  cancel(commands: ReadonlySet<Command>, error: () => Error): void
  /** Makes an idle connection hold the process, or lets it go. */
  hold(held: boolean): void
  metrics(): Metrics
  /** What is wrong with a client that answers, found out within `ms`; undefined if nothing. */
  weakness?(ms: number): Promise<string | undefined>
  /** Takes one of the places for connections beside a shared client. Returns what gives it back. */
  reserve?(): () => void
  /** How it stands; undefined where nothing was opened yet. */
  facts(): LinkFacts | undefined
}

/** What stands behind a handle on a client that the process shares. */
export interface SharedTransport extends Transport {
  readonly kind: 'shared' | 'cluster'
  /** Joins the client, and asks it to connect where it does not. */
  start(): void
  /** Ends the handle when its replies are in. */
  quit(): Promise<'OK'>
  /** Ends the connections of the client itself; a later use opens them again. */
  finish(patience: number): Promise<void>
  /** Lets a handle that was ended be used again; false when that has happened already. */
  reopen(): boolean
}

/** What stands behind a handle on a cluster that the process shares. */
export interface ClusterTransport extends SharedTransport {
  readonly kind: 'cluster'
  /** The nodes of a role, each a handle on the connection to it. */
  nodes(role?: 'all' | 'master' | 'slave'): unknown[]
  /** A cluster client of its own. */
  duplicate(first?: unknown, second?: unknown): unknown
  /** Lends a connection to the node of a key. */
  isolate<T>(use: (redis: never) => Promise<T> | T, key: unknown): Promise<T>
  /** What the connection to each node has counted. */
  measured(): Measured[]
}
