import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest, judgeRun, sumLine } from './reports.mjs'

describe('judgeRun', () => {
  it('takes the report of a run that went well', () => {
    expect(judgeRun({ passed: 3, failed: 0 }, 0)).toEqual({ passed: 3, failed: 0 })
  })

  it('counts a run without a report as one failure', () => {
    expect(judgeRun(undefined, 0)).toMatchObject({ passed: 0, failed: 1 })
  })

  it('counts a run of no tests as one failure', () => {
    expect(judgeRun({ passed: 0, failed: 0 }, 0)).toMatchObject({ passed: 0, failed: 1 })
  })

  it('counts one failure when all tests passed and the run ended badly', () => {
    expect(judgeRun({ passed: 5, failed: 0 }, 1)).toMatchObject({ passed: 5, failed: 1 })
  })

  it('does not count a failed test twice', () => {
    expect(judgeRun({ passed: 5, failed: 2 }, 1)).toEqual({ passed: 5, failed: 2 })
  })
})

describe('countVitest', () => {
  it('counts a file that could not be loaded as one failure', () => {
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      testResults: [
        { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'failed', assertionResults: [] },
      ],
    }
    expect(countVitest(report)).toEqual({ passed: 2, failed: 2 })
  })
})

describe('countPlaywright', () => {
  it('counts errors outside of tests', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 0, skipped: 2 }
    expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 2 })
  })
})

describe('sumLine', () => {
  it('adds everything up in the words that scripts look for', () => {
    expect(
      sumLine([
        { passed: 1, failed: 0 },
        { passed: 20, failed: 3 },
      ]),
    ).toBe('21 passed, 3 failed')
  })
})
