export { MaxRetriesPerRequestError } from '@app/redis-native'
