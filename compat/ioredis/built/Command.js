// BullMQ and mocks reach for the class by its path in ioredis.
const { Command } = require('@app/redis-native')

module.exports = { default: Command }
