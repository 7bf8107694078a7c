import type { NextConfig } from 'next'

const config: NextConfig = {
  // A native addon can not be bundled: Node requires the package itself, once for the whole process.
  serverExternalPackages: ['@app/redis-native'],
  // `next start` and a standalone server exclude each other, so the environment chooses.
  output: process.env.NEXT_OUTPUT === 'standalone' ? 'standalone' : undefined,
}

export default config
