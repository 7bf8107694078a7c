export type { ArgumentType, CommandNameFlags } from '@app/redis-native'
export { Command as default } from '@app/redis-native'
