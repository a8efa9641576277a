import { describe, expectTypeOf, it } from 'vitest'
import type {
  AccessTokenVerifierOptions,
  MachinePrincipal,
  Principal,
  Reason,
  ThirdPartyUserPrincipal,
  Verdict,
} from './index.ts'

const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Lifeguard'

describe('the types of verdicts and options', () => {
  it('part the kinds of callers', () => {
    type Machine = Extract<Principal, { kind: 'machine' }>
    expectTypeOf<Machine>().toEqualTypeOf<MachinePrincipal>()
    expectTypeOf<
      Extract<Principal, { through: 'third-party-client' }>
    >().toEqualTypeOf<ThirdPartyUserPrincipal>()
    // @ts-expect-error A machine is in no group.
    type _MachineGroups = Machine['groups']
  })

  it('give a principal to who has looked at the verdict', () => {
    expectTypeOf<Extract<Verdict, { valid: true }>['principal']>().toEqualTypeOf<Principal>()
    expectTypeOf<Extract<Verdict, { valid: false }>['reason']>().toEqualTypeOf<Reason>()
    // @ts-expect-error A token that is not valid has no principal.
    type _Unchecked = Verdict['principal']
  })

  it('let a check be switched off by writing null, and by nothing else', () => {
    const accept = (pool: AccessTokenVerifierOptions['pools'][number]): string => pool.issuer

    accept({ issuer, clientIds: null, resource: null })
    // @ts-expect-error Forgotten is not switched off.
    accept({ issuer })
    // @ts-expect-error Neither is undefined.
    accept({ issuer, clientIds: undefined })
    // @ts-expect-error Nor is false.
    accept({ issuer, clientIds: ['web'], resource: false })
    // @ts-expect-error And undefined is no way to say a resource.
    accept({ issuer, clientIds: ['web'], resource: undefined })
  })
})
