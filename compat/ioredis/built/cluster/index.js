// The class by its path in ioredis.
const { Cluster } = require('@app/redis-native')

Object.defineProperty(exports, '__esModule', { value: true })
exports.default = Cluster
