import { describe, expect, it } from 'vitest'
import { sampleTable } from '../../../../../../test/servers/sample-records'
import { createTable, missingColumns, mysqlTable, readVersion, upsert } from './mysql-statements'

const small = { name: 'items', columns: [{ name: 'title', type: 'text', list: false }] } as const

describe('the statement for a server of the family of MySQL', () => {
  it.each([
    ['10.11.19-MariaDB-deb12u1', { isMariadb: true, major: 10, minor: 11, patch: 19 }],
    ['5.5.5-10.4.2-MariaDB-log', { isMariadb: true, major: 10, minor: 4, patch: 2 }],
    ['8.0.36', { isMariadb: false, major: 8, minor: 0, patch: 36 }],
    ['5.7.44-log', { isMariadb: false, major: 5, minor: 7, patch: 44 }],
    ['8.4.0-azure', { isMariadb: false, major: 8, minor: 4, patch: 0 }],
  ])('%s', (text, version) => {
    expect(readVersion(text)).toEqual(version)
  })

  it.each(['8.0.19', '8.0.36', '8.4.0', '9.1.0'])('names the new row in MySQL %s', (version) => {
    expect(upsert(mysqlTable(small, null), 2, readVersion(version))).toMatchInlineSnapshot(`
      "INSERT INTO \`items\` (\`key\`, \`address\`, \`first_seen\`, \`last_seen\`, \`changed_at\`, \`gone_at\`, \`revision\`, \`title\`) VALUES
      (?, ?, ?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?, ?, ?)
      AS \`incoming\`
      ON DUPLICATE KEY UPDATE \`address\` = IF((\`items\`.\`first_seen\` = \`incoming\`.\`first_seen\` AND \`items\`.\`revision\` < \`incoming\`.\`revision\`) OR (\`items\`.\`first_seen\` <> \`incoming\`.\`first_seen\` AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(\`incoming\`.\`gone_at\`, \`incoming\`.\`last_seen\`)), \`incoming\`.\`address\`, \`items\`.\`address\`), \`changed_at\` = IF((\`items\`.\`first_seen\` = \`incoming\`.\`first_seen\` AND \`items\`.\`revision\` < \`incoming\`.\`revision\`) OR (\`items\`.\`first_seen\` <> \`incoming\`.\`first_seen\` AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(\`incoming\`.\`gone_at\`, \`incoming\`.\`last_seen\`)), \`incoming\`.\`changed_at\`, \`items\`.\`changed_at\`), \`title\` = IF((\`items\`.\`first_seen\` = \`incoming\`.\`first_seen\` AND \`items\`.\`revision\` < \`incoming\`.\`revision\`) OR (\`items\`.\`first_seen\` <> \`incoming\`.\`first_seen\` AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(\`incoming\`.\`gone_at\`, \`incoming\`.\`last_seen\`)), \`incoming\`.\`title\`, \`items\`.\`title\`), \`gone_at\` = IF((\`items\`.\`first_seen\` = \`incoming\`.\`first_seen\` AND \`items\`.\`revision\` < \`incoming\`.\`revision\`) OR (\`items\`.\`first_seen\` <> \`incoming\`.\`first_seen\` AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(\`incoming\`.\`gone_at\`, \`incoming\`.\`last_seen\`)), \`incoming\`.\`gone_at\`, \`items\`.\`gone_at\`), \`last_seen\` = IF((\`items\`.\`first_seen\` = \`incoming\`.\`first_seen\` AND \`items\`.\`revision\` < \`incoming\`.\`revision\`) OR (\`items\`.\`first_seen\` <> \`incoming\`.\`first_seen\` AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(\`incoming\`.\`gone_at\`, \`incoming\`.\`last_seen\`)), \`incoming\`.\`last_seen\`, \`items\`.\`last_seen\`), \`revision\` = IF((\`items\`.\`first_seen\` = \`incoming\`.\`first_seen\` AND \`items\`.\`revision\` < \`incoming\`.\`revision\`) OR (\`items\`.\`first_seen\` <> \`incoming\`.\`first_seen\` AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(\`incoming\`.\`gone_at\`, \`incoming\`.\`last_seen\`)), \`incoming\`.\`revision\`, \`items\`.\`revision\`), \`first_seen\` = IF((\`items\`.\`first_seen\` = \`incoming\`.\`first_seen\` AND \`items\`.\`revision\` < \`incoming\`.\`revision\`) OR (\`items\`.\`first_seen\` <> \`incoming\`.\`first_seen\` AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(\`incoming\`.\`gone_at\`, \`incoming\`.\`last_seen\`)), \`incoming\`.\`first_seen\`, \`items\`.\`first_seen\`)"
    `)
  })

  it.each(['5.7.44', '8.0.18', '10.11.19-MariaDB', '11.4.2-MariaDB'])('uses VALUES() in %s', (version) => {
    expect(upsert(mysqlTable(small, null), 1, readVersion(version))).toMatchInlineSnapshot(`
      "INSERT INTO \`items\` (\`key\`, \`address\`, \`first_seen\`, \`last_seen\`, \`changed_at\`, \`gone_at\`, \`revision\`, \`title\`) VALUES
      (?, ?, ?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE \`address\` = IF((\`items\`.\`first_seen\` = VALUES(\`first_seen\`) AND \`items\`.\`revision\` < VALUES(\`revision\`)) OR (\`items\`.\`first_seen\` <> VALUES(\`first_seen\`) AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(VALUES(\`gone_at\`), VALUES(\`last_seen\`))), VALUES(\`address\`), \`items\`.\`address\`), \`changed_at\` = IF((\`items\`.\`first_seen\` = VALUES(\`first_seen\`) AND \`items\`.\`revision\` < VALUES(\`revision\`)) OR (\`items\`.\`first_seen\` <> VALUES(\`first_seen\`) AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(VALUES(\`gone_at\`), VALUES(\`last_seen\`))), VALUES(\`changed_at\`), \`items\`.\`changed_at\`), \`title\` = IF((\`items\`.\`first_seen\` = VALUES(\`first_seen\`) AND \`items\`.\`revision\` < VALUES(\`revision\`)) OR (\`items\`.\`first_seen\` <> VALUES(\`first_seen\`) AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(VALUES(\`gone_at\`), VALUES(\`last_seen\`))), VALUES(\`title\`), \`items\`.\`title\`), \`gone_at\` = IF((\`items\`.\`first_seen\` = VALUES(\`first_seen\`) AND \`items\`.\`revision\` < VALUES(\`revision\`)) OR (\`items\`.\`first_seen\` <> VALUES(\`first_seen\`) AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(VALUES(\`gone_at\`), VALUES(\`last_seen\`))), VALUES(\`gone_at\`), \`items\`.\`gone_at\`), \`last_seen\` = IF((\`items\`.\`first_seen\` = VALUES(\`first_seen\`) AND \`items\`.\`revision\` < VALUES(\`revision\`)) OR (\`items\`.\`first_seen\` <> VALUES(\`first_seen\`) AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(VALUES(\`gone_at\`), VALUES(\`last_seen\`))), VALUES(\`last_seen\`), \`items\`.\`last_seen\`), \`revision\` = IF((\`items\`.\`first_seen\` = VALUES(\`first_seen\`) AND \`items\`.\`revision\` < VALUES(\`revision\`)) OR (\`items\`.\`first_seen\` <> VALUES(\`first_seen\`) AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(VALUES(\`gone_at\`), VALUES(\`last_seen\`))), VALUES(\`revision\`), \`items\`.\`revision\`), \`first_seen\` = IF((\`items\`.\`first_seen\` = VALUES(\`first_seen\`) AND \`items\`.\`revision\` < VALUES(\`revision\`)) OR (\`items\`.\`first_seen\` <> VALUES(\`first_seen\`) AND coalesce(\`items\`.\`gone_at\`, \`items\`.\`last_seen\`) <= coalesce(VALUES(\`gone_at\`), VALUES(\`last_seen\`))), VALUES(\`first_seen\`), \`items\`.\`first_seen\`)"
    `)
  })

  it('does not take the name of the table for that of the new row', () => {
    const statement = upsert(mysqlTable(small, 'incoming'), 1, readVersion('8.4.0'))
    expect(statement).toContain('AS `incoming_row`')
    expect(statement).toContain('`incoming`.`revision` < `incoming_row`.`revision`')
  })

  it('makes a table whose texts are compared by bytes', () => {
    expect(createTable(mysqlTable(sampleTable, 'a`b'))).toMatchInlineSnapshot(`
      "CREATE TABLE \`a\`\`b\` (
        \`key\` BINARY(16) NOT NULL PRIMARY KEY,
        \`address\` LONGTEXT NOT NULL,
        \`first_seen\` DATETIME(3) NOT NULL,
        \`last_seen\` DATETIME(3) NOT NULL,
        \`changed_at\` DATETIME(3),
        \`gone_at\` DATETIME(3),
        \`revision\` BIGINT NOT NULL,
        \`title\` LONGTEXT,
        \`reads\` DOUBLE,
        \`at\` DATETIME(3),
        \`open\` BOOLEAN,
        \`home\` LONGTEXT,
        \`tags\` JSON
      ) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
    `)
  })

  it('distinguishes columns that the collation of names takes for one, and writes none beyond U+FFFF', () => {
    const columns = ['café', 'cafe', '𠮷', '長'.repeat(63)].map(
      (name) => ({ name, type: 'text', list: false }) as const,
    )
    const names = mysqlTable({ name: 't', columns }, null).columns.slice(7)
    expect(names.map(({ name }) => name)).toEqual([
      'café',
      expect.stringMatching(/^cafe_[0-9a-f]{8}$/),
      expect.stringMatching(/^__[0-9a-f]{8}$/),
      '長'.repeat(63),
    ])
  })

  it('finds columns in any case', () => {
    const table = mysqlTable(small, null)
    const shown = new Map<string, string>([
      ['key', 'binary(16)'],
      ['revision', 'bigint(20)'],
      ['date', 'datetime(3)'],
    ])
    const present = table.columns.map(({ name, type }) => ({
      name: name.toUpperCase(),
      type: shown.get(type) ?? 'longtext',
    }))
    expect(missingColumns(table, present)).toEqual([])
  })
})
