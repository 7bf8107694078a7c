export type {
  ChainableCommander,
  ClientContext,
  RedisCommander as default,
  RedisKey,
  RedisValue,
  Result,
  ResultTypes,
} from '@app/redis-native'
