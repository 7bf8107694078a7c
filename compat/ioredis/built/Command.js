// BullMQ and mocks reach for the class by its path in ioredis.
const { Command } = require('@app/redis-native')

Object.defineProperty(exports, '__esModule', { value: true })
exports.default = Command
