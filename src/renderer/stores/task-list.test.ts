import { TaskId } from '@shared/model/units'
import { expect, it } from 'vitest'
import { noSelection, selectOne } from '../components/grid/selection'
import { chooseDetailTab, detailTabFor, showProblemsOf, toggleDetail, useTaskList } from './task-list'

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

it('the details of another task open on galleries or images as chosen, never on the problems of the last one', () => {
  const [one, other] = [TaskId.parse(1), TaskId.parse(2)]
  const tabs = () => [one, other].map((id) => detailTabFor(id, useTaskList.getState()))
  showProblemsOf(one)
  expect(tabs()).toEqual(['problems', 'galleries'])
  chooseDetailTab(one, 'images')
  expect(tabs()).toEqual(['images', 'images'])
})
