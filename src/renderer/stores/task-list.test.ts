import { TaskId } from '@shared/model/units'
import { expect, it } from 'vitest'
import { noSelection, selectOne } from '../components/grid/selection'
import { toggleDetail, useTaskList } from './task-list'

it('the detail is shown and hidden for a chosen task only', () => {
  useTaskList.setState({ detailOpen: true, selection: noSelection() })
  toggleDetail()
  expect(useTaskList.getState().detailOpen).toBe(true)
  useTaskList.setState({ selection: selectOne(TaskId.parse(7)) })
  toggleDetail()
  expect(useTaskList.getState().detailOpen).toBe(false)
  toggleDetail()
  expect(useTaskList.getState().detailOpen).toBe(true)
})
