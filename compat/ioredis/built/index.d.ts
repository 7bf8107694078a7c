export * from '@app/redis-native'
export { default } from '@app/redis-native'
