export type { ClusterNode, ClusterStatus } from '@app/redis-native'
export { Cluster as default } from '@app/redis-native'
