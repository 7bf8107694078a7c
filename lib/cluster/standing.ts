/** How the process's cluster stands: the facts of its nodes as one, and what is wrong with a cluster that answers. */

import { closed, type Face } from '../connection'
import { errorOf } from '../errors'
import { protocolOf } from '../options'
import type { LinkFacts } from '../session'
import { memberOf } from './member'
import { isLost, type NodeClient } from './nodes'
import type { Router } from './router'
import { SLOTS } from './slots'

/** What keeps a node from being asked. */
export function reasonOf(client: NodeClient): Error | undefined {
  if (!isLost(client) || client.status === 'end') return undefined
  const failure = memberOf(client).facts()?.lastError
  return failure ? errorOf(failure) : closed()
}

/** The facts of all nodes as one. */
export function factsOf(router: Router, { status, options }: Face): LinkFacts {
  const all = router.clients().flatMap((client) => memberOf(client).facts() ?? [])
  const worst = (['open', 'half-open'] as const).find((mode) => all.some(({ breaker }) => breaker === mode))
  return {
    status: status as LinkFacts['status'],
    peer: null,
    protocol: protocolOf(options),
    connects: all.reduce((sum, { connects }) => sum + connects, 0),
    queuedBytes: all.reduce((sum, { queuedBytes }) => sum + queuedBytes, 0),
    breaker: worst ?? 'closed',
    lastError:
      all.find(({ status, lastError }) => status !== 'ready' && lastError !== null)?.lastError ?? null,
  }
}

/** What is wrong with a cluster whose slots are known; undefined if nothing. Each master has `ms` for a PONG. */
export async function weaknessOf({ table }: Router, ms: number): Promise<string | undefined> {
  const { served } = table
  if (served < SLOTS) return `${SLOTS - served} of ${SLOTS} slots have no master`
  const checks = table.all().map(async ({ nodes: [master] }) => {
    try {
      const lost = reasonOf(master.client)
      if (lost !== undefined) throw lost
      await memberOf(master.client).check(ms)
      return undefined
    } catch (error) {
      const { message, code } = error as Error & { code?: string }
      return `the master ${master.key} does not answer: ${code ?? message}`
    }
  })
  return (await Promise.all(checks)).find((problem) => problem !== undefined)
}
