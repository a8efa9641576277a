import { type Endpoint, type ProblemName, problems, problemsOf, problemType } from '@lifeguard/api-contract'
import type * as z from 'zod/mini'
import type { Schemas } from './schemas.ts'

/** One operation of the OpenAPI document. */
export function toOperation(endpoint: Endpoint, schemas: Schemas): Readonly<Record<string, unknown>> {
  const { name, summary, description, tag, body, bodyTypes = ['application/json'], example } = endpoint
  const parameters = [
    ...toParameters('path', endpoint.params, schemas),
    ...toParameters('query', endpoint.query, schemas),
    ...headerParameters(endpoint),
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
    ...groups.map((group) => `the group \`${group}\``),
    ...(kind === 'user' ? ['a person'] : kind === 'machine' ? ['a machine'] : []),
    ...(signedInWithinSeconds === undefined ? [] : [`a sign-in within ${signedInWithinSeconds} seconds`]),
  ]
  return rules.length === 0 ? 'Needs any valid access token.' : `Needs ${rules.join(' and ')}.`
}

function toSecurity({ access }: Endpoint): object[] {
  if (access === 'public') return []
  const scopes = access.scopes ?? []
  const forPeople = access.kind === 'user' || access.groups !== undefined
  return [{ person: scopes }, ...(forPeople ? [] : [{ machine: scopes }])]
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

function headerParameters({ precondition, idempotent }: Endpoint): object[] {
  const ifMatch = {
    name: 'If-Match',
    in: 'header',
    required: precondition === 'required',
    description: 'The `ETag` of the version that this is meant for; of another version it is refused.',
    schema: { type: 'string' },
    example: '"3"',
  }
  const idempotencyKey = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'Sent again under the same key within 24 hours, it happens once and is answered alike.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
    example: '6f1c2f0e-3b1a-4c57-9d0e-2f4f6f3c8a11',
  }
  return [...(precondition ? [ifMatch] : []), ...(idempotent ? [idempotencyKey] : [])]
}

function toSuccess({ method, summary, answer, example }: Endpoint, schemas: Schemas): object {
  const { status, body, type = 'application/json', etag, location } = answer
  const headers = {
    ...(etag && { ETag: { description: 'The version', schema: { type: 'string' } } }),
    ...(location && { Location: { description: 'Where it can be read', schema: { type: 'string' } } }),
  }
  const success = {
    description: summary,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(body && { content: { [type]: withExample(schemas.describe(body), example?.answer) } }),
  }
  const notModified = { description: 'The caller has this version already (`If-None-Match`)' }
  return { [status]: success, ...(etag && method === 'GET' && { 304: notModified }) }
}

function toProblemResponses(endpoint: Endpoint): object {
  const byStatus = Map.groupBy(problemsOf(endpoint), (name) => problems[name].status)
  const responses = [...byStatus].map(([status, names]) => [status, toProblemResponse(status, names)])
  return Object.fromEntries(responses)
}

function toProblemResponse(status: number, names: readonly ProblemName[]): object {
  const header = (description: string, type: string) => ({ description, schema: { type } })
  const headers = {
    ...((status === 401 || names.includes('insufficient-scope')) && {
      'WWW-Authenticate': header('What would help (RFC 6750, RFC 9470)', 'string'),
    }),
    ...((status === 429 || status === 503) && { 'Retry-After': header('Seconds', 'integer') }),
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
