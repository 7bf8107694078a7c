export { MaxRetriesPerRequestError as default } from '@app/redis-native'
