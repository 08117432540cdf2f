import { zhCN } from './terminal'

type Rule = readonly [english: RegExp, chinese: string | ((...found: string[]) => string)]

const states: Readonly<Record<string, string>> = zhCN.states
const state = (name = '') => states[name] ?? name
const verbs: Readonly<Record<string, string>> = { paused: '暂停', resumed: '继续', retried: '重试' }

/** What commander says about a command line. */
const commandLine: readonly Rule[] = [
  [/^unknown option '(.*)'$/, '未知选项 $1'],
  [/^unknown command '(.*)'$/, '未知命令 $1'],
  [/^\(Did you mean (?:one of )?(.*)\?\)$/, '（是否想输入 $1？）'],
  [/^missing required argument '(.*)'$/, '缺少参数 $1'],
  [/^option '(.*)' argument missing$/, '选项 $1 缺少值'],
  [/^too many arguments.*Expected (\d+) arguments? but got (\d+)\.$/, '参数过多：应为 $1 个，实际为 $2 个。'],
  [
    /^option '(.*)' argument '(.*)' is invalid\. (.*)$/s,
    (_, option = '', value = '', hint = '') => `选项 ${option} 的值“${value}”无效。${detailInChinese(hint)}`,
  ],
]

/** What a value of an option must be. */
const optionValues: readonly Rule[] = [
  [/^Allowed choices are (.*)\.$/, '可用的值：$1。'],
  [/^The causes are (.*)\.$/, '可用的原因：$1。'],
  [/^Give a folder; \. is the current one\.$/, '请给出文件夹；. 表示当前文件夹。'],
  [/^Give the name of a file\.$/, '请给出文件名。'],
  [/^Give a size such as (.*) or (.*)\.$/, '请给出大小，例如 $1 或 $2。'],
  [/^Give 1 to 10 formats, best first, such as (.*)\.$/, '请给出 1 到 10 种格式，最优先的在前，例如 $1。'],
  [/^Give at least (.*)\.$/, '至少为 $1。'],
  [
    /^Give a whole number from 0 to 1000, or -1 for retries without end\.$/,
    '请给出 0 到 1000 的整数，-1 表示不限次数。',
  ],
  [/^Give a whole number from (\d+) to (\d+)\.$/, '请给出 $1 到 $2 的整数。'],
  [/^Give seconds from (\S+) to (\d+)(?:, such as (.*))?\.$/, '请给出 $1 到 $2 的秒数。'],
  [/^Give milliseconds from (\d+) to (\d+)\.$/, '请给出 $1 到 $2 的毫秒数。'],
  [/^Give a port from (\d+) to (\d+)\.$/, '请给出 $1 到 $2 的端口。'],
  [/^Give an address such as (.*) or (.*)\.$/, '请给出地址，例如 $1 或 $2。'],
  [/^Give a header such as '(.*)'\.$/, '请给出请求头，例如 $1。'],
  [/^Give one line that is not empty\.$/, '请给出一行非空的文字。'],
  [
    /^Give none, origin, or an address that begins with http:\/\/ or https:\/\/\.$/,
    '请给出 none、origin，或以 http:// 或 https:// 开头的地址。',
  ],
]

/** Why a command was refused. */
const refusals: readonly Rule[] = [
  [/^(.*) does not exist$/, '$1 不存在'],
  [/^give --get-urls or --simulate, not both$/, '--get-urls 与 --simulate 不能同时使用'],
  [/^give --largest or --shown, not both$/, '--largest 与 --shown 不能同时使用'],
  [/^no address was given$/, '没有给出地址'],
  [
    /^--input-file: (.*): a NUL character: this is not a text file$/,
    '--input-file：$1：含有 NUL 字符，不是文本文件',
  ],
  [/^--filesize-min is larger than --filesize-max$/, '--filesize-min 大于 --filesize-max'],
  [/^--password needs --username$/, '--password 需要与 --username 一起使用'],
  [
    /^--username needs --password where no terminal can ask$/,
    '无法在终端中询问时，--username 需要与 --password 一起使用',
  ],
  [
    /^give the numbers of tasks \((.*) shows them\), or --all$/,
    '请给出任务编号（可用 $1 查看），或使用 --all',
  ],
  [
    /^task (\d+) has no range that could end before its last page; pause or cancel it$/,
    '任务 $1 没有可以提前结束的范围；请暂停或取消它',
  ],
  [/^there is no task (\S+); (.*) shows those that there are$/, '没有任务 $1；可用 $2 查看现有任务'],
  [
    /^(\S+) is not the number of a task; (.*) shows those that there are$/,
    '$1 不是任务编号；可用 $2 查看现有任务',
  ],
  [
    /^task (\d+) is (\w+): only what failed of ended tasks is retried$/,
    (_, id, name) => `任务 ${id} ${state(name)}：只能重试已结束任务中失败的内容`,
  ],
  [
    /^task (\d+) is (\w+) already; (.*) deletes its files, (.*) takes it off the list$/,
    (_, id, name, cancel, remove) =>
      `任务 ${id} ${state(name)}；${cancel} 会删除其文件，${remove} 会将其移出列表`,
  ],
  [
    /^task (\d+) is (\w+) and only ended tasks are removed; end it with (.*)$/,
    (_, id, name, cancel) => `任务 ${id} ${state(name)}，只能移除已结束的任务；结束它请用：${cancel}`,
  ],
  [/^There is no task (\d+)\.$/, '没有任务 $1。'],
  [
    /^Task (\d+) is (\w+) and cannot be (\w+)\.$/,
    (_, id, name, verb = '') => `任务 ${id} ${state(name)}，无法${verbs[verb] ?? verb}。`,
  ],
  [/^recipe: there is none named (.*)$/, 'recipe：没有名为 $1 的规则'],
  [/^folder: not an absolute path$/, 'folder：不是绝对路径'],
  [
    /^no gallery\.json in (.*) or in a folder below: nothing to verify$/,
    '$1 及其子文件夹中没有 gallery.json：没有可检查的内容',
  ],
  [/^(.*) is no folder that can be read: (.*)$/, '$1 不是可以读取的文件夹：$2'],
  [/^(.*) is not JSON: (.*)$/, '$1 不是 JSON：$2'],
  [/^(.*) does not hold a JSON object$/, '$1 中没有 JSON 对象'],
  [/^(.*) cannot be read: (.*)$/, '$1 无法读取：$2'],
]

/** What is wrong with a file on disk. */
const files: readonly Rule[] = [
  [/^no such file$/, '没有这个文件'],
  [/^not a file$/, '不是文件'],
  [/^a symbolic link, not a file$/, '是符号链接，不是文件'],
  [/^(\d+) bytes instead of (-?\d+)$/, '$1 字节，应为 $2 字节'],
  [/^SHA-256 (\w+) instead of (\w+)$/, 'SHA-256 为 $1，应为 $2'],
  [/^(image\/\S+) instead of (\S+)$/, '$1，应为 $2'],
  [/^(image\/\S+) without its end, (\d+) bytes$/, '$1 缺少结尾，共 $2 字节'],
  [/^an image of (\d+) bytes$/, '图片共 $1 字节'],
]

const rules = [...commandLine, ...optionValues, ...refusals, ...files]

/** A technical detail in Chinese. One that no rule knows, such as what the system reported, stays as it is. */
export function detailInChinese(detail: string): string {
  for (const [english, chinese] of rules) {
    if (!english.test(detail)) continue
    return typeof chinese === 'string' ? detail.replace(english, chinese) : detail.replace(english, chinese)
  }
  return detail
}
