import { createAccessTokenVerifier } from '@lifeguard/access-token'

const verifier = createAccessTokenVerifier({
  pools: [
    {
      issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123',
      clientIds: ['1example23456789012345678'],
    },
  ],
})
await verifier.prefetch()

export async function whoCalls(token: string): Promise<string> {
  const verdict = await verifier.verify(token)
  return verdict.valid ? verdict.principal.subject : `nobody: ${verdict.reason}`
}
