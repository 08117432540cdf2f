import { expect, it } from 'vitest'
import { isHomeAddress, isLoginAddress } from './known-pages'

const at = (path: string) => `https://site.test${path}`

it.each([
  '/login',
  '/login?next=/a',
  '/login/index.php',
  '/users/sign_in',
  '/user_login.php',
  '/wp-login.php?redirect_to=%2Fa',
  '/accounts/login/',
  '/member.php',
  '/oauth/authorize?client=1',
  '/sso',
  '/anmelden',
  '/ucp.php?mode=login&redirect=viewtopic.php',
  '/index.php?action=login',
  '/index.php?route=account/login',
])('%s asks for a login', (path) => {
  expect([isLoginAddress(at(path)), isHomeAddress(at(path))]).toEqual([true, false])
})

it.each([
  '/login-flowers/2',
  '/album/blogin',
  '/a?login=1',
  '/auth/album/12',
  '/photos/auth-12/3.html',
  '/register/2024/may.html',
  '/viewtopic.php?mode=logins',
])('%s is some page', (path) => {
  expect([isLoginAddress(at(path)), isHomeAddress(at(path))]).toEqual([false, false])
})

it.each([
  '',
  '/',
  '/index.html',
  '/en/',
  '/en/index.php',
  '/pt_BR/',
  '/de',
  '/home',
  '/main.aspx',
  '/?a=1',
  '/?utm_source=x#top',
  '/index.php?lang=en',
])('%s is the home page', (path) => {
  expect([isHomeAddress(at(path)), isLoginAddress(at(path))]).toEqual([true, false])
})

it.each([
  '/a/',
  '/album',
  '/index.php/7',
  '/en/album',
  '/?p=12',
  '/index.php?topic=7.0',
  '/index.php?/category/3',
  '/?12',
  '/index.php?option=com_gallery&view=detail',
])('%s is no home page', (path) => {
  expect(isHomeAddress(at(path))).toBe(false)
})
