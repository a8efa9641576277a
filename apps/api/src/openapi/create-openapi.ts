import { type Endpoint, scopes } from '@lifeguard/api-contract'
import { type UserPool, userPoolEndpoints } from '@lifeguard/cognito'
import { createSchemas } from './schemas.ts'
import { toOperation } from './to-operation.ts'

export interface OpenApiOptions {
  readonly endpoints: readonly Endpoint[]
  readonly apiUrl: string
  readonly pool: UserPool
}

/** An OpenAPI 3.1 document. What is below is for tools to know. */
export interface OpenApi {
  readonly openapi: '3.1.1'
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly [member: string]: unknown
}

const tags: Readonly<Record<Endpoint['tag'], string>> = {
  Notes: 'What a person or a machine wrote down. Nobody else sees it.',
  Account: 'Who is calling, and what is kept about them.',
  Administration: 'For people in the group `admins`.',
  System: 'For operators and tools; no access token is needed.',
}

/** Describes the endpoints that are mounted, from the declarations by which they are guarded and checked. */
export function createOpenApi({ endpoints, apiUrl, pool }: OpenApiOptions): OpenApi {
  const schemas = createSchemas()
  const { authorize, token } = userPoolEndpoints(pool)
  const paths = Object.fromEntries(
    [...Map.groupBy(endpoints, ({ path }) => path)].map(([path, operations]) => [
      path,
      Object.fromEntries(
        operations.map((endpoint) => [endpoint.method.toLowerCase(), toOperation(endpoint, schemas)]),
      ),
    ]),
  )

  return {
    openapi: '3.1.1',
    info: {
      title: 'Lifeguard notes',
      version: '1',
      summary: 'Notes of people and machines, behind access tokens of an Amazon Cognito user pool',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: apiUrl }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: schemas.components,
      securitySchemes: {
        person: {
          type: 'oauth2',
          description: 'A person signs in at the user pool: authorization code with PKCE (S256).',
          flows: {
            authorizationCode: {
              authorizationUrl: authorize,
              tokenUrl: token,
              refreshUrl: token,
              scopes: { openid: 'Know that it is you', email: 'Know your e-mail address', ...scopes },
            },
          },
        },
        machine: {
          type: 'oauth2',
          description: 'An app client calls on its own behalf, with its secret.',
          flows: { clientCredentials: { tokenUrl: token, scopes } },
        },
      },
    },
  }
}
