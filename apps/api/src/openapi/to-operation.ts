import { type Endpoint, type ProblemName, problems, problemsOf, problemType } from '@lifeguard/api-contract'
import type * as z from 'zod/mini'
import type { Schemas } from './schemas.ts'
import { isConditional, toHeaderParameters } from './to-header-parameters.ts'

/** One operation of the OpenAPI document. */
export function toOperation(endpoint: Endpoint, schemas: Schemas): Readonly<Record<string, unknown>> {
  const { name, summary, description, tag, body, bodyTypes = ['application/json'], example } = endpoint
  const parameters = [
    ...toParameters('path', endpoint.params, schemas),
    ...toParameters('query', endpoint.query, schemas),
    ...toHeaderParameters(endpoint),
  ]
  return {
    operationId: name,
    summary,
    description: [description, describeAccess(endpoint)].filter(Boolean).join('\n\n'),
    tags: [tag],
    security: toSecurity(endpoint),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: Object.fromEntries(
          bodyTypes.map((type) => [type, withExample(schemas.describe(body), example?.body)]),
        ),
      },
    }),
    responses: { ...toSuccess(endpoint, schemas), ...toProblemResponses(endpoint) },
  }
}

function describeAccess({ access }: Endpoint): string {
  if (access === 'public') return 'Open to everybody.'
  const { scopes = [], groups = [], kind, signedInWithinSeconds } = access
  const rules = [
    ...scopes.map((scope) => `the scope \`${scope}\``),
    ...(groups.length > 0 ? [`the group ${groups.map((group) => `\`${group}\``).join(' or ')}`] : []),
    ...(kind === 'user' ? ['a person'] : kind === 'machine' ? ['a machine'] : []),
    ...(signedInWithinSeconds === undefined ? [] : [`a sign-in within ${signedInWithinSeconds} seconds`]),
  ]
  return rules.length === 0 ? 'Needs any valid access token.' : `Needs ${rules.join(' and ')}.`
}

function toSecurity({ access }: Endpoint): object[] {
  if (access === 'public') return []
  const { scopes = [], groups, kind, signedInWithinSeconds } = access
  // Only people have groups and sign in.
  const isForPeople = kind === 'user' || groups !== undefined || signedInWithinSeconds !== undefined
  return [...(kind === 'machine' ? [] : [{ person: scopes }]), ...(isForPeople ? [] : [{ machine: scopes }])]
}

function toParameters(
  place: 'path' | 'query',
  schema: z.ZodMiniType | undefined,
  schemas: Schemas,
): object[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schemas.describe(schema) as ObjectSchema
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }))
}

/** Parameters are declared as one object of strings, numbers and choices. */
interface ObjectSchema {
  readonly properties?: Readonly<Record<string, object>>
  readonly required?: readonly string[]
}

function toSuccess(endpoint: Endpoint, schemas: Schemas): object {
  const { summary, answer, example } = endpoint
  const { status, body, type = 'application/json', etag, location } = answer
  const version = { ETag: { description: 'The version', schema: { type: 'string' } } }
  const headers = {
    ...(etag && version),
    ...(location && { Location: { description: 'Where it can be read', schema: { type: 'string' } } }),
  }
  const success = {
    description: summary,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(body && { content: { [type]: withExample(schemas.describe(body), example?.answer) } }),
  }
  const notModified = {
    description: 'The caller has this version already (`If-None-Match`)',
    headers: version,
  }
  return { [status]: success, ...(isConditional(endpoint) && { 304: notModified }) }
}

function toProblemResponses(endpoint: Endpoint): object {
  const byStatus = Map.groupBy(problemsOf(endpoint), (name) => problems[name].status)
  const responses = [...byStatus].map(([status, names]) => [status, toProblemResponse(status, names)])
  return Object.fromEntries(responses)
}

/** What is over after a while, which the API names. */
const passing = new Set([409, 429, 503])

function toProblemResponse(status: number, names: readonly ProblemName[]): object {
  const header = (description: string, type: string) => ({ description, schema: { type } })
  const headers = {
    ...((status === 401 || names.includes('insufficient-scope')) && {
      'WWW-Authenticate': header('What would help (RFC 6750, RFC 9470)', 'string'),
    }),
    ...(passing.has(status) && { 'Retry-After': header('Seconds', 'integer') }),
  }
  const examples = names.map((name) => [
    name,
    { value: { type: problemType(name), ...problems[name], instance: 'urn:uuid:0d6b…' } },
  ])
  return {
    description: names.map((name) => problems[name].title).join(', or '),
    ...(Object.keys(headers).length > 0 && { headers }),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(examples),
      },
    },
  }
}

function withExample(schema: object, example: unknown): object {
  return { schema, ...(example !== undefined && { example }) }
}
