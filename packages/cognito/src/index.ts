export type {
  AccessTokenClaims,
  IdTokenClaims,
  MachineAccessTokenClaims,
  UserAccessTokenClaims,
} from './claims.ts'
export {
  discoveryUrl,
  keySetUrl,
  type UserPool,
  type UserPoolEndpoints,
  userPoolEndpoints,
} from './endpoints.ts'
export { signOutUrl } from './sign-out-url.ts'
