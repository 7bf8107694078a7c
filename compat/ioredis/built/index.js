// The main module by its path in ioredis.
module.exports = require('@app/redis-native')
