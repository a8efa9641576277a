import type { Account, AuditEntry } from '@lifeguard/api-contract'
import type { ReactNode } from 'react'
import { routes } from '../../api/routes.ts'
import { PageHeading } from '../../frame/page-heading.tsx'
import { Timestamp } from '../../frame/timestamp.tsx'
import { useWords } from '../../language/language.tsx'
import { adminWords } from './admin-words.ts'
import { PagedTable } from './paged-table.tsx'
import './admin.css'

/** For the group `admins`. Whoever else comes here is told by the API's refusal. */
export default function AdminPage(): ReactNode {
  const words = useWords(adminWords)

  return (
    <div className="stack">
      <PageHeading title={words.title} />
      <p className="lead">{words.lead}</p>
      <PagedTable<Account>
        title={words.accounts}
        route={routes.listAccounts}
        failed={words.accountsFailed}
        empty={words.noAccounts}
        keyOf={(account) => `${account.issuer} ${account.subject}`}
        columns={[
          [words.email, (account) => account.email ?? words.unknown],
          [words.shownAs, (account) => account.displayName ?? ''],
          [words.since, (account) => <Timestamp time={account.createdAt} />],
          [words.subject, (account) => <code>{account.subject}</code>],
        ]}
      />
      <PagedTable<AuditEntry>
        title={words.audit}
        route={routes.listAuditEntries}
        failed={words.auditFailed}
        empty={words.noEntries}
        keyOf={(entry) => entry.id}
        columns={[
          [words.when, (entry) => <Timestamp time={entry.at} />],
          [words.act, (entry) => entry.act],
          [words.endpoint, (entry) => <code>{entry.endpoint}</code>],
          [words.reason, (entry) => entry.reason ?? ''],
          [words.who, (entry) => <code>{entry.subject}</code>],
        ]}
      />
    </div>
  )
}
