export { ClusterAllFailedError as default } from '@app/redis-native'
