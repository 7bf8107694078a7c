// What libraries take from here: a text that they compare with, and how mocks read a URL.
Object.defineProperty(exports, '__esModule', { value: true })
exports.CONNECTION_CLOSED_ERROR_MSG = 'Connection is closed.'
exports.parseURL = require('@app/redis-native/url').parseURL
