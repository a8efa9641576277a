// TS2345: Argument of type 'string' is not assignable to parameter of type 'Guard<Principal>'
import { app, auth } from './parts.ts'

app.get('/', auth.require('notes/read'), (_req, res) => void res.json({}))
