// Texts that libraries compare with, by their path in ioredis.
Object.defineProperty(exports, '__esModule', { value: true })
exports.CONNECTION_CLOSED_ERROR_MSG = 'Connection is closed.'
