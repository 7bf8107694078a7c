export { redis } from '@app/redis-native'
