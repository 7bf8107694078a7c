// The class of the error by its path in ioredis.
const { MaxRetriesPerRequestError } = require('@app/redis-native')

Object.defineProperty(exports, '__esModule', { value: true })
exports.default = MaxRetriesPerRequestError
