import { createAccessTokenVerifier } from '@lifeguard/access-token'

const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123'

export const verifier = createAccessTokenVerifier({
  pools: [{ issuer, clientIds: ['1example23456789012345678'] }],
  onDecision({ outcome }) {
    if (outcome !== 'valid') console.warn(`Access token refused: ${outcome}`)
  },
  onKeySet(event) {
    if (event.kind === 'failed') console.warn(`Cannot read the key set of "${event.issuer}"`, event.error)
  },
})
