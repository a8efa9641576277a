import { signOutUrl, userPoolEndpoints } from '@lifeguard/cognito'

const pool = {
  issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123',
  domain: 'https://example.auth.eu-central-1.amazoncognito.com',
}

export const { authorize, token, revoke, keySet } = userPoolEndpoints(pool)

export const leave = signOutUrl(pool, { clientId: '1example23456789', logoutUri: 'https://app.example.com/' })
