export type {
  ClusterOptions,
  ClusterOptionsWithReplyMapping,
  DNSLookupFunction,
  DNSResolveSrvFunction,
  NatMap,
  NatMapFunction,
  RetryStrategy as ClusterNodeRetryStrategy,
} from '@app/redis-native'
