export { Pipeline as default } from '@app/redis-native'
