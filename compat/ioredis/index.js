// ioredis by another client: the same exports, of @app/redis-native.
module.exports = require('@app/redis-native')
