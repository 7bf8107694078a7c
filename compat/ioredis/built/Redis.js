// The class by its path in ioredis.
const { Redis } = require('@app/redis-native')

Object.defineProperty(exports, '__esModule', { value: true })
exports.default = Redis
