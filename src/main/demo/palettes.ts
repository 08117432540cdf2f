import type { Palette } from './colour'

// Moods, each made of two palettes: a picture of a gallery lies somewhere between the two.

export type Mood = readonly [Palette, Palette]

const palette = (
  top: string,
  middle: string,
  low: string,
  light: string,
  far: string,
  near: string,
): Palette => ({
  top,
  middle,
  low,
  light,
  far,
  near,
})

export const mist: Mood = [
  palette('#6f9fb4', '#b4d0d2', '#f3eee0', '#fffaf0', '#9fbcc0', '#16383c'),
  palette('#7f9cc0', '#c3cfdb', '#f6e6da', '#fff4e4', '#a7b4cc', '#22304f'),
]
export const dawn: Mood = [
  palette('#33477c', '#c78c98', '#fbd9ae', '#fff0cf', '#a98aa6', '#191f38'),
  palette('#4a6a9c', '#e3a79a', '#ffe4bd', '#fff4dc', '#b69cae', '#26304a'),
]
export const moonlight: Mood = [
  palette('#050b28', '#16306a', '#4a70ae', '#f6f1dc', '#28457c', '#040a1e'),
  palette('#08122f', '#1f4270', '#6a94b8', '#fdf6e0', '#33567f', '#061224'),
]
export const desert: Mood = [
  palette('#4f86bd', '#a9c6d6', '#fbe3b8', '#fff6da', '#eec083', '#9a4a22'),
  palette('#5b6da6', '#d9a7a0', '#ffd49b', '#fff0ce', '#ecaa78', '#8a3424'),
]
export const foliage: Mood = [
  palette('#5b96c4', '#b9d6de', '#f8ecd2', '#fff4d4', '#e08a2e', '#a42e1c'),
  palette('#6ba0c0', '#d8dccb', '#fbe8c0', '#fff0c4', '#edb03c', '#b8481e'),
]
export const blossom: Mood = [
  palette('#5c4a8e', '#df8fae', '#ffe0cd', '#fff4e6', '#c988a6', '#35204a'),
  palette('#6f7fb8', '#e9b1bf', '#fff0e0', '#fffaf0', '#c59cb4', '#3c2f56'),
]
export const aurora: Mood = [
  palette('#040818', '#0a1c3a', '#7a48d0', '#4ff0a4', '#123044', '#02060e'),
  palette('#050a1c', '#0c2440', '#a04ad8', '#6cf4b4', '#16384c', '#030812'),
]
export const violetAurora: Mood = [
  palette('#060718', '#131a44', '#e04ab8', '#66dcf4', '#1a2a50', '#04050f'),
  palette('#070a1e', '#14224c', '#c850e0', '#5cf0d0', '#1c3256', '#040712'),
]
export const starlight: Mood = [
  palette('#04081e', '#0e2150', '#48649e', '#f6f0dc', '#1d3260', '#02050f'),
  palette('#070822', '#1c2054', '#8a5f92', '#fff0dc', '#2c2a5c', '#050414'),
]
export const jade: Mood = [
  palette('#e8d9b4', '#d8c694', '#f4e9cc', '#c4452c', '#7fb3a6', '#134a5c'),
  palette('#e4d4a8', '#cdbb84', '#f2e6c4', '#c2502e', '#6faf92', '#0f5a5c'),
]
export const forenoon: Mood = [
  palette('#3f86b8', '#9cc8d8', '#eff3e4', '#fffbe8', '#7fa9b4', '#123a3c'),
  palette('#4f92b0', '#b4d4cc', '#f6f0d4', '#fff8dc', '#8cb49c', '#1a4030'),
]
export const snowfall: Mood = [
  palette('#5e8fc4', '#b4cfe8', '#f4f1f0', '#fffdf6', '#cbdaec', '#2c4a74'),
  palette('#6a78b8', '#d0bcd8', '#ffe6dc', '#fff6ec', '#d4d2ea', '#3a3f74'),
]
export const canal: Mood = [
  palette('#86a9b8', '#c4d4d2', '#f3ecdc', '#fffaf0', '#a4b8b8', '#262c30'),
  palette('#50609c', '#c892a4', '#fbd2a8', '#fff0d8', '#9c92ae', '#241f34'),
]
export const lamplight: Mood = [
  palette('#14204e', '#5a4a8c', '#f2946c', '#ffe6b4', '#5c548c', '#0c0e22'),
  palette('#182c5c', '#7a5c90', '#ffb070', '#ffeec8', '#6a6292', '#10142a'),
]
export const print: Mood = [
  palette('#1f5673', '#e4a13a', '#f3e7cf', '#fbf6ea', '#d9553b', '#17253a'),
  palette('#2e6b5e', '#eab24c', '#f5ead6', '#fdf8ee', '#c9503f', '#1e2a33'),
]
