// ioredis by another client: the same exports, of @app/redis-native.
export * from '@app/redis-native'
export { default } from '@app/redis-native'
