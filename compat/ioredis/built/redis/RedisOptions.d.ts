export type { CommonRedisOptions, ReconnectOnError, RedisOptions, RetryStrategy } from '@app/redis-native'
