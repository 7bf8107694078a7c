/**
 * What the owners of a router decide, and what they hear of it.
 *
 * There are two, the class `Cluster` and the process's client. It knows nothing of how commands are routed.
 */

import type { Command } from '../command'
import type { Reason } from './failure'
import type { NodeClient, NodeOptions, Role } from './nodes'
import type { NatMap } from './topology'

export type ScaleReads =
  | Role
  | ((nodes: NodeClient[], command: Command) => NodeClient | NodeClient[] | null | undefined)

/** What owners decide. It is asked each time, so that it may change. */
export interface RoutingPolicy {
  readonly scaleReads: ScaleReads
  readonly maxRedirections: number
  readonly slotsRefreshTimeout: number
  readonly natMap: NatMap | null | undefined
  /** Whether commands may wait at a node, which may have to connect. */
  takes(client: NodeClient): boolean
  /** Whether an error that is no reply tells of the loss of a node. */
  isLoss?(error: Error): boolean
  /** The error of a command that waits for a node no longer. */
  tooLong?(error: Error): Error
  /** Whether a command can follow an ASK; otherwise it waits until its slot has moved. */
  asks?(command: Command): boolean
  /** Whether the number of redirections bounds those that wait for a node, too. */
  readonly countsWaits: boolean
  /** Whether a node that is lost is asked after although nothing waits at it. */
  readonly mindsLoss: boolean
  /** Whether any command has a deadline. */
  readonly isTimed: boolean
  /** How long to wait before a command is sent again, in milliseconds; undefined is not at all. */
  delay(reason: Reason, attempt: number): number | undefined
  /** Whether a command that a server may have executed is sent again. */
  mayResend(command: Command): boolean
  /** How long a command may take, in milliseconds; 0 is for ever. */
  deadline(command: Command): number
  /** The error of a command whose time was over while it waited; `last` is what it failed with before. */
  expired(last: Error | undefined): Error
}

/** Who owns a router. */
export interface RouterHost {
  readonly policy: RoutingPolicy
  create(options: NodeOptions, readOnly: boolean): NodeClient
  added(client: NodeClient, key: string): void
  removed(client: NodeClient, key: string): void
  nodeError(error: Error, key: string): void
  /** The last node is gone. */
  drained(): void
  /** The slots are known anew. */
  refreshed(): void
  /** Why a node can not be asked, where that is known. */
  lost?(client: NodeClient): Error | undefined
  /** No node could be asked for the slots. */
  unreachable?(error: Error): void
  /** The nodes were looked at, as something waits. */
  looked?(): void
  /** The role of a node has changed. */
  turned(client: NodeClient, readOnly: boolean): void
  /** Why the slots are not wanted any more. */
  over(): Error | undefined
  /** Something waits until the router is open. */
  waits(): void
}
