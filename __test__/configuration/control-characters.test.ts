/** CR, LF and NUL in names of the shared client are refused before anything connects. */
import { ConfigurationError, getRedis } from '@app/redis-native'

const OPTIONS = ['host', 'path', 'username', 'connectionName', 'keyPrefix']
const CASES = OPTIONS.flatMap((option) => ['\r', '\n', '\0'].map((character) => [option, character]))

test.each(CASES)('the option %s with %j is refused by its name', (option, character) => {
  const use = () => getRedis({ [option]: `a${character}b` })
  expect(use).toThrow(ConfigurationError)
  expect(use).toThrow(`the option ${option} holds a control character`)
})

test.each(['REDIS_USERNAME', 'REDIS_KEY_PREFIX', 'REDIS_CONNECTION_NAME', 'REDIS_HOST'])(
  'the variable %s with a line break is refused by its name',
  (variable) => {
    process.env[variable] = 'a\r\nb'
    try {
      expect(() => getRedis({ db: 1 })).toThrow(variable)
    } finally {
      delete process.env[variable]
    }
  },
)
