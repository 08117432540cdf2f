// Types of `toBeVisible`, `toHaveFocus` and the like for the tests of the window.
import '@testing-library/jest-dom/vitest'
