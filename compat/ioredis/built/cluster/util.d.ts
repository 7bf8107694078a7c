export type { NodeRole } from '@app/redis-native'
/** A node's address, `host:port`. */
export type NodeKey = string
