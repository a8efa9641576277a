import { createAccessTokenVerifier, createDenyList, createMemoryDenyListStore } from '@lifeguard/access-token'

export const denyList = createDenyList({
  store: createMemoryDenyListStore(),
  refreshTokenSeconds: 30 * 24 * 3600,
  accessTokenSeconds: 3600,
})

export const verifier = createAccessTokenVerifier({
  pools: [
    { issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123', clientIds: null },
  ],
  isRevoked: denyList.isRevoked,
})

/** The phone is lost: everything that descends from its sign-in ends now. */
export async function signOutDevice(issuer: string, originJti: string): Promise<void> {
  await denyList.denySignIn({ issuer, originJti })
}
