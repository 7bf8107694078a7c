// The classes of errors by their path in ioredis.
const { MaxRetriesPerRequestError } = require('@app/redis-native')

Object.defineProperty(exports, '__esModule', { value: true })
exports.MaxRetriesPerRequestError = MaxRetriesPerRequestError
