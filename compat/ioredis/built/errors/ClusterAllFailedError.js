// The class of the error by its path in ioredis.
const { ClusterAllFailedError } = require('@app/redis-native')

Object.defineProperty(exports, '__esModule', { value: true })
exports.default = ClusterAllFailedError
