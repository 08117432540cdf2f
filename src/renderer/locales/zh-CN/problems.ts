import type { Localized } from '@shared/messages/language'
import type en from '../en/problems'

const words: Localized<typeof en> = {
  action: {
    retry: '重试',
    'retry-now': '仍要立即重试',
    'retry-with-referer': '附带来源页重试',
    wait: '到 {{time}} 重试',
    'open-in-browser': '在浏览器中打开页面',
    'raise-limit': '提高上限…',
    'check-proxy': '检查代理…',
    'download-frame': '下载框架…',
    skip: '跳过',
    resume: '继续',
    'other-folder': '选择其他文件夹…',
    'resume-now': '立即继续',
    'start-again': '重新开始',
    'copy-details': '复制详细信息',
  },
  more: '更多操作',
  'wait-when-ended': '此下载的其余部分结束后才可用',
  'failed-again_other': '其中 {{count}} 项重试后再次失败。',
  'waits-until': '此下载将于 {{time}} 自动继续。',
  'waits-why': '服务器限制了请求频率。请保持 Galleon 运行，或稍后再启动它。',
  retrying_other: '正在重试 {{count}} 项：还剩 {{left}} 项',
  'retried-all_other': '已重试 {{count}} 项：全部成功',
  'retried-none_other': '已重试 {{count}} 项：全部再次失败',
  'retried-some_other': '已重试 {{count}} 项：{{saved}} 项成功，{{failed}} 项再次失败',
  'nothing-retried': '没有可重试的内容',
  'close-note': '关闭此提示',
  skipped_other: '已跳过 {{count}} 项',
  'skipped-text': '可在“已跳过的地址”中找到并重试。',
  undo: '撤销',
}

export default words
