// TS2339: Property 'username' does not exist on type 'Principal'
import { app, auth } from './parts.ts'

app.get('/', auth.require(), (req, res) => void res.json(auth.principal(req).username))
