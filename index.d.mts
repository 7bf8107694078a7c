// The types of the ES module: the default export is the class.
export * from './index.js'
export { Redis as default } from './index.js'
