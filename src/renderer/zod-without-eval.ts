import { z } from 'zod'

// zod probes `new Function` when a schema is made; the page's Content-Security-Policy forbids and reports it. This
// file must be imported before any schema.
z.config({ jitless: true })
