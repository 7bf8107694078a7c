export { ScanStream as default } from '@app/redis-native'
