import { getInCluster } from '../commands.mjs'
import { inFlight } from '../load.mjs'

export const name = 'get-cluster-50'
export const place = 28
export const group = 'Cluster'
export const title = 'GET on a cluster of three masters, 50 in flight'
export const unit = 'commands'
export const topology = 'cluster'
export const measure = inFlight(getInCluster, 50)
