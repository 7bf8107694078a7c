export type { RedisStatus } from '@app/redis-native'
export { Redis as default } from '@app/redis-native'
