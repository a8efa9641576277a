// TS2339: Property 'groups' does not exist on type 'MachinePrincipal'
import { machine } from '../guards.ts'
import { app, auth } from './parts.ts'

app.get('/', auth.require(machine()), (req, res) => void res.json(auth.principal(req).groups))
