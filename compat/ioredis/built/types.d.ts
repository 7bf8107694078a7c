import type { Command } from '@app/redis-native'

export type {
  Callback,
  ReplyMappingFromClusterOptions,
  ReplyMappingFromOptions,
  ReplyMappingMode,
  ScanStreamOptions,
} from '@app/redis-native'
export type ProtocolVersion = 2 | 3
export type CommandParameter = Command['args'][number]
