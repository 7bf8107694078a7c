/**
 * The connection to a node of a cluster, for one handle: a connection that the process shares, like
 * that to a single server. What the node refuses, and what waits while it is away, is the router's.
 */

import type { Face } from '../connection'
import { outer, Road } from '../native'
import type { RedisOptions } from '../options'
import { hideSecrets } from '../secrets'
import type { Listener, Session } from '../session'
import { SharedConnection } from '../shared'
import { connectionOf, type NodeClient } from './nodes'
import type { Address } from './topology'

/** How long, in milliseconds, the replies of a node that has left are waited for. */
const PARTING = 500

export class MemberConnection extends SharedConnection {
  /** Whether the handle was given up, as its node has left the cluster. */
  parting = false
  /** Waits no longer for its last replies. */
  private part: (() => void) | undefined

  constructor(
    face: Face,
    /** Whether the handle ends, and not only the node's part in the cluster. */
    private readonly isEnding: () => boolean,
  ) {
    super(face)
  }

  /** A session with the process's subscriptions at this node. */
  openSubscriber(listener: Listener): Session {
    return this.newSession(Road.Subscribed, listener)
  }

  /** Connects at once, where the next attempt is due later. */
  hurry(): void {
    if (this.face.status === 'reconnecting') this.session?.connect()
  }

  /** Ends the connection, also one that only others of the process have asked for. */
  override finish(patience: number): Promise<void> {
    if (this.session === undefined && !this.ended) {
      const { status } = this.open().facts()
      this.closeSession()
      if (status === 'wait' || status === 'end') return Promise.resolve()
      this.start()
    }
    return super.finish(patience)
  }

  /** A node that has left the cluster is left by the whole process. */
  override disconnect(reconnect: boolean, patience = PARTING): void {
    const { session } = this
    if (reconnect || this.isEnding()) {
      super.disconnect(reconnect)
      return
    }
    if (this.parting) {
      if (patience === 0) this.part?.()
      return
    }
    this.parting = true
    if (session === undefined) {
      super.disconnect(false)
      return
    }
    const end = () => {
      outer.clearTimeout(timer)
      if (this.ended) return
      session.finish(0)
      super.disconnect(false)
    }
    const timer = outer.setTimeout(end, patience)
    this.part = end
    if (patience === 0 || this.pending === 0 || this.face.status !== 'ready') end()
    else session.whenIdle().then(end)
  }
}

/** The connection behind the client of a node. */
export const memberOf = (client: NodeClient) => connectionOf(client) as MemberConnection

/** The options of the connection to a node, by those of the handle. */
export function memberOptions(of: RedisOptions, { host, port }: Address): RedisOptions {
  const { cluster, clusterHosts: _, ...options } = of
  const limit = of.maxRetriesPerRequest
  const { scaleReads = 'master' } = cluster as { scaleReads?: string }
  return hideSecrets({
    ...options,
    host,
    port,
    path: undefined,
    // Commands have their prefix by then.
    keyPrefix: '',
    // What waits through more than a moment goes where the router sends it.
    maxRetriesPerRequest: typeof limit === 'number' ? Math.min(limit, 1) : 1,
    autoResendUnfulfilledCommands: of.autoResendUnfulfilledCommands,
    // One connection for each node, whatever its role: a master takes the word without effect.
    readOnly: scaleReads !== 'master',
    routed: true,
  })
}
