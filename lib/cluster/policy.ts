/** What the class `Cluster` decides for its router: as ioredis does, by the options of the client. */

import type { Command } from '../command'
import { Flag, flagsOf } from '../commands'
import type { Reason } from './failure'
import type { NodeClient } from './nodes'
import type { ClusterOptions } from './options'
import type { RoutingPolicy, ScaleReads } from './routing'
import type { NatMap } from './topology'

export class ClusterPolicy implements RoutingPolicy {
  constructor(private readonly options: () => ClusterOptions) {}

  get scaleReads(): ScaleReads {
    return this.options().scaleReads ?? 'master'
  }

  get maxRedirections(): number {
    return this.options().maxRedirections ?? 16
  }

  get slotsRefreshTimeout(): number {
    return this.options().slotsRefreshTimeout ?? 1000
  }

  get natMap(): NatMap | null | undefined {
    return this.options().natMap
  }

  readonly countsWaits = true

  /** Who is lost has left, unless the user wants it to connect again. */
  readonly mindsLoss = false

  /** Without a queue, a node that is not connected takes nothing. */
  takes({ status }: NodeClient): boolean {
    return this.options().enableOfflineQueue !== false || status === 'ready' || status === 'wait'
  }

  get isTimed(): boolean {
    return this.commandTimeout > 0
  }

  private get commandTimeout(): number {
    const commandTimeout = this.options().redisOptions?.commandTimeout
    return typeof commandTimeout === 'number' ? commandTimeout : 0
  }

  delay(reason: Reason): number | undefined {
    const options = this.options()
    switch (reason) {
      case 'moved':
        return options.retryDelayOnMoved || 0
      case 'ask':
        return 0
      case 'tryagain':
        return options.retryDelayOnTryAgain || 0
      case 'clusterdown':
        return positive(options.retryDelayOnClusterDown)
      case 'failover':
        return positive(options.retryDelayOnFailover)
    }
  }

  /** As ioredis, unless the user wants it otherwise. */
  mayResend(command: Command): boolean {
    const resend = this.options().redisOptions?.autoResendUnfulfilledCommands ?? true
    if (resend === 'readonly') return command.isReadOnly || (flagsOf(command.name) & Flag.Readonly) !== 0
    return resend
  }

  deadline(command: Command): number {
    return command.since > 0 ? this.commandTimeout : 0
  }

  expired(): Error {
    return new Error('Command timed out')
  }
}

function positive(delay: number | undefined): number | undefined {
  return delay !== undefined && delay > 0 ? delay : undefined
}
