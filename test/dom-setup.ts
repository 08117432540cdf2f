import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

// Without vitest's globals, Testing Library cannot do this by itself: one test would see another's page.
afterEach(cleanup)
