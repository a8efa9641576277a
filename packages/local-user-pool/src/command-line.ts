import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { localProfile } from './config/local-profile.ts'
import { StartError } from './start-error.ts'
import type { UserPoolOptions } from './start-user-pool.ts'
import type { PreTokenHandler } from './tokens/pre-token.ts'

export const help = `A user pool on your desk: the OAuth surface of Amazon Cognito, for development and tests.

  npx local-user-pool [options]                          where it is installed
  node packages/local-user-pool/src/main.ts [options]    in its repository

  --config FILE       users, groups, app clients and resource servers as JSON; default: the local profile
  --web-origin URL    where the web app of the local profile is served; default http://localhost:5173
  --api-url URL       where its API is; default http://localhost:3000
  --data DIR          keep keys, people, refresh tokens and sign-ins here; default: in memory only
  --issuer-port N     discovery and key set; default 9329, 0 takes a free port
  --domain-port N     sign-in pages and token endpoint; default 9330, 0 takes a free port
  --pre-token FILE    a module that exports the handler of a pre token generation trigger
  --control-port N    faults, clock and keys over HTTP, for tests; off by default
  --help              this text

The local profile has the people admin@example.com and user@example.com, with the password Passw0rd!.

The first line it prints is JSON: {"event":"listening","issuer":"…","domain":"…"}.
`

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'start'; readonly options: UserPoolOptions; readonly config: unknown }

/** @throws StartError when an option is unknown, does not go with another, or has a value that does not fit */
export async function readCommandLine(words: readonly string[]): Promise<Command> {
  const values = parse(words)
  if (values.help === true) return { kind: 'help' }
  return {
    kind: 'start',
    config: readConfigOf(values),
    options: {
      issuerPort: readPort('--issuer-port', values['issuer-port'] ?? '9329'),
      domainPort: readPort('--domain-port', values['domain-port'] ?? '9330'),
      ...(values['control-port'] !== undefined && {
        controlPort: readPort('--control-port', values['control-port']),
      }),
      ...(values['pre-token'] !== undefined && { preToken: await importHandler(values['pre-token']) }),
      ...(values.data !== undefined && { dataDir: values.data }),
    },
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        config: { type: 'string' },
        'web-origin': { type: 'string' },
        'api-url': { type: 'string' },
        data: { type: 'string' },
        'issuer-port': { type: 'string' },
        'domain-port': { type: 'string' },
        'pre-token': { type: 'string' },
        'control-port': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('. ')[0] : String(cause)
    throw new StartError(`Cannot understand the command line: ${why}; --help lists the options`, { cause })
  }
}

function readConfigOf(values: ReturnType<typeof parse>): unknown {
  const addresses = {
    ...(values['web-origin'] !== undefined && {
      webOrigin: readOrigin('--web-origin', values['web-origin']),
    }),
    ...(values['api-url'] !== undefined && { apiUrl: readOrigin('--api-url', values['api-url']) }),
  }
  if (values.config === undefined) return localProfile(addresses)
  if (Object.keys(addresses).length === 0) return readJsonFile(values.config)
  throw new StartError(
    'Cannot use --web-origin or --api-url beside --config: the callback URLs of a config stand in the config',
  )
}

function readOrigin(option: string, text: string): string {
  if (URL.parse(text)?.origin === text) return text
  throw new StartError(
    `Cannot use "${text}" for ${option}: it is scheme, host and port, as in http://localhost:5173`,
  )
}

/** The module may be written for Lambda: its export `handler` is what Cognito would call. */
async function importHandler(file: string): Promise<PreTokenHandler> {
  let exported: object
  try {
    exported = await import(pathToFileURL(resolve(file)).href)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StartError(`Cannot load the trigger "${file}": ${why}`, { cause })
  }
  const handler: unknown = 'handler' in exported ? exported.handler : undefined
  if (typeof handler !== 'function') {
    throw new StartError(`Cannot use the trigger "${file}": it exports no function "handler"`)
  }
  return (event) => handler(event)
}

function readPort(option: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new StartError(`Cannot use "${text}" for ${option}: a port is a number from 0 to 65535`)
}

function readJsonFile(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new StartError(`Cannot read the config "${file}": there is no such readable file`, { cause })
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StartError(`Cannot read the config "${file}": it is not JSON (${why})`, { cause })
  }
}
