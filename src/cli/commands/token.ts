/**
 * `viper token`: who may use the services.
 * Invariant: a token is printed once, when it is made, and can be shown by nothing afterwards.
 */
import type { TokenScope } from '../../ports/index.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { rowsTable } from '../output/index.ts';
import { oneOf, parseDuration } from '../parse.ts';
import type { TokenLine } from '../roots/index.ts';

const SCOPES: readonly TokenScope[] = ['read', 'trade', 'admin'];

type CreateOptions = { scope: string; name: string; expires?: string; json?: boolean };

export const token = defineCommand({
  name: 'token',
  register(program, { roots: { locks }, terminal }) {
    const command = program.command('token').description('make, show and revoke the tokens of the services');
    command
      .command('create')
      .description('make a token and print it, once; from the first one on the services ask for one')
      .requiredOption('--scope <scope>', 'read; trade, which also orders; or admin, which may also kill a run')
      .requiredOption('--name <name>', 'what the audit calls its holder')
      .option('--expires <duration>', 'such as 90d (default: when it is revoked)')
      .option('--json', 'print one JSON object')
      .action((options: CreateOptions) => create(options, { locks, terminal }));
    command
      .command('list')
      .description('every token by name, never the token itself')
      .option('--json', 'print one JSON object a token')
      .action(({ json }: { json?: boolean }) => {
        const rows = locks.tokens();
        if (json) for (const row of rows) terminal.print(JSON.stringify(row));
        else terminal.print(rows.length === 0 ? 'There is no token.' : tableOf(rows));
      });
    command
      .command('revoke <name>')
      .description('end a token at once, also in services that run')
      .action((name: string) => {
        terminal.print(`Revoked ${locks.revokeToken(name).name}; services turn it away from now on.`);
      });
  },
});

function create(
  { scope, name, expires, json }: CreateOptions,
  { locks, terminal }: { locks: CommandContext['roots']['locks']; terminal: CommandContext['terminal'] },
): void {
  const { token: text, row } = locks.createToken({
    scope: oneOf('--scope', scope, SCOPES),
    name,
    expiresInMs: expires === undefined ? undefined : parseDuration(expires, '--expires'),
  });
  if (json) return terminal.print(JSON.stringify({ token: text, ...row }));
  terminal.tell(`Keep it now: it is not shown again. Send it as "Authorization: Bearer <token>".`);
  terminal.print(text);
}

const tableOf = (rows: readonly TokenLine[]): string =>
  rowsTable(
    ['name', 'scope', 'state', 'created', 'expires'],
    rows.map(({ name, scope, state, createdAt, expiresAt }) => [name, scope, state, createdAt, expiresAt ?? 'never']),
  );
