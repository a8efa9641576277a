import type { Endpoint } from '@lifeguard/api-contract'

/** The headers that an endpoint takes besides the access token. */
export function toHeaderParameters(endpoint: Endpoint): object[] {
  const { precondition, idempotent } = endpoint
  const ifNoneMatch = {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` of the version that the caller has; while there is no other, the answer is 304.',
    schema: { type: 'string' },
    example: '"3"',
  }
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
  return [
    ...(isConditional(endpoint) ? [ifNoneMatch] : []),
    ...(precondition ? [ifMatch] : []),
    ...(idempotent ? [idempotencyKey] : []),
  ]
}

/** Whether it is answered 304 where the caller has the version already (RFC 9110 §13.1.2). */
export function isConditional({ method, answer }: Endpoint): boolean {
  return method === 'GET' && answer.etag === true
}
