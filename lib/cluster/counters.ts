/** What the clients of a cluster's nodes have counted, as one and for each node. */

import { type Measured, type Metrics, serverLabels, sumOf } from '../metrics'
import { isLost } from './nodes'
import type { Router } from './router'

/** The counters of all nodes, and how the cluster stands as a whole. */
export function metricsOf(router: Router | undefined, isReady: boolean): Metrics {
  const sum = sumOf(router?.clients().map((client) => client.metrics()) ?? [])
  if (router === undefined) return { ...sum, ready: false }
  const lost = router.table.all().some(({ nodes: [master] }) => isLost(master.client))
  const pending = sum.pending + router.gate.size + router.delays.size
  return { ...sum, pending, ready: isReady && !lost }
}

/** The counters of each node, with its labels. */
export function measuredOf(router: Router | undefined): Measured[] {
  const clients = router?.clients() ?? []
  return clients.map((client) => {
    const { host, port } = client.options
    return [client.metrics(), serverLabels(host ?? '', port, 0)]
  })
}
