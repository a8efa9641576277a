/**
 * Whether Cognito takes this as a username or as the name of a group. Source: Cognito API reference, `AdminCreateUser`,
 * `SignUp` and `CreateGroup`.
 */
export function isPoolName(name: string): boolean {
  return /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(name)
}
