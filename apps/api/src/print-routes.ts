// Prints every route of the API with who may call it, from the app as it is: node src/print-routes.ts
import { listRoutePolicies } from '@lifeguard/express-bearer-auth'
import { createApp } from './app.ts'
import { createLog } from './log.ts'

const uncalled = () => Promise.reject(new Error('Cannot answer: these routes are for reading'))

const app = createApp({
  apiUrl: 'http://localhost:3000',
  issuer: 'http://127.0.0.1:9329/us-east-1_Lifeguard',
  domain: 'http://127.0.0.1:9330',
  toolsClientId: undefined,
  webOrigins: [],
  bodyLimitBytes: 1,
  trustProxyHops: 0,
  verify: uncalled,
  observers: [],
  reception: { meet: uncalled, meetStranger: uncalled },
  notes: {
    add: uncalled,
    list: uncalled,
    async *stream() {},
    get: uncalled,
    change: uncalled,
    remove: uncalled,
  },
  accounts: { open: uncalled, rememberEmail: uncalled, rename: uncalled, erase: uncalled, list: uncalled },
  loadAccount: uncalled,
  auditTrail: { record: uncalled, list: uncalled },
  denyList: { denySignIn: uncalled, denySubject: uncalled },
  checkReadiness: uncalled,
  log: createLog('silent'),
})

for (const { method, path, policy } of listRoutePolicies(app)) {
  // What takes every method refuses it: the answer 405.
  if (method !== '*') console.log(`${method.padEnd(7)} ${path.padEnd(40)} ${policy}`)
}
