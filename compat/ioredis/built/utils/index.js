// Texts that libraries compare with, by their path in ioredis.
module.exports = { CONNECTION_CLOSED_ERROR_MSG: 'Connection is closed.' }
