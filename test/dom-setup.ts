import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// Without vitest's globals, Testing Library does not do this: one test would see another's page.
afterEach(cleanup)

// A small machine that is busy besides answers late; what is as expected is not waited for.
configure({ asyncUtilTimeout: 15_000 })
